"""What people send: texts, files, posts, and what they forward. Each does what a person's app could do."""

from __future__ import annotations

from bot.playground.allowed import may_post, may_read, may_write, message_of
from bot.playground.common import InputError, Json, utf16_length
from bot.playground.files import DOCUMENT_LIMIT, Upload
from bot.playground.hearing import deliver
from bot.playground.messages import Message
from bot.playground.people import Chat, Person
from bot.playground.texts import CAPTION_LIMIT, TEXT_LIMIT, read_text
from bot.playground.views import api_message
from bot.playground.world import World


def say(
    world: World,
    person: Person,
    chat: Chat,
    text: str,
    reply_to: int | None = None,
    *,
    anonymous: bool = False,
    topic: int | None = None,
) -> Message:
    """Write into a private chat or a group, there perhaps as the group itself, or into one of its topics.

    Who has blocked the bot takes that back by /start.
    """
    plain, entities = read_text(text, None, None)
    if not plain or utf16_length(plain) > TEXT_LIMIT:
        raise InputError("a text has 1 to 4096 UTF-16 units", units=utf16_length(plain))
    may_write(world, person, chat, plain)
    if reply_to is not None and reply_to not in chat.messages:
        raise InputError("no such message to reply to", 404, message_id=reply_to)
    if topic is not None and not chat.topics.get(topic):
        raise InputError("no such topic, or it is closed", 404, topic=topic)
    where = {"reply_to": reply_to, "anonymous": anonymous, "thread": topic}
    message = world.post(chat, person.id, text=plain, entities=tuple(entities), **where)
    deliver(world, chat, message)
    return message


def send_file(
    world: World,
    person: Person,
    chat: Chat,
    upload: Upload,
    kind: str,
    caption: str,
    album: str | None = None,
) -> Message:
    """Send a photo, a document or a video, perhaps as part of an album.

    In a channel an administrator sends it as the channel.
    """
    if len(upload.data) > DOCUMENT_LIMIT:
        raise InputError("the playground takes files up to 50 MB", 413, size=len(upload.data))
    plain, entities = read_text(caption, None, None)
    if utf16_length(plain) > CAPTION_LIMIT:
        raise InputError("a caption has at most 1024 UTF-16 units", units=utf16_length(plain))
    if chat.type == "channel":
        may_post(chat, person)
    else:
        may_write(world, person, chat, plain)
    content: Json = {"text": plain, "entities": tuple(entities), "album": album}
    content[kind] = world.files.keep(upload, kind)
    message = world.post(chat, None if chat.type == "channel" else person.id, **content)
    deliver(world, chat, message)
    return message


def post(world: World, chat: Chat, by: Person, text: str) -> Message:
    """Publish in a channel, as the channel."""
    if chat.type != "channel":
        raise InputError("only channels have posts", type=chat.type)
    may_post(chat, by)
    plain, entities = read_text(text, None, None)
    if not plain or utf16_length(plain) > TEXT_LIMIT:
        raise InputError("a text has 1 to 4096 UTF-16 units", units=utf16_length(plain))
    message = world.post(chat, None, text=plain, entities=tuple(entities))
    deliver(world, chat, message)
    return message


def edit(world: World, by: Person, chat: Chat, message_id: int, text: str) -> Message:
    """Change the text or caption of a channel's post."""
    may_post(chat, by)
    message = message_of(chat, message_id)
    plain, entities = read_text(text, None, None)
    if not message.media and not plain:
        raise InputError("a text has at least one letter")
    edited = world.change(message, text=plain, entities=tuple(entities))
    if chat.type == "channel" and chat.bot.admin:
        world.updates.push("edited_channel_post", api_message(world, edited))
    return edited


def forward(world: World, person: Person, source: Chat, message_id: int, target: Chat) -> Message:
    """Forward a message that the person can see; where it came from stays written on it."""
    may_read(source, person)
    message = message_of(source, message_id)
    if message.service or message.protected:
        raise InputError("this message cannot be forwarded", message_id=message_id)
    if target.type == "channel":
        may_post(target, person)
    else:
        may_write(world, person, target, message.text)
    copy = world.post(
        target,
        None if target.type == "channel" else person.id,
        text=message.text,
        entities=message.entities,
        photo=message.photo,
        document=message.document,
        video=message.video,
        origin=message.origin or _origin(world, source, message),
    )
    deliver(world, target, copy)
    return copy


def visible(chat: Chat, person: Person, after: int) -> list[Message]:
    """The messages that a person sees in a chat, from a message id on, oldest first."""
    may_read(chat, person)
    found = []
    for message in reversed(chat.messages.values()):
        if message.message_id <= after:
            break
        found.append(message)
    return found[::-1]


def _origin(world: World, source: Chat, message: Message) -> Json:
    origin: Json = {"type": "user", "date": message.date}
    if message.sender is None:
        return origin | {"type": "channel", "chat": source.brief(), "message_id": message.message_id}
    return origin | {"sender_user": world.user_of(message.sender)}
