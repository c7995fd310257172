"""The one card about a message of several posts: what was kept, what is asked, what nobody could read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from markupsafe import Markup

from bot.domain.drafts import Draft
from bot.domain.followers import FollowerCount
from bot.domain.identity import ChangeId
from bot.domain.lines import Value
from bot.domain.pages import Page
from bot.domain.posts import Post
from bot.language.texts import Texts
from bot.rendering.buttons import Do, Undo
from bot.rendering.fields import facts
from bot.rendering.forms import trouble
from bot.rendering.home import go
from bot.rendering.message import TEXT_MOST, Button, Message, button

_TYPED_MOST = 60
_TOPIC_MOST = 30
_FEW_FACTS = 4


class Came(StrEnum):
    """What became of a line."""

    KEPT = "kept"
    ASKED = "asked"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of the message, with what became of it."""

    came: Came
    typed: str = ""
    post: Post | None = None
    counts: Sequence[FollowerCount] = ()
    draft: Draft | None = None


def lines_card(
    lines: Sequence[LineShown], page: Page, texts: Texts, now: datetime, change: ChangeId | None
) -> Message:
    """All lines in their order, each marked."""
    text = _text(lines, page, texts, now, most=99)
    if len(text) > TEXT_MOST:
        text = _text(lines, page, texts, now, most=_FEW_FACTS)
    ways: list[Button] = [] if change is None else [button(texts.plain("undo"), Undo(change))]
    ways += [go(texts, Do.POSTS), go(texts, Do.POST_NEXT)]
    return Message(text, buttons=(tuple(ways),))


def _text(lines: Sequence[LineShown], page: Page, texts: Texts, now: datetime, *, most: int) -> Markup:
    kept = sum(line.post is not None for line in lines)
    asked = sum(line.came is Came.ASKED for line in lines)
    parts = [
        texts("lines-kept", count=kept, page=page.name) if kept else texts("lines-none-kept"),
        Markup("\n").join(_line(line, texts, now, most) for line in lines),
    ]
    for line in lines:
        parts += trouble(line.draft, texts) if line.draft and line.came is Came.KEPT else ()
    if asked:
        parts.append(texts("lines-asked", count=asked))
    if any(line.came is Came.UNREAD for line in lines):
        parts.append(texts("lines-unread"))
    return Markup("\n\n").join(parts)


def _line(line: LineShown, texts: Texts, now: datetime, most: int) -> Markup:
    if line.post is not None:
        return texts("line-kept", facts=post_in_short(line.post, texts, now, most=most))
    if line.counts:
        said = (texts.number(count.count) for count in line.counts)
        return texts("line-kept", facts=texts("line-followers", numbers=texts.joined(list(said))))
    typed = " ".join(line.typed.split())
    return texts(
        f"line-{line.came}", typed=typed if len(typed) <= _TYPED_MOST else typed[: _TYPED_MOST - 1] + "…"
    )


def post_in_short(post: Post, texts: Texts, now: datetime, *, most: int = 99) -> Markup:
    """A post in one line: what it is, when, and its first counts."""
    topic = post.about
    if topic and len(topic) > _TOPIC_MOST:
        topic = topic[: _TOPIC_MOST - 1] + "…"
    what: dict[str, Value] = {"kind": post.kind, "slides": post.slides, "topic": topic}
    when: dict[str, Value] = {"published_at": post.published_at, "day_only": post.day_only}
    rounded = post.reading.rounded if post.reading else frozenset[str]()
    said = [facts(values, rounded, texts, now) for values in (what, when, dict(post.counts.known()))]
    shown = [*said[0], *said[1], *said[2][:most]]
    return texts.joined(shown) if shown else texts("line-nothing")
