"""Here and now, and the pieces out of which a moment is put together."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Moment:
    """What reading needs to know about here and now."""

    now: datetime
    """Aware, UTC."""
    zone: ZoneInfo
    """The page's zone."""
    calendar: Literal["jalali", "gregorian", "hijri"] = "jalali"
    language: Literal["fa", "ar", "en"] = "fa"

    @property
    def local(self) -> datetime:
        """Now, by the page's clock."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """Today, by the page's clock."""
        return self.local.date()


class Atom(NamedTuple):
    """One piece of a moment: tokens `[first, end)`."""

    first: int
    end: int
    days: tuple[date, ...] = ()
    """The days that it may be."""
    part: str = ""
    hour: int | None = None
    minute: int = 0
    sure: bool = False
    """Whether the hour is by the 24-hour clock."""
    instant: datetime | None = None
    weekday: int | None = None
    night: bool = False
    """Whether the day itself is a night («دیشب», «شب جمعه»), whose small hours are the next day's."""
    hijri: bool = False
    """Whether the day was given by the moon's calendar, whose months begin a day later in some countries."""
    ask: bool = False
    """Whether even a single day has to be confirmed."""
