"""Who handles what: commands, words, presses, forms, files and what is due. Each subject registers itself."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar

import structlog
from sqlalchemy import Connection
from telegram import Chat, Document, Message, Update
from telegram.ext import Application, TypeHandler

from bot.delivery import Ending
from bot.domain.advice import Piece, Verdict
from bot.domain.bundles import PARTS
from bot.domain.errors import Refused
from bot.domain.pages import Page
from bot.language.words import command_word
from bot.rendering import home
from bot.rendering.buttons import Go
from bot.rendering.message import Answer, say
from bot.rendering.message import Message as Said
from bot.rendering.payloads import Payload, unpack
from handlers.context import AlreadyDone, Asker, Context, Handler, House
from handlers.forms import Form, type_into_form
from storage import inbox, people
from storage.alarms import Alarm
from storage.changes import Change

_log = structlog.get_logger()

Q = TypeVar("Q", bound=Payload)
Press = Callable[[Context, Any], Awaitable[None]]
InGroup = Callable[[Context, Message], Awaitable[None]]
Ring = Callable[[House, Alarm], Awaitable[None]]
GiveUp = Callable[[House, Connection, Alarm], None]
TakeBack = Callable[[Connection, Asker, Change], None]
Hear = Callable[[House, Connection, Ending], None]
Part = Callable[[House, Connection, Asker, Page, datetime], Said | None]
"""What there is to say unasked about a page, within the write that sends it."""


class Effect(NamedTuple):
    """What a verdict on advice changed besides: how a change of `what` takes it back, by its `facts`."""

    what: str
    facts: dict[str, Any]


class Adviser(Protocol):
    """A source of advice (see `bot.domain.advice`); its pieces' ids begin with its name and a dot."""

    name: str

    def pieces(self, connection: Connection, page: Page, now: datetime) -> Sequence[Piece]:
        """What may be advised to a page now: nothing that it has done, nothing that does not fit it."""

    def piece(self, piece_id: str) -> Piece | None:
        """One of its pieces by id, also one that was done meanwhile; None where there is none any more."""

    def settled(
        self, connection: Connection, asker: Asker, page: Page, piece: Piece, verdict: Verdict
    ) -> Effect | None:
        """Hears what somebody who may change the page said to a piece: done, or not for us.

        What it changed is noted, and taken back, together with the verdict.
        """

    def more(self, connection: Connection, asker: Asker, page: Page, piece: Piece) -> Said:
        """What there is to tell about a piece beyond its advice, with ways on of its own."""


