"""What people do: speak, press, send files, forward, react, post. Each does what a person's app could do."""

from __future__ import annotations

from typing import Any

from bot.playground import joining
from bot.playground.common import InputError, Json, utf16_length
from bot.playground.files import DOCUMENT_LIMIT, Upload
from bot.playground.messages import Message, find_button, labels
from bot.playground.people import ABSENT, Chat, Person
from bot.playground.texts import CAPTION_LIMIT, TEXT_LIMIT, cut, read_text
from bot.playground.views import api_message, reaction_counts
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
    _may_write(world, person, chat, plain)
    if reply_to is not None and reply_to not in chat.messages:
        raise InputError("no such message to reply to", 404, message_id=reply_to)
    if topic is not None and not chat.topics.get(topic):
        raise InputError("no such topic, or it is closed", 404, topic=topic)
    where = {"reply_to": reply_to, "anonymous": anonymous, "thread": topic}
    message = world.post(chat, person.id, text=plain, entities=tuple(entities), **where)
    _deliver(world, chat, message)
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
        _may_post(chat, person)
    else:
        _may_write(world, person, chat, plain)
    content: Json = {"text": plain, "entities": tuple(entities), "album": album}
    content[kind] = world.files.keep(upload, kind)
    message = world.post(chat, None if chat.type == "channel" else person.id, **content)
    _deliver(world, chat, message)
    return message


def post(world: World, chat: Chat, by: Person, text: str) -> Message:
    """Publish in a channel, as the channel."""
    if chat.type != "channel":
        raise InputError("only channels have posts", type=chat.type)
    _may_post(chat, by)
    plain, entities = read_text(text, None, None)
    if not plain or utf16_length(plain) > TEXT_LIMIT:
        raise InputError("a text has 1 to 4096 UTF-16 units", units=utf16_length(plain))
    message = world.post(chat, None, text=plain, entities=tuple(entities))
    _deliver(world, chat, message)
    return message


def edit(world: World, by: Person, chat: Chat, message_id: int, text: str) -> Message:
    """Change the text or caption of a channel's post."""
    _may_post(chat, by)
    message = _message(chat, message_id)
    plain, entities = read_text(text, None, None)
    if not message.media and not plain:
        raise InputError("a text has at least one letter")
    edited = world.change(message, text=plain, entities=tuple(entities))
    if chat.type == "channel" and chat.bot.admin:
        world.updates.push("edited_channel_post", api_message(world, edited))
    return edited


def forward(world: World, person: Person, source: Chat, message_id: int, target: Chat) -> Message:
    """Forward a message that the person can see; where it came from stays written on it."""
    _may_read(source, person)
    message = _message(source, message_id)
    if message.service or message.protected:
        raise InputError("this message cannot be forwarded", message_id=message_id)
    if target.type == "channel":
        _may_post(target, person)
    else:
        _may_write(world, person, target, message.text)
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
    _deliver(world, target, copy)
    return copy


def press(world: World, person: Person, chat: Chat, pressed: Json) -> Json:
    """Press an inline button: {label?, data?, message_id?, forged?}.

    A link or a copy button only shows what it holds.
    Raises 404 with the labels that there are when none fits; `forged` sends data that no button has.
    """
    _may_read(chat, person)
    if person.blocked and chat.type == "private":
        raise InputError("has blocked the bot", person=person.id)
    label, data, number = pressed.get("label"), pressed.get("data"), pressed.get("message_id")
    if pressed.get("forged"):
        if data is None:
            raise InputError("a forged press needs data")
        number = number if number is not None else chat.last_message_id
        return _query(world, person, chat, number, str(data))
    message, button = _button(chat, number, label, data)
    if "callback_data" in button:
        return _query(world, person, chat, message.message_id, button["callback_data"])
    shown: Json = {"callback_query_id": None}
    if "copy_text" in button:
        shown["copy_text"] = button["copy_text"]["text"]
    elif "url" in button:
        shown["url"] = button["url"]
    return shown


def react(world: World, person: Person, chat: Chat, message_id: int, emoji: str | None) -> None:
    """Leave an emoji on a message, another instead of it, or none.

    An administrating bot that asked hears of it: in channels the counts, elsewhere who did it.
    """
    _may_read(chat, person)
    message = _message(chat, message_id)
    reactions = chat.reactions.setdefault(message_id, {})
    old = reactions.pop(person.id, None)
    if emoji is not None:
        reactions[person.id] = emoji
    counts = reaction_counts(world, message)
    world.events.add(
        lambda: {"type": "reaction", "chat": chat.id, "message_id": message_id, "reactions": counts}
    )
    if old == emoji or not (chat.bot.admin or chat.type == "private"):
        return
    update: Json = {"chat": chat.brief(), "message_id": message_id, "date": world.clock.stamp()}
    if chat.type == "channel":
        update["reactions"] = [
            {"type": _reaction(emoji), "total_count": total} for emoji, total in counts.items()
        ]
        world.updates.push("message_reaction_count", update)
    else:
        update |= {"user": person.user(), "old_reaction": [_reaction(old)] if old else []}
        update["new_reaction"] = [_reaction(emoji)] if emoji else []
        world.updates.push("message_reaction", update)


