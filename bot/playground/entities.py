"""Telegram's HTML: markup in, plain text and entities with UTF-16 offsets out, its complaints included."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.playground.common import ApiError, Json, bad_request, utf16_length

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);?")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/]+")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)$")


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    piece: int


class _Parser:
    """One pass over one text. Offsets in complaints count UTF-8 bytes of the source, as Telegram does."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        source = self.source
        while self.at < len(source):
            character = source[self.at]
            if character == "<":
                if source.startswith("/", self.at + 1):
                    self._close()
                else:
                    self._begin()
            elif character == "&":
                decoded, self.at = _reference(source, self.at)
                self._put(decoded)
            else:
                end = min(_find(source, "<", self.at), _find(source, "&", self.at))
                self._put(source[self.at : end])
                self.at = end
        if self.open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.pieces), self.entities

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += utf16_length(text)

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _begin(self) -> None:
        begin, source = self.at, self.source
        found = re.compile(r"[^\s>]*").match(source, begin + 1)
        end = found.end() if found else begin + 1
        if end >= len(source):
            raise _broken(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = source[begin + 1 : end].lower()
        if tag not in _TYPES:
            raise _broken(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        self.at = end
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(tag, argument, self.offset, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> str:
        """Read up to and over ">"; what the tag needs of its attributes comes back."""
        argument = ""
        while True:
            self._skip_spaces(tag, begin)
            if self.source[self.at] == ">":
                self.at += 1
                return argument
            name = _ATTRIBUTE_NAME.match(self.source, self.at)
            if name is None:
                where = self._byte(begin)
                raise _broken(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
            self.at = name.end()
            self._skip_spaces(tag, begin)
            value = ""
            if self.source[self.at] == "=":
                self.at += 1
                self._skip_spaces(tag, begin)
                value = self._value()
                self._skip_spaces(tag, begin)
            argument = _argument(tag, name.group().lower(), value) or argument

    def _skip_spaces(self, tag: str, begin: int) -> None:
        while self.at < len(self.source) and self.source[self.at].isspace():
            self.at += 1
        if self.at >= len(self.source):
            raise _broken(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')

    def _value(self) -> str:
        source, begin = self.source, self.at
        if source[begin] not in "'\"":
            token = _NAME_TOKEN.match(source, begin)
            self.at = token.end() if token else begin
            if self.at < len(source) and not source[self.at].isspace() and source[self.at] != ">":
                raise _broken(f"Unexpected end of name token at byte offset {self._byte(begin)}")
            return source[begin : self.at].lower()
        end = _find(source, source[begin], begin + 1)
        self.at = end + 1
        return _REFERENCE.sub(lambda found: _reference(found.group(), 0)[0], source[begin + 1 : end])

    def _close(self) -> None:
        begin, source = self.at, self.source
        if not self.open:
            raise _broken(f"Unexpected end tag at byte offset {self._byte(begin)}")
        end = begin + 2
        while end < len(source) and not source[end].isspace() and source[end] != ">":
            end += 1
        name = source[begin + 2 : end].lower()
        while end < len(source) and source[end].isspace():
            end += 1
        if end >= len(source) or source[end] != ">":
            raise _broken(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at = end + 1
        opened = self.open.pop()
        if name and name != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{name}>"'
            raise _broken(f"Unmatched end tag at byte offset {self._byte(begin)}, {expected}")
        if self.offset > opened.offset:
            self._keep(opened)

    def _keep(self, opened: _Open) -> None:
        entity: Json = {
            "type": _TYPES[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        last = self.entities[-1] if self.entities else {}
        if opened.tag == "a" and not self._link(entity, opened):
            return
        if opened.tag == "code" and opened.argument:
            entity["language"] = opened.argument
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre" and last.get("type") == "code" and _same_place(last, entity):
            self.entities.pop()
            if "language" in last:
                entity["language"] = last["language"]
        self.entities.append(entity)

    def _link(self, entity: Json, opened: _Open) -> bool:
        url = opened.argument or "".join(self.pieces[opened.piece :])
        user = _USER_LINK.match(url)
        if user:
            entity["type"] = "text_mention"
            entity["user"] = {"id": int(user.group(1))}
            return True
        checked = checked_link(url)
        if checked:
            entity["url"] = checked
        return checked is not None


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities of a text in Telegram's HTML; Telegram's "can't parse entities" when broken."""
    if "<" not in source and "&" not in source:
        return source, []
    text, entities = _Parser(source).parse()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities


def checked_link(url: str) -> str | None:
    """The link as Telegram would keep it (a scheme added), or None where Telegram drops it silently."""
    url = url.strip()
    found = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", url)
    if found and found.group(1).lower() in ("http", "https", "tg", "ton", "mailto", "tel"):
        return url
    if re.match(r"[\w\-]+(\.[\w\-]+)+(:\d+)?([/?#]|$)", url):
        return f"http://{url}"
    return None


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else ""


def _reference(source: str, position: int) -> tuple[str, int]:
    """The character that stands at "&", and where reading goes on. Unknown names stay as they are."""
    found = _REFERENCE.match(source, position)
    if found is None:
        return "&", position + 1
    name = found.group(1)
    if name in _NAMED:
        return _NAMED[name], found.end()
    code = int(f"0{name[1:]}", 16) if name[1] == "x" else int(name[1:])
    if not 0 < code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "&", position + 1
    return chr(code), found.end()


def _find(source: str, what: str, start: int) -> int:
    found = source.find(what, start)
    return len(source) if found < 0 else found


def _same_place(one: Json, other: Json) -> bool:
    return bool(one["offset"] == other["offset"] and one["length"] == other["length"])


def _broken(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
