"""The world: who is there, what was said, what happened. It knows neither HTTP nor the Bot API's methods."""

from __future__ import annotations

import re
from collections import OrderedDict, deque
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from bot.playground import views
from bot.playground.clock import MovableClock
from bot.playground.commands import Commands
from bot.playground.common import BOT, InputError, Json
from bot.playground.events import Log, Signal
from bot.playground.faults import Faults, Pace
from bot.playground.files import Files
from bot.playground.messages import Message
from bot.playground.people import BotUser, Chat, Member, Person
from bot.playground.updates import Updates

_MESSAGES_KEPT = 200_000
_CALLBACKS_KEPT = 20_000
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


@dataclass(slots=True)
class Callback:
    """A pressed button: by whom, where, when (playground time), and whether the bot has answered."""

    person: int
    chat: int
    at: float
    answered: bool = False


class World:
    """Everything of one playground, in memory and bounded: what is old is forgotten."""

    def __init__(self, language: str = "fa") -> None:
        self.clock = MovableClock()
        self.bot = BotUser()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.usernames: dict[str, int] = {}
        self.files = Files()
        self.updates = Updates()
        self.events = Log()
        self.calls = Log(10_000)
        self.closing = Signal()
        self.faults = Faults()
        self.pace = Pace()
        self.commands = Commands()
        self.callbacks: OrderedDict[str, Callback] = OrderedDict()
        self._kept: deque[tuple[int, int]] = deque()
        self.albums = count(1)
        self._numbers = count(1)
        self._callback_numbers = count(1)
        self.add_person("سارا", language, "sara_shop", 1001)
        self.add_person("ليلى", "ar", None, 1002)

    def close(self) -> None:
        """Let everybody go who waits for something."""
        self.closing.close()
        self.updates.signal.close()
        self.events.signal.close()

    # People and chats

    def person(self, person_id: Any) -> Person:
        """That person, or a clear error."""
        found = self.people.get(person_id) if isinstance(person_id, int) else None
        if found is None:
            raise InputError("no such person", 404, person=person_id)
        return found

    def known_chat(self, name: str) -> Chat | None:
        """The chat with that number or @name, if there is one."""
        if name.startswith("@"):
            return self.chats.get(self.usernames.get(name[1:].lower(), 0))
        return self.chats.get(int(name)) if name.lstrip("-").isdecimal() else None

    def chat(self, chat_id: Any) -> Chat:
        """That chat, by number or @name, or a clear error."""
        found = self.known_chat(str(chat_id))
        if found is None:
            raise InputError("no such chat", 404, chat=chat_id)
        return found

    def add_person(
        self, first_name: str, language: str, username: str | None = None, person_id: int | None = None
    ) -> Person:
        """A new person with her (still silent) private chat with the bot."""
        number = person_id if person_id is not None else self._free_number(1100)
        if number <= 0 or number in self.people:
            raise InputError("that id is taken or not positive", id=number)
        self._claim(username, number)
        person = Person(number, first_name, language, username)
        self.people[number] = person
        self.chats[number] = Chat(
            number,
            "private",
            username=username,
            first_name=first_name,
            members={number: Member("member")},
            bot=Member("member"),
        )
        self.events.add(lambda: {"type": "person", "chat": number, "person": person.view()})
        return person

    def add_chat(self, kind: str, title: str, owner: int, username: str | None = None) -> Chat:
        """A new group, supergroup or channel, its owner the only member."""
        number = next(self._numbers)
        chat_id = -(5_000_000 + number) if kind == "group" else -(1_002_000_000_000 + number)
        self._claim(username, chat_id)
        chat = Chat(chat_id, kind, title, username, members={self.person(owner).id: Member("creator")})
        self.chats[chat_id] = chat
        self.changed(chat, "created")
        return chat

    def changed(self, chat: Chat, change: str, person: int | None = None) -> None:
        """Tell who watches that a chat is not what it was."""
        self.events.add(lambda: {"type": "chat", "chat": chat.id, "change": change, "person": person})

    def _free_number(self, base: int) -> int:
        return next(number for number in (base + n for n in self._numbers) if number not in self.people)

    def _claim(self, username: str | None, owner: int) -> None:
        if username is None:
            return
        if not _USERNAME.fullmatch(username) or username.lower() in self.usernames:
            raise InputError("that username is taken or not possible", username=username)
        self.usernames[username.lower()] = owner

    # Messages

    def post(self, chat: Chat, sender: int | None, **content: Any) -> Message:
        """Put a new message into a chat and tell who watches. Updates are the caller's business."""
        chat.last_message_id += 1
        message = Message(chat.id, chat.last_message_id, self.clock.stamp(), sender, **content)
        chat.messages[message.message_id] = message
        markup = message.markup
        if markup.keyboard is not None:
            chat.keyboard = markup.keyboard
        elif markup.removes:
            chat.keyboard = None
        self._kept.append((chat.id, message.message_id))
        if len(self._kept) > _MESSAGES_KEPT:
            self._forget(*self._kept.popleft())
        self._tell("message", message)
        return message

    def change(self, message: Message, **content: Any) -> Message:
        """Replace a message by an edited version of itself."""
        edited = replace(message, edited=self.clock.stamp(), **content)
        self.chats[message.chat_id].messages[message.message_id] = edited
        self._tell("edit", edited)
        return edited

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message for everybody."""
        self._forget(chat.id, message_id)
        self.events.add(lambda: {"type": "delete", "chat": chat.id, "message_id": message_id})

    def _forget(self, chat_id: int, message_id: int) -> None:
        chat = self.chats[chat_id]
        chat.messages.pop(message_id, None)
        chat.reactions.pop(message_id, None)

    def _tell(self, kind: str, message: Message) -> None:
        self.events.add(
            lambda: {"type": kind, "chat": message.chat_id, "message": views.shown(self, message)}
        )

    # Callbacks

    def pressed(self, person: int, chat: int) -> str:
        """Remember a press; its callback query's id comes back."""
        number = next(self._callback_numbers)
        query_id = str(self.updates.started * 1_000_000 + number)
        self.callbacks[query_id] = Callback(person, chat, self.clock.timestamp())
        if len(self.callbacks) > _CALLBACKS_KEPT:
            self.callbacks.popitem(last=False)
        return query_id

    def user_of(self, sender: int) -> Json:
        """The Bot API's User behind a sender."""
        return self.bot.user() if sender == BOT else self.people[sender].user()
