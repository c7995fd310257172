"""The best posts of a period, and those that kept earning, said with links and why."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from bot.domain.identity import PageId, PostId
from bot.domain.posts import Post
from bot.domain.top import KEEPS_FROM, LEAST_TYPICAL, Best, Evergreen, Evergreens, Top
from bot.language.texts import Texts
from bot.rendering.asks import named
from bot.rendering.buttons import Do, Go
from bot.rendering.captions import caption, heading
from bot.rendering.comparison_words import HUNDRED, figure
from bot.rendering.insights_buttons import Insight, What
from bot.rendering.message import TEXT_MOST, Button, Message, Rows, button
from bot.rendering.periods import period_buttons
from bot.rendering.posts_buttons import PostDo
from bot.rendering.rates import rate_said

_ADDRESS = re.compile(r"(?:https?://)?([\w-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE)
_NOT_MUCH = 0.05
"""A post this near the typical is said to be about that."""


def top_view(
    found: Top, posts: Mapping[PostId, Post], *, page_name: str, page: PageId, texts: Texts, now: datetime
) -> Message:
    """The best posts, each with its figure and how many times the page's typical that is."""
    title = heading(page_name, texts("top-title"))
    if not found.best:
        none = texts("top-none") if found.days is None else texts("top-none-since", count=found.days)
        return Message(caption([title, none], []), buttons=_begin(page, What.TOP, found.days, texts))
    lines = [
        texts(
            "top-line",
            number=number,
            post=linked(posts[best.post], texts, now),
            value=rate_said(best.value, found.base, texts),
            why=why(best, texts),
        )
        for number, best in enumerate(found.best, 1)
    ]
    asides = [_typical(found, texts), _basis(found, texts), _left(found.in_period - found.used, texts)]
    buttons = (
        _numbers([best.post for best in found.best], texts),
        period_buttons(found.days, texts, lambda days: Insight(page, What.TOP, days, told=False)),
        (button(texts.plain("more-green"), Insight(page, What.EVERGREEN, None, told=False)),),
    )
    return Message(caption([title, Markup("\n\n").join(lines)], asides, TEXT_MOST), buttons=buttons)


def evergreen_view(
    found: Evergreens,
    posts: Mapping[PostId, Post],
    *,
    page_name: str,
    page: PageId,
    texts: Texts,
    now: datetime,
) -> Message:
    """The posts that grew on after their first week, each by how much."""
    title = heading(page_name, texts("green-title"))
    if not found.looked_at:
        return Message(caption([title, texts("green-unknown")], []), buttons=_begin(page, None, None, texts))
    share = texts.number(round(100 * KEEPS_FROM))
    if not found.posts:
        said = texts("green-none", count=found.looked_at, share=share, hundred=HUNDRED)
        return Message(caption([title, said], []), buttons=_begin(page, None, None, texts))
    lines = [
        kept_line(number, kept, posts[kept.post], texts, now) for number, kept in enumerate(found.posts, 1)
    ]
    meaning = texts("green-meaning", share=share, hundred=HUNDRED)
    basis = texts("green-basis", count=found.looked_at)
    return Message(
        caption([title, Markup("\n\n").join(lines)], [meaning, basis], TEXT_MOST),
        buttons=(
            _numbers([kept.post for kept in found.posts], texts),
            (button(texts.plain("more-top"), Insight(page, What.TOP, None, told=False)),),
        ),
    )


def kept_line(number: int, kept: Evergreen, post: Post, texts: Texts, now: datetime) -> Markup:
    """A post that still grows after weeks, with how much."""
    return texts(
        "green-line",
        number=number,
        post=linked(post, texts, now),
        week=kept.week,
        now=kept.now,
        growth=round(100 * kept.growth),
        hundred=HUNDRED,
        days=texts("compare-days", count=kept.days),
    )


def linked(post: Post, texts: Texts, now: datetime) -> Markup:
    """A post in a few words, leading to where it stands, if that is known."""
    name, address = named(post, texts, now), address_of(post)
    return Markup('<a href="{}">{}</a>').format(address, name) if address else name


def address_of(post: Post) -> str | None:
    """Where a post stands, if that is known."""
    if not post.link or not _ADDRESS.fullmatch(post.link):
        return None
    return post.link if "://" in post.link else f"https://{post.link}"


def why(best: Best, texts: Texts) -> Markup:
    """How far a post is above what is typical; nothing where that is not known."""
    if best.times is None:
        return Markup()
    if abs(best.times - 1) < _NOT_MUCH:
        return texts("top-usual")
    return texts("top-times", times=figure(best.times, texts))


def _typical(found: Top, texts: Texts) -> Markup:
    if found.typical is None:
        return texts("top-no-typical", count=LEAST_TYPICAL - found.used)
    return texts("top-typical", value=rate_said(found.typical, found.base, texts))


def _basis(found: Top, texts: Texts) -> Markup:
    if found.first is None or found.last is None:
        return Markup()
    days = [texts.full_date(at.astimezone(texts.zone).date()) for at in (found.first, found.last)]
    return texts(
        "compare-basis" if days[0] != days[1] else "compare-basis-day",
        posts=texts("compare-posts", count=found.used),
        first=days[0],
        last=days[1],
        base=texts(f"compare-base-of-{found.base}"),
    )


def _left(count: int, texts: Texts) -> Markup:
    return texts("top-left", count=count) if count else Markup()


def _numbers(ids: Sequence[PostId], texts: Texts) -> tuple[Button, ...]:
    return tuple(
        button(texts.number(number).unescape(), PostDo(post, "show")) for number, post in enumerate(ids, 1)
    )


def _begin(page: PageId, what: What | None, days: int | None, texts: Texts) -> Rows:
    record = (
        button(texts.plain("compare-record"), Go(Do.POST)),
        button(texts.plain("compare-file"), Go(Do.FILE)),
    )
    if what is None:
        return (record,)
    return (record, period_buttons(days, texts, lambda other: Insight(page, what, other, told=False)))
