"""Audits of a page as they are shown: three items at a time, and one item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.advice import Piece
from bot.domain.checklists import Reply, numbers_of
from bot.domain.identity import PersonId
from bot.domain.pages import Page
from bot.domain.tips import Audit, Tip
from bot.language.texts import Texts
from bot.rendering import checklists
from bot.rendering.checklists import MARKS, OPEN, Entry, answered_by, reply_buttons
from bot.rendering.message import Button, Message, button, in_rows
from bot.rendering.tips_buttons import TipItem, TipReply, TipsDo
from bot.rendering.trust import lasts

_PARTS = ("why", "how", "example")


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's audits as one of its members sees them."""

    page: Page
    audit: Audit
    names: Mapping[PersonId, str]
    """What those who answered are called."""


def key(tip: Tip, part: str) -> str:
    """The catalogue key of a part of an item."""
    return f"tip-{tip.id}-{part}"


def name(tip: Tip, texts: Texts) -> Markup:
    """What an item is called."""
    return texts(key(tip, "name"))


def source(tip: Tip) -> str:
    """The catalogue key of where an item comes from."""
    return f"tips-source-{tip.source.lower()}"


def piece_of(tip: Tip) -> Piece:
    """An item as a piece of advice."""
    return Piece(
        tip.piece,
        tip.area,
        tip.minutes,
        title=key(tip, "name"),
        say=key(tip, "how"),
        cite=source(tip),
        why=key(tip, "why"),
        weight=tip.weight,
        looks_at=tip.looks_at,
    )


def three_card(seen: Seen, shown: Sequence[Tip], texts: Texts) -> Message:
    """Up to three items; one that was just answered can be changed."""
    score, numbers = seen.audit.score(), numbers_of(shown)
    heading = texts("tips-three-heading", page=seen.page.name, done=score.answered, all=score.items)
    entries = [_entry(seen, tip, place, numbers, texts) for place, tip in enumerate(shown, 1)]
    return checklists.three_card(heading, entries, _onwards(seen, shown, texts), texts)


def _entry(seen: Seen, tip: Tip, place: int, numbers: str, texts: Texts) -> Entry:
    answer = None if tip in seen.audit.open() else seen.audit.newest.get(tip.id)
    guide = TipItem(seen.page.id, tip.number, "why", numbers)
    if answer is None:
        ways = _replies(seen, tip, texts, numbers, place)
    else:
        ways = (button(texts.plain("trust-answer-change", number=place), guide),)
    return Entry(name(tip, texts), texts(key(tip, "ask")), answer, ways, guide)


def _onwards(seen: Seen, shown: Sequence[Tip], texts: Texts) -> tuple[Button, ...]:
    left = seen.audit.open()
    if not [tip for tip in left if tip not in shown]:
        return (home_button(seen.page, texts),)
    # What is still open here is passed over, not lost: it comes round again.
    following = f"after.{numbers_of(shown)}" if set(left) & set(shown) else "three"
    following_button = button(texts.plain("trust-next-three"), TipsDo(seen.page.id, following))
    return (following_button, home_button(seen.page, texts))


def _replies(seen: Seen, tip: Tip, texts: Texts, three: str, place: int | None = None) -> tuple[Button, ...]:
    def carry(reply: Reply, known: int) -> TipReply:
        return TipReply(seen.page.id, tip.number, reply, known, three)

    return reply_buttons(seen.audit.newest.get(tip.id), place, texts, carry)


def item_card(seen: Seen, tip: Tip, three: str, texts: Texts, *, part: str = "why") -> Message:
    """One item with one of its parts, its answer and its ways on; for who may only look, none to change."""
    answer = seen.audit.newest.get(tip.id)
    said = [
        texts(
            "trust-item-heading",
            mark=mark(seen.audit, tip),
            name=name(tip, texts),
            ask=texts(key(tip, "ask")),
        ),
        texts(f"trust-part-{part}", text=texts(key(tip, part))),
    ]
    if part == "why":
        said.append(texts("trust-lasts", time=lasts(tip.minutes, 0, texts), weight=tip.weight))
    if answer is not None:
        said.append(answered_by(answer, seen.names, texts, seen.audit.now))
    said.append(texts(source(tip)))
    ways = [
        button(texts.plain(f"trust-show-{each}"), TipItem(seen.page.id, tip.number, each, three))
        for each in _PARTS
        if each != part
    ]
    if tip.id in _LEADS:
        leads = _LEADS[tip.id]
        ways.append(button(texts.plain(f"tips-go-{leads}"), TipsDo(seen.page.id, leads)))
    replies = in_rows(list(_replies(seen, tip, texts, three))) if seen.page.role.changes else ()
    back = (
        button(texts.plain("trust-back-three"), TipsDo(seen.page.id, f"three.{three}"))
        if three
        else button(texts.plain("trust-back-group"), TipsDo(seen.page.id, f"area.{tip.area}"))
    )
    rows = (*in_rows(ways), *replies, (back, home_button(seen.page, texts)))
    return Message(Markup("\n\n").join(said), buttons=rows)


_LEADS = {
    "profile": "bio",
    "caption": "caption",
    "cta": "calls",
    "proof": "praise",
    "focus": "content",
    "replan": "content",
}
"""Items that something can be done about at once, here."""


def mark(audit: Audit, tip: Tip) -> str:
    """A sign for where an item stands."""
    answer = audit.newest.get(tip.id)
    return OPEN if answer is None else MARKS[answer.reply]


def overruled(page: Page, tip: Tip, before: Reply, after: Reply, who: str | None, texts: Texts) -> Message:
    """Somebody answered the same item at nearly the same time; hers counts."""
    said = checklists.overruled(name(tip, texts), before, after, who, texts)
    see = button(texts.plain("trust-look"), TipItem(page.id, tip.number, "why", ""))
    return Message(said, buttons=((see, home_button(page, texts)),))


def home_button(page: Page, texts: Texts) -> Button:
    """The way back to where the page stands."""
    return button(texts.plain("trust-home"), TipsDo(page.id, "home"))
