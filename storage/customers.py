"""Customers of a page, what was answered about them, what they bought; for members of the page only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.domain.checklists import Reply
from bot.domain.customers import MOST, Customer, known_as, questions, usual_thresholds
from bot.domain.errors import Refused
from bot.domain.identity import CustomerId, PageId, PersonId
from storage.keys import added
from storage.schema import customer_answers as answers
from storage.schema import customer_thresholds, members, purchases
from storage.schema import customers as table

_COLUMNS = (table.c.id, table.c.page_id, table.c.name, table.c.segment, table.c.thanked_at)
_OF_PAGE = select(*_COLUMNS).where(table.c.page_id == bindparam("page")).order_by(table.c.name, table.c.id)
_BOUGHT = (
    select(purchases.c.customer_id, purchases.c.amount, purchases.c.bought_at)
    .join(table, table.c.id == purchases.c.customer_id)
    .where(table.c.page_id == bindparam("page"))
    .order_by(purchases.c.bought_at, purchases.c.id)
)
_SAID = (
    select(answers.c.customer_id, answers.c.question, answers.c.reply)
    .join(table, table.c.id == answers.c.customer_id)
    .where(table.c.page_id == bindparam("page"))
    .order_by(answers.c.answered_at, answers.c.id)
)


def of_page(connection: Connection, page_id: PageId) -> list[Customer]:
    """All customers of a page with what is known of them, by name."""
    rows = connection.execute(_OF_PAGE, {"page": page_id}).all()
    bought = connection.execute(_BOUGHT, {"page": page_id}).all()
    said = connection.execute(_SAID, {"page": page_id}).all()
    return _made(rows, bought, said)


def get(connection: Connection, customer_id: CustomerId, *, member: PersonId) -> Customer:
    """A customer of a page that `member` belongs to; else Refused("customer-gone")."""
    row = connection.execute(
        select(*_COLUMNS)
        .join(members, members.c.page_id == table.c.page_id)
        .where(table.c.id == customer_id, members.c.person_id == member)
    ).first()
    if row is None:
        raise Refused("customer-gone")
    mine = purchases.c.customer_id == customer_id
    bought = connection.execute(
        select(purchases.c.customer_id, purchases.c.amount, purchases.c.bought_at)
        .where(mine)
        .order_by(purchases.c.bought_at, purchases.c.id)
    ).all()
    said = connection.execute(
        select(answers.c.customer_id, answers.c.question, answers.c.reply)
        .where(answers.c.customer_id == customer_id)
        .order_by(answers.c.answered_at, answers.c.id)
    ).all()
    return _made([row], bought, said)[0]


def totals(connection: Connection, page_id: PageId) -> list[int]:
    """What each buyer of a page spent."""
    spent = (
        select(func.sum(purchases.c.amount))
        .join(table, table.c.id == purchases.c.customer_id)
        .where(table.c.page_id == page_id)
        .group_by(purchases.c.customer_id)
    )
    return [int(each) for each in connection.scalars(spent)]


def replies(connection: Connection, customer_id: CustomerId) -> dict[str, Reply]:
    """The newest answer to each question about a customer."""
    rows = connection.execute(
        select(answers.c.question, answers.c.reply)
        .where(answers.c.customer_id == customer_id)
        .order_by(answers.c.answered_at, answers.c.id)
    )
    return {question: Reply(reply) for question, reply in rows if question in questions()}


def find(connection: Connection, page_id: PageId, name: str) -> CustomerId | None:
    """The customer of a name that is spelt alike."""
    found = connection.scalar(
        select(table.c.id).where(table.c.page_id == page_id, table.c.known_as == known_as(name)).limit(1)
    )
    return None if found is None else CustomerId(found)


def add(
    connection: Connection, page_id: PageId, name: str, *, segment: bool, by: PersonId, at: datetime
) -> CustomerId:
    """A new customer; Refused("customers-most") where the page has all that it can."""
    _check_room(connection, page_id, 1)
    row = _row(page_id, name, segment=segment, by=by, at=at)
    return CustomerId(added(connection, insert(table).values(**row)))


def _row(page_id: PageId, name: str, *, segment: bool, by: PersonId, at: datetime) -> dict[str, Any]:
    return {
        "page_id": page_id,
        "name": name,
        "known_as": known_as(name),
        "segment": segment,
        "added_at": at,
        "added_by": by,
    }


def _check_room(connection: Connection, page_id: PageId, more: int) -> None:
    there = connection.scalar(select(func.count()).where(table.c.page_id == page_id)) or 0
    if there + more > MOST:
        raise Refused("customers-most", most=MOST)


def answer(
    connection: Connection,
    customer_id: CustomerId,
    question: str,
    reply: Reply,
    *,
    by: PersonId,
    at: datetime,
) -> int:
    """One more answer; the newest counts. Its row's id."""
    values = {"customer_id": customer_id, "question": question, "reply": reply}
    return added(connection, insert(answers).values(**values, answered_at=at, answered_by=by))


