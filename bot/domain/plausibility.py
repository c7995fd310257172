"""What can be read but is hardly true."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.lines import Doubt, Option, Value

FOLLOWERS_LEAP = 10
"""A follower count so many times the last one, or so small a part of it, is asked about."""
_NO_MORE_THAN = (("likes", "reach"), ("likes", "views"), ("reach", "views"), ("saves", "reach"))
"""Counts that cannot well be larger than another."""
FAR_BEYOND = 10
"""Likes are asked about from so many times the followers on; comments, saves and shares from so many times
the likes on.

Of 4,578 posts of six pages with 389 to 6,255,036 followers, none had more than 0.42 likes for each follower,
and none with 50 comments or more had over 0.23 of them for each like. A post that spreads beyond its page
may well have more: only what is over twenty times the most that was seen is asked about, and may be kept.
"""
_FEW_LIKES, _FEW_OTHERS = 1000, 100
"""Up to so many, any proportion may be true: of a page with 30 followers, or of a post with 3 likes."""
_FOLLOW_ON_LIKES = ("comments", "saves", "shares")
_SEEN_BY = ("reach", "views")
_WEIGHED = frozenset(
    {
        "doubt-not-yet",
        "doubt-leap",
        "doubt-impressions",
        "doubt-beyond-followers",
        "doubt-beyond-likes",
        *(f"doubt-more-than-{more}" for _, more in _NO_MORE_THAN),
    }
)
_HALF_A_DAY = timedelta(hours=12)


def implausible(
    values: Mapping[str, Value],
    now: datetime,
    last_followers: int | None = None,
    *,
    seen_before: bool = False,
) -> tuple[Doubt, ...]:
    """What can be read but is hardly true. Whoever confirms it is not asked again.

    One doubt at a time, so that each card asks one thing.
    """
    for doubt in _suspicions(values, now, last_followers, seen_before=seen_before):
        if not values.get(f"sure_{doubt.question}_{doubt.field}"):
            label = "another" if doubt.field == "again" else "sure"
            sure = Option({f"sure_{doubt.question}_{doubt.field}": True}, label)
            return (replace(doubt, options=(sure, *doubt.options)),)
    return ()


def _suspicions(
    values: Mapping[str, Value], now: datetime, last_followers: int | None, *, seen_before: bool
) -> Iterator[Doubt]:
    if seen_before:
        yield Doubt("again", "", "doubt-again", (Option({"again": "no"}, "same"),))
    published = values.get("published_at")
    # A day without an hour stands at its noon, which is still to come on the morning of that day.
    latest = now + _HALF_A_DAY if values.get("day_only") else now
    if isinstance(published, datetime) and published > latest:
        unknown = Option({"published_at": None, "day_only": None}, "without-time")
        yield Doubt("published_at", "", "doubt-not-yet", (unknown,))
    for less, more in _NO_MORE_THAN:
        small, large = values.get(less), values.get(more)
        if isinstance(small, int) and isinstance(large, int) and small > large:
            yield Doubt(less, str(small), f"doubt-more-than-{more}", (_without(less), _without(more)))
    yield from _far_beyond(values, last_followers)
    followers = values.get("followers")
    if isinstance(followers, int) and leaps(followers, last_followers):
        yield Doubt("followers", str(followers), "doubt-leap", (_without("followers"),))


def _far_beyond(values: Mapping[str, Value], last_followers: int | None) -> Iterator[Doubt]:
    """Likes far beyond the followers, where it is not told how many saw the post; others far beyond likes."""
    likes, followers = values.get("likes"), values.get("followers") or last_followers
    if not isinstance(likes, int):
        return
    seen = any(isinstance(values.get(name), int) for name in _SEEN_BY)
    if isinstance(followers, int) and not seen and likes >= max(_FEW_LIKES, FAR_BEYOND * followers):
        yield Doubt("likes", str(likes), "doubt-beyond-followers", (_without("likes"),))
    for name in _FOLLOW_ON_LIKES:
        count = values.get(name)
        if isinstance(count, int) and count >= max(_FEW_OTHERS, FAR_BEYOND * likes):
            yield Doubt(name, str(count), "doubt-beyond-likes", (_without(name), _without("likes")))


def _without(name: str) -> Option:
    return Option({name: None}, f"without-{name}")


def leaps(count: int, last: int | None) -> bool:
    """Whether a follower count is ten times the last one, or a tenth of it."""
    if not last:
        return False
    return count >= FOLLOWERS_LEAP * last or count * FOLLOWERS_LEAP <= last


def is_weighed(doubt: Doubt) -> bool:
    """Whether a doubt came of weighing values against each other: other values settle it, or renew it."""
    return doubt.question in _WEIGHED


def impressions_or_views(impressions: Value) -> tuple[Doubt, ...]:
    """The question, asked once for a page, whether what it calls impressions is kept as views."""
    return (
        Doubt(
            "impressions_are_views",
            str(impressions),
            "doubt-impressions",
            (
                Option({"impressions_are_views": True}, "impressions-are-views"),
                Option({"impressions_are_views": False}, "impressions-are-not"),
            ),
        ),
    )
