"""What customers bought, as it is typed: one purchase, or a list of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.domain.customers import Sale
from bot.domain.drafts import Draft, Field
from bot.domain.identity import CustomerId
from bot.domain.lines import Doubt, Option, PostLine, Rejected, Value
from bot.language.lines import Moment
from bot.language.sales import TIMES, SalesRead, read_amount, read_sales, scaled
from bot.rendering import customers_sales as view
from bot.rendering.customers_sales import Kept
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.customers_forms import AboutCustomers, step_aside
from handlers.desk import Desk
from storage import changes, customers, pages
from storage import sales as bought
from storage.changes import Change


class BoughtForm(AboutCustomers):
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


class SalesForm(AboutCustomers):
    """A list of sales, typed or as a file."""

    name = "customer-sales"

    def next_field(self, draft: Draft) -> Field | None:
        """The list."""
        return None if draft.known().get("sales") else Field("sales", skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """A name and an amount a line, perhaps a day; one doubt for all that is doubtful in the same way."""
        step_aside(text, moment)
        found = read_sales(text, moment)
        if not found.sales:
            return PostLine({}, rejected=(Rejected("sales", text.strip()[:60], "reject-sales"),))
        # What was asked or answered about a list before is not meant of this one.
        values: dict[str, Value] = {
            **dict.fromkeys(("times", "rest", asking or "sales")),
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
    batch, rows = f"{asker.id}:{asker.now.isoformat()}", bought.packed(sales)
    new = bought.add(connection, asker.page_id, rows, batch, by=asker.id, at=asker.now)
    kept = Kept(len(sales), sum(sale.amount for sale in sales), new, bad, bad_count)
    return said_kept(connection, asker, kept, batch)


def said_kept(connection: Connection, asker: Asker, kept: Kept, batch: str) -> Answer:
    """What was kept, to be taken back as a whole."""
    page = pages.for_change(connection, asker.page_id, member=asker.id)
    change = changes.note(connection, asker.id, page.id, "sales", {"batch": batch}, asker.now)
    return Answer((view.sales_kept(page, kept, change, asker.texts),))


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    if change.page_id is not None:
        bought.drop(connection, change.page_id, change.facts["batch"])


def register(desk: Desk) -> None:
    """The forms, and taking sales back."""
    for form in (BoughtForm(), SalesForm()):
        desk.form(form)
    desk.takes_back("sales", _take_back)
