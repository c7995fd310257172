"""Reading what is asked of the playground: each field with its type, each complaint with the field's name."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from starlette.requests import Request

from bot.playground.common import InputError, Json

_Type = TypeVar("_Type", int, str, bool)


async def body_of(request: Request) -> Json:
    """The JSON object in a request; a clear error for anything else."""
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise InputError("the body is not JSON") from None
    if not isinstance(body, dict):
        raise InputError("the body is a JSON object")
    return body


def wanted(body: Json, name: str, kind: type[_Type]) -> _Type:
    """A field that must be there."""
    value = optional(body, name, kind)
    if value is None:
        raise InputError(f"{name} is missing", field=name, type=kind.__name__)
    return value


def optional(body: Json, name: str, kind: type[_Type]) -> _Type | None:
    """A field that may be missing or null."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise InputError(f"{name} has the wrong type", field=name, type=kind.__name__)
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise InputError(f"{name} has half a character", field=name)
    return value


def number(body: Json, name: str) -> float:
    """A finite number that must be there."""
    value: Any = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - NaN
        raise InputError(f"{name} is a number", field=name)
    return float(value)


def asked(request: Request, name: str, default: str | None = None) -> str:
    """A query parameter."""
    value = request.query_params.get(name, default)
    if value is None:
        raise InputError(f"{name} is missing from the query", field=name)
    return value


def whole(text: str, name: str) -> int:
    """An integer out of an address or a query."""
    try:
        return int(text)
    except ValueError:
        raise InputError(f"{name} is a whole number", field=name) from None


def seconds(text: str, name: str, most: float) -> float:
    """Seconds out of a query, between 0 and a bound."""
    try:
        return min(most, max(0.0, float(text)))
    except ValueError:
        raise InputError(f"{name} is a number", field=name) from None


def chat_id(text: str) -> int | str:
    """A chat as it is named in a path or a form: a number or @name."""
    return text if text.startswith("@") else whole(text, "chat")
