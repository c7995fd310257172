"""The audits as a source of advice, and praise that waits to be shown."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.advice import Piece, Verdict
from bot.domain.checklists import Reply
from bot.domain.errors import Refused
from bot.domain.pages import Page
from bot.domain.praise import piece_of, praise_of
from bot.domain.tips import Audit, tips
from bot.rendering import praise as praise_view
from bot.rendering import tips as view
from bot.rendering.message import Message
from handlers.asker import Asker
from handlers.desk import Desk, Effect
from handlers.praise import mark
from storage import tips as kept


class TipsAdviser:
    """What a page does not do yet, and praise that nobody has seen."""

    name = "tips"

    def pieces(self, connection: Connection, page: Page, now: datetime) -> Sequence[Piece]:
        """The items that apply and are not fulfilled, and each praise that waits."""
        audit = Audit(kept.of_page(connection, page.id), now)
        waiting = [each for each in kept.praised(connection, page.id) if each.to_share(now)]
        return [*map(view.piece_of, audit.steps()), *(piece_of(each.id) for each in waiting)]

    def piece(self, piece_id: str) -> Piece | None:
        """The piece of an item, or of a praise."""
        praise = praise_of(piece_id)
        if praise is not None:
            return piece_of(praise)
        found = tips().get(piece_id.partition(".")[2])
        return view.piece_of(found) if found is not None else None

    def settled(
        self, connection: Connection, asker: Asker, page: Page, piece: Piece, verdict: Verdict
    ) -> Effect | None:
        """Done is a yes, Not for us a "does not apply"; praise was shown, or never will be."""
        praise = praise_of(piece.id)
        if praise is not None:
            found = next((e for e in kept.praised(connection, page.id) if e.id == praise), None)
            if found is None or verdict is not Verdict.DONE:
                return None
            return mark(connection, found, asker.now)
        said = Reply.YES if verdict is Verdict.DONE else Reply.NA
        item = tips()[piece.id.partition(".")[2]]
        before = Audit(kept.of_page(connection, page.id), asker.now).newest.get(item.id)
        if before is not None and before.reply is said:
            return None
        row = kept.add(connection, page.id, item.id, said, by=asker.id, at=asker.now)
        return Effect("tip", {"answers": [row]})

    def more(self, connection: Connection, asker: Asker, page: Page, piece: Piece) -> Message:
        """The item's own card with an example, or the praise itself."""
        praise = praise_of(piece.id)
        if praise is not None:
            found = next((e for e in kept.praised(connection, page.id) if e.id == praise), None)
            if found is None:
                raise Refused("praise-gone")
            return praise_view.praise_card(page, found, asker.texts)
        audit = Audit(kept.of_page(connection, page.id), asker.now)
        seen = view.Seen(page, audit, kept.names(connection, page.id))
        return view.item_card(seen, tips()[piece.id.partition(".")[2]], "", asker.texts, part="example")


def register(desk: Desk) -> None:
    """The audits' advice."""
    desk.advises(TipsAdviser())
