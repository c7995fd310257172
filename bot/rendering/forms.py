"""The card of a form that is being filled in: what is understood, what is not, and the next question."""

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.domain.drafts import Draft, Field
from bot.domain.identity import DraftId
from bot.domain.lines import LINE_FIELDS, Doubt, Option
from bot.language.texts import Texts, write_number
from bot.rendering.buttons import FormChoice
from bot.rendering.fields import facts
from bot.rendering.home import ways_on
from bot.rendering.message import Button, Message, Rows, button, in_rows

_TYPED_MOST = 2000
_FIGURE = "figure-"
"""Begins the label of an option that is said by nothing but a figure."""


def draft_card(
    form: str, draft: Draft, asked: Field | None, draft_id: DraftId, version: int, texts: Texts, now: datetime
) -> Message:
    """The card: the first doubt's question, else the asked field's, with buttons for each answer."""

    def choice(label: str, value: str) -> Button:
        return button(label, FormChoice(draft_id, version, value))

    parts = [*understood(draft, texts, now), *trouble(draft, texts)]
    if draft.values.get("then"):
        parts.append(texts("page-then"))
    if draft.doubts:
        doubt = draft.doubts[0]
        parts.append(_question(form, doubt, texts))
        answers = [
            choice(option_label(option, texts, now), f"o{number}")
            for number, option in enumerate(doubt.options)
        ]
        skip = texts.plain("form-skip-doubt") if doubt.field in LINE_FIELDS else ""
    elif asked is not None:
        parts.append(texts(f"ask-{form}-{asked.name}"))
        answers = [
            choice(texts.plain(ready.label), f"c{number}") for number, ready in enumerate(asked.choices)
        ]
        skip = texts.plain(asked.skip) if asked.skippable else ""
    else:
        raise ValueError("a card without a question")
    ways = [choice(skip, "skip")] if skip else []
    ways.append(choice(texts.plain("form-cancel"), "cancel"))
    rows: Rows = (*in_rows(answers), tuple(ways))
    return Message(Markup("\n\n").join(parts), buttons=rows)


def cancelled(draft: Draft, texts: Texts) -> Message:
    """What is said when a form is left: what was typed is shown, so that it can be copied."""
    if draft.values.get("others_kept"):
        sentence = texts("draft-cancelled-others", typed=draft.all_typed)
    elif draft.all_typed:
        sentence = texts("draft-cancelled-typed", typed=draft.all_typed)
    else:
        sentence = texts("draft-cancelled")
    return Message(sentence, buttons=ways_on(texts))


def after_leaving(typed: str, card: Message, texts: Texts) -> Message:
    """A card that takes the place of another form: what was typed into that one is shown above it."""
    if not typed:
        return card
    # The whole of it still stands above, as she sent it; the question below must not be cut off.
    shown = typed if len(typed) <= _TYPED_MOST else typed[: _TYPED_MOST - 1] + "…"
    return replace(card, text=f"{texts('draft-left-typed', typed=shown)}\n\n{card.text}")


def understood(draft: Draft, texts: Texts, now: datetime) -> list[Markup]:
    """What is known so far, as one paragraph; none where nothing is."""
    known = facts(draft.known(), draft.rounded, texts, now)
    key = "form-carried" if draft.values.get("carried") and not draft.typed else "form-understood"
    return [texts(key, facts=texts.joined(known))] if known else []


def trouble(draft: Draft, texts: Texts, *, kept: bool = False) -> list[Markup]:
    """What was not understood or cannot be, marked, each with what to do.

    `kept`: below something recorded, where another line would be another record, and Edit is the way.
    """

    def key(name: str) -> str:
        return _known(f"{name}-kept", name, texts) if kept else name

    said = [
        texts(
            _known(f"{rejected.reason}-{rejected.field}", key(rejected.reason), texts), piece=rejected.piece
        )
        for rejected in draft.rejected
    ]
    if draft.unread:
        pieces = texts.joined([Markup("<u>{}</u>").format(p) for p in draft.unread])
        said.append(texts(key("form-unread"), pieces=pieces))
    return said


def option_label(option: Option, texts: Texts, now: datetime) -> str:
    """An option's button: its own words, or the values that it would set."""
    if option.label and option.label.startswith(_FIGURE):
        return write_number(int(option.label.removeprefix(_FIGURE)), texts.digits)
    if option.label:
        return texts.plain(f"option-{option.label}")
    values = {name: value for name, value in option.values.items() if name != "day_only"}
    if all(value is None for value in values.values()):
        return texts.plain("option-unknown")
    if at := next((value for value in values.values() if isinstance(value, datetime)), None):
        return texts.moment(at, now=now, day_only=bool(option.values.get("day_only"))).unescape()
    known = {name: value for name, value in values.items() if value is not None}
    return texts.joined(facts(known, frozenset(), texts, now)).unescape()


def _question(form: str, doubt: Doubt, texts: Texts) -> Markup:
    # A bare number is said in the reader's digits; anything else as it was typed.
    piece = int(doubt.piece) if doubt.piece.isascii() and doubt.piece.isdecimal() else doubt.piece
    plainly = _known(f"{doubt.question}-{doubt.field}", doubt.question, texts)
    return texts(_known(f"{doubt.question}-of-{form}", plainly, texts), piece=piece)


def _known(key: str, otherwise: str, texts: Texts) -> str:
    """The sentence for just this field, where there is one."""
    return key if texts.has(key) else otherwise