def visible(chat: Chat, person: Person, after: int) -> list[Message]:
    """The messages that a person sees in a chat, from a message id on, oldest first."""
    _may_read(chat, person)
    found = []
    for message in reversed(chat.messages.values()):
        if message.message_id <= after:
            break
        found.append(message)
    return found[::-1]


def _button(chat: Chat, number: Any, label: Any, data: Any) -> tuple[Message, Json]:
    if label is None and data is None:
        raise InputError("which button: give its label or its data")
    seen: list[str] = []
    candidates = [_message(chat, number)] if number is not None else reversed(chat.messages.values())
    for message in candidates:
        button = find_button(message, label, data)
        if button is not None:
            return message, button
        if len(seen) < 100:
            seen += labels(message)
    raise InputError("no such button", 404, label=label, labels=seen)


def _query(world: World, person: Person, chat: Chat, number: int, data: str) -> Json:
    """A callback_query update. A message that is gone comes as Telegram's inaccessible one, dated 0."""
    message = chat.messages.get(number)
    query_id = world.pressed(person.id, chat.id)
    shape: Json = {"chat": chat.brief(), "message_id": number, "date": 0}
    world.updates.push(
        "callback_query",
        {
            "id": query_id,
            "from": person.user(),
            "message": api_message(world, message) if message else shape,
            "chat_instance": str(chat.id * 7919),
            "data": data,
        },
    )
    return {"callback_query_id": query_id}


def _deliver(world: World, chat: Chat, message: Message) -> None:
    """Hand a message to the bot, if Telegram would: in groups only what privacy mode lets through."""
    if chat.type == "channel":
        if chat.bot.admin:
            world.updates.push("channel_post", api_message(world, message))
    elif chat.type == "private" or (chat.bot.present and _heard(world, chat, message)):
        world.updates.push("message", api_message(world, message))


def _heard(world: World, chat: Chat, message: Message) -> bool:
    if chat.bot.admin or world.bot.reads_all_group_messages:
        return True
    replied = chat.messages.get(message.reply_to or 0)
    if replied is not None and replied.from_bot:
        return True
    me = f"@{world.bot.username}"
    for entity in message.entities:
        if entity["type"] not in ("bot_command", "mention"):
            continue
        written = cut(message.text, entity["offset"], entity["length"])
        if written.lower().endswith(me) or (entity["type"] == "bot_command" and "@" not in written):
            return True
    return False


def _may_write(world: World, person: Person, chat: Chat, text: str) -> None:
    _may_read(chat, person)
    if chat.type == "channel":
        raise InputError("people do not talk in channels; administrators post", chat=chat.id)
    if chat.migrated_to is not None:
        raise InputError("the group has moved", chat=chat.id, migrated_to=chat.migrated_to)
    if chat.members[person.id].status == "restricted":
        raise InputError("may not write here", 403, person=person.id)
    if chat.type != "private":
        return
    if person.blocked and not text.startswith("/start"):
        raise InputError("has blocked the bot; /start takes it back", person=person.id)
    person.started = True
    joining.block(world, person, False)


def _may_post(chat: Chat, person: Person) -> None:
    if not chat.members.get(person.id, ABSENT).may("can_post_messages"):
        raise InputError("may not post here", 403, person=person.id, chat=chat.id)


def _may_read(chat: Chat, person: Person) -> None:
    if not chat.members.get(person.id, ABSENT).present:
        raise InputError("is not a member", 403, person=person.id, chat=chat.id)


def _message(chat: Chat, number: Any) -> Message:
    message = chat.messages.get(number) if isinstance(number, int) else None
    if message is None:
        raise InputError("no such message", 404, message_id=number)
    return message


def _origin(world: World, source: Chat, message: Message) -> Json:
    origin: Json = {"type": "user", "date": message.date}
    if message.sender is None:
        return origin | {"type": "channel", "chat": source.brief(), "message_id": message.message_id}
    return origin | {"sender_user": world.user_of(message.sender)}


def _reaction(emoji: str) -> Json:
    return {"type": "emoji", "emoji": emoji}
