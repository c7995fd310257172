"""What a bot sent along with a call, whatever the encoding: text stays text, JSON is read when asked for."""

from __future__ import annotations

import json
from typing import Any

from bot.playground.common import Json, bad_request
from bot.playground.files import Upload


class Arguments:
    """Typed access to the arguments of one call. Telegram's refusals for what cannot be read."""

    def __init__(self, values: Json, uploads: dict[str, Upload] | None = None) -> None:
        self._values = values
        self.uploads = uploads or {}

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """The value as text; empty when missing."""
        value = self._values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        text = value if isinstance(value, str) else json.dumps(value)
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
            raise bad_request("strings must be encoded in UTF-8")
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """The value as an integer; the default when missing or no number, as Telegram does."""
        try:
            return int(self._values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "1", "yes", "y", "t")

    def parsed(self, name: str) -> Any:
        """The value read as JSON; None when missing."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            what = "reply keyboard markup" if name == "reply_markup" else name
            raise bad_request(f"can't parse {what} JSON object") from None

    def object(self, name: str) -> Json:
        """The value read as a JSON object; empty when missing."""
        value = self.parsed(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"can't parse {name}: expected an Object")
        return value

    def chat_number(self) -> int | None:
        """The number in chat_id, for rules and logs; None for names and nonsense."""
        return self.integer("chat_id") or None
