"""The trust checklist: what makes strangers pay a page, item by item, and how far a page has come.

The items are data (`data/trust.toml`), their sentences in the catalogues. An answer is never overwritten: the
newest one counts (`bot.domain.checklists`, `bot.domain.trust_board`).
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.domain import checklists
from bot.domain.checklists import STALE, Reply
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId

DATA: Final = Path(__file__).parent / "data" / "trust.toml"
REMINDED: Final = (30, 7, 1)
"""So many days before a licence ends it is reminded."""
REMINDED_AT: Final = time(10)
"""The page's wall-clock time of these reminders."""
EVIDENCE_MOST: Final = 1000
FILE_MOST_BYTES: Final = 20_000_000
EXPIRY_MOST: Final = timedelta(days=366 * 30)


class Sells(StrEnum):
    """What a page sells; it may be several of them."""

    GOODS = "goods"
    SERVICES = "services"
    DOWNLOADS = "downloads"
    REGULATED = "regulated"


class Region(StrEnum):
    """Whose rules a page lives under, as far as steps differ."""

    IRAN = "iran"
    ARAB = "arab"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist."""

    id: str
    number: int
    group: str
    weight: int
    minutes: int
    days: int = 0
    fits: tuple[Sells, ...] = ()
    """What a page has to sell for it to apply; empty for any."""
    regional: bool = False
    expires: bool = False
    looks_at: str = ""
    """What of a page's own posts speaks for it, see `bot.domain.advice.SIGHTS`."""

    def suits(self, sells: Iterable[Sells]) -> bool:
        """Whether it applies to a page that sells this; before that is known everything may."""
        sold = set(sells)
        return not sold or not self.fits or bool(sold & set(self.fits))


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer that somebody gave."""

    id: int
    page_id: PageId
    item: str
    reply: Reply
    at: datetime
    by: PersonId
    evidence: str | None = None
    """A link, a number or a few words."""
    file_id: str | None = None
    file_kind: str | None = None
    """`photo` or `document`."""
    expires_at: datetime | None = None

    @property
    def proven(self) -> bool:
        """Whether something was handed over for it."""
        return self.evidence is not None or self.file_id is not None

    def expired(self, now: datetime) -> bool:
        """Whether what it says has ended."""
        return self.expires_at is not None and self.expires_at <= now

    def stale(self, now: datetime) -> bool:
        """Whether it is so old that it should be asked again."""
        return now - self.at >= STALE


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def items() -> Mapping[str, Item]:
    """All items by id, in their order."""
    return {
        row["id"]: Item(**{**row, "group": group["id"], "fits": tuple(map(Sells, row.get("fits", ())))})
        for group in _data()["group"]
        for row in group["item"]
    }


@cache
def groups() -> tuple[str, ...]:
    """The groups, in their order."""
    return tuple(dict.fromkeys(item.group for item in items().values()))


def source_year() -> int:
    """The year of the article that the items come from."""
    return int(_data()["source"]["year"])


def item(name: str) -> Item:
    """The item of an id; Refused("trust-item-gone") where there is none any more."""
    found = items().get(name)
    if found is None:
        raise Refused("trust-item-gone")
    return found


def by_number(number: int) -> Item:
    """The item of a number; Refused("trust-item-gone") where there is none any more."""
    found = numbered(str(number))
    if not found:
        raise Refused("trust-item-gone")
    return found[0]


def numbered(numbers: str) -> tuple[Item, ...]:
    """The items of «1.5.12», as a button carries them; numbers of no item are left out."""
    return checklists.numbered(items().values(), numbers)


def region_of(zone: str) -> Region:
    """Whose steps a page in a zone is shown first."""
    if zone in _IRAN:
        return Region.IRAN
    return Region.ARAB if zone.rpartition("/")[2] in _data()["arab_zones"] else Region.OTHER


_IRAN = frozenset({"Asia/Tehran", "Iran"})


def checked_expiry(expires_at: datetime, now: datetime) -> datetime:
    """The moment itself; Refused("trust-expiry-past") or ("trust-expiry-far") where it cannot be one."""
    if expires_at <= now:
        raise Refused("trust-expiry-past")
    if expires_at - now > EXPIRY_MOST:
        raise Refused("trust-expiry-far")
    return expires_at


def checked_evidence(typed: str) -> str:
    """What was typed as evidence, trimmed; Refused("trust-evidence-long") where it is too much."""
    text = typed.strip()
    if len(text) > EVIDENCE_MOST:
        raise Refused("trust-evidence-long", length=len(text), most=EVIDENCE_MOST)
    return text


def reminders(expires_at: datetime, now: datetime, zone: ZoneInfo) -> list[tuple[int, datetime]]:
    """When a licence's end is reminded: days before, and the moment in UTC; none that is past."""
    last: date = expires_at.astimezone(zone).date()
    due = [
        (days, datetime.combine(last - timedelta(days=days), REMINDED_AT, zone).astimezone(UTC))
        for days in REMINDED
    ]
    return [(days, at) for days, at in due if at > now]
