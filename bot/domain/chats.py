"""Channels and groups that the bot was brought into, and which page each of them serves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.domain.errors import Refused
from bot.domain.identity import ChatId, PageId, PersonId
from bot.domain.pages import NAME_MOST, clean_name
from bot.domain.posts import Kind


class ChatKind(StrEnum):
    """What kind of place a chat is. A supergroup is a group."""

    CHANNEL = "channel"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that somebody brought the bot into."""

    id: ChatId
    kind: ChatKind
    title: str
    username: str | None = None
    page_id: PageId | None = None
    added_by: PersonId | None = None
    """Who brought the bot in; once the chat serves a page, who said so."""
    linked_at: datetime | None = None
    put_off_at: datetime | None = None
    collects: bool = False
    preview: Mapping[str, Any] | None = field(default=None, hash=False)
    """How far reading the public preview has come."""
    gone_at: datetime | None = None
    reminds: bool = False
    """Whether reminders of its page's plans are said there too; of a group."""
    approves: bool = False
    """Whether an owner approves each plan before it publishes itself there."""

    @property
    def linked(self) -> bool:
        """Whether it serves a page, and the bot is there."""
        return self.page_id is not None and self.gone_at is None

    @property
    def collecting(self) -> bool:
        """Whether its posts are being recorded."""
        return self.linked and self.collects

    def for_answer(self, page_id: PageId | None) -> "Chat":
        """The chat itself, where it can still be said which page it serves.

        Refused("chat-gone") where the bot is no longer there, ("chat-taken") where it serves another page.
        """
        if self.gone_at is not None:
            raise Refused("chat-gone", chat=self.title)
        if self.page_id is not None and self.page_id != page_id:
            raise Refused("chat-taken", chat=self.title)
        return self


@dataclass(frozen=True, slots=True)
class ChannelMessage:
    """One message of a channel, as much of it as is a post's."""

    id: int
    published_at: datetime
    kind: Kind | None
    caption: str | None = None
    album: str | None = None
    """What the parts of an album have in common."""


def is_here(kind: ChatKind, status: str) -> bool:
    """Whether a bot of this standing can do its work: in a channel, that takes an administrator."""
    return status == "administrator" or (kind is ChatKind.GROUP and status in ("member", "restricted"))


def may_link(status: str) -> bool:
    """Whether a person of this standing in a chat may say which page it serves."""
    return status in ("creator", "administrator")


def page_name(chat: Chat) -> str:
    """The name of a page that is named after a chat."""
    try:
        return clean_name(chat.title[:NAME_MOST])
    except Refused:
        return f"@{chat.username}" if chat.username else str(chat.id)


def external_id(chat_id: ChatId, message_id: int) -> str:
    """A channel post's id, by which a file or another reading knows it again."""
    return f"{chat_id}/{message_id}"


def address(username: str | None, message_id: int) -> str | None:
    """The public address of a channel post; None where the channel has none."""
    return f"https://t.me/{username}/{message_id}" if username else None


def same_hour(one: datetime, other: datetime) -> bool:
    """Whether two moments lie in the same hour of the clock: a post gets one reading an hour."""
    return _hour(one) == _hour(other)


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
