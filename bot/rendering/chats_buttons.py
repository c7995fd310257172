"""Buttons about linked channels and groups."""

from dataclasses import dataclass

from bot.domain.identity import ChatId, PageId
from bot.rendering.payloads import Payload, payload


@payload("cl")
@dataclass(frozen=True, slots=True)
class ChatLink(Payload):
    """Says which page a channel or group serves; with no page a new one, named after it."""

    chat: ChatId
    page: PageId | None


@payload("ch")
@dataclass(frozen=True, slots=True)
class ChatDo(Payload):
    """Does something to a channel or group: `ask`, `later`, `on`, `off`, `unlink`."""

    chat: ChatId
    do: str
