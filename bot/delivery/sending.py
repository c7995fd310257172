"""Sends an answer, message by message, as far as Telegram takes it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog
from telegram.error import TelegramError

from bot.delivery.pace import Pace
from bot.delivery.target import Target
from bot.delivery.telegram import Telegram
from bot.delivery.troubles import Trouble, Why, trouble_of
from bot.rendering.message import Answer, Message

_log = structlog.get_logger()

_MOVES_MOST = 3
_AWAY_SECONDS = 0.5
"""How long an answer waits before it is tried again, where Telegram does not say how long."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of an answer: which messages arrived; where it could not go on, what is left and why."""

    target: Target
    message_ids: tuple[int, ...] = ()
    left: Answer = field(default_factory=Answer)
    trouble: Trouble | None = None


Moved = Callable[[int, int], Awaitable[None]]
"""What is to be done where a group goes on under another id."""
LeftTopic = Callable[[int, int], Awaitable[None]]
"""What is to be done where a topic of a group takes nothing any more."""


class Sender:
    """The one way to Telegram for answers and for what nobody waits for; both count for the pace."""

    def __init__(self, telegram: Telegram, pace: Pace, moved: Moved, left_topic: LeftTopic) -> None:
        self._telegram = telegram
        self._pace = pace
        self._moved = moved
        self._left_topic = left_topic

    async def answer(self, target: Target, answer: Answer, patience: float) -> Sent:
        """Answers somebody who waits, trying again for `patience` seconds."""
        await self._telegram.answer_press(target, answer)
        if answer.commands:
            await self._telegram.set_commands(target.chat_id, answer.commands)
        sent = await self.send(target, answer)
        while sent.trouble is not None and sent.trouble.passes:
            seconds = sent.trouble.seconds or _AWAY_SECONDS
            if seconds > patience:
                break
            patience -= seconds
            await asyncio.sleep(seconds)
            sent = await self.send(sent.target, sent.left)
        return sent

    async def send(
        self, target: Target, answer: Answer, *, counted: bool = False, paid: bool = False
    ) -> Sent:
        """Sends the messages of an answer once each, up to the first that is not taken now.

        One that Telegram refuses as such is left out, and is the trouble in the end. What a topic does not
        take goes to the group itself. `counted`: the pace knows of the first one already.
        """
        left, refused, moves = list(answer.messages), None, 0
        arrived: list[int] = []
        while left:
            taken = await self._attempt(target, left[0], counted=counted, paid=paid)
            counted = False
            if not isinstance(taken, Trouble):
                arrived += taken
                del left[0]
            elif taken.why is Why.TOPIC and target.thread_id is not None:
                await self._left_topic(target.chat_id, target.thread_id)
                target = replace(target, thread_id=None)
            elif taken.why in (Why.REFUSED, Why.TOPIC):
                _log.error("delivery.refused", chat=target.chat_id, why=taken.said)
                del left[0]
                refused = replace(taken, why=Why.REFUSED)
            elif taken.moved_to is not None and moves < _MOVES_MOST:
                moves += 1
                await self._moved(target.chat_id, taken.moved_to)
                target = target.moved(taken.moved_to)
            else:
                return Sent(target, tuple(arrived), replace(answer, messages=tuple(left)), taken)
        return Sent(target, tuple(arrived), trouble=refused)

    async def _attempt(
        self, target: Target, message: Message, *, counted: bool, paid: bool
    ) -> tuple[int, ...] | Trouble:
        begun = time.monotonic()
        halt = self._pace.halt(begun)
        if halt > 0:
            return Trouble(Why.WAIT, halt, said="halted")
        if not counted:
            self._pace.went(target.chat_id, begun, asked=True)
        try:
            sent = await self._telegram.send(target, message, paid=paid)
        except TelegramError as error:
            return self._learnt(target.chat_id, trouble_of(error), begun)
        self._pace.taken(time.monotonic())
        return sent

    def _learnt(self, chat_id: int, trouble: Trouble, begun: float) -> Trouble:
        now = time.monotonic()
        if trouble.why is Why.WAIT:
            self._pace.refused(chat_id, trouble.seconds, begun, now)
        elif trouble.why in (Why.AWAY, Why.PERHAPS):
            self._pace.stumbled(now)
        else:
            self._pace.taken(now)
        return trouble
