"""Forms: one line fills what it can, buttons ask for the rest, a draft is a row with a version."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from sqlalchemy import Connection

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.lines import Doubt, PostLine, Value
from bot.language.lines import Moment
from bot.rendering.buttons import FormChoice
from bot.rendering.forms import after_leaving, cancelled, draft_card
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.context import Context
from storage import drafts, pages
from storage.drafts import DraftRow

if TYPE_CHECKING:
    from handlers.desk import Desk


class StepAside(Exception):
    """What was typed is no answer to the open form: it is handled as if none were open."""


class Form(Protocol):
    """What can be filled in: the same steps serve all; a form says what is asked and what becomes of it."""

    name: str

    def next_field(self, draft: Draft) -> Field | None:
        """What is still to be asked; None when there is enough."""

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """What a typed line says, above all about the asked field. Refused where that is nothing usable."""

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """What is readable but hardly true, by what is known of the page."""

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps what was filled in."""


@runtime_checkable
class Whole(Protocol):
    """A form of which somebody may begin another one amid the questions about the first."""

    def is_another(self, draft: Draft, line: PostLine) -> bool:
        """Whether a line is no answer, but all of another one."""


def begin(connection: Connection, asker: Asker, form: Form, draft: Draft) -> Answer:
    """Starts filling in a form with what is known already; kept at once where nothing is missing."""
    return _advance(connection, asker, form, None, draft)


async def type_into_form(
    forms: dict[str, Form], context: Context, text: str, along: Mapping[str, Value] | None = None
) -> bool:
    """Reads a text as the answer to what an open draft asks. False where none is open, or it steps aside.

    `along` came with the text without being part of it.
    """
    row = context.asker.draft
    if row is None or row.form not in forms:
        return False
    asker = await context.read(lambda c: _on_page_of(c, context.asker, row))
    form, draft = forms[row.form], Draft.from_json(row.state)
    asking = draft.doubts[0].field if draft.doubts else draft.asking
    try:
        line = form.read(asking, text, asker.moment)
    except StepAside:
        return False
    if isinstance(form, Whole) and form.is_another(draft, line):
        return False
    merged = draft.merged(line, text)
    merged = replace(merged, values={**merged.values, **(along or {})})
    await context.keep(lambda c: _advance(c, asker, form, row, merged))
    return True


async def fill_form(context: Context, values: Mapping[str, Value], *, quietly: bool = False) -> None:
    """Puts what came without words into the open draft; `quietly`: the card that was shown stands for it."""
    forms, row = context.desk.forms, context.asker.draft
    if row is None:
        raise Refused("draft-closed")
    asker = await context.read(lambda c: _on_page_of(c, context.asker, row))
    draft = Draft.from_json(row.state)
    filled = {draft.asking} if draft.asking is not None and draft.asking in values else set()
    draft = replace(draft, values={**draft.values, **values}, passed=draft.passed | filled)

    def keep(connection: Connection) -> Answer:
        if quietly:
            drafts.note(connection, row.id, draft.to_json(), asker.now)
            return Answer()
        return _advance(connection, asker, forms[row.form], row, draft)

    await context.keep(keep)


async def press_form(forms: dict[str, Form], context: Context, pressed: FormChoice) -> None:
    """A button on a draft's card: `o<number>` an option, `c<number>` a choice, `skip`, or `cancel`."""

    def keep(connection: Connection) -> Answer:
        row = drafts.at_version(connection, pressed.draft, pressed.version, person=context.asker.id)
        asker = _on_page_of(connection, context.asker, row)
        if row.form not in forms:
            raise Refused("button-unknown")
        form, draft = forms[row.form], Draft.from_json(row.state)
        if pressed.choice == "cancel":
            drafts.close(connection, row.id, asker.now)
            return Answer((cancelled(draft, asker.texts),)).editing()
        return _advance(connection, asker, form, row, _chosen(form, draft, pressed.choice)).editing()

    await context.keep(keep)


def _chosen(form: Form, draft: Draft, choice: str) -> Draft:
    if choice == "skip":
        return draft.skipped()
    kind, number = choice[:1], choice[1:]
    if not (number.isascii() and number.isdigit()):
        raise Refused("draft-moved-on")
    if kind == "o":
        return draft.settled(int(number))
    asked = form.next_field(draft)
    if kind != "c" or asked is None:
        raise Refused("draft-moved-on")
    return draft.chosen(asked, int(number))


def _on_page_of(connection: Connection, asker: Asker, row: DraftRow) -> Asker:
    """A draft belongs to the page that it was begun on, whatever page she has gone to since."""
    if row.page_id is None or (asker.page is not None and asker.page.id == row.page_id):
        return asker
    return asker.with_page(pages.get(connection, row.page_id, member=asker.id))


def _advance(connection: Connection, asker: Asker, form: Form, row: DraftRow | None, draft: Draft) -> Answer:
    doubts = draft.doubts or form.doubts(connection, asker, draft)
    draft = replace(draft, doubts=doubts)
    asked = None if doubts else form.next_field(draft)
    if not doubts and asked is None:
        if row is not None:
            drafts.close(connection, row.id, asker.now)
        return form.finish(connection, asker, draft)
    draft = replace(draft, asking=asked.name if asked else draft.asking)
    state = draft.to_json()
    left = ""
    if row is None:
        left = left_behind(connection, asker, draft)
        page_id = asker.page.id if asker.page else None
        row = drafts.open_new(connection, asker.id, page_id, form.name, state, asker.now)
    else:
        row = drafts.save(connection, row, state, asker.now)
    card = draft_card(form.name, draft, asked, row.id, row.version, asker.texts, asker.now)
    return Answer((after_leaving(left, card, asker.texts),))


def left_behind(connection: Connection, asker: Asker, draft: Draft) -> str:
    """What was typed into the form that a new draft takes the place of, unless the draft goes on with it."""
    row = drafts.open_of(connection, asker.id)
    typed = Draft.from_json(row.state).all_typed if row is not None else ""
    return "" if typed in draft.all_typed else typed


async def _pressed(context: Context, pressed: FormChoice) -> None:
    await press_form(context.desk.forms, context, pressed)


def register(desk: "Desk") -> None:
    """The buttons of all forms."""
    desk.press(FormChoice, _pressed)
