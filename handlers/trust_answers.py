"""Answering an item of the trust checklist."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.domain.checklists import Reply
from bot.domain.pages import Page
from bot.domain.trust import Answered, Item, by_number, item, numbered
from bot.domain.trust_board import Board
from bot.language.texts import Texts
from bot.rendering import trust as view
from bot.rendering import trust_told
from bot.rendering.message import Answer, Message
from bot.rendering.trust import Seen
from bot.rendering.trust_buttons import TrustReply
from bot.rendering.trust_item import item_card
from handlers import trust_reminders
from handlers.asker import Asker
from handlers.checklists import meet
from handlers.context import Context
from handlers.desk import Desk, Effect
from handlers.house import House
from storage import changes, pages, trust
from storage.changes import Change

PROVABLE = (Reply.YES, Reply.PARTLY)
WHAT = "trust"
"""How its changes are known."""


async def reply(context: Context, pressed: TrustReply) -> None:
    """A tap on an answer. Of two who answer at once the later one counts, and both are told."""
    asker, house = context.asker, context.house

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, pressed.page, member=asker.id)
        there, asked = asker.with_page(page), by_number(pressed.item)
        before = trust.newest(connection, page.id, asked.id)
        notice, alert = None, False
        if before is not None and before.reply is pressed.reply:
            notice = there.texts.plain("trust-same-already")
        else:
            record(connection, there, page, asked, pressed.reply, before)
            if before is not None and before.id != pressed.seen:
                notice = _meet(house, connection, there, page, before, pressed.reply)
                alert = before.by != asker.id
        shown = shown_after(connection, there, page, asked, pressed.three)
        return replace(shown, notice=notice, alert=alert).editing()

    await context.keep(keep)


def record(
    connection: Connection, asker: Asker, page: Page, asked: Item, said: Reply, before: Answered | None
) -> int:
    """One more answer; what was handed over before goes on with it where it still says something."""
    return add_answer(connection, asker, page, asked, said, _proof(before, said))


def recorded(
    connection: Connection, asker: Asker, page: Page, asked: Item, said: Reply, before: Answered | None
) -> Effect:
    """The same as part of another change, which takes it back."""
    row = put(connection, asker, page, asked, said, _proof(before, said))
    return Effect(WHAT, {"answers": [row]})


def _proof(before: Answered | None, said: Reply) -> dict[str, Any]:
    return trust.proof_of(before) if before is not None and said in PROVABLE else {}


def add_answer(
    connection: Connection, asker: Asker, page: Page, asked: Item, said: Reply, proof: dict[str, Any]
) -> int:
    """One more answer, to be taken back by `/undo`; the row's id."""
    row = put(connection, asker, page, asked, said, proof)
    changes.note(connection, asker.id, page.id, WHAT, {"answers": [row]}, asker.now)
    return row


def put(
    connection: Connection, asker: Asker, page: Page, asked: Item, said: Reply, proof: dict[str, Any]
) -> int:
    """One more answer and its reminders; the row's id."""
    row = trust.add(connection, page.id, asked.id, said, by=asker.id, at=asker.now, **proof)
    ends = proof.get("expires_at")
    if ends is not None:
        trust_reminders.plan(connection, asker, page, row, ends)
    return row


def repeat(connection: Connection, asker: Asker, page: Page, kept: Sequence[Answered]) -> None:
    """Old answers that still hold are given once more, with all that was handed over for them."""
    for answer in kept:
        add_answer(connection, asker, page, item(answer.item), answer.reply, trust.proof_of(answer))


def _meet(
    house: House, connection: Connection, asker: Asker, page: Page, before: Answered, said: Reply
) -> str:
    names, asked = trust.names(connection, page.id), item(before.item)

    def told(other: Page, texts: Texts) -> Message:
        return trust_told.overruled(other, asked, before.reply, said, asker.person.name, texts)

    return meet(house, connection, asker, page, before, names, told)


def shown_after(connection: Connection, asker: Asker, page: Page, asked: Item, three: str) -> Answer:
    """What is shown after an answer: the three among which it was given, or the item itself."""
    answers = trust.of_page(connection, page.id)
    board = Board(answers, trust.sells(connection, page.id), asker.now)
    seen = Seen(page, board, trust.names(connection, page.id))
    shown = numbered(three)
    if asked in shown:
        return Answer((view.three_card(seen, shown, asker.texts),))
    return Answer((item_card(seen, asked, "", asker.texts),))


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    trust.withdraw(connection, change.facts["answers"], asker.now)


def register(desk: Desk) -> None:
    """Answers and their reminders."""
    desk.press(TrustReply, reply)
    desk.takes_back(WHAT, _take_back)
    trust_reminders.register(desk)
