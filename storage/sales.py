"""What customers of a page bought: many purchases at once, taken back as a batch."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Text, delete, func, insert, literal, select, true
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.domain.customers import MOST, Sale, known_as
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from storage.schema import customer_answers as answers
from storage.schema import customers as table
from storage.schema import purchases


def packed(sales: Sequence[Sale]) -> str:
    """Sales as `add` takes them: made before the write, since thousands of names take a while."""
    rows = [
        [sale.name, known_as(sale.name), sale.amount, _instant(sale.at) if sale.at else None]
        for sale in sales
    ]
    return json.dumps(rows, ensure_ascii=False)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def add(connection: Connection, page_id: PageId, rows: str, batch: str, *, by: PersonId, at: datetime) -> int:
    """Keeps purchases; who is not known yet becomes a customer, marked with the batch. How many are new.

    `rows` is what `packed` made: the database goes through it by itself, in one statement for each table.
    """
    sales = func.json_each(rows).table_valued("value")
    name, key, amount, bought = (func.json_extract(sales.c.value, f"$[{place}]") for place in range(4))
    before = connection.scalar(select(func.count()).where(table.c.page_id == page_id)) or 0
    moment = _instant(at)
    people = select(
        literal(page_id), name, key, literal(0), literal(moment, Text), literal(by), literal(batch)
    ).where(true())
    names = ("page_id", "name", "known_as", "segment", "added_at", "added_by", "batch")
    connection.execute(upsert(table).from_select(names, people).on_conflict_do_nothing())
    after = connection.scalar(select(func.count()).where(table.c.page_id == page_id)) or 0
    if after > MOST:
        raise Refused("customers-most", most=MOST)
    # A subquery rather than a join: SQLite would go through the JSON once for each customer.
    whose = select(table.c.id).where(table.c.page_id == page_id, table.c.known_as == key).scalar_subquery()
    bought_rows = select(whose, amount, bought, literal(moment, Text), literal(batch)).select_from(sales)
    columns = ("customer_id", "amount", "bought_at", "added_at", "batch")
    connection.execute(insert(purchases).from_select(columns, bought_rows))
    return after - before


def drop(connection: Connection, page_id: PageId, batch: str) -> None:
    """Takes a batch of purchases back, and the customers that came with it and nothing else is known of."""
    mine = select(table.c.id).where(table.c.page_id == page_id)
    connection.execute(delete(purchases).where(purchases.c.batch == batch, purchases.c.customer_id.in_(mine)))
    known = (purchases.c.customer_id == table.c.id, answers.c.customer_id == table.c.id)
    connection.execute(
        delete(table).where(
            table.c.page_id == page_id,
            table.c.batch == batch,
            *(~select(column.left).where(column).exists() for column in known),
        )
    )
