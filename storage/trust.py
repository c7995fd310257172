"""Answers to the trust checklist: a row an answer, the newest counts, none is ever overwritten."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.domain.checklists import Reply
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.trust import Answered, Sells
from storage.schema import members, pages, people
from storage.schema import trust_answers as table

_COLUMNS = (
    table.c.id,
    table.c.page_id,
    table.c.item,
    table.c.reply,
    table.c.answered_at,
    table.c.answered_by,
    table.c.evidence,
    table.c.file_id,
    table.c.file_kind,
    table.c.expires_at,
)
_STANDING = select(*_COLUMNS).where(table.c.withdrawn_at.is_(None))
_OF_PAGE = _STANDING.where(table.c.page_id == bindparam("page")).order_by(table.c.answered_at, table.c.id)
_NEWEST = (
    _STANDING.where(table.c.page_id == bindparam("page"), table.c.item == bindparam("item"))
    .order_by(table.c.answered_at.desc(), table.c.id.desc())
    .limit(1)
)


def of_page(connection: Connection, page_id: PageId) -> list[Answered]:
    """All standing answers of a page, oldest first."""
    return [_answered(row) for row in connection.execute(_OF_PAGE, {"page": page_id})]


def newest(connection: Connection, page_id: PageId, item: str) -> Answered | None:
    """The answer that counts for an item."""
    row = connection.execute(_NEWEST, {"page": page_id, "item": item}).first()
    return _answered(row) if row else None


def get(connection: Connection, answer_id: int, *, member: PersonId) -> Answered:
    """A standing answer of a page that `member` belongs to; else Refused("trust-answer-gone")."""
    row = connection.execute(
        _STANDING.join(members, members.c.page_id == table.c.page_id).where(
            table.c.id == answer_id, members.c.person_id == member
        )
    ).first()
    if row is None:
        raise Refused("trust-answer-gone")
    return _answered(row)


def add(
    connection: Connection,
    page_id: PageId,
    item: str,
    reply: Reply,
    *,
    by: PersonId,
    at: datetime,
    **proof: object,
) -> int:
    """One more answer; `proof` is `evidence`, `file_id`, `file_kind` and `expires_at`, as far as there is."""
    values = {"page_id": page_id, "item": item, "reply": reply, "answered_by": by, "answered_at": at, **proof}
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    return int(key[0] if key else 0)


def withdraw(connection: Connection, answer_ids: Iterable[int], at: datetime | None) -> None:
    """Takes answers back, or with `None` lets them stand again: what was said before counts again."""
    connection.execute(update(table).where(table.c.id.in_(list(answer_ids))).values(withdrawn_at=at))


def sells(connection: Connection, page_id: PageId) -> frozenset[Sells]:
    """What a page sells; empty where nobody has said it."""
    said = connection.scalar(select(pages.c.sells).where(pages.c.id == page_id))
    return frozenset(map(Sells, said or ()))


def set_sells(connection: Connection, page_id: PageId, sold: Iterable[Sells]) -> None:
    """Remembers what a page sells."""
    connection.execute(update(pages).where(pages.c.id == page_id).values(sells=sorted(sold)))


def names(connection: Connection, page_id: PageId) -> dict[PersonId, str]:
    """What those are called who answered for a page; who has no name that can be shown is left out."""
    answered = select(table.c.answered_by).where(table.c.page_id == page_id)
    rows = connection.execute(
        select(people.c.id, people.c.name).where(people.c.id.in_(answered), people.c.name.is_not(None))
    )
    return {PersonId(row[0]): row[1] for row in rows}


def proof_of(answer: Answered) -> dict[str, Any]:
    """What was handed over for an answer, to be kept with the next one."""
    return {
        "evidence": answer.evidence,
        "file_id": answer.file_id,
        "file_kind": answer.file_kind,
        "expires_at": answer.expires_at,
    }


def _answered(row: Any) -> Answered:
    return Answered(
        id=row.id,
        page_id=PageId(row.page_id),
        item=row.item,
        reply=Reply(row.reply),
        at=row.answered_at,
        by=PersonId(row.answered_by),
        evidence=row.evidence,
        file_id=row.file_id,
        file_kind=row.file_kind,
        expires_at=row.expires_at,
    )
