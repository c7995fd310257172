"""Answers to the audits of a page, a row an answer, and the praise that it collected."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.domain.checklists import Reply
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.praise import MOST, Praise
from bot.domain.tips import Told
from storage.keys import added
from storage.schema import members, people, praises
from storage.schema import tip_answers as table

_STANDING = select(
    table.c.id, table.c.page_id, table.c.item, table.c.reply, table.c.answered_at, table.c.answered_by
).where(table.c.withdrawn_at.is_(None))
_OF_PAGE = _STANDING.where(table.c.page_id == bindparam("page")).order_by(table.c.answered_at, table.c.id)


_PRAISES = select(
    praises.c.id,
    praises.c.page_id,
    praises.c.text,
    praises.c.file_id,
    praises.c.added_at,
    praises.c.shared_at,
)


def of_page(connection: Connection, page_id: PageId) -> list[Told]:
    """All standing answers of a page, oldest first."""
    rows = connection.execute(_OF_PAGE, {"page": page_id})
    return [Told(r[0], PageId(r[1]), r[2], Reply(r[3]), r[4], PersonId(r[5])) for r in rows]


def add(
    connection: Connection, page_id: PageId, item: str, reply: Reply, *, by: PersonId, at: datetime
) -> int:
    """One more answer."""
    values = {"page_id": page_id, "item": item, "reply": reply, "answered_by": by, "answered_at": at}
    return added(connection, insert(table).values(**values))


def withdraw(connection: Connection, answer_ids: Iterable[int], at: datetime) -> None:
    """Takes answers back: what was said before counts again."""
    connection.execute(update(table).where(table.c.id.in_(list(answer_ids))).values(withdrawn_at=at))


def names(connection: Connection, page_id: PageId) -> dict[PersonId, str]:
    """What those are called who answered for a page; who has no name that can be shown is left out."""
    answered = select(table.c.answered_by).where(table.c.page_id == page_id)
    rows = connection.execute(
        select(people.c.id, people.c.name).where(people.c.id.in_(answered), people.c.name.is_not(None))
    )
    return {PersonId(row[0]): row[1] for row in rows}


def praised(connection: Connection, page_id: PageId) -> list[Praise]:
    """A page's praise, what was not shared first, then the newest."""
    order = (praises.c.shared_at.is_not(None), praises.c.added_at.desc(), praises.c.id.desc())
    rows = connection.execute(_PRAISES.where(praises.c.page_id == page_id).order_by(*order))
    return [_praise(row) for row in rows]


def praise(connection: Connection, praise_id: int, *, member: PersonId) -> Praise:
    """One of a page of `member`'s; else Refused("praise-gone")."""
    row = connection.execute(
        _PRAISES.join(members, members.c.page_id == praises.c.page_id).where(
            praises.c.id == praise_id, members.c.person_id == member
        )
    ).first()
    if row is None:
        raise Refused("praise-gone")
    return _praise(row)


def add_praise(
    connection: Connection,
    page_id: PageId,
    text: str | None,
    file_id: str | None,
    *,
    by: PersonId,
    at: datetime,
) -> int:
    """Keeps one; Refused("praise-most") where a page has as many as it can look after."""
    if len(praised(connection, page_id)) >= MOST:
        raise Refused("praise-most", most=MOST)
    values = {"page_id": page_id, "text": text, "file_id": file_id, "added_by": by, "added_at": at}
    return added(connection, insert(praises).values(**values))


def share_praise(connection: Connection, praise_id: int, at: datetime | None) -> None:
    """Remembers that it was shared, or that it was not."""
    connection.execute(update(praises).where(praises.c.id == praise_id).values(shared_at=at))


def drop_praise(connection: Connection, praise_id: int) -> None:
    """Forgets it for good: it may be somebody's private message."""
    connection.execute(delete(praises).where(praises.c.id == praise_id))


def _praise(row: Any) -> Praise:
    return Praise(row.id, PageId(row.page_id), row.text, row.file_id, row.added_at, row.shared_at)
