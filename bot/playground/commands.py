"""The bot's command lists and descriptions, and which of them a person sees."""

from __future__ import annotations

import re
from typing import Any

from bot.playground.common import Json, bad_request, utf16_length
from bot.playground.people import Chat

_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")

Scope = tuple[str, int, int]
DEFAULT: Scope = ("default", 0, 0)


class Commands:
    """Lists by scope and language, resolved narrowest first, as Telegram documents it."""

    def __init__(self) -> None:
        self._lists: dict[tuple[Scope, str], list[Json]] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}

    def set(self, scope: Scope, language: str, commands: Any) -> None:
        """Replace one list; an empty one goes. Telegram's refusals for what cannot be a command."""
        checked = [_command(command) for command in commands] if isinstance(commands, list) else None
        if checked is None:
            raise bad_request("can't parse commands: expected an Array of BotCommand")
        if len(checked) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.delete(scope, language)
        if checked:
            self._lists[scope, check_language(language)] = checked

    def get(self, scope: Scope, language: str) -> list[Json]:
        return self._lists.get((scope, check_language(language)), [])

    def delete(self, scope: Scope, language: str) -> None:
        self._lists.pop((scope, check_language(language)), None)

    def seen_by(self, chat: Chat, person: int, language: str) -> list[Json]:
        """The list that this person's menu shows in this chat."""
        for scope in _scopes(chat, person):
            for code in (language[:2], ""):
                found = self._lists.get((scope, code))
                if found is not None:
                    return found
        return []

    def describe(self, short: bool, language: str, text: str) -> None:
        """Set or (with an empty text) remove a description in one language."""
        if utf16_length(text) > (120 if short else 512):
            raise bad_request(f"bot {'short ' if short else ''}description is too long")
        kept = self.short_descriptions if short else self.descriptions
        kept.pop(check_language(language), None)
        if text:
            kept[language] = text


def check_language(language: str) -> str:
    """A two-letter code or nothing; Telegram's refusal otherwise."""
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _scopes(chat: Chat, person: int) -> list[Scope]:
    if chat.type == "private":
        return [("chat", chat.id, 0), ("all_private_chats", 0, 0), DEFAULT]
    member = chat.members.get(person)
    admin = member is not None and member.admin
    scopes: list[tuple[bool, Scope]] = [
        (True, ("chat_member", chat.id, person)),
        (admin, ("chat_administrators", chat.id, 0)),
        (True, ("chat", chat.id, 0)),
        (admin, ("all_chat_administrators", 0, 0)),
        (True, ("all_group_chats", 0, 0)),
        (True, DEFAULT),
    ]
    return [scope for applies, scope in scopes if applies]


def _command(given: Any) -> Json:
    if not isinstance(given, dict) or "command" not in given or "description" not in given:
        raise bad_request("can't parse BotCommand: can't find field")
    name = str(given["command"]).removeprefix("/")
    description = str(given["description"])
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
