"""What is typed or sent about customers: a name, a purchase, a list of sales, a file of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.customers import Sale, clean_name, typical_total
from bot.domain.drafts import Choice, Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import CustomerId, DraftId
from bot.domain.lines import Doubt, Option, PostLine, Rejected, Value
from bot.domain.sales_files import MOST_BYTES, SalesFile, read_sales_file
from bot.language.lines import Moment, tells_post
from bot.language.sales import TIMES, SalesRead, read_amount, read_sales, scaled
from bot.rendering import customers as view
from bot.rendering import customers_sales as sales_view
from bot.rendering.customers_sales import Kept
from bot.rendering.message import Answer
from handlers.context import Asker, Context
from handlers.desk import Desk
from handlers.forms import StepAside
from storage import changes, customers, drafts, pages
from storage.changes import Change

_AT_ONCE = 1000
"""So many sales one transaction writes: some 30 ms."""
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


def step_aside(text: str, moment: Moment) -> None:
    """A line about a post is about no customer, whatever was asked."""
    if tells_post(text, moment):
        raise StepAside


class _Form:
    """What all forms about customers have in common."""

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None but those of reading."""
        del connection, asker, draft
        return ()


class CustomerForm(_Form):
    """A new customer: a name, and whether it is one or many."""

    name = "customer"

    def next_field(self, draft: Draft) -> Field | None:
        """The name first."""
        known = draft.known()
        if "called" not in known:
            return Field("called", skippable=False)
        if "segment" not in known:
            kinds = (Choice("customer-one", {"segment": False}), Choice("customer-many", {"segment": True}))
            return Field("segment", kinds, skippable=False)
        return None

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """A name on one line."""
        step_aside(text, moment)
        return PostLine({"called": clean_name(text)}) if asking == "called" else PostLine({}, unread=(text,))

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps them; who is there already is shown."""
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        known: dict[str, Any] = draft.known()
        there = customers.find(connection, page.id, known["called"])
        key = "customer-there-already" if there is not None else "customer-kept"
        segment = bool(known["segment"])
        row = there or customers.add(
            connection, page.id, known["called"], segment=segment, by=asker.id, at=asker.now
        )
        found = customers.get(connection, row, member=asker.id)
        typical = typical_total(customers.totals(connection, page.id))
        return Answer((view.customer_card(page, found, typical, asker.texts, key=key),))


class BoughtForm(_Form):
    """What a customer bought, today or on another day."""

    name = "customer-bought"

    def next_field(self, draft: Draft) -> Field | None:
        """The amount."""
        return None if "paid" in draft.known() else Field("paid", skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """An amount, perhaps with its day; a small sum in tomans is asked about."""
        step_aside(text, moment)
        del asking
        found = read_amount(text, moment)
        if found is None:
            return PostLine({}, rejected=(Rejected("paid", text.strip(), "reject-amount"),))
        if found.day is not None and not found.day.readings:
            return PostLine({}, rejected=(Rejected("paid", text.strip(), "reject-sale-future"),))
        values: dict[str, Value] = {}
        doubts: tuple[Doubt, ...] = ()
        if found.day is not None and found.day.sure:
            values["bought_on"] = found.day.readings[0]
        elif found.day is not None:
            doubts = (_day_doubt("bought_on", found.day_piece, found.day.readings),)
        if found.more is not None:
            options = tuple(_figure("paid", each) for each in (found.more, found.amount))
            doubts = (Doubt("paid", text.strip(), "doubt-money", options), *doubts)
        elif found.small:
            scales = tuple(Option({"paid": found.amount * times}, f"money-{times}") for times in TIMES)
            doubts = (Doubt("paid", text.strip(), "doubt-money", scales), *doubts)
        else:
            values["paid"] = found.amount
        return PostLine(values, doubts=doubts)

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps the purchase."""
        found = customers.get(connection, CustomerId(draft.subject or 0), member=asker.id)
        known: dict[str, Any] = draft.known()
        at = known.get("bought_on") if "bought_on" in draft.values else asker.now
        sale = Sale(found.name, known["paid"], at)
        page = pages.for_change(connection, found.page_id, member=asker.id)
        return _keep(connection, asker.with_page(page), [sale])


