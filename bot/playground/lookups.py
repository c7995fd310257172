"""What the bot asks and sets about itself, chats, members and files."""

from __future__ import annotations

from typing import Any

from bot.playground import joining
from bot.playground.access import chat_of, check_present
from bot.playground.arguments import Arguments
from bot.playground.commands import DEFAULT, Scope
from bot.playground.common import BOT, ApiError, Json, bad_request
from bot.playground.files import DOWNLOAD_LIMIT
from bot.playground.people import ABSENT, Chat, Member
from bot.playground.world import World

_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


def get_me(world: World, _: Arguments) -> Json:
    return world.bot.me()


def delete_webhook(world: World, arguments: Arguments) -> bool:
    if arguments.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def get_webhook_info(world: World, _: Arguments) -> Json:
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if world.updates.allowed() is not None:
        info["allowed_updates"] = world.updates.allowed()
    return info


def set_my_commands(world: World, arguments: Arguments) -> bool:
    scope, language = _scope(world, arguments), arguments.text("language_code")
    world.commands.set(scope, language, arguments.parsed("commands") or [])
    return _commands_changed(world)


def get_my_commands(world: World, arguments: Arguments) -> list[Json]:
    return world.commands.get(_scope(world, arguments), arguments.text("language_code"))


def delete_my_commands(world: World, arguments: Arguments) -> bool:
    world.commands.delete(_scope(world, arguments), arguments.text("language_code"))
    return _commands_changed(world)


def set_my_description(world: World, arguments: Arguments) -> bool:
    world.commands.describe(False, arguments.text("language_code"), arguments.text("description"))
    return True


def set_my_short_description(world: World, arguments: Arguments) -> bool:
    world.commands.describe(True, arguments.text("language_code"), arguments.text("short_description"))
    return True


def set_chat_menu_button(world: World, arguments: Arguments) -> bool:
    """Accepted and checked; the chat page always shows the commands."""
    if "chat_id" in arguments and chat_of(world, arguments.text("chat_id")).type != "private":
        raise bad_request("chat is not a private chat")
    kind = arguments.object("menu_button").get("type", "default")
    if kind not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    return True


def get_file(world: World, arguments: Arguments) -> Json:
    """Where to download a file of up to 20 MB."""
    file_id = arguments.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    found = world.files.get(file_id)
    if found is None:
        raise bad_request("invalid file_id")
    if len(found.data) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": found.unique_id,
        "file_size": len(found.data),
        "file_path": found.path,
    }


def get_chat(world: World, arguments: Arguments) -> Json:
    chat = _readable(world, arguments)
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    full: Json = {
        **chat.brief(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.username:
        full["active_usernames"] = [chat.username]
    return full


def get_chat_member(world: World, arguments: Arguments) -> Json:
    chat = _readable(world, arguments)
    who = arguments.integer("user_id")
    if who == world.bot.id:
        return chat.bot.view(world.bot.user(), chat.type)
    person = world.people.get(who)
    if person is None or (chat.type == "private" and who != chat.id):
        raise bad_request("user not found" if person is None else "member not found")
    if chat.type == "channel" and not chat.bot.admin:
        raise bad_request("member list is inaccessible")
    return chat.members.get(who, ABSENT).view(person.user(), chat.type)


def get_chat_administrators(world: World, arguments: Arguments) -> list[Json]:
    chat = _readable(world, arguments)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    if chat.type == "channel" and not chat.bot.admin:
        raise bad_request("member list is inaccessible")
    return [member.view(world.user_of(who), chat.type) for who, member in _everybody(chat) if member.admin]


def get_chat_member_count(world: World, arguments: Arguments) -> int:
    chat = _readable(world, arguments)
    return sum(member.present for _, member in _everybody(chat))


def leave_chat(world: World, arguments: Arguments) -> bool:
    chat = chat_of(world, arguments.text("chat_id"))
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    check_present(world, chat)
    joining.bot_leaves(world, chat)
    return True


def _everybody(chat: Chat) -> list[tuple[int, Member]]:
    return [*chat.members.items(), (BOT, chat.bot)]


def _readable(world: World, arguments: Arguments) -> Chat:
    """A chat that the bot may look at: its own, and public ones."""
    chat = chat_of(world, arguments.text("chat_id"))
    if chat.type == "private":
        if not world.people[chat.id].started:
            raise bad_request("chat not found")
    elif chat.bot.status == "kicked" or (not chat.bot.present and not chat.username):
        check_present(world, chat)
    return chat


def _scope(world: World, arguments: Arguments) -> Scope:
    given: Any = arguments.parsed("scope")
    if given is None:
        return DEFAULT
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = given.get("type")
    if kind in _PLAIN_SCOPES:
        return kind, 0, 0
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = chat_of(world, str(given.get("chat_id") or ""))
    user = given.get("user_id", 0) if kind == "chat_member" else 0
    if kind == "chat_member" and (not isinstance(user, int) or user <= 0):
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    if chat.type == "channel":
        raise ApiError(400, "Bad Request: can't set commands in a channel chat")
    return kind, chat.id, user


def _commands_changed(world: World) -> bool:
    world.events.add(lambda: {"type": "commands", "chat": None})
    return True
