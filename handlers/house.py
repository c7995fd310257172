"""What handlers may use of the running program."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Connection

from bot.rendering.message import Answer
from storage.database import Store

if TYPE_CHECKING:
    from handlers.desk import Desk


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
    tell: Tell
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
