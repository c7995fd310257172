"""The axis of time: where it begins and ends, and the days or months below it, in the person's calendar."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.language.digits import localise
from bot.language.texts import Texts, jalali_parts
from bot.rendering.picture import Tick

_DAY = 86_400
_SHORT = 62
"""Up to so many days single days are named, beyond that months."""
_DAYS_MOST = 6


def in_days(at: datetime) -> float:
    """A moment as days since 1970, to ten seconds."""
    return round(at.timestamp() / _DAY, 4)


def days_of(first: datetime, last: datetime, zone: ZoneInfo) -> tuple[float, float]:
    """From the beginning of the first day to the end of the last, by the clock of a zone."""
    end = last.astimezone(zone).date() + timedelta(days=1)
    return in_days(_midnight(first.astimezone(zone).date(), zone)), in_days(_midnight(end, zone))


def ticks(first: float, last: float, texts: Texts) -> tuple[Tick, ...]:
    """Some days of a short time, the beginnings of all months of a long one."""
    begin, end = (datetime.fromtimestamp(d * _DAY + 60, texts.zone).date() for d in (first, last - 0.01))
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    if len(days) > _SHORT:
        months = [(day, *_parts(day, texts)) for day in days]
        return tuple(
            Tick(_at(day, texts), _month(month, texts), _year(year, texts), year * 12 + month - 1)
            for day, year, month, number in months
            if number == 1
        )
    step = next(s for s in (1, 2, 3, 5, 7, 10, 14) if len(days) <= _DAYS_MOST * s)
    kept = list(reversed(days[::-1][::step]))
    return tuple(Tick(_at(day, texts, hours=12), _day(day, texts), order=n) for n, day in enumerate(kept))


def _day(day: date, texts: Texts) -> str:
    _, month, number = _parts(day, texts)
    named = localise(str(number), texts.digits)
    return texts.plain("growth-day", day=named, month=_month(month, texts))


def _parts(day: date, texts: Texts) -> tuple[int, int, int]:
    return jalali_parts(day) if texts.calendar == "jalali" else (day.year, day.month, day.day)


def _month(month: int, texts: Texts) -> str:
    return texts.plain(f"month-{texts.calendar}-{month}")


def _year(year: int, texts: Texts) -> str:
    return localise(str(year), texts.digits)


def _at(day: date, texts: Texts, hours: int = 0) -> float:
    return in_days(_midnight(day, texts.zone) + timedelta(hours=hours))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
