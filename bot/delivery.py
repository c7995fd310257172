"""The way out: our messages become Telegram's, and what cannot be sent now is kept and sent later.

The only module that knows Telegram's types of messages. A crash may repeat the message that was in flight,
never lose one.
"""

import asyncio
import html
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import structlog
from sqlalchemy import Connection
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
)
from telegram import Message as Sent
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.rendering.message import CAPTION_MOST, TEXT_MOST, Answer, Keyboard, Message, Rows
from bot.rendering.picture import Drawing
from bot.transport import call, seconds_to_wait
from storage import deliveries, inbox, people, pictures
from storage.database import Store

_log = structlog.get_logger()

Draw = Callable[[Drawing], Awaitable[bytes]]
Menu = Callable[[str], list[tuple[str, str]]]

PATIENCE_SECONDS = 2.0
"""How long an answer waits for Telegram at once; what takes longer becomes a row."""
LEASE = timedelta(minutes=2)
GIVE_UP = timedelta(days=1)
_MOST_AT_ONCE = 30
_GATHER_SECONDS = 0.02
"""How long answered updates gather before they are marked: what a kill may repeat."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TAG = re.compile(r"<[^>]*>")
_FENCED = re.compile("\u2068[^\u2069]*\u2069")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_STARTS_FENCED = re.compile(r"(?m)^(?=(?:<[^>]*>|[^\w\n])*?\u2068)")
_FILE_TROUBLE = re.compile(r"file|photo|media", re.IGNORECASE)
"""What Telegram's refusals speak of when a file id is no longer good."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer goes: a chat, and there perhaps a press and the message that was pressed."""

    chat_id: int
    callback_id: str | None = None
    message_id: int | None = None
    is_picture: bool = False

    @staticmethod
    def of_update(update: dict[str, Any]) -> "Target | None":
        """Where the answer to an update (Telegram's JSON) goes; None where nobody waits for one."""
        if press := update.get("callback_query"):
            message = press.get("message") or {}
            chat = message.get("chat") or {"id": press["from"]["id"]}
            return Target(chat["id"], press["id"], message.get("message_id"), "photo" in message)
        if message := update.get("message"):
            return Target(message["chat"]["id"])
        return None

    def to_json(self) -> dict[str, Any]:
        """The target without the press, which is too old when it is read again."""
        return {"chat": self.chat_id, "message": self.message_id, "picture": self.is_picture}

    @staticmethod
    def from_json(made: dict[str, Any]) -> "Target":
        """The target that `to_json` wrote."""
        return Target(made["chat"], None, made["message"], made["picture"])


