"""Customers: how close each is to a page, who is worth thanking, who has gone quiet, and who buys how much.

The fourteen questions are data (`data/customers.toml`) after an article on electronic customers. The level is
our own reading of them, by rules that can be told: see `level_of`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Final

from bot.domain.columns import folded
from bot.domain.errors import Refused
from bot.domain.identity import CustomerId, PageId
from bot.domain.names import one_line
from bot.domain.wordlists import table

NAME_MOST: Final = 64
AMOUNT_MOST: Final = 10**12
MOST: Final = 10_000
"""So many customers a page may have."""
AT_ONCE: Final = 3
"""So many questions are shown at a time."""
THANKED_AGAIN: Final = timedelta(days=90)
"""For so long nobody is suggested to be thanked again."""
ENOUGH: Final = 5
"""From fewer buyers nothing is said of shares."""
TOP: Final = 20
"""The part of all customers, in percent, that the rule of thumb is about."""
MOST_OF_SALES: Final = 80
"""The part of sales, in percent, that it says they bring."""
_QUIET: Final = 2
"""Silent for so many times the usual gap is quiet."""
_REGULAR: Final = 3
"""So many days with a purchase make a gap that can be called usual."""
_VOICES: Final = 2


class Level(StrEnum):
    """How close somebody is, from far to near."""

    PASSER_BY = "passer-by"
    VISITOR = "visitor"
    BUYER = "buyer"
    REGULAR = "regular"
    FAN = "fan"
    ADVOCATE = "advocate"

    @property
    def rank(self) -> int:
        """From 0 for the farthest on."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Question:
    """One of the fourteen."""

    id: str
    number: int
    group: str
    x: str = ""
    """The threshold in it; empty for none."""


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer, or a segment of them, with what is known."""

    id: CustomerId
    page_id: PageId
    name: str
    segment: bool = False
    thanked_at: datetime | None = None
    yes: frozenset[str] = frozenset()
    """The questions that were answered with a yes."""
    answered: frozenset[str] = frozenset()
    """Those that were answered at all."""
    purchases: int = 0
    total: int = 0
    days: tuple[datetime, ...] = ()
    """When there were purchases, as far as it is known, in order."""

    @property
    def level(self) -> Level:
        """How close it is."""
        return level_of(self.yes, self.purchases)


@cache
def questions() -> Mapping[str, Question]:
    """All questions by id, in their order."""
    return {row["id"]: Question(**row) for row in table("customers")["question"]}


def question_of(number: int) -> Question:
    """The question of a number; Refused("customer-question-gone") where there is none."""
    for each in questions().values():
        if each.number == number:
            return each
    raise Refused("customer-question-gone")


def usual_thresholds() -> dict[str, int]:
    """The thresholds of a page that has set none."""
    return {name: row["usual"] for name, row in table("customers")["thresholds"].items()}


def checked_threshold(name: str, value: str) -> int:
    """A threshold that can be chosen; else Refused("button-unknown")."""
    row = table("customers")["thresholds"].get(name)
    if row is None or not value.isdecimal() or int(value) not in row["choices"]:
        raise Refused("button-unknown")
    return int(value)


def choices(name: str) -> Sequence[int]:
    """The values that a threshold may have."""
    found: Sequence[int] = table("customers")["thresholds"][name]["choices"]
    return found


def clean_name(typed: str) -> str:
    """A customer's name on one line, without turning characters. Refused where it is empty or too long."""
    name = one_line(typed)
    if not name:
        raise Refused("customer-name-empty")
    if len(name) > NAME_MOST:
        raise Refused("customer-name-long", length=len(name), most=NAME_MOST)
    return name


def known_as(name: str) -> str:
    """Equal for names that are spelt alike."""
    return folded(name) or name


def _of_group(group: str) -> frozenset[str]:
    return frozenset(each.id for each in questions().values() if each.group == group)


