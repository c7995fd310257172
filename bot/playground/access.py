"""Which chat a call means, and whether the bot may do there what it wants to."""

from __future__ import annotations

from bot.playground.arguments import Arguments
from bot.playground.common import ApiError, bad_request, forbidden
from bot.playground.messages import Message
from bot.playground.people import Chat
from bot.playground.world import World

_UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"


def chat_of(world: World, name: str) -> Chat:
    """The chat behind a `chat_id`, a number or @name."""
    if not name:
        raise bad_request("chat_id is empty")
    chat = world.known_chat(name)
    if chat is None or (chat.type == "private" and name.startswith("@")):  # a person has no public chat
        raise bad_request("chat not found")
    return chat


def writable(world: World, arguments: Arguments, what: str = "text messages") -> Chat:
    """The chat, if the bot may send such a thing there."""
    chat = chat_of(world, arguments.text("chat_id"))
    check_present(world, chat)
    if chat.type == "channel" and not chat.bot.may("can_post_messages"):
        raise bad_request("need administrator rights in the channel chat")
    if chat.bot.status == "restricted" or (chat.only_texts and what != "text messages"):
        raise bad_request(f"not enough rights to send {what} to the chat")
    return chat


def check_present(world: World, chat: Chat) -> None:
    """Telegram's refusals where the bot has nothing to say: blocked, thrown out, never spoken to."""
    if chat.type == "private":
        person = world.people[chat.id]
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return
    if chat.migrated_to is not None:
        raise ApiError(400, _UPGRADED, migrate_to_chat_id=chat.migrated_to)
    if chat.bot.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not chat.bot.present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def message_of(world: World, arguments: Arguments, purpose: str) -> tuple[Chat, Message]:
    """The message that a call names; `purpose` is how Telegram calls one that is not found."""
    chat = chat_of(world, arguments.text("chat_id"))
    check_present(world, chat)
    number = arguments.integer("message_id")
    if number <= 0:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(number)
    if message is None:
        raise bad_request(f"{purpose} not found")
    return chat, message


def editable(world: World, arguments: Arguments) -> Message:
    """The message to edit, if the bot may: its own, without a reply keyboard; in channels also others'."""
    if "chat_id" not in arguments and "inline_message_id" in arguments:
        raise bad_request("MESSAGE_ID_INVALID")
    chat, message = message_of(world, arguments, "message to edit")
    markup = message.markup
    own = message.from_bot and not message.service
    allowed = own or (chat.type == "channel" and chat.bot.may("can_edit_messages"))
    if not allowed or message.origin or markup.keyboard or markup.removes or markup.forces_reply:
        raise bad_request("message can't be edited")
    return message
