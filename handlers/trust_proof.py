"""What is handed over for an answer to the trust checklist: evidence, and the day on which a licence ends."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.lines import Doubt, Option, PostLine
from bot.domain.pages import Page
from bot.domain.trust import FILE_MOST_BYTES, Item, checked_evidence, checked_expiry, item
from bot.language.lines import Moment, read_field, read_message
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import StepAside, begin, type_into_form
from handlers.trust_answers import PROVABLE, add_answer, shown_after
from storage import pages, trust

ASKED = ("prove", "until")


def ask(connection: Connection, asker: Asker, page: Page, asked: Item, part: str) -> Answer:
    """Asks for evidence, or for the day on which a licence ends."""
    page.for_change()
    answer = trust.newest(connection, page.id, asked.id)
    if answer is None or answer.reply not in PROVABLE:
        raise Refused("trust-answer-first")
    form = ProofForm() if part == "prove" else UntilForm()
    return begin(connection, asker, form, Draft(asking=form.field, subject=answer.id))


class _ItemForm:
    """A question about an answer that counts; what is filled in becomes one more answer."""

    name: str
    field: str
    filled: frozenset[str]

    def next_field(self, draft: Draft) -> Field | None:
        """The one thing that is asked."""
        return None if set(draft.known()) & self.filled else Field(self.field, skippable=False)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None."""
        del connection, asker, draft
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps it with the answer that counts now, whoever gave that meanwhile."""
        about = trust.get(connection, draft.subject or 0, member=asker.id)
        page = pages.for_change(connection, about.page_id, member=asker.id)
        there, asked = asker.with_page(page), item(about.item)
        answer = trust.newest(connection, page.id, asked.id) or about
        reply = answer.reply if answer.reply in PROVABLE else about.reply
        proof = {**trust.proof_of(answer), **self.proof(draft, ZoneInfo(page.zone), asker.now)}
        add_answer(connection, there, page, asked, reply, proof)
        return shown_after(connection, there, page, asked, "")

    def proof(self, draft: Draft, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
        """What is kept with the answer."""
        raise NotImplementedError


class ProofForm(_ItemForm):
    """Evidence: a link, a number, a few words, a photo or a file."""

    name = "trust-proof"
    field = "evidence"
    filled = frozenset({"evidence", "file_id"})

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """The text as it is; Refused("trust-evidence-long") where it is too much. A post's line is none."""
        del asking
        _step_aside(text, moment)
        return PostLine({"evidence": checked_evidence(text)} if text.strip() else {})

    def proof(self, draft: Draft, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
        """A text beside a file that is there already does not take the file away, nor the other way round."""
        del zone, now
        return {name: value for name, value in draft.known().items() if name in _PROOF}


_PROOF = frozenset({"evidence", "file_id", "file_kind"})


_YEAR = re.compile(r"\d{4}")


class UntilForm(_ItemForm):
    """The day on which a licence ends."""

    name = "trust-until"
    field = "published_at"
    filled = frozenset({"published_at"})

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """A day to come. What can be two days is asked.

        One that is past is refused("trust-expiry-past"), and with its year ("trust-expiry-over").
        """
        del asking
        _step_aside(text, moment)
        line = read_field("published_at", text, moment)
        found = [line.values.get("published_at")]
        for doubt in line.doubts:
            found += [option.values.get("published_at") for option in doubt.options]
        days = sorted({each for each in found if isinstance(each, datetime)})
        coming = [day for day in days if _day_of(day, moment.zone) > moment.today]
        if days and not coming:
            raise Refused("trust-expiry-over" if _YEAR.search(text) else "trust-expiry-past")
        if len(coming) == 1:
            return PostLine({"published_at": coming[0], "day_only": True})
        options = tuple(Option({"published_at": day, "day_only": True}) for day in coming)
        doubts = (Doubt("published_at", text, "doubt-date", options),) if options else ()
        return PostLine({}, doubts=doubts, unread=() if options else (text,))

    def proof(self, draft: Draft, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
        """The end of that day; Refused where it cannot be one."""
        at = draft.known()["published_at"]
        if not isinstance(at, datetime):
            raise Refused("draft-moved-on")
        end = datetime.combine(_day_of(at, zone), time(23, 59), zone)
        return {"expires_at": checked_expiry(end, now)}


def _step_aside(text: str, moment: Moment) -> None:
    """A line that counts something is about a post, whatever was asked."""
    read = read_message(text, moment)
    if isinstance(read, PostLine) and read.counted():
        raise StepAside


def _day_of(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


async def attached(context: Context, message: Said, text: str) -> bool:
    """A photo or a file while evidence is asked for."""
    row = context.asker.draft
    if row is None or row.form != ProofForm.name:
        return False
    if message.photo:
        along: dict[str, Any] = {"file_id": message.photo[-1].file_id, "file_kind": "photo"}
    elif message.document is not None:
        if (message.document.file_size or 0) > FILE_MOST_BYTES:
            raise Refused("trust-file-big", most=FILE_MOST_BYTES // 1_000_000)
        along = {"file_id": message.document.file_id, "file_kind": "document"}
    else:
        return False
    return await type_into_form(context.desk.forms, context, text, along)


def register(desk: Desk) -> None:
    """Evidence, and the days on which licences end."""
    desk.form(ProofForm())
    desk.form(UntilForm())
    desk.attached.append(attached)
