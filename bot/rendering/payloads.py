"""Button payloads: typed, packed under Telegram's 64 bytes, unpacked as if forged."""

import types
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.domain.errors import Refused

MOST_BYTES = 64
_INTEGERS = range(-(2**63), 2**63)
"""What a database holds: a larger number in a forged button would fail there."""
KINDS: dict[str, type["Payload"]] = {}
"""All payloads by their tags, once the modules that stand for their subjects were imported."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a button carries: what to do, and the id of what to do it to."""

    tag: ClassVar[str]

    def pack(self) -> str:
        """The payload as Telegram's callback data. ValueError where it would not fit."""
        packed = ":".join([self.tag, *(_pack(getattr(self, f.name)) for f in fields(self))])
        if len(packed.encode()) > MOST_BYTES:
            raise ValueError(packed)
        return packed


P = TypeVar("P", bound=Payload)


def unpack(data: str) -> Payload:
    """The payload in callback data. `Refused("button-unknown")` where no button of ours reads so."""
    tag, *values = data.split(":")
    kind = KINDS.get(tag)
    if kind is None or len(data.encode(errors="surrogatepass")) > MOST_BYTES:
        raise Refused("button-unknown")
    hints = _hints(kind)
    if len(values) != len(hints):
        raise Refused("button-unknown")
    try:
        return kind(*(_unpack(value, hint) for value, hint in zip(values, hints.values(), strict=True)))
    except ValueError as error:
        raise Refused("button-unknown") from error


def payload(tag: str) -> Any:
    """Registers a payload class under a short tag that never changes."""

    def register(kind: type[P]) -> type[P]:
        if tag in KINDS:
            raise ValueError(f"two payloads are tagged {tag}")
        kind.tag = tag
        KINDS[tag] = kind
        return kind

    return register


def _hints(kind: type[Payload]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind)}


def _pack(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case int():
            return str(int(value))
        case StrEnum():
            return value.value
        case str():
            if ":" in value:
                raise ValueError(value)
            return value
    raise TypeError(type(value))


def _unpack(text: str, hint: Any) -> object:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        return None if text == "" else _unpack(text, inner[0])
    hint = getattr(hint, "__supertype__", hint)
    if hint is bool:
        return {"0": False, "1": True}[text] if text in "01" and text else _fail(text)
    if hint is int:
        return _unpack_int(text)
    if issubclass(hint, StrEnum):
        return hint(text)
    return text


def _unpack_int(text: str) -> object:
    bare = text.removeprefix("-")
    number = int(text) if bare.isascii() and bare.isdigit() else _fail(text)
    return number if number in _INTEGERS else _fail(text)


def _fail(text: str) -> object:
    raise ValueError(text)
