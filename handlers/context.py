"""What a handler holds in its hands of one update: who speaks, the house behind, and how to answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from telegram import Update, User
from telegram.ext import CallbackContext, ExtBot

from bot.domain.identity import PersonId
from bot.domain.people import language_of, person_in, shown_name
from bot.rendering.message import Answer
from handlers.asker import Asker, texts_for
from handlers.house import House
from storage import inbox, people
from storage.arrivals import look_up

if TYPE_CHECKING:
    from handlers.desk import Desk

P = ParamSpec("P")
R = TypeVar("R")


class AlreadyDone(Exception):
    """This update's effect was kept before; nothing of the second attempt stands."""


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Any]):
    """One update's context."""

    asker: Asker
    update_id: int
    message_id: int | None
    """The message under which a button was pressed."""
    on_picture: bool
    """Whether that message has a picture."""
    chat_id: int
    """Where she writes or presses."""
    _known: bool
    _renamed: bool
    """Whether she goes by another name than the last time."""

    @property
    def house(self) -> House:
        """The running program."""
        house: House = self.application.bot_data
        return house

    @property
    def desk(self) -> "Desk":
        """Who handles what."""
        return self.house.desk

    async def meet(self, update: Update, user: User) -> Asker:
        """Finds out who writes. A stranger is spoken to in her Telegram's language."""
        self.update_id = update.update_id
        press = update.callback_query
        self.message_id = press.message.message_id if press and press.message else None
        self.on_picture = bool(press and getattr(press.message, "photo", None))
        found = await self.read(lambda c: look_up(c, PersonId(user.id)))
        language = language_of(user.language_code, self.house.language)
        chat = update.effective_chat
        self.chat_id = chat.id if chat is not None else user.id
        # Who speaks in a group has not begun to talk with us: she could not be written to.
        self._known = found.person is not None or self.chat_id != user.id
        person = found.person or person_in(language, PersonId(user.id))
        name = shown_name(user.full_name)
        self._renamed = found.person is not None and person.name != name
        person = replace(person, name=name)
        zone = ZoneInfo(found.page.zone if found.page else self.house.zone)
        texts = texts_for(person, zone)
        if found.page is not None and found.page.platform is not None:
            texts = replace(texts, platform=found.page.platform)
        self.asker = Asker(person, found.page, found.draft, texts, self.house.now(), self.house.zone)
        return self.asker

    async def read(self, work: Callable[[Connection], R]) -> R:
        """What `work` finds."""
        return await self.house.store.read(work)

    async def study(self, work: Callable[[Connection], R]) -> R:
        """What `work` finds in many rows."""
        return await self.house.store.study(work)

    async def compute(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What `function` returns, from the worker process; meanwhile the chat shows that we are at it."""
        busy = asyncio.create_task(self.house.show_busy(self.asker.id))
        try:
            result: R = await self.house.compute(function, *args, **kwargs)
        finally:
            await busy
        return result

    async def keep(self, work: Callable[[Connection], Answer]) -> None:
        """The update's one write: what `work` changes and says, and that the update is done, together."""
        asker, update_id = self.asker, self.update_id

        def kept(connection: Connection) -> Answer:
            if not self._known:
                people.add(connection, asker.person, asker.now)
            elif self._renamed:
                people.choose(connection, asker.id, name=asker.person.name)
            answer = work(connection)
            if not inbox.finish(connection, update_id, asker.now, answer.to_json()):
                raise AlreadyDone(update_id)
            return answer

        self.house.kept[update_id] = await self.house.store.write(kept)

    async def keep_for_chat(self, update_id: int, work: Callable[[Connection], None]) -> None:
        """The one write of an update that is not answered: what `work` changes, and that it is done."""
        now = self.house.now()

        def kept(connection: Connection) -> Answer:
            work(connection)
            if not inbox.finish(connection, update_id, now, None):
                raise AlreadyDone(update_id)
            return Answer()

        self.house.kept[update_id] = await self.house.store.write(kept)

    async def answer(self, answer: Answer) -> None:
        """Answers without changing anything else."""
        await self.keep(lambda _: answer)


Handler = Callable[[Context, str], Awaitable[None]]
"""Handles a command or a word; the text is what stands behind it."""
