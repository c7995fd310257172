"""A file of sales, sent while a list of them is asked for."""

from concurrent.futures.process import BrokenProcessPool
from functools import partial

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.errors import Refused
from bot.domain.identity import DraftId
from bot.domain.sales_files import MOST_BYTES, SalesFile, read_sales_file
from bot.rendering.customers_sales import Kept
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.sales import SalesForm, said_kept
from storage import drafts, pages, sales

_AT_ONCE = 1000
"""So many sales one transaction writes: some 30 ms."""
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


async def attached(context: Context, message: Said, text: str) -> bool:
    """A file while a list of sales is asked for: read in the worker, kept in one write."""
    del text
    row, document = context.asker.draft, message.document
    if row is None or row.form != SalesForm.name or document is None:
        return False
    name = (document.file_name or "–")[:60]
    if "." in name and not name.lower().endswith(_TABLES):
        raise Refused("import-not-table", file=name)
    if (document.file_size or 0) > MOST_BYTES:
        raise Refused("import-too-big", file=name, most=MOST_BYTES // 1_000_000)
    page_id = row.page_id or context.asker.page_id
    page = await context.read(lambda c: pages.for_change(c, page_id, member=context.asker.id))
    content = await context.house.download(document.file_id, MOST_BYTES)
    try:
        found: SalesFile = await context.compute(read_sales_file, content, page.zone)
    except (BrokenProcessPool, TimeoutError, MemoryError) as error:
        raise Refused("import-too-heavy", file=name) from error
    await _write_all(context, context.asker.with_page(page), row.id, found)
    return True


async def _write_all(context: Context, asker: Asker, draft: DraftId, found: SalesFile) -> None:
    """A file's sales, some at a time so that nobody waits; after a kill it begins anew, doubling none."""
    store, page_id, batch = context.house.store, asker.page_id, f"update:{context.update_id}"
    await store.write(partial(sales.drop, page_id=page_id, batch=batch))
    parts = [found.sales[start : start + _AT_ONCE] for start in range(0, len(found.sales), _AT_ONCE)]
    new = 0
    try:
        for part in parts:
            rows = sales.packed(part)
            add = partial(sales.add, page_id=page_id, rows=rows, batch=batch, by=asker.id, at=asker.now)
            new += await store.write(add)
    except Refused:
        await store.write(partial(sales.drop, page_id=page_id, batch=batch))
        raise
    kept = Kept(len(found.sales), sum(sale.amount for sale in found.sales), new, (), found.bad)

    def keep(connection: Connection) -> Answer:
        drafts.close(connection, draft, asker.now)
        return said_kept(connection, asker, kept, batch)

    await context.keep(keep)


def register(desk: Desk) -> None:
    """Files of sales."""
    desk.attached.append(attached)
