"""The way out: our messages become Telegram's, and what cannot be sent now is kept and sent later.

A crash may repeat the message that was in flight, never lose one.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection
from telegram import Bot

from bot.delivery.losses import Ended, Losses, body_of, nobody
from bot.delivery.marks import Marks
from bot.delivery.pace import Pace
from bot.delivery.queue import Queue
from bot.delivery.sending import Sender, Sent
from bot.delivery.target import Target
from bot.delivery.telegram import Draw, Menu, Telegram
from bot.delivery.troubles import Why
from bot.domain.identity import ChatId
from bot.rendering.message import Answer
from storage import chats, deliveries, inbox, people
from storage.database import Store
from storage.deliveries import Delivery as Row

_log = structlog.get_logger()

PATIENCE_SECONDS = 2.0
"""How long an answer waits for Telegram at once; what takes longer becomes a row."""
_GATHER_SECONDS = 0.02
"""How long answered updates gather before they are marked: what a kill may repeat."""
_LAST_SECONDS = 5.0
"""How long what is on its way may take to arrive when we stop."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How many messages a second we send by ourselves; `paid`: Telegram may charge for what is over 30."""

    per_second: float = 28
    paid: bool = False


class Delivery:
    """Sends answers at once where Telegram lets us, else as rows; and what we say by ourselves at a pace."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        now: Callable[[], datetime],
        draw: Draw,
        menu: Menu,
        *,
        speed: Speed | None = None,
        ended: Ended = nobody,
    ) -> None:
        self._store = store
        self._now = now
        self._speed = speed or Speed()
        self._telegram = Telegram(bot, store, now, draw, menu)
        pace = Pace(self._speed.per_second)
        self._sender = Sender(self._telegram, pace, self._moved, self._left_topic)
        self._losses = Losses(now, ended)
        self._marks = Marks(store, now)
        self._queue = Queue(store, now, pace, self._deliver, self._put_back)
        self._behind: set[int] = set()
        self._closed: set[int] = set()
        self._answered: list[int] = []
        self._flushing: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.show_busy = self._telegram.show_busy

    async def start(self) -> None:
        """Takes up what an earlier process left, and begins to send."""
        self._loop = asyncio.get_running_loop()
        await self._store.write(deliveries.release)
        self._behind = await self._store.read(deliveries.chats_waiting)
        self._closed = await self._store.read(people.blocked)
        self._queue.start()

    async def close(self) -> None:
        """Sends no more, and marks what was answered."""
        await self._queue.close(_LAST_SECONDS)
        if self._flushing is not None:
            await self._flushing
        await self._flush()

    async def answer(self, update_id: int, target: Target, answer: Answer) -> None:
        """Answers an update; afterwards its row is answered, or a delivery row stands for it."""
        if target.chat_id in self._behind:
            # A press is answered even so: its spinner must not turn until the queue is empty.
            await self._telegram.answer_press(target, answer)
            await self._keep_for_later(update_id, Sent(target, left=answer), 0)
            return
        sent = await self._sender.answer(target, answer, PATIENCE_SECONDS)
        trouble = sent.trouble
        if trouble is not None and trouble.passes:
            await self._keep_for_later(update_id, sent, trouble.seconds)
            return
        if trouble is not None and trouble.why is Why.CLOSED:
            self._closed.add(target.chat_id)
            await self._store.write(lambda c: self._losses.close(c, target.chat_id))
        elif target.chat_id in self._closed:
            self._closed.discard(target.chat_id)
            await self._store.write(lambda c: people.mark_blocked(c, target.chat_id, None))
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

        Where the answer's first message edits, it takes the place of `message_id`: whoever pressed there
        waits, so that goes before what we say by ourselves. `page_id`: whose owners are told of a failure.
        """
        now = self._now()
        target = Target(chat_id, message_id=message_id, thread_id=thread_id)
        body = {"to": target.to_json(), "answer": answer.to_json()}
        asked = message_id is not None
        deliveries.add(connection, chat_id, body, at=now, due_at=now, page_id=page_id, asked=asked)
        if self._loop is not None and not self._loop.is_closed():
            # The claim that follows waits its turn behind this very write.
            self._loop.call_soon_threadsafe(self._put_soon, chat_id, asked)

    async def send_due(self) -> None:
        """Looks for rows that are due; they go out at the pace."""
        if self._behind:
            self._queue.look(asked=True)
        now = self._now()
        if await self._store.read(lambda c: deliveries.any_due(c, now)):
            self._queue.look(asked=False)

    async def clock_went_back(self, by: timedelta) -> None:
        """What waits to be tried again does not wait for longer than it would have."""
        now = self._now()
        await self._store.write(lambda c: deliveries.hurry(c, now, by))

    def _put_soon(self, chat_id: int, asked: bool) -> None:
        if asked:
            self._behind.add(chat_id)
        self._queue.look(asked=asked)

    async def _deliver(self, row: Row) -> None:
        """Sends a row and has it marked; or keeps what is left of it."""
        target, answer = Target.from_json(row.body["to"], row.chat_id), Answer.from_json(row.body["answer"])
        paid = self._speed.paid and not row.asked
        sent = await self._sender.send(target, answer, counted=True, paid=paid)
        if sent.trouble is None and answer.about is None:
            await self._marks.sent(row.id)
        else:
            if sent.trouble is not None and sent.trouble.why is Why.CLOSED:
                self._closed.add(row.chat_id)
            await self._store.write(lambda c: self._losses.settle(c, row, sent), ahead=True)
        if row.asked and not await self._store.read(
            lambda c: deliveries.is_waiting(c, row.chat_id, asked=True)
        ):
            self._behind.discard(row.chat_id)

    async def _put_back(self, chat_id: int, wait: timedelta) -> None:
        due = self._now() + wait
        await self._store.write(lambda c: deliveries.hold(c, chat_id, due))

    async def _moved(self, old: int, new: int) -> None:
        now = self._now()
        await self._store.write(lambda c: chats.migrate(c, ChatId(old), ChatId(new), now))
        _log.info("delivery.moved", chat=old, to=new)

    async def _left_topic(self, chat_id: int, thread_id: int) -> None:
        await self._store.write(lambda c: self._losses.leave_topic(c, chat_id, thread_id))
        _log.info("delivery.topic_gone", chat=chat_id)

    async def _keep_for_later(self, update_id: int, sent: Sent, seconds: float) -> None:
        now, chat_id = self._now(), sent.target.chat_id
        due = now + timedelta(seconds=seconds)
        why = sent.trouble.why if sent.trouble else "queue"
        body = body_of(sent, int(why == Why.PERHAPS))

        def keep(connection: Connection) -> None:
            deliveries.add(connection, chat_id, body, at=now, due_at=due, asked=True)
            inbox.mark_answered(connection, [update_id], now)

        self._behind.add(chat_id)
        await self._store.write(keep)
        self._queue.look(asked=True)
        _log.info("delivery.later", update=update_id, chat=chat_id, why=why)

    async def _flush_soon(self) -> None:
        while self._answered:
            await asyncio.sleep(_GATHER_SECONDS)
            await self._flush()

    async def _flush(self) -> None:
        done, self._answered = self._answered, []
        if done:
            now = self._now()
            await self._store.write(lambda c: inbox.mark_answered(c, done, now), ahead=True)
