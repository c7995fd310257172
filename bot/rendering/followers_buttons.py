"""Buttons about follower counts."""

from dataclasses import dataclass

from bot.domain.identity import PageId
from bot.rendering.payloads import Payload, payload


@payload("fc")
@dataclass(frozen=True, slots=True)
class FollowersCurve(Payload):
    """Draws a page's follower counts over so many days (`None` is all), in place of the pressed picture."""

    page: PageId
    days: int | None


@payload("fr")
@dataclass(frozen=True, slots=True)
class FollowersRecord(Payload):
    """Asks how many followers a page has now."""

    page: PageId


@payload("fl")
@dataclass(frozen=True, slots=True)
class FollowersList(Payload):
    """Lists a page's follower counts, newest first, from the `offset`-th on."""

    page: PageId
    offset: int


@payload("fx")
@dataclass(frozen=True, slots=True)
class FollowersDo(Payload):
    """Does something to one follower count: `show`, `edit`, `delete`."""

    count: int
    do: str