@dataclass(frozen=True, slots=True)
class _Later:
    """What is left to send, and from when on."""

    answer: Answer
    seconds: float
    why: str


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why a message was not sent, and how long Telegram wants to be left alone."""

    why: str
    seconds: float
    perhaps_sent: bool = False
    nobody_there: bool = False
    moved_to: int | None = None


class Delivery:
    """Sends answers at once where Telegram lets us, else as rows that the clock brings back."""

    def __init__(self, bot: Bot, store: Store, now: Callable[[], datetime], draw: Draw, menu: Menu) -> None:
        self._bot = bot
        self._store = store
        self._now = now
        self._draw = draw
        self._menu = menu
        self._behind: set[int] = set()
        self._answered: list[int] = []
        self._flushing: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Takes up what an earlier process left."""
        now = self._now()
        await self._store.write(lambda c: deliveries.release(c, now))
        self._behind = await self._store.read(deliveries.chats_waiting)

    async def close(self) -> None:
        """Marks what was answered."""
        if self._flushing is not None:
            await self._flushing
        await self._flush()

    async def answer(self, update_id: int, target: Target, answer: Answer) -> None:
        """Answers an update; afterwards its row is answered, or a delivery row stands for it."""
        if target.chat_id in self._behind:
            # A press is answered even so: its spinner must not turn until the queue is empty.
            await self._answer_press(target, answer)
            await self._keep_for_later(update_id, target, _Later(answer, 0, "queue"))
            return
        later = await self._send(target, answer, patience=PATIENCE_SECONDS)
        if later is not None:
            await self._keep_for_later(update_id, target, later)
            return
        self._answered.append(update_id)
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.create_task(self._flush_soon())

    def put(
        self,
        connection: Connection,
        chat_id: int,
        answer: Answer,
        message_id: int | None = None,
        *,
        page_id: int | None = None,
        thread_id: int | None = None,
    ) -> None:
        """Puts what nobody waits for on its way, as part of somebody's write: it survives a kill.

        Where the answer's first message edits, it takes the place of `message_id`.
        """
        del page_id, thread_id
        now = self._now()
        target = Target(chat_id, message_id=message_id)
        body = {"to": target.to_json(), "answer": answer.to_json()}
        deliveries.add(connection, chat_id, body, at=now, due_at=now)
        self._behind.add(chat_id)

    async def send_due(self) -> None:
        """Sends the rows that are due; one chat's trouble is nobody else's."""
        if not self._behind:
            return
        now = self._now()
        while claimed := await self._store.write(
            lambda c: deliveries.claim(c, now, now + LEASE, _MOST_AT_ONCE)
        ):
            await asyncio.gather(*(self._deliver(row) for row in claimed))

    async def _deliver(self, row: deliveries.Delivery) -> None:
        target, answer = Target.from_json(row.body["to"]), Answer.from_json(row.body["answer"])
        later = await self._send(target, answer, patience=0)
        now = self._now()
        if later is None:
            await self._store.write(lambda c: deliveries.mark_sent(c, row.id, now))
        elif now - row.created_at > GIVE_UP:
            _log.error("delivery.given_up", delivery=row.id, chat=row.chat_id, why=later.why)
            await self._store.write(lambda c: deliveries.mark_failed(c, row.id, now, later.why))
        else:
            wait = timedelta(seconds=max(later.seconds, min(2.0**row.attempts, 3600)))
            body = {"to": row.body["to"], "answer": later.answer.to_json()}
            await self._store.write(lambda c: deliveries.postpone(c, row.id, body, now + wait))
        if not await self._store.read(lambda c: deliveries.is_waiting(c, row.chat_id)):
            self._behind.discard(row.chat_id)

    async def _keep_for_later(self, update_id: int, target: Target, later: _Later) -> None:
        now = self._now()
        body = {"to": target.to_json(), "answer": later.answer.to_json()}
        due = now + timedelta(seconds=later.seconds)

        def keep(connection: Connection) -> None:
            deliveries.add(connection, target.chat_id, body, at=now, due_at=due)
            inbox.mark_answered(connection, [update_id], now)

        self._behind.add(target.chat_id)
        await self._store.write(keep)
        _log.info("delivery.later", update=update_id, chat=target.chat_id, why=later.why)

    async def _flush_soon(self) -> None:
        while self._answered:
            await asyncio.sleep(_GATHER_SECONDS)
            await self._flush()

    async def _flush(self) -> None:
        done, self._answered = self._answered, []
        if done:
            now = self._now()
            await self._store.write(lambda c: inbox.mark_answered(c, done, now), ahead=True)

    async def _send(self, target: Target, answer: Answer, *, patience: float) -> _Later | None:
        """Sends an answer; what is left where Telegram is not to be had, None where all went out or can't."""
        await self._answer_press(target, answer)
        if answer.commands:
            await self._set_commands(target.chat_id, answer.commands)
        left = list(answer.messages)
        timed_out = False
        while left:
            trouble = await self._attempt(target, left[0])
            if trouble is None or (trouble.perhaps_sent and timed_out):
                # A time-out is perhaps sent all the same: it is repeated once at most.
                left.pop(0)
                timed_out = False
                continue
            timed_out = trouble.perhaps_sent
            if trouble.nobody_there:
                await self._blocked(target.chat_id)
                return None
            if trouble.seconds > patience:
                return _Later(Answer(tuple(left)), trouble.seconds, trouble.why)
            patience -= trouble.seconds
            await asyncio.sleep(trouble.seconds)
            target = replace(target, chat_id=trouble.moved_to or target.chat_id)
        return None

    async def _attempt(self, target: Target, message: Message) -> _Trouble | None:
        """Sends one message. None where it was sent, or can never be."""
        try:
            await self._send_one(target, message)
        except RetryAfter as error:
            return _Trouble("retry_after", seconds_to_wait(error))
        except ChatMigrated as error:
            return _Trouble("migrated", 0, moved_to=error.new_chat_id)
        except Forbidden:
            return _Trouble("blocked", 0, nobody_there=True)
        except BadRequest as error:
            _log.error("delivery.refused", chat=target.chat_id, why=error.message)
        except TelegramError as error:
            return _Trouble(type(error).__name__, 0.5, perhaps_sent=_perhaps_sent(error))
        return None

    async def _answer_press(self, target: Target, answer: Answer) -> None:
        if target.callback_id is None:
            return
        try:
            await self._bot.answer_callback_query(
                target.callback_id, text=_cut(answer.notice or "", 200) or None, show_alert=answer.alert
            )
        except TelegramError as error:
            # Too old, or Telegram is away: the message that follows says it all the same.
            _log.info("delivery.press_unanswered", chat=target.chat_id, why=error.message)

    async def _set_commands(self, chat_id: int, language: str) -> None:
        commands = [BotCommand(name, description) for name, description in self._menu(language)]
        try:
            await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id))
        except TelegramError as error:
            _log.warning("delivery.menu_not_set", chat=chat_id, why=error.message)

    async def _blocked(self, chat_id: int) -> None:
        now = self._now()
        await self._store.write(lambda c: people.mark_blocked(c, chat_id, now))
        _log.info("delivery.blocked", chat=chat_id)

    async def _send_one(self, target: Target, message: Message) -> None:
        if message.edits and target.message_id is not None:
            try:
                await self._edit(target, message)
            except BadRequest as error:
                if "not modified" in error.message:
                    return
                _log.info("delivery.not_edited", chat=target.chat_id, why=error.message)
            else:
                return
        await self._send_new(target.chat_id, message)

    async def _edit(self, target: Target, message: Message) -> None:
        markup = _inline(message.buttons)
        if message.picture is None:
            await self._bot.edit_message_text(
                _cut(_leaning(message.text), TEXT_MOST),
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
            media = InputMediaPhoto(photo, caption=_caption(message.text), parse_mode=ParseMode.HTML)
            return await self._bot.edit_message_media(
                media, chat_id=target.chat_id, message_id=target.message_id, reply_markup=markup
            )

        await self._with_photo(target.chat_id, message.picture, edit)

    async def _send_new(self, chat_id: int, message: Message) -> None:
        markup = _keyboard(message.keyboard) if message.keyboard else _inline(message.buttons)
        if message.document is not None:
            await self._bot.send_document(
                chat_id,
                message.document.data,
                filename=message.document.name,
                caption=_caption(message.text),
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )
            return
        if message.picture is None:
            await self._say(chat_id, message)
            return

        async def send(photo: str | bytes) -> Sent | bool:
            return await self._bot.send_photo(
                chat_id,
                photo,
                caption=_caption(message.text),
                parse_mode=ParseMode.HTML,
                reply_markup=markup,
            )

        await self._with_photo(chat_id, message.picture, send)

    async def _say(self, chat_id: int, message: Message) -> None:
        """Sends a text: nearly all that we say, so it goes without making Telegram's types on the way."""
        fields = {
            "chat_id": str(chat_id),
            "text": _cut(_leaning(message.text), TEXT_MOST),
            "parse_mode": ParseMode.HTML.value,
            "link_preview_options": _NO_PREVIEW.to_json(),
        }
        markup = _keyboard(message.keyboard) if message.keyboard else _inline(message.buttons)
        if markup is not None:
            fields["reply_markup"] = markup.to_json()
        await call(self._bot.request, f"{self._bot.base_url}/sendMessage", fields)

    async def _with_photo(
        self, chat_id: int, picture: Drawing, send: Callable[[str | bytes], Awaitable[Sent | bool]]
    ) -> None:
        """Sends a picture by the id that Telegram gave it, or else draws it and remembers that id."""
        fingerprint = picture.fingerprint()
        known = await self._store.read(lambda c: pictures.file_id(c, fingerprint))
        if known is not None:
            try:
                await send(known)
            except BadRequest as error:
                if "not modified" in error.message or not _FILE_TROUBLE.search(error.message):
                    raise
                _log.info("delivery.picture_forgotten", why=error.message)
            else:
                return
        await self.show_busy(chat_id)
        sent = await send(await self._draw(picture))
        if isinstance(sent, Sent) and sent.photo:
            file_id, now = sent.photo[-1].file_id, self._now()
            await self._store.write(lambda c: pictures.add(c, fingerprint, file_id, now))

    async def show_busy(self, chat_id: int) -> None:
        """Shows in the chat that a picture is on its way."""
        try:
            await self._bot.send_chat_action(chat_id, ChatAction.UPLOAD_PHOTO)
        except TelegramError as error:
            _log.debug("delivery.no_action", chat=chat_id, why=error.message)


def _perhaps_sent(error: TelegramError) -> bool:
    """Whether Telegram may have had the message all the same: a time-out, but not one of connecting."""
    never = (httpx.ConnectTimeout, httpx.PoolTimeout)
    return isinstance(error, TimedOut) and not isinstance(error.__cause__, never)


def _inline(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    b.label,
                    callback_data=b.data,
                    url=b.url,
                    copy_text=CopyTextButton(b.copy) if b.copy else None,
                )
                for b in row
            ]
            for row in rows
        ]
    )


def _keyboard(keyboard: Keyboard) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(
        keyboard.rows,
        resize_keyboard=True,
        is_persistent=True,
        input_field_placeholder=_cut(keyboard.header, 64) or None,
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _visible(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _cut(text: str, most: int) -> str:
    """`text`, or where it is too long for Telegram its visible beginning without mark-up."""
    if _units(_visible(text)) <= most:
        return text
    kept = _visible(text).encode("utf-16-le")[: 2 * (most - 2)].decode("utf-16-le", "ignore")
    return html.escape(kept) + "…"


def _leaning(text: str) -> str:
    """`text` with its lines on their side: one that begins with an isolated name has none of its own."""
    if not _RIGHT_TO_LEFT.search(_FENCED.sub("", text)):
        return text
    return _STARTS_FENCED.sub("\u200f", text)


def _caption(text: str) -> str:
    return _cut(_leaning(text), CAPTION_MOST)
