"""Follower counts to be corrected: their list, one of them, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from markupsafe import Markup

from bot.domain.drafts import Draft
from bot.domain.identity import ChangeId, PageId
from bot.domain.posts import Source
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.followers_buttons import FollowersCurve, FollowersDo, FollowersList, FollowersRecord
from bot.rendering.forms import trouble
from bot.rendering.message import Button, Message, button

PER_LIST = 8


class Row(Protocol):
    """One kept count."""

    @property
    def id(self) -> int: ...
    @property
    def page_id(self) -> PageId: ...
    @property
    def count(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def rounded(self) -> bool: ...
    @property
    def source(self) -> Source: ...


def count_list(
    rows: Sequence[Row], *, page_name: str, page: PageId, offset: int, total: int, texts: Texts, now: datetime
) -> Message:
    """Counts as buttons, newest first, with ways to older and newer ones."""
    title = texts("growth-list-title" if rows else "growth-list-empty", page=page_name)
    one = [(button(said(row, texts, now).unescape(), FollowersDo(row.id, "show")),) for row in rows]
    turns: list[Button] = []
    if offset:
        newer = FollowersList(page, max(0, offset - PER_LIST))
        turns.append(button(texts.plain("growth-newer"), newer))
    if offset + len(rows) < total:
        turns.append(button(texts.plain("growth-older"), FollowersList(page, offset + PER_LIST)))
    ways = [button(texts.plain("growth-record"), FollowersRecord(page))]
    if total > 1:
        ways.append(button(texts.plain("growth-see"), FollowersCurve(page, None)))
    return Message(title, buttons=(*one, *((tuple(turns),) if turns else ()), tuple(ways)))


def count_card(row: Row, *, page_name: str, texts: Texts, now: datetime) -> Message:
    """One count, with what can be done to it."""
    parts = [
        texts("growth-count", page=page_name, what=said(row, texts, now)),
        texts(f"growth-source-{row.source}"),
    ]
    do = (
        button(texts.plain("growth-edit"), FollowersDo(row.id, "edit")),
        button(texts.plain("growth-delete"), FollowersDo(row.id, "delete")),
    )
    return Message(Markup("\n").join(parts), buttons=(do, (_back(row.page_id, texts),)))


def count_deleted(row: Row, *, change: ChangeId, texts: Texts, now: datetime) -> Message:
    """What was deleted, and how it comes back."""
    return Message(
        texts("growth-deleted", what=said(row, texts, now)), buttons=_after(row.page_id, change, texts)
    )


def count_changed(
    row: Row, before: Row, *, page_name: str, change: ChangeId, draft: Draft, texts: Texts, now: datetime
) -> Message:
    """The count as it is now, and as it was."""
    parts = [
        texts(
            "growth-changed",
            page=page_name,
            what=said(row, texts, now),
            before=said(before, texts, now),
        ),
        *trouble(draft, texts),
    ]
    return Message(Markup("\n\n").join(parts), buttons=_after(row.page_id, change, texts))


def said(row: Row, texts: Texts, now: datetime) -> Markup:
    """A count and its day."""
    number = texts("about", number=row.count) if row.rounded else texts.number(row.count)
    return texts("growth-item", number=number, when=texts.moment(row.at, now=now, day_only=True))


def _after(page: PageId, change: ChangeId, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    return ((button(texts.plain("undo"), Undo(change)), _back(page, texts)),)


def _back(page: PageId, texts: Texts) -> Button:
    return button(texts.plain("growth-back"), FollowersList(page, 0))
