"""What the bot sends: texts, photos, documents, and the note that it is busy."""

from __future__ import annotations

from typing import Any

from bot.playground.access import chat_of, check_present, writable
from bot.playground.arguments import Arguments
from bot.playground.common import BOT, ApiError, Json, bad_request, utf16_length
from bot.playground.files import DOCUMENT_LIMIT, Document, Photo, Upload
from bot.playground.keyboards import read_markup
from bot.playground.people import Chat
from bot.playground.texts import CAPTION_LIMIT, TEXT_LIMIT, read_text
from bot.playground.topics import thread_of
from bot.playground.views import api_message
from bot.playground.world import World

_ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)
_ALBUM = range(2, 11)


def send_message(world: World, arguments: Arguments) -> Json:
    """A text, with whatever it carries below."""
    chat = writable(world, arguments)
    text, entities = message_text(arguments)
    return _sent(
        world,
        chat,
        arguments,
        text=text,
        entities=entities,
        preview=arguments.object("link_preview_options") or None,
    )


def send_photo(world: World, arguments: Arguments) -> Json:
    """A photo, uploaded or known by its id."""
    chat = writable(world, arguments, "photos")
    photo = media(world, arguments.text("photo"), arguments.uploads, "photo")
    text, entities = caption(arguments.text("caption"), arguments.text("parse_mode"), arguments)
    return _sent(world, chat, arguments, text=text, entities=entities, photo=photo)


def send_document(world: World, arguments: Arguments) -> Json:
    """A document, uploaded or known by its id."""
    chat = writable(world, arguments, "documents")
    document = media(world, arguments.text("document"), arguments.uploads, "document")
    text, entities = caption(arguments.text("caption"), arguments.text("parse_mode"), arguments)
    return _sent(world, chat, arguments, text=text, entities=entities, document=document)


def send_video(world: World, arguments: Arguments) -> Json:
    """A video, uploaded or known by its id."""
    chat = writable(world, arguments, "videos")
    video = media(world, arguments.text("video"), arguments.uploads, "video")
    text, entities = caption(arguments.text("caption"), arguments.text("parse_mode"), arguments)
    return _sent(world, chat, arguments, text=text, entities=entities, video=video)


def send_media_group(world: World, arguments: Arguments) -> list[Json]:
    """An album of photos and videos, each with its own caption; it takes no buttons."""
    chat = writable(world, arguments, "photos")
    given = arguments.parsed("media")
    if not isinstance(given, list) or len(given) not in _ALBUM:
        raise bad_request("wrong number of messages to send as an album: 2 to 10")
    parts = [_album_part(world, part, arguments.uploads) for part in given]
    album, there = str(next(world.albums)), {"message_thread_id": arguments.integer("message_thread_id")}
    return [_sent(world, chat, Arguments(there), album=album, **part) for part in parts]


def _album_part(world: World, given: Any, uploads: dict[str, Upload]) -> Json:
    kind = given.get("type") if isinstance(given, dict) else None
    if kind not in ("photo", "video"):
        raise bad_request("can't parse InputMedia: the playground knows albums of photos and videos")
    file = media(world, str(given.get("media", "")), uploads, kind)
    inner = Arguments({"caption_entities": given.get("caption_entities")})
    text, entities = caption(str(given.get("caption") or ""), str(given.get("parse_mode") or ""), inner)
    return {"text": text, "entities": entities, kind: file}


def send_chat_action(world: World, arguments: Arguments) -> bool:
    """Tell that the bot is at work."""
    chat = writable(world, arguments)
    action = arguments.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.add(lambda: {"type": "action", "chat": chat.id, "action": action})
    return True


def message_text(arguments: Arguments) -> tuple[str, tuple[Json, ...]]:
    """The text of a call, parsed and within Telegram's limit."""
    raw = arguments.text("text")
    if not raw:
        raise bad_request("message text is empty")
    text, entities = read_text(raw, arguments.text("parse_mode"), arguments.parsed("entities"))
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > TEXT_LIMIT // 2 and utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, tuple(entities)


def caption(raw: str, parse_mode: str, arguments: Arguments) -> tuple[str, tuple[Json, ...]]:
    """A caption, parsed and within Telegram's limit; it may be empty."""
    text, entities = read_text(raw, parse_mode, arguments.parsed("caption_entities"))
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, tuple(entities)


def media(world: World, value: str, uploads: dict[str, Upload], kind: str) -> Photo | Document:
    """The file that a call means: an upload under the field's name or attach://…, or a known file_id."""
    upload = uploads.get(value.removeprefix("attach://") if value.startswith("attach://") else kind)
    if upload is not None:
        if len(upload.data) > DOCUMENT_LIMIT:
            raise ApiError(413, "Request Entity Too Large")
        return world.files.keep(upload, kind)
    if not value or value.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    if "://" in value:
        raise bad_request("failed to get HTTP URL content")
    known = world.files.get(value)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    actual = "photo" if isinstance(known, Photo) else known.kind
    if actual != kind:
        raise bad_request(f"can't use file of type {actual.title()} as {kind.title()}")
    return known


def _sent(world: World, chat: Chat, arguments: Arguments, **content: Any) -> Json:
    reply_to, thread = _reply_to(world, chat, arguments), thread_of(chat, arguments)
    message = world.post(
        chat,
        None if chat.type == "channel" else BOT,
        markup=read_markup(arguments, inline_only=chat.type == "channel"),
        reply_to=reply_to,
        protected=arguments.flag("protect_content"),
        thread=thread,
        **content,
    )
    return api_message(world, message)


def _reply_to(world: World, chat: Chat, arguments: Arguments) -> int | None:
    given = arguments.object("reply_parameters")
    number = given.get("message_id") or arguments.integer("reply_to_message_id")
    if not isinstance(number, int) or number <= 0:
        return None
    other = chat
    if given.get("chat_id") is not None:
        other = chat_of(world, str(given["chat_id"]))
        check_present(world, other)
    if number in other.messages:
        return number if other is chat else None
    if given.get("allow_sending_without_reply") or arguments.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
