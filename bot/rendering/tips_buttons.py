"""What the buttons of audits, checks and praise carry."""

from dataclasses import dataclass

from bot.domain.checklists import Reply
from bot.domain.identity import PageId
from bot.rendering.payloads import Payload, payload


@payload("tq")
@dataclass(frozen=True, slots=True)
class TipsDo(Payload):
    """Shows a side of a page's audits.

    `home`, `three`, `three.<numbers>`, `after.<numbers>` (three others), `areas`, `area.<area>`, `bio`,
    `caption` (ask for one), `content`, `calls`, `call.<aim>`, `call.<aim>.<language>`, `praise`, `praised`
    (asks for one).
    """

    page: PageId
    do: str


@payload("tk")
@dataclass(frozen=True, slots=True)
class TipReply(Payload):
    """Answers an item."""

    page: PageId
    item: int
    reply: Reply
    seen: int
    """The answer that counted when the button was shown; 0 for none."""
    three: str
    """The items among which it was shown («1.5.12»); empty on the item's own card."""


@payload("tx")
@dataclass(frozen=True, slots=True)
class TipItem(Payload):
    """Shows a part of one item: `why`, `how`, `example`."""

    page: PageId
    item: int
    part: str
    three: str


@payload("pz")
@dataclass(frozen=True, slots=True)
class PraiseDo(Payload):
    """Does something to a praise: `show`, `shared`, `unshared`, `delete` (asks first), `delete.yes`."""

    praise: int
    do: str
