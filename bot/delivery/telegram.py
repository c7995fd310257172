"""Our messages become Telegram's."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat, InputMediaPhoto, LinkPreviewOptions
from telegram import Message as Sent
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.delivery.fitting import NOTICE_MOST, album_of, buttons_of, caption_of, cut, markup_of, text_of
from bot.delivery.target import Target
from bot.domain.plans import Media, MediaKind
from bot.rendering.message import Answer, Message
from bot.rendering.picture import Drawing
from bot.transport import call
from storage import pictures
from storage.database import Store

_log = structlog.get_logger()

Draw = Callable[[Drawing], Awaitable[bytes]]
Menu = Callable[[str], list[tuple[str, str]]]

_AT_ONCE_SECONDS = 0.1
"""A picture that is there sooner, as one that was drawn ahead, needs no sign that we are at it."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_FILE_TROUBLE = re.compile(r"file|photo|media", re.IGNORECASE)
"""What Telegram's refusals speak of when a file id is no longer good."""
_NO_PICTURES = re.compile(r"rights to send (?:photos|media)|SEND_(?:PHOTOS|MEDIA)_FORBIDDEN", re.IGNORECASE)
"""How Telegram refuses a picture in a chat whose members may only write."""


class Telegram:
    """Sends one thing at once. What Telegram answers to it, errors included, is the caller's."""

    def __init__(self, bot: Bot, store: Store, now: Callable[[], datetime], draw: Draw, menu: Menu) -> None:
        self._bot = bot
        self._store = store
        self._now = now
        self._draw = draw
        self._menu = menu

    async def send(self, target: Target, message: Message, *, paid: bool = False) -> tuple[int, ...]:
        """Sends a message, or edits one where it edits and can; the ids of what is new. TelegramError."""
        if message.edits and target.message_id is not None:
            try:
                await self._edit(target, message)
            except BadRequest as error:
                if "not modified" in error.message:
                    return ()
                _log.info("delivery.not_edited", chat=target.chat_id, why=error.message)
            else:
                return ()
        sent = await self._send_what_may_be(target, message, paid=paid)
        if message.replaces is not None:
            await self._delete(target.chat_id, message.replaces)
        return sent

    async def answer_press(self, target: Target, answer: Answer) -> None:
        """Lets a pressed button rest, with a notice where there is one."""
        if target.callback_id is None:
            return
        try:
            await self._bot.answer_callback_query(
                target.callback_id,
                text=cut(answer.notice or "", NOTICE_MOST) or None,
                show_alert=answer.alert,
            )
        except TelegramError as error:
            # Too old, or Telegram is away: the message that follows says it all the same.
            _log.info("delivery.press_unanswered", chat=target.chat_id, why=error.message)

    async def set_commands(self, chat_id: int, language: str) -> None:
        """The command menu of one chat."""
        commands = [BotCommand(name, description) for name, description in self._menu(language)]
        try:
            await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id))
        except TelegramError as error:
            _log.warning("delivery.menu_not_set", chat=chat_id, why=error.message)

    async def show_busy(self, chat_id: int) -> None:
        """Shows in the chat that a picture is on its way."""
        try:
            await self._bot.send_chat_action(chat_id, ChatAction.UPLOAD_PHOTO)
        except TelegramError as error:
            _log.debug("delivery.no_action", chat=chat_id, why=error.message)

    async def _send_what_may_be(self, target: Target, message: Message, *, paid: bool) -> tuple[int, ...]:
        """Sends a message, as a text alone where the chat takes no pictures."""
        try:
            return await self._send_new(target, message, paid=paid)
        except BadRequest as error:
            if message.picture is None or not _NO_PICTURES.search(error.message):
                raise
            _log.info("delivery.text_only", chat=target.chat_id, why=error.message)
            return await self._say(target, replace(message, picture=None), paid=paid)

    async def _delete(self, chat_id: int, message_id: int) -> None:
        """Takes away a message of ours that another stands for now; one that is gone already is gone."""
        try:
            await self._bot.delete_message(chat_id, message_id)
        except TelegramError as error:
            _log.info("delivery.not_deleted", chat=chat_id, why=error.message)

    async def _edit(self, target: Target, message: Message) -> None:
        markup = buttons_of(message.buttons)
        if message.picture is None:
            await self._bot.edit_message_text(
                text_of(message),
                chat_id=target.chat_id,
                message_id=target.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )
            return
        if not target.is_picture:
            raise BadRequest("a text does not become a picture")

        async def edit(photo: str | bytes) -> Sent | bool:
            media = InputMediaPhoto(photo, caption=caption_of(message), parse_mode=ParseMode.HTML)
            return await self._bot.edit_message_media(
                media, chat_id=target.chat_id, message_id=target.message_id, reply_markup=markup
            )

        await self._with_photo(target.chat_id, message.picture, edit)

    async def _send_new(self, target: Target, message: Message, *, paid: bool) -> tuple[int, ...]:
        if not (message.document or message.picture or message.media):
            return await self._say(target, message, paid=paid)
        common: dict[str, Any] = {
            "message_thread_id": target.thread_id,
            "disable_notification": message.silent or None,
            "allow_paid_broadcast": paid or None,
        }
        if len(message.media) > 1:
            sent = await self._bot.send_media_group(target.chat_id, album_of(message), **common)
            return tuple(each.message_id for each in sent)
        common |= {
            "caption": caption_of(message),
            "parse_mode": ParseMode.HTML,
            "reply_markup": markup_of(message),
        }
        if message.media:
            return await self._send_file(target.chat_id, message.media[0], common)
        if message.document is not None:
            content, name = message.document.data, message.document.name
            one = await self._bot.send_document(target.chat_id, content, filename=name, **common)
            return (one.message_id,)
        drawing = message.picture
        return await self._send_drawing(target.chat_id, drawing, common) if drawing else ()

    async def _send_file(self, chat_id: int, media: Media, common: dict[str, Any]) -> tuple[int, ...]:
        ways: dict[MediaKind, Callable[..., Awaitable[Sent]]] = {
            MediaKind.PHOTO: self._bot.send_photo,
            MediaKind.VIDEO: self._bot.send_video,
            MediaKind.DOCUMENT: self._bot.send_document,
        }
        sent = await ways[media.kind](chat_id, media.file_id, **common)
        return (sent.message_id,)

    async def _send_drawing(self, chat_id: int, picture: Drawing, common: dict[str, Any]) -> tuple[int, ...]:
        async def send(photo: str | bytes) -> Sent | bool:
            return await self._bot.send_photo(chat_id, photo, **common)

        sent = await self._with_photo(chat_id, picture, send)
        return (sent.message_id,) if isinstance(sent, Sent) else ()

    async def _say(self, target: Target, message: Message, *, paid: bool) -> tuple[int, ...]:
        """Sends a text: nearly all that we say, so it goes without making Telegram's types on the way."""
        fields = {
            "chat_id": str(target.chat_id),
            "text": text_of(message),
            "parse_mode": ParseMode.HTML.value,
            "link_preview_options": _NO_PREVIEW.to_json(),
        }
        if target.thread_id is not None:
            fields["message_thread_id"] = str(target.thread_id)
        if message.silent:
            fields["disable_notification"] = "true"
        if paid:
            fields["allow_paid_broadcast"] = "true"
        markup = markup_of(message)
        if markup is not None:
            fields["reply_markup"] = markup.to_json()
        sent = await call(self._bot.request, f"{self._bot.base_url}/sendMessage", fields)
        return (sent["message_id"],)

    async def _with_photo(
        self, chat_id: int, picture: Drawing, send: Callable[[str | bytes], Awaitable[Sent | bool]]
    ) -> Sent | bool:
        """Sends a picture by the id that Telegram gave it, or else draws it and remembers that id."""
        fingerprint = picture.fingerprint()
        known = await self._store.read(lambda c: pictures.file_id(c, fingerprint))
        if known is not None:
            try:
                return await send(known)
            except BadRequest as error:
                if "not modified" in error.message or not _FILE_TROUBLE.search(error.message):
                    raise
                _log.info("delivery.picture_forgotten", why=error.message)
        drawing = asyncio.ensure_future(self._draw(picture))
        await asyncio.wait({drawing}, timeout=_AT_ONCE_SECONDS)
        if not drawing.done():
            await self.show_busy(chat_id)
        sent = await send(await drawing)
        if isinstance(sent, Sent) and sent.photo:
            file_id, now = sent.photo[-1].file_id, self._now()
            await self._store.write(lambda c: pictures.add(c, fingerprint, file_id, now))
        return sent
