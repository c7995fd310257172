"""The Bot API: from a method's name and arguments to the body of an answer, through faults and limits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bot.playground import editing, lookups, sending
from bot.playground.arguments import Arguments
from bot.playground.common import ApiError
from bot.playground.faults import Rule, too_many
from bot.playground.known import NAMES
from bot.playground.world import World

Method = Callable[[World, Arguments], Any]

_METHODS: dict[str, Method] = {
    "getMe": lookups.get_me,
    "deleteWebhook": lookups.delete_webhook,
    "getWebhookInfo": lookups.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVideo": sending.send_video,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": editing.answer_callback_query,
    "setMyCommands": lookups.set_my_commands,
    "getMyCommands": lookups.get_my_commands,
    "deleteMyCommands": lookups.delete_my_commands,
    "setMyDescription": lookups.set_my_description,
    "setMyShortDescription": lookups.set_my_short_description,
    "setChatMenuButton": lookups.set_chat_menu_button,
    "getFile": lookups.get_file,
    "getChat": lookups.get_chat,
    "getChatMember": lookups.get_chat_member,
    "getChatAdministrators": lookups.get_chat_administrators,
    "getChatMemberCount": lookups.get_chat_member_count,
    "leaveChat": lookups.leave_chat,
}
_BY_NAME = {name.lower(): (name, method) for name, method in _METHODS.items()}
_UPDATES = "getupdates"


class Cut(Exception):
    """The connection is to be closed without an answer."""


class BotApi:
    """Every call of the bot goes through here, one at a time except while it waits."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def call(self, name: str, arguments: Arguments) -> tuple[int, bytes]:
        """The status and JSON body of an answer. Raises Cut where the line is to go dead."""
        world = self._world
        chat = arguments.chat_number()
        method = name.lower()
        failed: str | None = None
        try:
            after = await self._troubles(method, chat)
            answer = await self._answer(method, name, arguments)
            _strike(after)
        except ApiError as error:
            failed = error.description
            return error.code, encode(error.body())
        except Cut:
            failed = "cut"
            raise
        else:
            return 200, answer
        finally:
            if world.calls.keep:
                entry = {"method": _proper(method, name), "chat": chat, "ok": failed is None}
                entry |= {"error": failed, "at": world.clock.now().isoformat(timespec="microseconds")}
                world.calls.add(lambda: entry)

    async def _troubles(self, method: str, chat: int | None) -> Rule | None:
        """Let the faults in force strike; one that waits for the effect comes back."""
        for rule in self._world.faults.strike(method, chat) if self._world.faults.rules else ():
            if rule.kind == "slow":
                await self._world.closing.wait(rule.seconds)
            elif rule.after_effect:
                return rule
            else:
                _strike(rule)
        return None

    async def _answer(self, method: str, name: str, arguments: Arguments) -> bytes:
        world = self._world
        if method == _UPDATES:
            return await self._get_updates(arguments)
        found = _BY_NAME.get(method)
        if found is None:
            if method in NAMES:
                raise ApiError(501, f"Not Implemented: method {name} is not modelled")
            raise ApiError(404, "Not Found")
        if world.pace.limits.any():
            chat, now = world.known_chat(arguments.text("chat_id")), world.clock.timestamp()
            world.pace.check(method, chat, now, paid=arguments.flag("allow_paid_broadcast"))
        return b'{"ok":true,"result":' + encode(found[1](world, arguments)) + b"}"

    async def _get_updates(self, arguments: Arguments) -> bytes:
        kinds = arguments.parsed("allowed_updates")
        if isinstance(kinds, list):
            self._world.updates.allow([str(kind) for kind in kinds])
        limit = arguments.integer("limit", 100)
        return await self._world.updates.get(
            arguments.integer("offset"),
            limit if 1 <= limit <= 100 else 100,
            max(0, arguments.integer("timeout")),
        )


def encode(value: Any) -> bytes:
    """Compact JSON."""
    return json.dumps(value, separators=(",", ":")).encode()


def _strike(rule: Rule | None) -> None:
    if rule is None:
        return
    if rule.kind == "429":
        raise too_many(rule.retry_after)
    if rule.kind == "500":
        raise ApiError(500, "Internal Server Error")
    raise Cut


def _proper(method: str, name: str) -> str:
    """The method's name as Telegram writes it."""
    if method == _UPDATES:
        return "getUpdates"
    found = _BY_NAME.get(method)
    return found[0] if found else name
