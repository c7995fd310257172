"""`/customers`: who they are, how close, who is to be thanked, who has gone quiet."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.checklists import Reply
from bot.domain.customers import (
    Customer,
    Question,
    checked_threshold,
    clean_name,
    gone_quiet,
    known_as,
    question_of,
    shares,
    to_thank,
    typical_total,
)
from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.identity import CustomerId
from bot.domain.pages import Page
from bot.rendering import customers as view
from bot.rendering import customers_sales as sales_view
from bot.rendering.customers_buttons import CustomerDo, CustomerReply, CustomersDo
from bot.rendering.message import Answer
from handlers import customers_forms
from handlers.context import Asker, Context
from handlers.customers_forms import BoughtForm, CustomerForm, SalesForm
from handlers.desk import Desk
from handlers.forms import begin
from handlers.pages import on_page
from handlers.sides import Side, asking, side_of
from storage import changes, customers, pages
from storage.changes import Change

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
        return _card(connection, asker, page, found)
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


async def do_one(context: Context, pressed: CustomerDo) -> None:
    """One customer."""
    asker = context.asker
    name, _, which = pressed.do.partition(".")
    if name not in _DO_ONE:
        raise Refused("button-unknown")

    def keep(connection: Connection) -> Answer:
        found = customers.get(connection, pressed.customer, member=asker.id)
        page = pages.get(connection, found.page_id, member=asker.id)
        if name != "show":
            page.for_change()
        return _DO_ONE[name](connection, asker.with_page(page), page, found, which).editing()

    await context.keep(keep)


async def reply(context: Context, pressed: CustomerReply) -> None:
    """A tap on an answer about a customer; the newest counts."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = customers.get(connection, pressed.customer, member=asker.id)
        page = pages.for_change(connection, found.page_id, member=asker.id)
        asked = question_of(pressed.item)
        said = Reply.NO if pressed.reply is Reply.PARTLY else pressed.reply
        if customers.replies(connection, found.id).get(asked.id) is not said:
            row = customers.answer(connection, found.id, asked.id, said, by=asker.id, at=asker.now)
            facts = {"answer": row, "customer": found.id, "question": asked.id}
            changes.note(connection, asker.id, page.id, "customer-answer", facts, asker.now)
        return _three(connection, asker.with_page(page), page, found, pressed.three).editing()

    await context.keep(keep)


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


def _card(connection: Connection, asker: Asker, page: Page, which: CustomerId) -> Answer:
    found = customers.get(connection, which, member=asker.id)
    typical = typical_total(customers.totals(connection, page.id))
    return Answer((view.customer_card(page, found, typical, asker.texts),))


def _show(connection: Connection, asker: Asker, page: Page, found: Customer, which: str) -> Answer:
    del which
    return _card(connection, asker, page, found.id)


def _three(connection: Connection, asker: Asker, page: Page, found: Customer, which: str) -> Answer:
    replies = customers.replies(connection, found.id)
    shown = view.numbered(which) or view.next_three(replies)
    return _asked(connection, asker, page, found, shown, replies)


def _after(connection: Connection, asker: Asker, page: Page, found: Customer, which: str) -> Answer:
    replies = customers.replies(connection, found.id)
    shown = view.next_three(replies, view.numbered(which))
    return _asked(connection, asker, page, found, shown, replies)


def _asked(
    connection: Connection,
    asker: Asker,
    page: Page,
    found: Customer,
    shown: tuple[Question, ...],
    replies: dict[str, Reply],
) -> Answer:
    now = customers.get(connection, found.id, member=asker.id)
    thresholds = customers.thresholds(connection, page.id)
    return Answer((view.three_card(now, replies, shown, thresholds, asker.texts),))


def _bought(connection: Connection, asker: Asker, page: Page, found: Customer, which: str) -> Answer:
    del page, which
    return begin(connection, asker, BoughtForm(), Draft(subject=found.id))


def _thanked(connection: Connection, asker: Asker, page: Page, found: Customer, which: str) -> Answer:
    del which
    customers.thank(connection, found.id, asker.now)
    before = found.thanked_at.isoformat() if found.thanked_at else None
    facts = {"customer": found.id, "before": before}
    change = changes.note(connection, asker.id, page.id, "customer-thanked", facts, asker.now)
    typical = typical_total(customers.totals(connection, page.id))
    card = view.customer_card(page, found, typical, asker.texts, key="customer-thanked", change=change)
    return Answer((card,))


def _delete(connection: Connection, asker: Asker, page: Page, found: Customer, which: str) -> Answer:
    if which != "yes":
        return Answer((view.delete_sure(page, found, asker.texts),))
    customers.forget(connection, found.id)
    return Answer((view.deleted(page, asker.texts),))


def _take_back_answer(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    customers.drop_answer(connection, **change.facts, at=change.at)


def _take_back_thanks(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    said = change.facts["before"]
    before = datetime.fromisoformat(said) if said else None
    customers.thanked_before(connection, CustomerId(change.facts["customer"]), change.at, before)


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
_DO_ONE: dict[str, Callable[[Connection, Asker, Page, Customer, str], Answer]] = {
    "show": _show,
    "three": _three,
    "after": _after,
    "bought": _bought,
    "thanked": _thanked,
    "delete": _delete,
}


def register(desk: Desk) -> None:
    """Customers."""
    desk.command("customers", overview)
    desk.press(CustomersDo, do)
    desk.press(CustomerDo, do_one)
    desk.press(CustomerReply, reply)
    desk.takes_back("customer-answer", _take_back_answer)
    desk.takes_back("customer-thanked", _take_back_thanks)
    customers_forms.register(desk)
