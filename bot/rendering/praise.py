"""Customers' praise: the list, one of them, and what can be done with it."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.domain.pages import Page
from bot.domain.plans import Media, MediaKind
from bot.domain.praise import SHOWN, Praise
from bot.language.texts import Texts
from bot.rendering.message import Button, Message, button, in_rows
from bot.rendering.tips import home_button
from bot.rendering.tips_buttons import PraiseDo, TipsDo

_SHORT = 60


def praise_list(page: Page, found: Sequence[Praise], texts: Texts, now: datetime) -> Message:
    """What a page collected; what was not shown yet comes first."""
    waiting = sum(each.shared_at is None for each in found)
    shown = found[:SHOWN]
    said = [texts("praise-heading", page=page.name)]
    said.append(texts("praise-count", count=len(found), waiting=waiting) if found else texts("praise-none"))
    lines = [_line(number, each, texts, now) for number, each in enumerate(shown, 1)]
    if lines:
        said.append(Markup("\n").join(lines))
    ways = [
        button(texts.plain("praise-show", number=number), PraiseDo(each.id, "show"))
        for number, each in enumerate(shown, 1)
    ]
    add: tuple[Button, ...] = ()
    if page.role.changes:
        add = (button(texts.plain("praise-add"), TipsDo(page.id, "praised")),)
    rows = (add, *in_rows(ways, 3), (home_button(page, texts),))
    return Message(Markup("\n\n").join(said), buttons=tuple(row for row in rows if row))


def _line(number: int, each: Praise, texts: Texts, now: datetime) -> Markup:
    text = _short(each.text) if each.text else texts.plain("praise-photo")
    when = texts.moment(each.at, now=now, day_only=True)
    return texts(
        "praise-line-shared" if each.shared_at else "praise-line", number=number, text=text, when=when
    )


def praise_card(page: Page, each: Praise, texts: Texts, *, key: str = "praise-card") -> Message:
    """One of them with its ways on."""
    media = (Media(each.file_id, MediaKind.PHOTO),) if each.file_id else ()
    said = texts(key, text=each.text or texts.plain("praise-photo"))
    shared = "unshared" if each.shared_at else "shared"
    rows: tuple[tuple[Button, ...], ...] = ()
    if page.role.changes:
        rows = (
            (
                button(texts.plain(f"praise-{shared}"), PraiseDo(each.id, shared)),
                button(texts.plain("praise-delete"), PraiseDo(each.id, "delete")),
            ),
        )
    back = button(texts.plain("praise-back"), TipsDo(page.id, "praise"))
    return Message(said, buttons=(*rows, (back,)), media=media)


def praise_sure(page: Page, each: Praise, texts: Texts) -> Message:
    """Asks whether it may be forgotten for good."""
    yes = button(texts.plain("praise-delete-yes"), PraiseDo(each.id, "delete.yes"))
    no = button(texts.plain("praise-back"), TipsDo(page.id, "praise"))
    return Message(texts("praise-sure"), buttons=((yes, no),))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"
