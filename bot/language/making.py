"""A line about one post as it is being put together."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.lines import Doubt, Rejected, Value
from bot.domain.posts import IMPOSSIBLE_FROM, SLIDES
from bot.language.moments import Moment
from bot.language.pairing import Item
from bot.language.scanned import KindSaid, SeveralSaid
from bot.language.scanning import Scan

_LONGEST_PIECE = 120


@dataclass(slots=True)
class Said:
    """One field's value as it was said once."""

    value: int
    rounded: bool
    first: int
    end: int


@dataclass(slots=True)
class Making:
    """The line as it is being put together."""

    scan: Scan
    moment: Moment
    asked: str | None
    said: dict[str, list[Said]] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    rounded: set[str] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    several: list[SeveralSaid] = field(default_factory=list)
    counted_at: list[int] = field(default_factory=list)
    """Where numbers stand that count something, readable or not."""
    left: list[Item] = field(default_factory=list)
    lonely: int = 0
    """How many numbers have no word, and are no part of another number."""
    kinds: list[KindSaid] = field(default_factory=list)


def unfit(name: str) -> str:
    """Why a number cannot be what it is said to count."""
    return "reject-slides" if name == "slides" else "reject-huge"


def clip(piece: str) -> str:
    """A piece short enough to be shown back."""
    return piece if len(piece) <= _LONGEST_PIECE else piece[: _LONGEST_PIECE - 1] + "…"


def piece_of(post: Making, items: Iterable[Item]) -> str:
    """What was typed from the first of the items to the last, with a number's sign."""
    items = list(items)
    first = min(from_sign(item) for item in items)
    return clip(post.scan.piece(first, max(item.end for item in items)))


def from_sign(item: Item) -> int:
    """Where an item begins, its minus counted in."""
    negative = item.number and item.number.problem == "reject-negative"
    return item.first - 1 if negative else item.first


def fits(name: str, value: int) -> bool:
    """Whether a field may hold a number."""
    return value in SLIDES if name == "slides" else 0 <= value < IMPOSSIBLE_FROM


def filler(scan: Scan, i: int) -> bool:
    """Whether token `i` is a word that no topic begins or ends with."""
    return (
        scan.known.fillers.word(scan.tokens[i].text) is not None or scan.tokens[i].text in scan.known.counters
    )
