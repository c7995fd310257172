"""What Telegram makes of a text that somebody sends: cleaned, trimmed, its links and commands found."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from bot.playground.common import Json, bad_request, utf16_length
from bot.playground.entities import parse_html

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_CONTROLS: dict[int, str | None] = {code: " " for code in range(32) if code not in (9, 10, 13)}
# Telegram removes these from whatever is sent: carriage returns, embedded directions, vertical lines.
_CONTROLS |= dict.fromkeys([13, *range(0x2028, 0x202F), 0x333, 0x33F, 0x30A])
_FOUND = re.compile(
    r"(?P<email>(?<![\w.+\-])[\w.+\-]+@[\w\-]+\.[A-Za-z]{2,}(?!\w))"
    r"|(?P<url>(?<![\w@.])(?:https?://[^\s<>\"«»]+|(?:[A-Za-z0-9\-]+\.)+"
    r"(?:com|ir|org|net|me|io|app|info|shop|dev|ae|iq|sa|eg)(?![\w.@])(?:[/?#:][^\s<>\"«»]*)?))"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#(?=[^\d\s#])\w{1,255})"
)
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_OPAQUE = {"code", "pre", "text_link", "text_mention"}
_ORDER = ["blockquote", "expandable_blockquote", "pre", "text_link", "text_mention", "code", "url"]


def read_text(raw: str, parse_mode: str | None, given: Any) -> tuple[str, list[Json]]:
    """Text and entities as Telegram would store them, whitespace at the ends gone.

    Raises Telegram's refusals for broken markup and for entities outside the text.
    """
    if parse_mode and parse_mode.lower() == "html":
        text, entities = parse_html(raw.translate(_CONTROLS))
    elif parse_mode:
        raise bad_request("unsupported parse_mode" if not _markdown(parse_mode) else _NO_MARKDOWN)
    else:
        entities = _given(raw, given)
        text = raw if entities else raw.translate(_CONTROLS)
    text, entities = _trimmed(text, entities)
    entities = _without_style_in_code(entities)
    return text, _sorted(entities + found_entities(text, entities))


_NO_MARKDOWN = "can't parse entities: this playground reads HTML only"


def found_entities(text: str, taken: list[Json]) -> list[Json]:
    """Commands, links, mentions, hashtags and addresses in a text, outside of code and links."""
    if not any(sign in text for sign in "/@#."):
        return []
    closed = [(e["offset"], e["offset"] + e["length"]) for e in taken if e["type"] in _OPAQUE]
    place = _places(text)
    found: list[Json] = []
    for match in _FOUND.finditer(text):
        kind = str(match.lastgroup)
        value = match.group().rstrip(".,;:!?)؟،") if kind == "url" else match.group()
        begin = place(match.start())
        length = utf16_length(value)
        if not any(begin < end and start < begin + length for start, end in closed):
            found.append({"type": kind, "offset": begin, "length": length})
    return found


def cut(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers, offsets counted in UTF-16 units."""
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "ignore")


def _markdown(parse_mode: str) -> bool:
    return parse_mode.lower() in ("markdown", "markdownv2")


def _places(text: str) -> Any:
    """A function from positions in a Python string to UTF-16 offsets."""
    wide = [index for index, character in enumerate(text) if character > "\uffff"]
    return lambda position: position + bisect_left(wide, position)


def _given(text: str, given: Any) -> list[Json]:
    if not given:
        return []
    if not isinstance(given, list) or not all(isinstance(entity, dict) for entity in given):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    end = utf16_length(text)
    kept = []
    for entity in given:
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or "type" not in entity:
            raise bad_request("can't parse entities: can't find field in MessageEntity")
        if offset + length > end:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {end}"
            )
        if offset >= 0 and length > 0:
            kept.append(dict(entity))
    return kept


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram cuts whitespace at the end, and at the beginning as far as the first entity."""
    kept = text.rstrip()
    first = min((entity["offset"] for entity in entities), default=len(kept))
    lead = min(len(kept) - len(kept.lstrip()), first)
    kept = kept[lead:]
    if not entities:
        return kept, []
    end = utf16_length(kept)
    moved = []
    for entity in entities:
        offset = entity["offset"] - lead
        length = min(entity["length"], end - offset)
        if length > 0 and cut(kept, offset, length).strip():
            moved.append({**entity, "offset": offset, "length": length})
    return kept, moved


def _without_style_in_code(entities: list[Json]) -> list[Json]:
    """Code holds no other style: what covers it is cut around it."""
    codes = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in ("code", "pre")]
    if not codes:
        return entities
    kept = [entity for entity in entities if entity["type"] not in _STYLES]
    for entity in (entity for entity in entities if entity["type"] in _STYLES):
        parts = [(entity["offset"], entity["offset"] + entity["length"])]
        for start, end in codes:
            parts = [
                piece
                for begin, stop in parts
                for piece in ((begin, min(stop, start)), (max(begin, end), stop))
                if piece[0] < piece[1]
            ]
        kept += [{**entity, "offset": begin, "length": stop - begin} for begin, stop in parts]
    return kept


def _sorted(entities: list[Json]) -> list[Json]:
    def rank(entity: Json) -> tuple[int, int, int]:
        kind = entity["type"]
        return entity["offset"], -entity["length"], _ORDER.index(kind) if kind in _ORDER else len(_ORDER)

    return sorted(entities, key=rank) if len(entities) > 1 else entities
