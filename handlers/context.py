"""What a handler holds in its hands: who speaks, on which page, and the house behind."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from telegram import Update, User
from telegram.ext import CallbackContext, ExtBot

from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page
from bot.domain.people import Person, language_of, person_in, shown_name
from bot.language.lines import Moment
from bot.language.texts import Texts
from bot.rendering.message import Answer
from storage import inbox, people
from storage.arrivals import look_up
from storage.database import Store
from storage.drafts import DraftRow

if TYPE_CHECKING:
    from handlers.desk import Desk

P = ParamSpec("P")
R = TypeVar("R")


class AlreadyDone(Exception):
    """This update's effect was kept before; nothing of the second attempt stands."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for what: all that a function inside a transaction needs to know of her."""

    person: Person
    page: Page | None
    draft: DraftRow | None
    texts: Texts
    now: datetime
    default_zone: str

    @property
    def id(self) -> PersonId:
        """Her Telegram id."""
        return self.person.id

    @property
    def page_id(self) -> PageId:
        """Her current page's id; Refused("page-none") where she has none yet."""
        return self.working_page.id

    @property
    def working_page(self) -> Page:
        """Her current page; Refused("page-none") where she has none yet."""
        if self.page is None:
            raise Refused("page-none")
        return self.page

    @property
    def moment(self) -> Moment:
        """What reading needs to know about here and now."""
        return Moment(
            now=self.now,
            zone=self.texts.zone,
            calendar=self.texts.calendar,
            language=self.texts.language,
        )

    def with_page(self, page: Page) -> "Asker":
        """The same person on another page."""
        texts = replace(self.texts, zone=ZoneInfo(page.zone), platform=page.platform)
        return replace(self, page=page, texts=texts, person=replace(self.person, page_id=page.id))

    def with_person(self, person: Person) -> "Asker":
        """The same person with other ways of being spoken to."""
        texts = replace(texts_for(person, self.texts.zone), platform=self.texts.platform)
        return replace(self, person=person, texts=texts)


def texts_for(person: Person, zone: ZoneInfo) -> Texts:
    """The words of a person's language, in her digits, calendar and zone."""
    return Texts(person.language, person.digits, person.calendar, zone, theme=person.theme)  # type: ignore[arg-type]


class Tell(Protocol):
    """Puts an answer on its way to a chat; an editing one in place of a message there.

    `page_id`: the page that it is about, whose owners are told where it cannot be delivered for good.
    `thread_id`: the topic of a group that it belongs to.
    """

    def __call__(
        self,
        connection: Connection,
        chat_id: int,
        answer: Answer,
        message_id: int | None = None,
        *,
        page_id: int | None = None,
        thread_id: int | None = None,
    ) -> None: ...


@dataclass(frozen=True)
class House:
    """What handlers may use of the running program."""

    store: Store
    now: Callable[[], datetime]
    compute: Callable[..., Awaitable[Any]]
    """A function and its arguments, for the worker process."""
    download: Callable[[str, int], Awaitable[bytes]]
    """The content of a Telegram file, by its id; Refused("import-too-big") above so many bytes."""
    tell: "Tell"
    """Puts an answer on its way to a chat, as part of a write."""
    show_busy: Callable[[int], Coroutine[Any, Any, None]]
    """Shows in a chat that its answer takes a moment."""
    standing: Callable[[int, int], Awaitable[str]]
    """What a person is in a chat, in Telegram's words; Refused("chat-away") if it cannot be asked."""
    may_post: Callable[[int], Awaitable[bool]]
    """Whether the bot may post in a channel. TelegramError where it cannot ask."""
    subscribers: Callable[[int], Awaitable[int | None]]
    """How many are in a chat; None where we may not ask."""
    preview: Callable[[str, int | None], Awaitable[str | None]] | None
    """A page of a public channel's posts, before one of them; None where there is none. PreviewAway."""
    desk: "Desk"
    language: str
    """For people whose Telegram speaks none of ours."""
    zone: str
    """For pages until their admin chooses another."""
    kept: dict[int, Answer]
    """Answers that were kept and are to be sent, by update id."""


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
