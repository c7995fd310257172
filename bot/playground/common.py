"""Words that every module here uses: JSON, refusals, and the length of a text as Telegram counts it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

# Who sent a message: a person's id, the bot, or nobody (a channel speaks as itself).
BOT = 0


class ApiError(Exception):
    """A call that the Bot API refuses, with Telegram's code and words."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """What Telegram would answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class InputError(Exception):
    """Something asked of the playground itself that makes no sense; the facts go to whoever asked."""

    def __init__(self, message: str, status: int = 400, **facts: Any) -> None:
        super().__init__(message)
        self.status = status
        self.facts = facts


def bad_request(description: str) -> ApiError:
    """Telegram's commonest refusal."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """What Telegram says to a bot that may not."""
    return ApiError(403, f"Forbidden: {description}")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of all of Telegram's limits and offsets."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for character in text if character > "\uffff")
