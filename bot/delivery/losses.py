"""What becomes of messages once Telegram was asked: done, tried again, or given up; and who is told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection

from bot.delivery.sending import Sent
from bot.delivery.troubles import Trouble, Why
from bot.domain.identity import ChatId
from storage import chats, deliveries, people, report_links
from storage.deliveries import Delivery

_log = structlog.get_logger()

GIVE_UP = timedelta(days=1)
_FEWEST_ATTEMPTS = 12
"""More than an hour of growing waits: a clock that jumps a month must not cost a message its tries."""
_LONGEST_WAIT_SECONDS = 3600.0
_MOST_PERHAPS = 5
"""How often a message may have arrived without our hearing of it, until we stop repeating it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the sending of a row ended for good."""

    chat_id: int
    page_id: int | None
    about: str | None = None
    """What the answer said it is about, as `<kind>:<id>`."""
    message_ids: tuple[int, ...] = ()
    """What arrived."""
    trouble: Trouble | None = None
    """Why the rest will never arrive; None where all did."""


Ended = Callable[[Connection, Ending], None]
"""Tells whom it concerns, as part of the write."""


def nobody(connection: Connection, ending: Ending) -> None:
    """Tells nobody."""
    del connection, ending


class Losses:
    """Decides what becomes of a row, within one write."""

    def __init__(self, now: Callable[[], datetime], ended: Ended) -> None:
        self._now = now
        self._ended = ended

    def settle(self, connection: Connection, row: Delivery, sent: Sent) -> None:
        """A row that was tried: sent, closed for good, given up, or to be tried again."""
        now, trouble = self._now(), sent.trouble
        ids = (*row.body.get("ids", ()), *sent.message_ids)
        about = row.body["answer"].get("about")
        ending = Ending(sent.target.chat_id, row.page_id, about, ids, trouble)
        if trouble is None:
            deliveries.mark_sent(connection, [row.id], now)
            self._ended(connection, ending)
        elif trouble.why is Why.CLOSED:
            self.close(connection, row.chat_id, ending)
        elif self._is_hopeless(row, trouble, now):
            _log.error("delivery.given_up", delivery=row.id, chat=row.chat_id, why=trouble.said)
            deliveries.mark_failed(connection, row.id, now, trouble.why)
            self._ended(connection, ending)
        else:
            self._again(connection, row, sent, trouble)

    def close(self, connection: Connection, chat_id: int, ending: Ending | None = None) -> None:
        """A chat does not want us any more: what goes there is turned off, and the others are told once."""
        now, trouble = self._now(), Trouble(Why.CLOSED)
        pages = deliveries.close(connection, chat_id, now, Why.CLOSED)
        if chat_id > 0:
            was_open = people.mark_blocked_now(connection, chat_id, now)
        else:
            was_open = chats.mark_gone(connection, ChatId(chat_id), now)
        _log.info("delivery.blocked", chat=chat_id)
        if ending is not None and ending.about:
            self._ended(connection, replace(ending, page_id=None))
        if was_open:
            pages |= {ending.page_id} if ending is not None and ending.page_id else set()
            for page_id in sorted(pages) or (None,):
                self._ended(connection, Ending(chat_id, page_id, trouble=trouble))

    def leave_topic(self, connection: Connection, chat_id: int, thread_id: int) -> None:
        """A topic takes nothing any more: the pages whose reports went there are told once."""
        for page_id in report_links.leave_topic(connection, chat_id, thread_id):
            self._ended(connection, Ending(chat_id, page_id, trouble=Trouble(Why.TOPIC)))

    def _again(self, connection: Connection, row: Delivery, sent: Sent, trouble: Trouble) -> None:
        seconds = max(trouble.seconds, min(2.0**row.attempts, _LONGEST_WAIT_SECONDS))
        due = self._now() + timedelta(seconds=seconds)
        ids = (*row.body.get("ids", ()), *sent.message_ids)
        body = body_of(sent, _perhaps(row, trouble), ids)
        deliveries.postpone(connection, row.id, body, due)
        only = None if trouble.why is Why.WAIT else row.asked
        deliveries.hold(connection, sent.target.chat_id, due, asked=only)

    @staticmethod
    def _is_hopeless(row: Delivery, trouble: Trouble, now: datetime) -> bool:
        tried_long = now - row.created_at > GIVE_UP and row.attempts >= _FEWEST_ATTEMPTS
        return not trouble.passes or tried_long or _perhaps(row, trouble) >= _MOST_PERHAPS


def _perhaps(row: Delivery, trouble: Trouble) -> int:
    return int(row.body.get("perhaps", 0)) + (trouble.why is Why.PERHAPS)


def body_of(sent: Sent, perhaps: int = 0, ids: tuple[int, ...] = ()) -> dict[str, Any]:
    """What a row keeps of what is left to send."""
    body: dict[str, Any] = {"to": sent.target.to_json(), "answer": sent.left.to_json()}
    if perhaps:
        body["perhaps"] = perhaps
    if ids:
        body["ids"] = ids
    return body
