"""One customer: their card, the questions about them, thanks, and forgetting them."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.checklists import Reply
from bot.domain.customers import Customer, Question, question_of, typical_total
from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.identity import CustomerId
from bot.domain.pages import Page
from bot.rendering import customers as view
from bot.rendering.customers_buttons import CustomerDo, CustomerReply
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import begin
from handlers.sales import BoughtForm
from storage import changes, customers, owed, pages
from storage.changes import Change


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


def card(connection: Connection, asker: Asker, page: Page, which: CustomerId) -> Answer:
    """A customer as they are now."""
    found = customers.get(connection, which, member=asker.id)
    typical = typical_total(customers.totals(connection, page.id))
    return Answer((view.customer_card(page, found, typical, asker.texts),))


def _show(connection: Connection, asker: Asker, page: Page, found: Customer, which: str) -> Answer:
    del which
    return card(connection, asker, page, found.id)


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
    owed.forget(connection, page.id, found.name)
    return Answer((view.deleted(page, asker.texts),))


def _take_back_answer(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    customers.drop_answer(connection, **change.facts, at=change.at)


def _take_back_thanks(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    said = change.facts["before"]
    before = datetime.fromisoformat(said) if said else None
    customers.thanked_before(connection, CustomerId(change.facts["customer"]), change.at, before)


_DO_ONE: dict[str, Callable[[Connection, Asker, Page, Customer, str], Answer]] = {
    "show": _show,
    "three": _three,
    "after": _after,
    "bought": _bought,
    "thanked": _thanked,
    "delete": _delete,
}


def register(desk: Desk) -> None:
    """One customer."""
    desk.press(CustomerDo, do_one)
    desk.press(CustomerReply, reply)
    desk.takes_back("customer-answer", _take_back_answer)
    desk.takes_back("customer-thanked", _take_back_thanks)
