"""What the buttons under advice carry."""

from dataclasses import dataclass

from bot.domain.identity import PageId
from bot.rendering.payloads import Payload, payload


@payload("ad")
@dataclass(frozen=True, slots=True)
class AdviceDo(Payload):
    """Says something to a piece of advice: `done`, `later`, `never`; or asks for `more`."""

    given: int
    do: str


@payload("av")
@dataclass(frozen=True, slots=True)
class AdviceSet(Payload):
    """Shows or chooses when, where and about what a page wants advice.

    `show`, `every` (days), `days`, `day` (Monday is 0), `hours`, `hour`, `places`, `place` (a chat; 0 is in
    private), `areas`, `area` (switches it).
    """

    page: PageId
    name: str
    value: str
