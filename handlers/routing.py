"""Finds who handles an update, and has a refusal or a failure said kindly."""

import secrets
from typing import Any

import structlog
from sqlalchemy import Connection
from telegram import Chat, Message, Update
from telegram.ext import Application, TypeHandler, filters

from bot.domain.errors import Refused
from bot.language.command_words import command_word
from bot.rendering import home
from bot.rendering.buttons import Go
from bot.rendering.message import Answer, say
from bot.rendering.payloads import Payload, unpack
from handlers import deliveries
from handlers.asker import Asker
from handlers.context import AlreadyDone, Context
from handlers.desk import Desk
from handlers.forms import type_into_form
from storage import inbox, people

_log = structlog.get_logger()


def install(application: "Application[Any, Context, Any, Any, Any, Any]", desk: Desk) -> None:
    """Puts the desk behind an application."""
    router = Router(desk)
    application.add_handler(TypeHandler(Update, router.route))
    application.add_error_handler(router.failed)


class Router:
    """Brings each update to who registered for it at the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def route(self, update: Update, context: Context) -> None:
        """Finds who handles an update, and has a refusal said kindly."""
        user, chat = update.effective_user, update.effective_chat
        if chat is not None and chat.type != chat.PRIVATE and self._desk.elsewhere is not None:
            if not await self._pressed_in_group(context, update, chat):
                await self._desk.elsewhere(context, update)
            return
        if user is None or chat is None or chat.type != chat.PRIVATE:
            return
        await context.meet(update, user)
        try:
            if update.callback_query is not None:
                await self._pressed(context, update.callback_query.data or "")
            elif update.my_chat_member is not None:
                await _came_or_went(context, is_here=update.my_chat_member.new_chat_member.status == "member")
            elif update.message is not None and not filters.StatusUpdate.ALL.check_update(update):
                # What Telegram itself notes in a chat, as that something was pinned, nobody said to us.
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
            here = {} if chat.type == chat.CHANNEL else self._desk.in_groups
            await here.get(type(pressed), _not_here)(context, pressed)
        except Refused as refused:
            await context.answer(_refusal(context.asker, refused, pressed=True))
        return True

    async def _pressed(self, context: Context, data: str) -> None:
        pressed = unpack(data)
        if isinstance(pressed, Go):
            await self._desk.commands[pressed.where](context, "")
        else:
            await self._desk.presses.get(type(pressed), _unknown)(context, pressed)

    async def _said(self, context: Context, message: Message) -> None:
        text = (message.text or message.caption or "").strip()
        for attached in self._desk.attached if message.effective_attachment else ():
            if await attached(context, message, text):
                return
        if message.document is not None and self._desk.files is not None:
            await self._desk.files(context, message.document)
        elif text.startswith("/"):
            await self._commanded(context, text)
        elif (word := home.label_command(text) or command_word(text)) in self._desk.commands:
            await self._desk.commands[word](context, "")
        elif message.photo and self._desk.photos is not None:
            await self._desk.photos(context, message, text)
        elif not text:
            raise Refused("message-not-text")
        else:
            await self._wrote(context, message, text)

    async def _wrote(self, context: Context, message: Message, text: str) -> None:
        for replied in self._desk.replied:
            if await replied(context, message, text):
                return
        if await type_into_form(self._desk.forms, context, text):
            return
        if self._desk.unasked is not None and await self._desk.unasked(context, text):
            return
        if self._desk.free_text is not None:
            await self._desk.free_text(context, text)

    async def _commanded(self, context: Context, text: str) -> None:
        name, _, rest = text[1:].replace("\n", " \n", 1).partition(" ")
        handler = self._desk.commands.get(name.partition("@")[0].lower())
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
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        if is_here:
            people.mark_blocked(connection, asker.id, None)
        else:
            deliveries.left(context.house, connection, asker.id, asker.now)
        return Answer()

    await context.keep(keep)
