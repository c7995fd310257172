"""Who comes, goes and rises in a chat, with the updates and service messages that Telegram makes of it."""

from __future__ import annotations

from bot.playground.common import BOT, InputError, Json
from bot.playground.people import ABSENT, Chat, Member, Person, all_rights
from bot.playground.views import api_message
from bot.playground.world import World


def bot_update(world: World, chat: Chat, by: Json, old: Member, new: Member) -> None:
    """A my_chat_member update: the bot's own standing changed."""
    me = world.bot.user()
    world.updates.push(
        "my_chat_member", _change(world, chat, by, old.view(me, chat.type), new.view(me, chat.type))
    )


def announce(world: World, chat: Chat, sender: int, service: Json) -> None:
    """A service message in a group; channels have none. The bot hears it while it is there."""
    if chat.type == "channel":
        return
    message = world.post(chat, sender, service=service)
    if chat.bot.present and sender != BOT:
        world.updates.push("message", api_message(world, message))


def join(world: World, chat: Chat, person: Person) -> None:
    """A person comes in."""
    _only_groups(chat)
    old = chat.members.get(person.id, ABSENT)
    if old.present:
        raise InputError("is a member already", person=person.id)
    _set_member(world, chat, person, person.user(), Member("member"))
    announce(world, chat, person.id, {"new_chat_members": [person.id]})
    world.changed(chat, "join", person.id)


def leave(world: World, chat: Chat, person: Person) -> None:
    """A person goes."""
    _only_groups(chat)
    if not chat.members.get(person.id, ABSENT).present:
        raise InputError("is not a member", person=person.id)
    announce(world, chat, person.id, {"left_chat_member": person.id})
    _set_member(world, chat, person, person.user(), ABSENT)
    world.changed(chat, "leave", person.id)


def promote(world: World, chat: Chat, person: Person | None, rights: list[str] | None, by: Person) -> None:
    """Give a person (None: the bot) an administrator's rights, by default all; with none, a plain member."""
    _only_groups(chat)
    check_admin(chat, by)
    known = all_rights(chat.type)
    chosen = known if rights is None else rights
    if set(chosen) - set(known):
        raise InputError("unknown rights", unknown=sorted(set(chosen) - set(known)))
    new = Member("administrator", frozenset(chosen)) if chosen else Member("member")
    _set_standing(world, chat, person, by, new, "promote")


def restrict(world: World, chat: Chat, person: Person | None, by: Person) -> None:
    """Forbid a person (None: the bot) to write in a supergroup."""
    check_admin(chat, by)
    if chat.type != "supergroup":
        raise InputError("only supergroups restrict their members", type=chat.type)
    _set_standing(world, chat, person, by, Member("restricted"), "restrict")


def add_bot(world: World, chat: Chat, by: Person) -> None:
    """Somebody brings the bot in; into a channel as an administrator, as Telegram has it."""
    _only_groups(chat)
    old = chat.bot
    if old.present:
        raise InputError("the bot is there already")
    if chat.type == "channel":
        check_admin(chat, by)
        chat.bot = Member("administrator", frozenset(all_rights(chat.type)))
    else:
        _check_member(chat, by)
        chat.bot = Member("member")
    bot_update(world, chat, by.user(), old, chat.bot)
    announce(world, chat, by.id, {"new_chat_members": [BOT]})
    world.changed(chat, "add_bot", by.id)


def remove_bot(world: World, chat: Chat, by: Person) -> None:
    """Somebody throws the bot out."""
    _only_groups(chat)
    check_admin(chat, by)
    old = chat.bot
    if not old.present:
        raise InputError("the bot is not there")
    chat.bot = Member("kicked")
    bot_update(world, chat, by.user(), old, chat.bot)
    announce(world, chat, by.id, {"left_chat_member": BOT})
    world.changed(chat, "remove_bot", by.id)


def bot_leaves(world: World, chat: Chat) -> None:
    """The bot goes by itself."""
    old = chat.bot
    announce(world, chat, BOT, {"left_chat_member": BOT})
    chat.bot = ABSENT
    bot_update(world, chat, world.bot.user(), old, ABSENT)
    world.changed(chat, "leave")


def block(world: World, person: Person, blocked: bool) -> None:
    """A person blocks the bot, or takes it back."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    here, away = Member("member"), Member("kicked")
    old, new = (here, away) if blocked else (away, here)
    bot_update(world, world.chats[person.id], person.user(), old, new)
    world.events.add(lambda: {"type": "person", "chat": person.id, "person": person.view()})


def migrate(world: World, chat: Chat) -> Chat:
    """A basic group becomes a supergroup with another id; the old one only says where it went."""
    if chat.type != "group" or chat.migrated_to is not None:
        raise InputError("only a basic group can become a supergroup, once", type=chat.type)
    owner = next((who for who, member in chat.members.items() if member.status == "creator"), 0)
    moved = world.add_chat("supergroup", chat.title or "", owner)
    moved.members, moved.bot = dict(chat.members), chat.bot
    announce(world, chat, owner, {"migrate_to_chat_id": moved.id})
    chat.migrated_to = moved.id
    announce(world, moved, owner, {"migrate_from_chat_id": chat.id})
    world.changed(chat, "migrate")
    return moved


def _set_standing(
    world: World, chat: Chat, person: Person | None, by: Person, new: Member, change: str
) -> None:
    if person is None:
        old = chat.bot
        if not old.present and chat.type != "channel":
            raise InputError("the bot is not there")
        chat.bot = new
        bot_update(world, chat, by.user(), old, new)
    else:
        _check_member(chat, person)
        _set_member(world, chat, person, by.user(), new)
    world.changed(chat, change, person.id if person else None)


def _set_member(world: World, chat: Chat, person: Person, by: Json, new: Member) -> None:
    """A chat_member update, which only an administrating bot gets, and only if it asked."""
    old = chat.members.get(person.id, ABSENT)
    chat.members[person.id] = new
    if chat.bot.admin:
        user = person.user()
        views = old.view(user, chat.type), new.view(user, chat.type)
        world.updates.push("chat_member", _change(world, chat, by, *views))


def _change(world: World, chat: Chat, by: Json, old: Json, new: Json) -> Json:
    return {
        "chat": chat.brief(),
        "from": by,
        "date": world.clock.stamp(),
        "old_chat_member": old,
        "new_chat_member": new,
    }


def _only_groups(chat: Chat) -> None:
    if chat.type == "private" or chat.migrated_to is not None:
        raise InputError("not in this kind of chat", type=chat.type, migrated_to=chat.migrated_to)


def _check_member(chat: Chat, person: Person) -> None:
    if not chat.members.get(person.id, ABSENT).present:
        raise InputError("is not a member", 403, person=person.id, chat=chat.id)


def check_admin(chat: Chat, person: Person) -> None:
    """InputError for anybody but an administrator."""
    if not chat.members.get(person.id, ABSENT).admin:
        raise InputError("is not an administrator", 403, person=person.id, chat=chat.id)
