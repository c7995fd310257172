"""The card of a kept post, and the ways to change it."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.drafts import Draft
from bot.domain.engagement import Base, rate
from bot.domain.followers import FollowersThen, How
from bot.domain.identity import ChangeId
from bot.domain.lines import Value
from bot.domain.pages import Page
from bot.domain.posts import Kind, Post
from bot.language.texts import Texts
from bot.rendering.buttons import Do, Undo
from bot.rendering.fields import facts
from bot.rendering.followers_buttons import FollowersRecord
from bot.rendering.forms import trouble
from bot.rendering.home import go
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.pages import clock_row
from bot.rendering.posts_buttons import PostDo, PostEdit, PostWhen

EDITABLE = (
    "kind",
    "slides",
    "published_at",
    "likes",
    "comments",
    "saves",
    "shares",
    "reach",
    "views",
    "replies",
    "follows",
    "followers",
    "topic",
    "link",
)
"""The fields of a kept post that can be changed, as its buttons offer them."""


def post_card(
    post: Post,
    followers: FollowersThen | None,
    page: Page,
    texts: Texts,
    now: datetime,
    *,
    change: ChangeId | None,
    draft: Draft | None = None,
    heading: str = "post-kept",
) -> Message:
    """What was kept: what it is, when, its counts, and one sentence on how it did."""
    rounded = _rounded(post)
    parts = [
        texts(heading, page=page.name),
        Markup("\n").join(_lines(post, rounded, texts, now)),
        Markup("\n").join([*_estimated(followers, texts), _verdict(post, followers, texts)]),
        *(trouble(draft, texts, kept=True) if draft else ()),
    ]
    return Message(Markup("\n\n").join(parts), buttons=_ways(post, followers, page, texts, change))


def edit_menu(post: Post, texts: Texts, now: datetime) -> Message:
    """Which field is to be changed."""
    fields = [name for name in EDITABLE if name != "slides" or post.kind in (None, Kind.CAROUSEL)]
    buttons = [button(texts.plain(f"field-{name}"), PostEdit(post.id, name)) for name in fields]
    back = button(texts.plain("post-back"), PostEdit(post.id, "back"))
    more = (button(texts.plain(f"post-{do}"), PostDo(post.id, do)) for do in ("history", "delete"))
    rows = (*in_rows(buttons, 3), (back, *more))
    shown = Markup("\n").join(_lines(post, _rounded(post), texts, now))
    return Message(Markup("\n\n").join([texts("post-edit-which"), shown]), buttons=rows, edits=True)


def _rounded(post: Post) -> frozenset[str]:
    return post.reading.rounded if post.reading else frozenset()


def _lines(post: Post, rounded: frozenset[str], texts: Texts, now: datetime) -> list[Markup]:
    what: dict[str, Value] = {
        "kind": post.kind,
        "slides": post.slides,
        "topic": post.topic,
        "campaign": post.campaign,
    }
    when: dict[str, Value] = {"published_at": post.published_at, "day_only": post.day_only}
    counted: dict[str, Value] = {**post.counts.known(), "followers": post.followers_at_publishing}
    lines = [
        texts.joined(facts(values, rounded, texts, now))
        for values in (what, {"caption": post.caption}, when, counted, {"link": post.link})
    ]
    return [line for line in lines if line]


def _verdict(post: Post, followers: FollowersThen | None, texts: Texts) -> Markup:
    """One human sentence on the rate, or on what is missing for it."""
    counts = post.counts
    by_followers = rate(counts, Base.FOLLOWERS, followers.count) if followers else None
    if by_followers is not None:
        return texts("post-rate-followers", rate=round(by_followers, 1), hundred=100)
    by_reach = rate(counts, Base.REACH)
    if by_reach is not None:
        return texts("post-rate-reach", rate=round(by_reach, 1), hundred=100)
    if counts.likes is None or counts.comments is None:
        return texts("post-rate-needs-counts")
    return texts("post-rate-needs-base")


def _estimated(followers: FollowersThen | None, texts: Texts) -> list[Markup]:
    """Where the followers at publishing time were worked out from other days: how many, and from what."""
    if followers is None or followers.how not in (How.BETWEEN, How.NEAR):
        return []
    return [texts(f"post-followers-{followers.how}", number=followers.count)]


def _ways(
    post: Post,
    followers: FollowersThen | None,
    page: Page,
    texts: Texts,
    change: ChangeId | None,
) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if post.published_at is None:
        days = ("today", "yesterday")
        rows.append(
            (
                *(button(texts.plain(f"post-was-{day}"), PostWhen(post.id, day)) for day in days),
                button(texts.plain("post-was-other"), PostEdit(post.id, "published_at")),
            )
        )
    if post.kind is None:
        rows.append((button(texts.plain("post-which-kind"), PostEdit(post.id, "kind")),))
    if post.published_at is not None and not post.day_only:
        rows += clock_row([page], texts)
    if followers is None and post.counts.reach is None:
        rows.append((button(texts.plain("go-followers"), FollowersRecord(post.page_id)),))
    last = [button(texts.plain("post-edit"), PostEdit(post.id, None))]
    if change is not None:
        last.append(button(texts.plain("undo"), Undo(change)))
    last.append(go(texts, Do.POST_NEXT))
    return (*rows, tuple(last))
