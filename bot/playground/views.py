"""Messages as others see them: the bot, in the Bot API's shape, and people, in the playground's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.common import Json
from bot.playground.display import to_html
from bot.playground.messages import Message

if TYPE_CHECKING:
    from bot.playground.world import World


_ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Who writes where an administrator speaks as the group."""


def api_message(world: World, message: Message, nested: bool = True) -> Json:
    """The Bot API's Message. With `nested`, the message that it replies to stands in it."""
    chat = world.chats[message.chat_id]
    shape: Json = {"message_id": message.message_id, "date": message.date, "chat": chat.brief()}
    if message.sender is None:
        shape["sender_chat"] = chat.brief()
    elif message.anonymous:
        shape |= {"from": dict(_ANONYMOUS), "sender_chat": chat.brief()}
    else:
        shape["from"] = world.user_of(message.sender)
    _add_content(shape, message)
    _add_marks(shape, message)
    if message.markup.inline:
        shape["reply_markup"] = {"inline_keyboard": message.markup.inline}
    if message.service:
        shape |= _service(world, message.service)
    replied = chat.messages.get(message.reply_to) if nested and message.reply_to else None
    if replied is not None:
        shape["reply_to_message"] = api_message(world, replied, nested=False)
    return shape


def _add_marks(shape: Json, message: Message) -> None:
    if message.thread is not None:
        shape |= {"message_thread_id": message.thread, "is_topic_message": True}
    if message.edited is not None:
        shape["edit_date"] = message.edited
    if message.origin:
        shape["forward_origin"] = message.origin
    if message.protected:
        shape["has_protected_content"] = True
    if message.preview:
        shape["link_preview_options"] = message.preview


def _add_content(shape: Json, message: Message) -> None:
    if message.media is None:
        if message.text:
            shape["text"] = message.text
        if message.entities:
            shape["entities"] = message.entities
        return
    if message.photo:
        shape["photo"] = message.photo.sizes()
    elif message.document:
        shape["document"] = message.document.view()
    elif message.video:
        shape["video"] = {**message.video.view(), "width": 720, "height": 1280, "duration": 15}
    if message.album:
        shape["media_group_id"] = message.album
    if message.text:
        shape["caption"] = message.text
    if message.entities:
        shape["caption_entities"] = message.entities


def _service(world: World, service: Json) -> Json:
    """A service message's fields, with the users behind the ids."""
    shape = dict(service)
    if "new_chat_members" in shape:
        shape["new_chat_members"] = [world.user_of(who) for who in shape["new_chat_members"]]
    if "left_chat_member" in shape:
        shape["left_chat_member"] = world.user_of(shape["left_chat_member"])
    return shape


def shown(world: World, message: Message) -> Json:
    """A message for the chat page and for tests."""
    chat = world.chats[message.chat_id]
    if message.sender is None:
        author = {"id": chat.id, "first_name": chat.title, "is_bot": False}
    else:
        user = world.user_of(message.sender)
        author = {name: user[name] for name in ("id", "first_name", "is_bot")}
    keyboard = message.markup.keyboard
    counts = reaction_counts(world, message)
    return {
        "message_id": message.message_id,
        "chat": message.chat_id,
        "date": message.date,
        "from": author,
        "caption" if message.media else "text": message.text,
        "entities": list(message.entities),
        "html": to_html(message.text, list(message.entities)),
        "photo": _photo(message),
        "document": _document(message),
        "is_video": message.video is not None,
        "album": message.album,
        "buttons": [[_button(button) for button in row] for row in message.markup.inline or ()],
        "keyboard": [list(row) for row in keyboard.rows] if keyboard else None,
        "placeholder": keyboard.placeholder if keyboard else message.markup.placeholder,
        "removes_keyboard": message.markup.removes,
        "forces_reply": message.markup.forces_reply,
        "edited": message.edited is not None,
        "reply_to": message.reply_to,
        "topic": message.thread,
        "forward_origin": message.origin,
        "service": _service(world, message.service) if message.service else None,
        "reactions": [{"emoji": emoji, "count": total} for emoji, total in counts.items()],
    }


def reaction_counts(world: World, message: Message) -> dict[str, int]:
    """How many people left which emoji on a message."""
    counts: dict[str, int] = {}
    for emoji in world.chats[message.chat_id].reactions.get(message.message_id, {}).values():
        counts[emoji] = counts.get(emoji, 0) + 1
    return counts


def _photo(message: Message) -> Json | None:
    photo = message.photo
    if photo is None:
        return None
    return {
        "file_id": photo.file_id,
        "width": photo.width,
        "height": photo.height,
        "url": f"/play/files/{photo.file_id}",
    }


def _document(message: Message) -> Json | None:
    document = message.document or message.video
    if document is None:
        return None
    return {
        "file_id": document.file_id,
        "file_name": document.name,
        "mime_type": document.mime,
        "size": len(document.data),
        "url": f"/play/files/{document.file_id}",
    }


def _button(button: Json) -> Json:
    shape: Json = {"label": button["text"]}
    if "callback_data" in button:
        shape["data"] = button["callback_data"]
    elif "url" in button:
        shape["url"] = button["url"]
    elif "copy_text" in button:
        shape["copy_text"] = button["copy_text"]["text"]
    return shape