@dataclass
class Desk:
    """All that can be asked of the bot."""

    commands: dict[str, Handler] = field(default_factory=dict)
    presses: dict[type[Payload], Press] = field(default_factory=dict)
    in_groups: dict[type[Payload], Press] = field(default_factory=dict)
    group_commands: dict[str, InGroup] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    rings: dict[str, tuple[Ring, GiveUp]] = field(default_factory=dict)
    take_backs: dict[str, TakeBack] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    links: dict[str, Handler] = field(default_factory=dict)
    """Who takes what a link of ours hands to `/start`, by how it begins; the handler gets the rest."""
    advisers: dict[str, Adviser] = field(default_factory=dict)
    listeners: dict[str, Hear] = field(default_factory=dict)
    undelivered: Hear | None = None
    """Who tells the people of a page what will never arrive."""
    files: Callable[[Context, Document], Awaitable[None]] | None = None
    photos: Callable[[Context, Message, str], Awaitable[None]] | None = None
    free_text: Callable[[Context, str], Awaitable[None]] | None = None
    elsewhere: Callable[[Context, Update], Awaitable[None]] | None = None
    """What becomes of an update from a channel or a group, where nobody is answered."""
    attached: list[Callable[[Context, Message, str], Awaitable[bool]]] = field(default_factory=list)
    """Who takes a photo or a file that answers something certain, before it is read as anything else."""
    replied: list[Callable[[Context, Message, str], Awaitable[bool]]] = field(default_factory=list)
    """Who takes a text that answers something certain, before an open form sees it."""
    unasked: Callable[[Context, str], Awaitable[bool]] | None = None
    """Takes a text that answers what has been waiting, where no form is open; False where it does not."""
    resume_text: Callable[[Connection, Asker, str], Answer] | None = None
    """What becomes of a line that was typed before there was a page for it."""

    def command(self, name: str, handler: Handler) -> None:
        """A command, which words and plain buttons reach as well."""
        self.commands[name] = handler

    def press(self, payload: type[Q], handler: Callable[[Context, Q], Awaitable[None]]) -> None:
        """What a button of a kind does."""
        self.presses[payload] = handler

    def press_in_group(self, payload: type[Q], handler: Callable[[Context, Q], Awaitable[None]]) -> None:
        """What a button of a kind does in a group, where everybody sees the answer."""
        self.in_groups[payload] = handler

    def command_in_group(self, name: str, handler: InGroup) -> None:
        """A command in a group; any other is for the private chat."""
        self.group_commands[name] = handler

    def form(self, form: Form) -> None:
        """A form by its name."""
        self.forms[form.name] = form

    def rings_for(self, kind: str, ring: Ring, give_up: GiveUp) -> None:
        """Who does what is due, and who says so when it fails for good."""
        self.rings[kind] = (ring, give_up)

    def bundle_part(self, name: str, part: Part) -> None:
        """Who has something to say in a person's bundle, of each of her pages; ValueError unless in `PARTS`.

        A part names its page, looks itself whether the person may hear it (`page.role`), and marks what it
        says in the same write.
        """
        if name not in PARTS or name in self.parts:
            raise ValueError(name)
        self.parts[name] = part

    def hears(self, kind: str, hear: Hear) -> None:
        """Who hears how the sending of an answer ended whose `about` is `<kind>:<id>`."""
        self.listeners[kind] = hear

    def ended(self, house: House, connection: Connection, ending: Ending) -> None:
        """Something was delivered, or never will be: within the write that marks it."""
        kind = (ending.about or "").partition(":")[0]
        if kind in self.listeners:
            self.listeners[kind](house, connection, ending)
        elif ending.trouble is not None and self.undelivered is not None:
            self.undelivered(house, connection, ending)

    def takes_back(self, what: str, take_back: TakeBack) -> None:
        """How a change of a kind is undone."""
        self.take_backs[what] = take_back

    def advises(self, adviser: Adviser) -> None:
        """A source of advice."""
        self.advisers[adviser.name] = adviser

    async def route(self, update: Update, context: Context) -> None:
        """Finds who handles an update, and has a refusal said kindly."""
        user, chat = update.effective_user, update.effective_chat
        if chat is not None and chat.type != chat.PRIVATE and self.elsewhere is not None:
            if not await self._pressed_in_group(context, update, chat):
                await self.elsewhere(context, update)
            return
        if user is None or chat is None or chat.type != chat.PRIVATE:
            return
        await context.meet(update, user)
        try:
            if update.callback_query is not None:
                await self._pressed(context, update.callback_query.data or "")
            elif update.my_chat_member is not None:
                await _came_or_went(context, is_here=update.my_chat_member.new_chat_member.status == "member")
            elif update.message is not None:
                await self._said(context, update.message)
        except Refused as refused:
            await context.answer(_refusal(context.asker, refused, pressed=update.callback_query is not None))

    async def _pressed_in_group(self, context: Context, update: Update, chat: Chat) -> bool:
        """A press under what the bot said in a group or channel; False where nothing was pressed."""
        query = update.callback_query
        if query is None:
            return False
        await context.meet(update, query.from_user)
        try:
            pressed = unpack(query.data or "")
            # Strangers read a channel: nothing that a group may see is brought there by a press.
            here = {} if chat.type == chat.CHANNEL else self.in_groups
            await here.get(type(pressed), _not_here)(context, pressed)
        except Refused as refused:
            await context.answer(_refusal(context.asker, refused, pressed=True))
        return True

    async def _pressed(self, context: Context, data: str) -> None:
        pressed = unpack(data)
        if isinstance(pressed, Go):
            await self.commands[pressed.where](context, "")
        else:
            await self.presses.get(type(pressed), _unknown)(context, pressed)

    async def _said(self, context: Context, message: Message) -> None:
        text = (message.text or message.caption or "").strip()
        for attached in self.attached if message.effective_attachment else ():
            if await attached(context, message, text):
                return
        if message.document is not None and self.files is not None:
            await self.files(context, message.document)
        elif text.startswith("/"):
            await self._commanded(context, text)
        elif (word := home.label_command(text) or command_word(text)) in self.commands:
            await self.commands[word](context, "")
        elif message.photo and self.photos is not None:
            await self.photos(context, message, text)
        elif not text:
            raise Refused("message-not-text")
        else:
            await self._wrote(context, message, text)

    async def _wrote(self, context: Context, message: Message, text: str) -> None:
        for replied in self.replied:
            if await replied(context, message, text):
                return
        if await type_into_form(self.forms, context, text):
            return
        if self.unasked is not None and await self.unasked(context, text):
            return
        if self.free_text is not None:
            await self.free_text(context, text)

    async def _commanded(self, context: Context, text: str) -> None:
        name, _, rest = text[1:].replace("\n", " \n", 1).partition(" ")
        handler = self.commands.get(name.partition("@")[0].lower())
        if handler is None:
            raise Refused("command-unknown", command=f"/{name[:32]}")
        await handler(context, rest.strip())

    async def failed(self, update: object, context: Context) -> None:
        """An error that nobody foresaw: logged whole, answered with a number, and the text is kept."""
        if not isinstance(update, Update) or isinstance(context.error, AlreadyDone):
            return
        incident = secrets.token_hex(3)
        _log.error("update.failed", update=update.update_id, incident=incident, exc_info=context.error)
        answer = await _apology(update, context, incident)
        now = context.house.now()
        await context.house.store.write(
            lambda c: inbox.finish(c, update.update_id, now, answer.to_json(), incident)
        )
        context.house.kept[update.update_id] = answer


