"""Buttons about posts whose counts are asked for."""

from dataclasses import dataclass

from bot.domain.identity import DraftId, PageId
from bot.rendering.payloads import Payload, payload


@payload("as")
@dataclass(frozen=True, slots=True)
class AskDo(Payload):
    """Does something to one version of a list of posts to count: `later`, `off`."""

    draft: DraftId
    version: int
    do: str


@payload("aa")
@dataclass(frozen=True, slots=True)
class AskAfter(Payload):
    """Switches an age in hours at which a page's counts are asked for; 0 is none; with no age shows them."""

    page: PageId
    age: int | None
