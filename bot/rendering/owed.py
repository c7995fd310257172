"""Who waits for an answer: noted, listed, answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.identity import ChangeId, OwedId
from bot.domain.owed import Owed
from bot.domain.pages import Page
from bot.language.texts import Texts, without_controls
from bot.rendering.buttons import Undo
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.payloads import Payload, payload

LIST_MOST = 10
_NAMES_MOST = 4
_LABEL_MOST = 24


@payload("ow")
@dataclass(frozen=True, slots=True)
class OwedDone(Payload):
    """Somebody was answered."""

    owed: OwedId


def noted(owed: Owed, page: Page, change: ChangeId, texts: Texts) -> Message:
    """That it is remembered, and how it ends."""
    ways = (_done(owed, texts.plain("owed-done")), button(texts.plain("undo"), Undo(change)))
    return Message(texts("owed-noted", who=owed.who, page=page.name), buttons=(ways,))


def ended(owed: Owed, left: Sequence[Owed], change: ChangeId, texts: Texts) -> Message:
    """That somebody was answered, and who still waits."""
    said = [texts("owed-answered", who=owed.who)]
    if left:
        said.append(texts("owed-left", count=len(left), names=names_of(left, texts)))
    undo = ((button(texts.plain("undo"), Undo(change)),),)
    return Message(Markup("\n\n").join(said), buttons=(*undo, *done_rows(left)))


def list_card(waiting: Sequence[Owed], page: Page, texts: Texts) -> Message:
    """Everybody who waits for an answer of a page, a button for each."""
    title = texts("owed-title", page=page.name)
    return Message(Markup("\n").join([title, *lines(waiting, texts)]), buttons=done_rows(waiting))


def lines(waiting: Sequence[Owed], texts: Texts) -> list[Markup]:
    """Who waits, and since when; of many the first."""
    said = [
        texts("owed-line", who=each.who, day=texts.day(each.since.astimezone(texts.zone).date()))
        for each in waiting[:LIST_MOST]
    ]
    over = len(waiting) - LIST_MOST
    return [*said, texts("owed-more", count=over)] if over > 0 else said


def names_of(waiting: Sequence[Owed], texts: Texts) -> Markup:
    """Who waits, in a sentence; of many the first."""
    shown = [texts("owed-name", who=each.who) for each in waiting[:_NAMES_MOST]]
    return texts.joined([*shown, Markup("…")] if len(waiting) > _NAMES_MOST else shown)


def done_rows(waiting: Sequence[Owed]) -> Rows:
    """A button for each who waits, by name."""
    return in_rows([_done(each, f"✓ {_short(each.who)}") for each in waiting[:LIST_MOST]])


def _done(owed: Owed, label: str) -> Button:
    return button(label, OwedDone(owed.id))


def _short(who: str) -> str:
    plain = without_controls(who)
    return plain if len(plain) <= _LABEL_MOST else plain[: _LABEL_MOST - 1] + "…"