def install(application: "Application[Any, Context, Any, Any, Any, Any]", desk: Desk) -> None:
    """Puts the desk behind an application."""
    application.add_handler(TypeHandler(Update, desk.route))
    application.add_error_handler(desk.failed)


async def _not_here(context: Context, pressed: Payload) -> None:
    """A button that does nothing here is answered, too: else it turns and turns before her eyes."""
    del context, pressed
    raise Refused("group-button")


async def _unknown(context: Context, pressed: Payload) -> None:
    """A button that stands in groups alone."""
    del context, pressed
    raise Refused("button-unknown")


def _refusal(asker: Asker, refused: Refused, *, pressed: bool) -> Answer:
    sentence = asker.texts(refused.key, **refused.facts)
    if pressed:
        return Answer(notice=asker.texts.plain(refused.key, **refused.facts), alert=True)
    if refused.key == "page-none":
        return say(sentence)
    return say(sentence, buttons=home.ways_on(asker.texts))


async def _apology(update: Update, context: Context, incident: str) -> Answer:
    """What is said after a failure. The context is a new one, which knows nobody yet."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != chat.PRIVATE:
        return Answer()
    asker = await context.meet(update, user)
    return say(asker.texts("incident", number=incident))


async def _came_or_went(context: Context, *, is_here: bool) -> None:
    since = None if is_here else context.asker.now

    def keep(connection: Connection) -> Answer:
        people.mark_blocked(connection, context.asker.id, since)
        return Answer()

    await context.keep(keep)