class SalesForm(_Form):
    """A list of sales, typed or as a file."""

    name = "customer-sales"

    def next_field(self, draft: Draft) -> Field | None:
        """The list."""
        return None if draft.known().get("sales") else Field("sales", skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """A name and an amount a line, perhaps a day; one doubt for all that is doubtful in the same way."""
        step_aside(text, moment)
        del asking
        found = read_sales(text, moment)
        if not found.sales:
            return PostLine({}, rejected=(Rejected("sales", text.strip()[:60], "reject-sales"),))
        values: dict[str, Value] = {
            "sales": _packed(found),
            "bad": json.dumps(found.bad[:5]),
            "bad_count": len(found.bad),
        }
        return PostLine(values, doubts=tuple(_list_doubts(found)))

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps what was understood."""
        known: dict[str, Any] = draft.known()
        bad = tuple(json.loads(known["bad"]))
        return _keep(connection, asker, _unpacked(known), bad, known["bad_count"])


def _figure(field: str, value: int) -> Option:
    """An option whose button is the figure itself."""
    return Option({field: value}, f"figure-{value}")


def _day_doubt(field: str, piece: str, readings: Sequence[datetime]) -> Doubt:
    days = tuple(Option({field: each, "day_only": True}) for each in readings)
    return Doubt(field, piece, "doubt-sale-day", (*days, Option({field: None})))


def _list_doubts(found: SalesRead) -> Iterator[Doubt]:
    if found.unsure:
        scales = tuple(Option({"times": times}, f"money-{times}") for times in TIMES)
        yield Doubt("times", found.unsure, "doubt-money-list", scales)
    if found.rests:
        place, more = found.rests[0]
        sale = found.sales[place]
        said = (Option({"rest": True}, f"figure-{more}"), Option({"rest": False}, f"figure-{sale.amount}"))
        yield Doubt("rest", found.rest_line, "doubt-rest-list", said)
    for number, day in enumerate(found.days):
        yield _day_doubt(f"day-{number}", day.piece, day.readings)


def _packed(found: SalesRead) -> str:
    """A list as a draft keeps it: each sale with what its doubts may make of it."""
    more = dict(found.rests)
    doubted = {place: number for number, day in enumerate(found.days) for place in day.lines}
    rows = [
        [sale.name, sale.amount, sale.at and sale.at.isoformat(), more.get(place), doubted.get(place)]
        for place, sale in enumerate(found.sales)
    ]
    return json.dumps(rows, ensure_ascii=False)


def _unpacked(known: Mapping[str, Any]) -> list[Sale]:
    """The sales, with the doubts about them settled."""
    sales = []
    for name, amount, at, more, doubt in json.loads(known["sales"]):
        day = datetime.fromisoformat(at) if at else known.get(f"day-{doubt}")
        paid = more if more is not None and known.get("rest") else amount
        sales.append(scaled(Sale(name, paid, day), int(known.get("times", 1))))
    return sales


def _keep(
    connection: Connection, asker: Asker, sales: Sequence[Sale], bad: tuple[str, ...] = (), bad_count: int = 0
) -> Answer:
    """Keeps sales of her page."""
    batch, rows = f"{asker.id}:{asker.now.isoformat()}", customers.packed(sales)
    new = customers.add_sales(connection, asker.page_id, rows, batch, by=asker.id, at=asker.now)
    kept = Kept(len(sales), sum(sale.amount for sale in sales), new, bad, bad_count)
    return _kept(connection, asker, kept, batch)


def _kept(connection: Connection, asker: Asker, kept: Kept, batch: str) -> Answer:
    """What was kept, to be taken back as a whole."""
    page = pages.for_change(connection, asker.page_id, member=asker.id)
    change = changes.note(connection, asker.id, page.id, "sales", {"batch": batch}, asker.now)
    return Answer((sales_view.sales_kept(page, kept, change, asker.texts),))


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
    await store.write(partial(customers.drop_sales, page_id=page_id, batch=batch))
    parts = [found.sales[start : start + _AT_ONCE] for start in range(0, len(found.sales), _AT_ONCE)]
    new = 0
    try:
        for part in parts:
            rows = customers.packed(part)
            add = partial(
                customers.add_sales, page_id=page_id, rows=rows, batch=batch, by=asker.id, at=asker.now
            )
            new += await store.write(add)
    except Refused:
        await store.write(partial(customers.drop_sales, page_id=page_id, batch=batch))
        raise
    kept = Kept(len(found.sales), sum(sale.amount for sale in found.sales), new, (), found.bad)

    def keep(connection: Connection) -> Answer:
        drafts.close(connection, draft, asker.now)
        return _kept(connection, asker, kept, batch)

    await context.keep(keep)


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    if change.page_id is not None:
        customers.drop_sales(connection, change.page_id, change.facts["batch"])


def register(desk: Desk) -> None:
    """The forms, and taking sales back."""
    for form in (CustomerForm(), BoughtForm(), SalesForm()):
        desk.form(form)
    desk.attached.append(attached)
    desk.takes_back("sales", _take_back)
