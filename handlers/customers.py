"""`/customers`: who they are, how close, who is to be thanked, who has gone quiet."""

from sqlalchemy import Connection

from bot.domain.customers import (
    checked_threshold,
    clean_name,
    gone_quiet,
    known_as,
    shares,
    to_thank,
    typical_total,
)
from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.pages import Page
from bot.rendering import customers as view
from bot.rendering import customers_sales as sales_view
from bot.rendering.customers_buttons import CustomersDo
from bot.rendering.message import Answer
from handlers import customer_cards, customers_forms, sales, sales_files
from handlers.asker import Asker
from handlers.context import Context
from handlers.customer_cards import card
from handlers.customers_forms import CustomerForm
from handlers.desk import Desk
from handlers.forms import begin
from handlers.pages import on_page
from handlers.sales import SalesForm
from handlers.sides import Side, asking, side_of
from storage import customers, pages

_OFFSET_MOST = 100_000


@on_page
async def overview(context: Context, text: str) -> None:
    """`/customers`: all of them; with a name behind it, whoever is called so, or somebody new."""
    asker = context.asker

    def look(connection: Connection) -> Answer | None:
        page = pages.get(connection, asker.page_id, member=asker.id)
        return _sought(connection, asker, page, text) if text else _home(connection, asker, page, "")

    # Many rows are gone through: they are read before anything is written.
    found = await context.study(look)
    if found is not None:
        await context.answer(found)
        return

    def ask(connection: Connection) -> Answer:
        pages.for_change(connection, asker.page_id, member=asker.id)
        return begin(connection, asker, CustomerForm(), Draft(values={"called": clean_name(text)}))

    await context.keep(ask)


def _sought(connection: Connection, asker: Asker, page: Page, text: str) -> Answer | None:
    """Who is called like that; None where nobody is."""
    name = clean_name(text)
    found = customers.find(connection, page.id, name)
    if found is not None:
        return card(connection, asker, page, found)
    part = known_as(name)
    alike = [each for each in customers.of_page(connection, page.id) if part in known_as(each.name)]
    return Answer((view.list_card(page, alike, 0, asker.texts, sought=name),)) if alike else None


async def do(context: Context, pressed: CustomersDo) -> None:
    """A side of the customers."""
    shown = side_of(_DO, context.asker, pressed.page, pressed.do)
    if pressed.do.partition(".")[0] in _WRITES:
        await context.keep(lambda c: shown(c).editing())
    else:
        await context.answer((await context.study(shown)).editing())


def _home(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del which
    found = customers.of_page(connection, page.id)
    quiet, thanks = len(gone_quiet(found, asker.now)), len(to_thank(found, asker.now))
    return Answer((view.home_card(page, found, quiet=quiet, thanks=thanks, texts=asker.texts),))


def _list(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    if not (which.isascii() and which.isdigit()) or int(which) > _OFFSET_MOST:
        raise Refused("button-unknown")
    found = customers.of_page(connection, page.id)
    offset = min(int(which), max(0, len(found) - 1))
    return Answer((view.list_card(page, found, offset, asker.texts),))


def _shares(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del which
    found = [each for each in customers.of_page(connection, page.id) if not each.segment and each.purchases]
    biggest = sorted(found, key=lambda each: (-each.total, each.name))
    spread = shares(each.total for each in found)
    return Answer((sales_view.shares_card(page, spread, biggest, asker.texts),))


def _quiet(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del which
    found = gone_quiet(customers.of_page(connection, page.id), asker.now)
    return Answer((sales_view.quiet_card(page, found, asker.texts),))


def _thanks(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del which
    found = customers.of_page(connection, page.id)
    due = to_thank(found, asker.now)
    typical = typical_total(customers.totals(connection, page.id))
    return Answer((sales_view.thanks_card(page, due, typical, asker.texts),))


def _figures(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    del connection, which
    return Answer((sales_view.figures_card(page, asker.texts),))


def _thresholds(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    page.for_change()
    if which:
        name, _, value = which.partition(".")
        customers.set_threshold(connection, page.id, name, checked_threshold(name, value), asker.now)
    found = customers.thresholds(connection, page.id)
    return Answer((view.thresholds_card(page, found, asker.texts),))


_DO: dict[str, Side] = {
    "home": _home,
    "list": _list,
    "add": asking(CustomerForm()),
    "sales": asking(SalesForm()),
    "shares": _shares,
    "quiet": _quiet,
    "thanks": _thanks,
    "figures": _figures,
    "x": _thresholds,
}
_WRITES = frozenset({"add", "sales", "x"})


def register(desk: Desk) -> None:
    """Customers."""
    desk.command("customers", overview)
    desk.press(CustomersDo, do)
    for part in (customers_forms, sales, sales_files, customer_cards):
        part.register(desk)
