"""Texts put together: what must be said, and beside it as much as Telegram's limits leave room for."""

from collections.abc import Iterable, Sequence
from html import unescape

from markupsafe import Markup

from bot.language.texts import without_controls
from bot.rendering.message import CAPTION_MOST, TEXT_MOST, Message
from bot.rendering.picture import Drawing

NAME_MOST = 64


def paragraphs(parts: Iterable[Markup]) -> str:
    """The parts that say something, one under the other."""
    return str(Markup("\n\n").join(part for part in parts if part))


def caption(needed: Sequence[Markup], asides: Sequence[Markup], most: int = CAPTION_MOST) -> str:
    """All paragraphs; the last asides are left off where the limit would be passed."""
    kept = list(asides)
    while kept and length(paragraphs([*needed, *kept])) > most:
        kept.pop()
    return paragraphs([*needed, *kept])


def in_messages(lines: Iterable[Markup]) -> tuple[Message, ...]:
    """Lines under one another, in as few messages as Telegram's limit allows."""
    pages: list[list[Markup]] = [[]]
    for line in lines:
        if pages[-1] and length(str(Markup("\n").join([*pages[-1], line]))) > TEXT_MOST:
            pages.append([])
        pages[-1].append(line)
    return tuple(Message(Markup("\n").join(page)) for page in pages)


def in_words(picture: Drawing, *more: Markup) -> tuple[Message, ...]:
    """All that a picture says, for who does not see it."""
    title, *rest = picture.said().splitlines()
    lines = [Markup("<b>{}</b>").format(title), *(Markup("{}").format(line) for line in rest)]
    return in_messages([*lines, *more])


def length(html: str) -> int:
    """How long a text is as Telegram counts, in UTF-16 units, its tags counted too: rather more than less."""
    return len(unescape(html).encode("utf-16-le")) // 2


def short(name: str) -> str:
    """A page's name as it stands in a heading."""
    plain = " ".join(without_controls(name).split())
    return plain if len(plain) <= NAME_MOST else plain[: NAME_MOST - 1] + "…"


def heading(page_name: str, title: Markup) -> Markup:
    """The page's name over a title."""
    return Markup("<b>\u2068{}\u2069</b>\n{}").format(short(page_name), title)
