"""One reading of a post: its card, its correction, out of use and back."""

from typing import Any

from sqlalchemy import Connection

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import ChangeId, PostId, ReadingId
from bot.domain.lines import Doubt, PostLine
from bot.domain.pages import Page
from bot.domain.plausibility import implausible
from bot.domain.posts import COUNTS
from bot.language.lines import Moment, read_message
from bot.rendering import readings as view
from bot.rendering.message import Answer
from bot.rendering.posts_buttons import ReadingDo
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import begin
from handlers.post_cards import reached
from storage import changes, readings, recorded
from storage.changes import Change


class ReadingForm:
    """A reading's right counts."""

    name = "reading"

    def next_field(self, draft: Draft) -> Field | None:
        """Its counts, until some are given."""
        return None if draft.known() else Field("counts", skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """Counts with their words; the others of the reading stay."""
        del asking
        read = read_message(text, moment)
        if not isinstance(read, PostLine):
            return PostLine({}, unread=(text,))
        values = {name: value for name, value in read.values.items() if name in COUNTS}
        doubts = tuple(doubt for doubt in read.doubts if doubt.field in COUNTS)
        return PostLine(values, read.rounded & values.keys(), doubts, read.rejected, read.unread)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """Whether the corrected reading hangs together."""
        found = recorded.reading(connection, ReadingId(draft.subject or 0), member=asker.id)
        whole = {**found.reading.counts.known(), **draft.values}
        return implausible(whole, asker.now) if draft.known() else ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Withdraws the reading in favour of the right one, taken at the same moment."""
        old = recorded.reading(connection, ReadingId(draft.subject or 0), member=asker.id)
        _, page, _ = reached(connection, asker, old.post_id)
        page.for_change()
        known = draft.known()
        counts: dict[str, Any] = {name: known[name] for name in COUNTS if name in known}
        rounded = (old.reading.rounded - counts.keys()) | (draft.rounded & counts.keys())
        whole = {**old.reading.counts.known(), **counts, "rounded": rounded}
        whole |= {"taken_at": old.reading.taken_at, "source": old.reading.source}
        readings.withdraw(connection, old.id, asker.now)
        added = readings.add(connection, old.post_id, whole, by=asker.id, at=asker.now)
        change = _note(connection, asker, page, old.post_id, withdrawn=old.id, added=added)
        return _card(connection, asker, page, added, change)


async def pressed_reading(context: Context, pressed: ReadingDo) -> None:
    """One reading: its card, its correction, out of use and back."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = recorded.reading(connection, pressed.reading, member=asker.id)
        _, page, there = reached(connection, asker, found.post_id)
        if pressed.do == "show":
            return _card(connection, there, page, found.id).editing()
        page.for_change()
        if pressed.do == "correct" and found.withdrawn_at is None:
            return begin(connection, there, ReadingForm(), Draft(subject=found.id))
        if pressed.do not in ("withdraw", "restore"):
            raise Refused("button-unknown")
        away = pressed.do == "withdraw"
        readings.withdraw(connection, found.id, there.now if away else None)
        facts = {"withdrawn" if away else "added": found.id}
        change = _note(connection, there, page, found.post_id, **facts)
        return _card(connection, there, page, found.id, change).editing()

    await context.keep(keep)


def _card(
    connection: Connection, asker: Asker, page: Page, found: ReadingId, change: ChangeId | None = None
) -> Answer:
    row = recorded.reading(connection, found, member=asker.id)
    stands = row.withdrawn_at is None
    card = view.reading_card(
        row.id, row.reading, row.post_id, page, asker.texts, asker.now, stands=stands, change=change
    )
    return Answer((card,))


def _note(connection: Connection, asker: Asker, page: Page, post_id: PostId, **facts: int) -> ChangeId:
    return changes.note(connection, asker.id, page.id, "reading", {"post": post_id, **facts}, asker.now)


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    if added := change.facts.get("added"):
        readings.withdraw(connection, ReadingId(added), asker.now)
    if withdrawn := change.facts.get("withdrawn"):
        readings.withdraw(connection, ReadingId(withdrawn), None)


def register(desk: Desk) -> None:
    """What stands under a reading."""
    desk.form(ReadingForm())
    desk.press(ReadingDo, pressed_reading)
    desk.takes_back("reading", _take_back)