def drop_answer(connection: Connection, answer: int, customer: int, question: str, at: datetime) -> None:
    """Takes an answer back: what was said before counts again. An id may since belong to another one."""
    connection.execute(
        delete(answers).where(
            answers.c.id == answer,
            answers.c.customer_id == customer,
            answers.c.question == question,
            answers.c.answered_at == at,
        )
    )


def thank(connection: Connection, customer_id: CustomerId, at: datetime | None) -> None:
    """Remembers that somebody was thanked."""
    connection.execute(update(table).where(table.c.id == customer_id).values(thanked_at=at))


def thanked_before(
    connection: Connection, customer_id: CustomerId, at: datetime, before: datetime | None
) -> None:
    """Takes a thank-you of `at` back; a later one stands."""
    mine = (table.c.id == customer_id, table.c.thanked_at == at)
    connection.execute(update(table).where(*mine).values(thanked_at=before))


def forget(connection: Connection, customer_id: CustomerId) -> None:
    """Deletes a customer and all that is known of them, for good."""
    connection.execute(delete(purchases).where(purchases.c.customer_id == customer_id))
    connection.execute(delete(answers).where(answers.c.customer_id == customer_id))
    connection.execute(delete(table).where(table.c.id == customer_id))


def thresholds(connection: Connection, page_id: PageId) -> dict[str, int]:
    """The thresholds of a page; the usual ones where it has set none."""
    said = connection.scalar(
        select(customer_thresholds.c.thresholds).where(customer_thresholds.c.page_id == page_id)
    )
    return {**usual_thresholds(), **(said or {})}


def set_threshold(connection: Connection, page_id: PageId, name: str, value: int, at: datetime) -> None:
    """Sets one threshold of a page."""
    values = {"thresholds": {**thresholds(connection, page_id), name: value}, "changed_at": at}
    row = upsert(customer_thresholds).values(page_id=page_id, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["page_id"], set_=values))


def _made(rows: Iterable[Any], bought: Iterable[Any], said: Iterable[Any]) -> list[Customer]:
    sums: dict[int, list[Any]] = defaultdict(list)
    for row in bought:
        sums[row.customer_id].append(row)
    told: dict[int, dict[str, str]] = defaultdict(dict)
    for row in said:
        told[row.customer_id][row.question] = row.reply
    return [_customer(row, sums.get(row.id, ()), told.get(row.id, {})) for row in rows]


def _customer(row: Any, bought: Sequence[Any], told: Mapping[str, str]) -> Customer:
    known = {question: reply for question, reply in told.items() if question in questions()}
    return Customer(
        id=CustomerId(row.id),
        page_id=PageId(row.page_id),
        name=row.name,
        segment=row.segment,
        thanked_at=row.thanked_at,
        yes=frozenset(question for question, reply in known.items() if reply == Reply.YES),
        answered=frozenset(known),
        purchases=len(bought),
        total=sum(each.amount for each in bought),
        days=tuple(each.bought_at for each in bought if each.bought_at is not None),
    )
