"""What the buttons of the trust checklist carry."""

from dataclasses import dataclass

from bot.domain.checklists import Reply
from bot.domain.identity import ChatId, PageId
from bot.rendering.payloads import Payload, payload


@payload("tr")
@dataclass(frozen=True, slots=True)
class TrustDo(Payload):
    """Shows a side of a page's checklist.

    `home`, `three`, `three.<numbers>`, `after.<numbers>` (three others), `groups`, `group.<id>`, `score`,
    `history`, `card`, `sells`, `sell.<kind>` (switches it), `stale`, `still.<numbers>` (they hold).
    """

    page: PageId
    do: str


@payload("ta")
@dataclass(frozen=True, slots=True)
class TrustReply(Payload):
    """Answers an item."""

    page: PageId
    item: int
    """Its number."""
    reply: Reply
    seen: int
    """The answer that counted when the button was shown; 0 for none."""
    three: str
    """The items among which it was shown («1.5.12»); empty on the item's own card."""


@payload("te")
@dataclass(frozen=True, slots=True)
class TrustItem(Payload):
    """Shows a part of one item: `card`, `open` (the card in a new message), `how`, `elsewhere`, `example`,
    `nosite`, `proof`. Or asks for something: `prove` for evidence, `until` for the day on which it ends.
    """

    page: PageId
    item: int
    """Its number."""
    part: str
    three: str


@payload("tp")
@dataclass(frozen=True, slots=True)
class TrustPublish(Payload):
    """Publishes the trust card in a channel, as it was shown beforehand."""

    page: PageId
    chat: ChatId
    percent: int
    """The score that the preview showed."""
