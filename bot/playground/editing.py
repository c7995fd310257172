"""What the bot does to messages that are there: edit, delete, and answer pressed buttons."""

from __future__ import annotations

from typing import Any

from bot.playground.access import editable, message_of
from bot.playground.arguments import Arguments
from bot.playground.common import Json, bad_request, utf16_length
from bot.playground.files import Photo
from bot.playground.keyboards import read_markup
from bot.playground.messages import Message
from bot.playground.sending import caption, media, message_text
from bot.playground.views import api_message
from bot.playground.world import World

_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_QUERY_LIFE = 15 * 60
_DELETABLE = 48 * 3600


def edit_message_text(world: World, arguments: Arguments) -> Json:
    """Another text; the inline keyboard goes unless it is sent along."""
    message = editable(world, arguments)
    text, entities = message_text(arguments)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    preview = arguments.object("link_preview_options") or None
    return _changed(world, message, arguments, text=text, entities=entities, preview=preview)


def edit_message_caption(world: World, arguments: Arguments) -> Json:
    """Another caption under a photo or a document."""
    message = editable(world, arguments)
    text, entities = caption(arguments.text("caption"), arguments.text("parse_mode"), arguments)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    return _changed(world, message, arguments, text=text, entities=entities)


def edit_message_media(world: World, arguments: Arguments) -> Json:
    """Another photo or document, with its own caption; a text becomes one, too."""
    message = editable(world, arguments)
    given = arguments.object("media")
    kind = given.get("type")
    if kind not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: the playground knows photo and document")
    value = str(given.get("media", ""))
    file = media(world, value, arguments.uploads, kind)
    inner = Arguments({"caption_entities": given.get("caption_entities")})
    text, entities = caption(str(given.get("caption") or ""), str(given.get("parse_mode") or ""), inner)
    content = {
        "photo": file if isinstance(file, Photo) else None,
        "document": None if isinstance(file, Photo) else file,
    }
    fresh = value.startswith("attach://")
    return _changed(world, message, arguments, fresh, text=text, entities=entities, **content)


def edit_message_reply_markup(world: World, arguments: Arguments) -> Json:
    """Other inline buttons, or none."""
    return _changed(world, editable(world, arguments), arguments)


def delete_message(world: World, arguments: Arguments) -> bool:
    """Delete within 48 hours: own messages, those of people in private, others' with the right to."""
    chat, message = message_of(world, arguments, "message to delete")
    own = message.from_bot or (message.sender is None and chat.bot.may("can_post_messages"))
    if not (own or chat.type == "private" or chat.bot.may("can_delete_messages")):
        raise bad_request("message can't be deleted")
    young = world.clock.stamp() - message.date <= _DELETABLE
    if not young and not (chat.type != "private" and chat.bot.may("can_delete_messages")):
        raise bad_request("message can't be deleted for everyone")
    world.remove(chat, message.message_id)
    return True


def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """Answer a press once, within fifteen minutes of playground time."""
    query_id = arguments.text("callback_query_id")
    callback = world.callbacks.get(query_id)
    if callback is None or callback.answered or world.clock.timestamp() - callback.at > _QUERY_LIFE:
        raise bad_request(_TOO_OLD)
    text = arguments.text("text")
    if utf16_length(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    callback.answered = True
    event = {
        "type": "answer",
        "chat": callback.chat,
        "callback_query_id": query_id,
        "person": callback.person,
        "text": text or None,
        "show_alert": arguments.flag("show_alert"),
    }
    world.events.add(lambda: event)
    return True


def _changed(
    world: World, message: Message, arguments: Arguments, fresh: bool = False, **content: Any
) -> Json:
    """The message with new content; Telegram's refusal when nothing would change (an upload always does)."""
    content["markup"] = read_markup(arguments, inline_only=True)
    if not fresh and all(getattr(message, name) == value for name, value in content.items()):
        raise bad_request(_UNCHANGED)
    return api_message(world, world.change(message, **content))
