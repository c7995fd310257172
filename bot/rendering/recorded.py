"""Recorded posts: the list, one post's history, one reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from bot.domain.identity import ChangeId
from bot.domain.pages import Page
from bot.domain.posts import Post
from bot.language.texts import Texts
from bot.rendering.buttons import Do, Undo
from bot.rendering.home import go
from bot.rendering.message import Button, Message, button, in_rows
from bot.rendering.posts_buttons import PostDo, PostEdit, PostList
from bot.rendering.several import post_in_short

ON_A_PAGE = 8
_MOST_WORDS = 34
"""Bytes of the looked-for words that a button can carry."""
FEW_COUNTS = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: words, or days."""

    words: str = ""
    days: tuple[date, date] | None = None

    def on(self, page: Page, offset: int) -> PostList:
        """The button that shows what was found, from a place on."""
        since, until = (day.toordinal() for day in self.days) if self.days else (None, None)
        return PostList(page.id, offset, since, until, carried(self.words))


def carried(words: str) -> str:
    """As much of the words as a button can carry."""
    bare = words.replace(":", " ")
    return bare.encode()[:_MOST_WORDS].decode(errors="ignore").strip()


def post_list(
    found: Sequence[Post], offset: int, sought: Sought, page: Page, texts: Texts, now: datetime
) -> Message:
    """The posts of one leaf of the list, newest first, each with its button."""
    shown = found[offset : offset + ON_A_PAGE]
    lines = [
        texts("post-list-line", number=offset + i, post=post_in_short(post, texts, now, most=FEW_COUNTS))
        for i, post in enumerate(shown, 1)
    ]
    parts = [_heading(len(found), sought, page, texts), Markup("\n").join(lines)]
    if not found:
        parts = (
            [texts("post-list-empty", page=page.name)]
            if sought == Sought()
            else [parts[0], texts("post-list-none")]
        )
    numbers = [
        button(texts.number(offset + i).unescape(), PostDo(post.id, "show"))
        for i, post in enumerate(shown, 1)
    ]
    leaves: list[Button] = []
    if offset:
        newer = sought.on(page, max(0, offset - ON_A_PAGE))
        leaves.append(button(texts.plain("post-list-newer"), newer))
    if offset + ON_A_PAGE < len(found):
        leaves.append(button(texts.plain("post-list-older"), sought.on(page, offset + ON_A_PAGE)))
    rows = [*in_rows(numbers, 4), *((tuple(leaves),) if leaves else ())]
    if sought != Sought():
        rows.append((button(texts.plain("post-list-all"), Sought().on(page, 0)),))
    return Message(Markup("\n\n").join(parts), buttons=tuple(rows) or ((go(texts, Do.POST),),))


def _heading(count: int, sought: Sought, page: Page, texts: Texts) -> Markup:
    if sought.days is not None:
        first, last = sought.days
        days = texts.full_date(first)
        if last != first:
            days = texts("post-list-span", first=days, last=texts.full_date(last))
        return texts("post-list-of-days", count=count, days=days)
    if sought.words:
        return texts("post-list-of-words", count=count, words=sought.words)
    return texts("post-list", count=count, page=page.name)


def with_ways(card: Message, post: Post, page: Page, texts: Texts, change: ChangeId | None) -> Message:
    """A post's card as it is opened from the list."""
    rows: list[tuple[Button, ...]] = []
    if page.role.changes:
        ways = [
            button(texts.plain("post-edit"), PostEdit(post.id, None)),
            button(texts.plain("post-delete"), PostDo(post.id, "delete")),
        ]
        if change is not None:
            ways.append(button(texts.plain("undo"), Undo(change)))
        rows.append(tuple(ways))
    rows.append(
        (button(texts.plain("post-history"), PostDo(post.id, "history")), _back_to_list(page, texts)),
    )
    return Message(card.text, buttons=tuple(rows))


def _back_to_list(page: Page, texts: Texts) -> Button:
    return button(texts.plain("post-to-list"), Sought().on(page, 0))


def deleted(post: Post, page: Page, texts: Texts, now: datetime, change: ChangeId) -> Message:
    """What is said of a deleted post."""
    sentence = texts("post-deleted", post=post_in_short(post, texts, now, most=FEW_COUNTS))
    return Message(
        sentence, buttons=((button(texts.plain("undo"), Undo(change)), _back_to_list(page, texts)),)
    )