def level_of(yes: Collection[str], purchases: int) -> Level:
    """The highest level whose rule holds.

    advocate: brings others, or speaks of us in three ways · fan: speaks in two · regular: buys often, more
    here than elsewhere, or has bought twice (a relationship starts at the second visit) · buyer: has bought
    once, or checks an order · visitor: any other yes. `we_monitor` is about us and never counts.
    """
    said = set(yes) - _of_group("ours")
    voices = len(said & _of_group("speaks"))
    if "refers" in said or voices > _VOICES:
        return Level.ADVOCATE
    if voices == _VOICES:
        return Level.FAN
    if said & _of_group("buys") or purchases > 1:
        return Level.REGULAR
    if purchases or "side_service" in said:
        return Level.BUYER
    return Level.VISITOR if said else Level.PASSER_BY


def is_influential(customer: Customer, typical: float | None) -> bool:
    """Whether a small buyer may matter more than a big silent one: few purchases, but others hear of us.

    `typical` is the median of what buyers spent; small is at most that.
    """
    heard = "refers" in customer.yes or len(customer.yes & _of_group("speaks")) >= _VOICES
    small = customer.total <= (typical or 0) or not customer.purchases
    return heard and small and not customer.yes & _of_group("buys")


def typical_total(totals: Collection[int]) -> float | None:
    """The median of what buyers spent; None without any."""
    return median(totals) if totals else None


def to_thank(customers: Sequence[Customer], now: datetime) -> list[Customer]:
    """Who is worth thanking now: whoever brings or speaks first, then who comes back, by what they spent."""
    typical = typical_total([each.total for each in customers if each.purchases])

    def deserves(each: Customer) -> bool:
        thanked = each.thanked_at is not None and now - each.thanked_at < THANKED_AGAIN
        return not thanked and not each.segment and each.level.rank >= Level.REGULAR.rank

    found = [each for each in customers if deserves(each)]
    return sorted(found, key=lambda each: (not is_influential(each, typical), -each.level.rank, -each.total))


@dataclass(frozen=True, slots=True)
class Quiet:
    """A customer who used to come, and has not for long."""

    customer: Customer
    gap: int
    """Their usual days between two purchases."""
    silent: int
    """Days since the last."""


def gone_quiet(customers: Iterable[Customer], now: datetime) -> list[Quiet]:
    """Who has been away for more than twice their usual gap, the biggest buyers first.

    The usual gap is the median of the gaps between days with a purchase, from three such days on.
    """
    found = []
    for each in customers:
        days = sorted({at.date() for at in each.days})
        if len(days) < _REGULAR:
            continue
        gap = median((later - earlier).days for earlier, later in pairwise(days))
        silent = (now.date() - days[-1]).days
        if silent > _QUIET * gap:
            found.append(Quiet(each, round(gap), silent))
    return sorted(found, key=lambda quiet: (-quiet.customer.total, quiet.customer.name))


@dataclass(frozen=True, slots=True)
class Shares:
    """How sales are spread over customers."""

    buyers: int
    total: int
    top: int
    """How many customers the top fifth is."""
    top_share: float
    """The part of sales that they bring, in percent."""
    for_most: int
    """How many of the biggest bring 80 % of sales."""
    curve: tuple[tuple[int, float], ...]
    """For so many percent of customers, the biggest first, the part of sales in percent."""


def shares(totals: Iterable[int]) -> Shares | None:
    """The real shares of a page's own sales; None from fewer than five buyers."""
    amounts = sorted((each for each in totals if each > 0), reverse=True)
    count, whole = len(amounts), sum(amounts)
    if count < ENOUGH:
        return None
    sums, running = [0], 0
    for amount in amounts:
        running += amount
        sums.append(running)

    def share(percent: int) -> float:
        return 100 * sums[ceil(count * percent / 100)] / whole

    steps = range(10, 101, 10) if count >= 2 * ENOUGH else range(20, 101, 20)
    top = ceil(count * TOP / 100)
    for_most = next(n for n, some in enumerate(sums) if 100 * some >= MOST_OF_SALES * whole)
    return Shares(count, whole, top, share(TOP), for_most, tuple((p, share(p)) for p in steps))


@dataclass(frozen=True, slots=True)
class Sale:
    """One purchase as it was told."""

    name: str
    amount: int
    at: datetime | None = None
