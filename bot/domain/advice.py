"""Advice: one piece at a time, out of several sources, when and where each page wants it.

Who has something to advise is a source. To become one:

1. Make `Piece`s, with ids `<source>.<name>` that never change («trust.enamad», «tips.profile»). `title`,
   `say` and `cite` are keys of catalogues in three languages: its name, the advice itself (one step, under
   600 characters) and where it comes from, with the year. `looks_at` names a thing that `seen` finds in a
   page's own posts (`SIGHTS`): a piece whose sight holds comes first, introduced by the page's own figures.
2. Register an object like `handlers.desk.Adviser` by `desk.advises(adviser)`: `pieces` says what may be
   advised to a page now (nothing that it has done, nothing that does not fit it), `settled` hears of Done
   and Not for us, `more` tells more about a piece.

Everything else is done here and in `handlers/advice.py`: the schedule, which piece is next, that none that is
done or unwanted and none of the last 90 days comes, the buttons, and what was given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.posts import Kind

AGAIN: Final = timedelta(days=90)
"""For so long no piece comes a second time."""
EVERY: Final = (7, 14, 28, 0)
"""The days between two pieces that a page may choose; 0 is none at all."""
SETTLING_IN: Final = timedelta(days=7)
"""So long a new page is left alone."""


class Area(StrEnum):
    """What advice is about."""

    TRUST = "trust"
    SELLING = "selling"
    HABITS = "habits"
    CARE = "care"
    CUSTOMERS = "customers"
    TIME = "time"


class Verdict(StrEnum):
    """What a person said to a piece."""

    DONE = "done"
    LATER = "later"
    NEVER = "never"

    @property
    def ends(self) -> bool:
        """Whether the piece never comes again."""
        return self is not Verdict.LATER


@dataclass(frozen=True, slots=True)
class Piece:
    """One step that can be advised."""

    id: str
    """`<source>.<name>`; it never changes."""
    area: Area
    minutes: int
    """How long it takes."""
    title: str
    """The catalogue key of its name."""
    say: str
    """The catalogue key of the advice."""
    cite: str
    """The catalogue key of its source, with the year."""
    why: str = ""
    """The catalogue key of why it matters, said before the advice; none where the advice says so itself."""
    weight: int = 3
    """How much it matters, from 1 to 5."""
    looks_at: str = ""
    """What of a page's own posts speaks for it: one of `SIGHTS`, or nothing."""

    @property
    def source(self) -> str:
        """Whose piece it is."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Given:
    """A piece that was advised."""

    piece: str
    area: Area
    at: datetime
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page's newest posts, the newest first."""

    kinds: tuple[Kind | None, ...] = ()
    captions: tuple[str | None, ...] = ()
    comments: tuple[int | None, ...] = ()
    days_silent: int | None = None
    """Whole days since the newest post; None where no moment is known."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Something that a page's own posts show: a catalogue key, and figures for its sentence."""

    key: str
    facts: Mapping[str, int | str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The piece that is next, and what of the page speaks for it."""

    piece: Piece
    sight: Sight | None = None


SIGHTS: Final = ("one_kind", "silent", "quiet", "no_question", "no_contact")
"""What can be seen in a page's posts; each has a sentence `advice-sees-<name>`."""
LOOKED_AT: Final = 12
"""So many of the newest posts are looked at."""
_ENOUGH = 6
"""From fewer posts nothing is concluded."""
_SILENT_DAYS = 7
_QUIET = 1
"""Fewer comments a post than this is quiet."""
_CONTACT_DIGITS = 7
_WEEK = timedelta(days=7)


def seen(facts: PageFacts) -> Mapping[str, Sight]:
    """What a page's own posts show, by name. What is unknown shows nothing."""
    kinds = [kind for kind in facts.kinds if kind is not None]
    captions = [caption for caption in facts.captions if caption]
    comments = [count for count in facts.comments if count is not None]
    found: dict[str, dict[str, int | str]] = {}
    if len(kinds) >= _ENOUGH and len(set(kinds)) == 1 and len(kinds) == len(facts.kinds):
        found["one_kind"] = {"count": len(kinds), "kind": kinds[0]}
    if facts.days_silent is not None and facts.days_silent >= _SILENT_DAYS:
        found["silent"] = {"count": facts.days_silent}
    if len(comments) >= _ENOUGH and sum(comments) < _QUIET * len(comments):
        found["quiet"] = {"count": len(comments), "comments": sum(comments)}
    if len(captions) >= _ENOUGH and not any(mark in each for each in captions for mark in "?؟"):
        found["no_question"] = {"count": len(captions)}
    if len(captions) >= _ENOUGH and not any(map(_tells_contact, captions)):
        found["no_contact"] = {"count": len(captions)}
    return {name: Sight(f"advice-sees-{name.replace('_', '-')}", said) for name, said in found.items()}


def _tells_contact(caption: str) -> bool:
    """Whether a caption names a number to call, an address on the web or another page."""
    digits = sum(sign.isdecimal() for sign in caption)
    return digits >= _CONTACT_DIGITS or "@" in caption or "://" in caption or "www." in caption.lower()


def advice_for(
    pieces: Iterable[Piece], facts: PageFacts, history: Sequence[Given], areas: Iterable[Area], now: datetime
) -> Chosen | None:
    """The next piece for a page, or None where nothing is left to say.

    Never one that was done or unwanted, never one of the last 90 days. What the page's own posts speak for
    comes first; else the areas take turns, and within one the most weight for the least effort.
    """
    wanted, sights = set(areas), seen(facts)
    spent = {given.piece for given in history if now - given.at < AGAIN or _ended(given)}
    turns = {area: max((g.at for g in history if g.area is area), default=None) for area in wanted}
    left = [piece for piece in pieces if piece.area in wanted and piece.id not in spent]

    def rank(piece: Piece) -> tuple[bool, bool, datetime, float, str]:
        last = turns[piece.area]
        worth = piece.weight / max(piece.minutes, 5) ** 0.5
        return piece.looks_at not in sights, last is not None, last or now, -worth, piece.id

    best = min(left, key=rank, default=None)
    return None if best is None else Chosen(best, sights.get(best.looks_at))


def _ended(given: Given) -> bool:
    return given.verdict is not None and given.verdict.ends


@dataclass(frozen=True, slots=True)
class Schedule:
    """When, where and about what a page wants advice."""

    every: int = 7
    """Days between two pieces; 0 is never."""
    weekday: int = 5
    """Monday is 0: the default is Saturday."""
    hour: int = 10
    chat_id: int | None = None
    """A group of the page's; None is in private."""
    areas: tuple[Area, ...] = tuple(Area)

    def next_after(
        self, moment: datetime, zone: ZoneInfo, *, last: datetime | None = None
    ) -> datetime | None:
        """The first moment in UTC at which advice is due after `moment`, by the page's clock; None for never.

        After a `last` piece the chosen number of days passes, counted from the moment at which that was due.
        """
        if not self.every:
            return None
        due = self._slot(moment, zone) + _WEEK
        if last is not None:
            due = max(due, self._slot(last, zone) + timedelta(days=self.every))
        return datetime.combine(due.date(), time(self.hour), zone).astimezone(UTC)

    def _slot(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The newest of the chosen weekdays and hours that is not after a moment, without a zone."""
        local = moment.astimezone(zone).replace(tzinfo=None)
        day = local.date() - timedelta(days=(local.weekday() - self.weekday) % 7)
        slot = datetime.combine(day, time(self.hour))
        return slot if slot <= local else slot - _WEEK
