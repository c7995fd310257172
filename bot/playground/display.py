"""A text with entities as safe HTML for a page: escaped, properly nested, only harmless links."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from bot.playground.common import Json
from bot.playground.texts import cut

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_SAFE = ("http://", "https://", "tg://", "mailto:", "tel:")


def to_html(text: str, entities: list[Json]) -> str:
    """HTML made of b, i, u, s, code, pre, a, blockquote and span.spoiler. Nothing of the text is markup.

    Line breaks stay line breaks. Entities that overlap are closed and opened again, so tags always nest.
    """
    shown = [(entity, tags) for entity in entities if (tags := _tags(text, entity)) is not None]
    if not shown:
        return escape(text)
    units = text.encode("utf-16-le")
    size = len(units) // 2
    edges = {0, size}
    for entity, _ in shown:
        edges.add(min(entity["offset"], size))
        edges.add(min(entity["offset"] + entity["length"], size))
    cuts = sorted(edges)
    pieces: list[str] = []
    stack: list[tuple[Json, tuple[str, str]]] = []
    for begin, end in pairwise(cuts):
        _leave(stack, begin, pieces)
        for entity, tags in shown:
            if entity["offset"] == begin:
                stack.append((entity, tags))
                pieces.append(tags[0])
        pieces.append(escape(units[begin * 2 : end * 2].decode("utf-16-le", "replace")))
    pieces += [tags[1] for _, tags in reversed(stack)]
    return "".join(pieces)


def _leave(stack: list[tuple[Json, tuple[str, str]]], position: int, pieces: list[str]) -> None:
    """Close what ends here, reopening what was opened inside it and goes on."""
    ended = [index for index, (e, _) in enumerate(stack) if e["offset"] + e["length"] <= position]
    if not ended:
        return
    tail = stack[ended[0] :]
    del stack[ended[0] :]
    pieces += [tags[1] for _, tags in reversed(tail)]
    for entity, tags in tail:
        if entity["offset"] + entity["length"] > position:
            stack.append((entity, tags))
            pieces.append(tags[0])


def _tags(text: str, entity: Json) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind == "spoiler":
        return '<span class="spoiler">', "</span>"
    target = _target(text, entity)
    if target is None or not target.lower().startswith(_SAFE):
        return None
    return f'<a href="{escape(target)}" target="_blank" rel="noopener">', "</a>"


def _target(text: str, entity: Json) -> str | None:
    kind = entity["type"]
    if kind == "text_link":
        return str(entity.get("url", ""))
    if kind not in ("url", "email"):
        return None
    shown = cut(text, entity["offset"], entity["length"])
    if kind == "email":
        return f"mailto:{shown}"
    return shown if "://" in shown else f"https://{shown}"
