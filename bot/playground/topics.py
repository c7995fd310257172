"""Topics of forum groups: made, closed and deleted by their administrators; what is sent into one."""

from __future__ import annotations

from bot.playground import joining
from bot.playground.arguments import Arguments
from bot.playground.common import InputError, bad_request
from bot.playground.people import Chat, Person
from bot.playground.world import World


def make(world: World, chat: Chat, by: Person, name: str) -> int:
    """A new topic, by which a supergroup becomes a forum. Its id is that of the message that says so."""
    if chat.type != "supergroup":
        raise InputError("only supergroups have topics", type=chat.type)
    _check(chat, by)
    joining.announce(world, chat, by.id, {"forum_topic_created": {"name": name, "icon_color": 7322096}})
    topic = chat.last_message_id
    chat.topics[topic] = True
    world.changed(chat, "topic", by.id)
    return topic


def close(world: World, chat: Chat, by: Person, topic: int) -> None:
    """Nobody but administrators may write there any more."""
    _check(chat, by, topic)
    chat.topics[topic] = False
    world.changed(chat, "close_topic", by.id)


def delete(world: World, chat: Chat, by: Person, topic: int) -> None:
    """A topic is gone, with all that was said there."""
    _check(chat, by, topic)
    del chat.topics[topic]
    for number in [number for number, said in chat.messages.items() if said.thread == topic]:
        world.remove(chat, number)
    world.changed(chat, "delete_topic", by.id)


def thread_of(chat: Chat, arguments: Arguments) -> int | None:
    """The topic that a call sends into; Telegram's refusals where there is none, or it is closed."""
    topic = arguments.integer("message_thread_id")
    if not topic:
        return None
    if topic not in chat.topics:
        raise bad_request("message thread not found")
    if not chat.topics[topic] and not chat.bot.may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return topic


def _check(chat: Chat, by: Person, topic: int | None = None) -> None:
    joining.check_admin(chat, by)
    if topic is not None and topic not in chat.topics:
        raise InputError("no such topic", 404, topic=topic)
