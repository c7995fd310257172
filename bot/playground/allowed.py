"""What a person may do in a chat; each check raises InputError where she may not."""

from __future__ import annotations

from typing import Any

from bot.playground import joining
from bot.playground.common import InputError
from bot.playground.messages import Message
from bot.playground.people import ABSENT, Chat, Person
from bot.playground.world import World


def may_write(world: World, person: Person, chat: Chat, text: str) -> None:
    """To write a text. In a private chat that starts the bot, and takes back that it was blocked."""
    may_read(chat, person)
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


def may_post(chat: Chat, person: Person) -> None:
    """To post as the channel."""
    if not chat.members.get(person.id, ABSENT).may("can_post_messages"):
        raise InputError("may not post here", 403, person=person.id, chat=chat.id)


def may_read(chat: Chat, person: Person) -> None:
    """To see what is written there."""
    if not chat.members.get(person.id, ABSENT).present:
        raise InputError("is not a member", 403, person=person.id, chat=chat.id)


def message_of(chat: Chat, number: Any) -> Message:
    """A message that is there."""
    message = chat.messages.get(number) if isinstance(number, int) else None
    if message is None:
        raise InputError("no such message", 404, message_id=number)
    return message
