"""The trust checklist as a source of advice, and its old answers asked again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.advice import Area, Piece, Verdict
from bot.domain.checklists import AT_ONCE, Reply
from bot.domain.pages import Page
from bot.domain.trust import Item, items
from bot.domain.trust_board import Board
from bot.rendering import trust as view
from bot.rendering import trust_board as board_view
from bot.rendering.message import Message
from bot.rendering.trust import Seen
from bot.rendering.trust_item import item_card
from handlers import trust_answers
from handlers.asker import Asker
from handlers.desk import Desk, Effect
from handlers.house import House
from storage import advice, trust

STALE_EVERY = timedelta(days=28)
"""Old answers are asked again no more often."""
_STALE = Piece(advice.ASKED_AGAIN, Area.TRUST, 5, "trust-stale", "trust-stale", "trust-source")


def piece_of(item: Item) -> Piece:
    """An item as a piece of advice: why, and what to do even without a website."""
    return Piece(
        f"trust.{item.id}",
        Area.TRUST,
        item.minutes,
        title=view.key(item, "name"),
        why=view.key(item, "why"),
        say=view.key(item, "nosite"),
        cite="trust-source",
        weight=item.weight,
        looks_at=item.looks_at,
    )


class TrustAdviser:
    """What of the checklist a page does not have yet."""

    name = "trust"

    def pieces(self, connection: Connection, page: Page, now: datetime) -> Sequence[Piece]:
        """The items that apply and are not fulfilled."""
        board = Board(trust.of_page(connection, page.id), trust.sells(connection, page.id), now)
        return [piece_of(item) for item in board.steps()]

    def piece(self, piece_id: str) -> Piece | None:
        """The piece of an item."""
        item = items().get(piece_id.partition(".")[2])
        return piece_of(item) if item is not None else None

    def settled(
        self, connection: Connection, asker: Asker, page: Page, piece: Piece, verdict: Verdict
    ) -> Effect | None:
        """Done is a yes, Not for us a "does not apply": both answer the checklist, too."""
        item = items()[piece.id.partition(".")[2]]
        said = Reply.YES if verdict is Verdict.DONE else Reply.NA
        before = trust.newest(connection, page.id, item.id)
        if before is not None and before.reply is said:
            return None
        return trust_answers.recorded(connection, asker, page, item, said, before)

    def more(self, connection: Connection, asker: Asker, page: Page, piece: Piece) -> Message:
        """The item's own card, with its steps."""
        board = Board(trust.of_page(connection, page.id), trust.sells(connection, page.id), asker.now)
        seen = Seen(page, board, trust.names(connection, page.id))
        return item_card(
            seen, items()[piece.id.partition(".")[2]], "", asker.texts, part="how", private=False
        )


def stale_part(
    house: House, connection: Connection, asker: Asker, page: Page, now: datetime
) -> Message | None:
    """Answers of half a year ago, three at a time, no more often than every four weeks."""
    del house
    if not page.role.changes or advice.listener(connection, page.id) != asker.id:
        return None
    board = Board(trust.of_page(connection, page.id), trust.sells(connection, page.id), now)
    old = board.stale()[:AT_ONCE]
    asked = [given.at for given in advice.history(connection, page.id) if given.piece == _STALE.id]
    if not old or any(now - at < STALE_EVERY for at in asked):
        return None
    advice.give(connection, page.id, _STALE, now, asker.id)
    return board_view.stale_card(Seen(page, board, {}), old, asker.texts)


def register(desk: Desk) -> None:
    """The checklist's advice."""
    desk.advises(TrustAdviser())
    desk.bundle_part("stale", stale_part)
