"""What people do to messages that are there: press their buttons, leave emojis."""

from __future__ import annotations

from typing import Any

from bot.playground.allowed import may_read, message_of
from bot.playground.common import InputError, Json
from bot.playground.messages import Message, find_button, labels
from bot.playground.people import Chat, Person
from bot.playground.views import api_message, reaction_counts
from bot.playground.world import World


def press(world: World, person: Person, chat: Chat, pressed: Json) -> Json:
    """Press an inline button: {label?, data?, message_id?, forged?}.

    A link or a copy button only shows what it holds.
    Raises 404 with the labels that there are when none fits; `forged` sends data that no button has.
    """
    may_read(chat, person)
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
    may_read(chat, person)
    message = message_of(chat, message_id)
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


def _button(chat: Chat, number: Any, label: Any, data: Any) -> tuple[Message, Json]:
    if label is None and data is None:
        raise InputError("which button: give its label or its data")
    seen: list[str] = []
    candidates = [message_of(chat, number)] if number is not None else reversed(chat.messages.values())
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


def _reaction(emoji: str) -> Json:
    return {"type": "emoji", "emoji": emoji}
