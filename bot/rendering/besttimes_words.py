"""The pieces that the sentences about best times are made of: hours, general guesses, what stands behind."""

from collections.abc import Iterable
from datetime import UTC, datetime

from markupsafe import Markup

from bot.domain.audiences import WINDOWS, Audience, Window
from bot.domain.besttimes import LEAST_TIMED, BestTimes
from bot.language.digits import localise
from bot.language.texts import Texts, isolated


def when(weekday: int, hour: int, width: int, texts: Texts) -> Markup:
    """A field of the week in words."""
    return texts("besttime-when", weekday=texts(f"weekday-{weekday}"), hours=hours(hour, hour + width, texts))


def hours(first: int, until: int, texts: Texts) -> Markup:
    """From one full hour to another."""
    return texts("besttime-hours", first=hour_of(first, texts), until=hour_of(until, texts))


def hour_of(hour: int, texts: Texts) -> Markup:
    """A full hour as a bare figure."""
    return Markup("{}").format(isolated(localise(str(hour), texts.digits)))


def general(audience: Audience | None, texts: Texts) -> Markup:
    """What is generally said, and that it is a guess."""
    of = [audience] if audience else list(Audience)
    said = [texts(f"besttime-general-{each}", hours=_windows(WINDOWS[each], texts)) for each in of]
    until = texts("besttime-general-until", count=LEAST_TIMED)
    return Markup("\n").join([texts("besttime-general"), *said, until])


def _windows(windows: Iterable[Window], texts: Texts) -> Markup:
    said = [
        texts("besttime-from", first=hour_of(w.first, texts))
        if w.until is None
        else hours(w.first, w.until, texts)
        for w in windows
    ]
    return texts("besttime-and", one=said[0], other=said[1]) if len(said) == 2 else said[0]


def basis(found: BestTimes, texts: Texts) -> Markup:
    """On how many posts, from when to when, measured by what."""
    if found.first is None or found.last is None:
        return Markup()
    days = [_day(at, texts) for at in (found.first, found.last)]
    return texts(
        "compare-basis" if days[0] != days[1] else "compare-basis-day",
        posts=texts("besttime-posts", count=found.used),
        first=days[0],
        last=days[1],
        base=texts(f"compare-base-of-{found.base}"),
    )


def _day(at: float, texts: Texts) -> Markup:
    return texts.full_date(datetime.fromtimestamp(at, UTC).astimezone(texts.zone).date())


def left(found: BestTimes, texts: Texts) -> Markup:
    """How many posts of the period could not be used."""
    count = found.in_period - found.used
    return texts("besttime-left", count=count) if count else Markup()
