"""A new customer: a name, and whether it is one or many."""

from typing import Any

from sqlalchemy import Connection

from bot.domain.customers import clean_name, typical_total
from bot.domain.drafts import Choice, Draft, Field
from bot.domain.lines import Doubt, PostLine
from bot.language.lines import Moment, tells_post
from bot.rendering import customers as view
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.desk import Desk
from handlers.forms import StepAside
from storage import customers, pages


def step_aside(text: str, moment: Moment) -> None:
    """A line about a post is about no customer, whatever was asked."""
    if tells_post(text, moment):
        raise StepAside


class AboutCustomers:
    """What all forms about customers have in common."""

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None but those of reading."""
        del connection, asker, draft
        return ()


class CustomerForm(AboutCustomers):
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


def register(desk: Desk) -> None:
    """The form."""
    desk.form(CustomerForm())
