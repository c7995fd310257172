"""What the buttons about customers carry."""

from dataclasses import dataclass

from bot.domain.checklists import Reply
from bot.domain.identity import CustomerId, PageId
from bot.rendering.payloads import Payload, payload


@payload("cu")
@dataclass(frozen=True, slots=True)
class CustomersDo(Payload):
    """Shows a side of a page's customers.

    `home`, `list.<offset>`, `add`, `sales` (asks for a list), `shares`, `quiet`, `thanks`, `figures`, `x`,
    `x.<threshold>.<value>` (sets it).
    """

    page: PageId
    do: str


@payload("ck")
@dataclass(frozen=True, slots=True)
class CustomerDo(Payload):
    """Does something to one customer.

    `show`, `three`, `three.<numbers>`, `after.<numbers>`, `bought` (asks how much), `thanked`, `delete` (asks
    first), `delete.yes`.
    """

    customer: CustomerId
    do: str


@payload("cq")
@dataclass(frozen=True, slots=True)
class CustomerReply(Payload):
    """Answers a question about a customer."""

    customer: CustomerId
    item: int
    """The question's number."""
    reply: Reply
    three: str
    """The questions among which it was shown."""
