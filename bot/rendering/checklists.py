"""What is shown alike of the trust checklist and of the audits: answers, and who gave them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.checklists import Given, Reply
from bot.domain.identity import PersonId
from bot.language.texts import Texts
from bot.rendering.message import Button, Message, button
from bot.rendering.payloads import Payload

MARKS = {Reply.YES: "✅", Reply.PARTLY: "🟡", Reply.NO: "▫️", Reply.NA: "➖"}
OPEN = "◻️"


def reply_buttons(
    answer: Given | None, place: int | None, texts: Texts, carry: Callable[[Reply, int], Payload]
) -> tuple[Button, ...]:
    """A button for each reply, which carries it and the answer that counts now (0 for none).

    Among several items they are short and numbered by `place`; alone, the reply that counts is marked.
    """

    def label(reply: Reply) -> str:
        if place is not None:
            return texts.plain(f"trust-short-{reply}", number=place)
        mine = answer is not None and answer.reply is reply
        return texts.plain(
            "trust-reply-chosen" if mine else "trust-reply", reply=texts(f"trust-reply-{reply}")
        )

    known = answer.id if answer else 0
    return tuple(button(label(reply), carry(reply, known)) for reply in Reply)


class Entry(NamedTuple):
    """One of several items that are shown together."""

    name: Markup
    ask: Markup
    given: Given | None
    """The answer that was given just now."""
    buttons: tuple[Button, ...]
    guide: Payload
    """Leads to the item itself."""


def three_card(
    heading: Markup, entries: Sequence[Entry], onwards: tuple[Button, ...], texts: Texts
) -> Message:
    """A few items, numbered, each with its answers in a row; what is answered says so."""
    parts, guides = [heading], []
    for place, entry in enumerate(entries, 1):
        said = texts("trust-three-item", number=place, name=entry.name, ask=entry.ask)
        parts.append(Markup("\n").join((said, answered(entry.given, texts))) if entry.given else said)
        guides.append(button(texts.plain("trust-guide", number=place), entry.guide))
    rows = (*(entry.buttons for entry in entries), tuple(guides), onwards)
    return Message(Markup("\n\n").join(parts), buttons=rows)


def answered(answer: Given, texts: Texts) -> Markup:
    """An answer that was given just now."""
    return texts("trust-answered", mark=MARKS[answer.reply], reply=texts(f"trust-reply-{answer.reply}"))


def answered_by(answer: Given, names: Mapping[PersonId, str], texts: Texts, now: datetime) -> Markup:
    """An answer, who gave it and when."""
    return texts(
        "trust-answered-by",
        mark=MARKS[answer.reply],
        reply=texts(f"trust-reply-{answer.reply}"),
        name=names.get(answer.by) or texts("team-nameless"),
        when=texts.moment(answer.at, now=now, day_only=True),
    )


def overruled(name: Markup, before: Reply, after: Reply, who: str | None, texts: Texts) -> Markup:
    """Somebody answered the same item at nearly the same time; hers counts."""
    return texts(
        "trust-overruled",
        who=who or texts("team-nameless"),
        name=name,
        before=texts(f"trust-reply-{before}"),
        after=texts(f"trust-reply-{after}"),
    )
