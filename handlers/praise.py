"""Customers' praise: handed over as a text or a photo, kept, shown, forgotten."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.lines import Doubt, PostLine
from bot.domain.pages import Page
from bot.domain.praise import TEXT_MOST, Praise
from bot.language.lines import Moment
from bot.rendering import praise as view
from bot.rendering.message import Answer
from bot.rendering.tips_buttons import PraiseDo
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk, Effect
from handlers.forms import begin, type_into_form
from storage import changes, pages, tips
from storage.changes import Change

_WHAT: Final = "praise"


class PraiseForm:
    """A happy customer's words, or a picture of them."""

    name = "praise"

    def next_field(self, draft: Draft) -> Field | None:
        """Either of them."""
        return None if draft.known().keys() & {"said", "file_id"} else Field("said", skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """The words as they are; Refused("praise-long") where they are too many."""
        del asking, moment
        words = text.strip()
        if len(words) > TEXT_MOST:
            raise Refused("praise-long", length=len(words), most=TEXT_MOST)
        return PostLine({"said": words} if words else {})

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None."""
        del connection, asker, draft
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps it."""
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        known: dict[str, Any] = draft.known()
        row = tips.add_praise(
            connection, page.id, known.get("said"), known.get("file_id"), by=asker.id, at=asker.now
        )
        kept = tips.praise(connection, row, member=asker.id)
        return Answer((view.praise_card(page, kept, asker.texts, key="praise-kept"),))


async def attached(context: Context, message: Said, text: str) -> bool:
    """A photo while praise is asked for."""
    row = context.asker.draft
    if row is None or row.form != PraiseForm.name or not message.photo:
        return False
    along: dict[str, Any] = {"file_id": message.photo[-1].file_id}
    return await type_into_form(context.desk.forms, context, text, along)


def listed(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    """What the page collected."""
    del which
    found = tips.praised(connection, page.id)
    return Answer((view.praise_list(page, found, asker.texts, asker.now),))


def ask(connection: Connection, asker: Asker, page: Page, which: str) -> Answer:
    """Asks for one."""
    del which
    page.for_change()
    return begin(connection, asker, PraiseForm(), Draft())


async def do(context: Context, pressed: PraiseDo) -> None:
    """One of them: shown, marked as shared, forgotten."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = tips.praise(connection, pressed.praise, member=asker.id)
        page = pages.get(connection, found.page_id, member=asker.id)
        there = asker.with_page(page)
        if pressed.do == "show":
            return Answer((view.praise_card(page, found, there.texts),))
        page.for_change()
        if pressed.do == "delete":
            return Answer((view.praise_sure(page, found, there.texts),))
        if pressed.do == "delete.yes":
            tips.drop_praise(connection, found.id)
        elif pressed.do in ("shared", "unshared"):
            effect = mark(connection, found, asker.now if pressed.do == "shared" else None)
            changes.note(connection, asker.id, page.id, *effect, asker.now)
        else:
            raise Refused("button-unknown")
        said = there.texts.plain(f"praise-said-{pressed.do.partition('.')[0]}")
        answer = listed(connection, there, page, "")
        return Answer(answer.messages, notice=said)

    await context.keep(keep)


def mark(connection: Connection, found: Praise, shared_at: datetime | None) -> Effect:
    """Remembers when it was shown, or with None that it was not; how that is taken back."""
    before = found.shared_at.isoformat() if found.shared_at else None
    tips.share_praise(connection, found.id, shared_at)
    return Effect(_WHAT, {"praise": found.id, "before": before})


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    before = change.facts["before"]
    tips.share_praise(connection, change.facts["praise"], datetime.fromisoformat(before) if before else None)


def register(desk: Desk) -> None:
    """Praise."""
    desk.form(PraiseForm())
    desk.press(PraiseDo, do)
    desk.takes_back(_WHAT, _take_back)
    desk.attached.append(attached)
