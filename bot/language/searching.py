"""What somebody looks for among recorded posts: words, an address, a day or a month."""

import re
from datetime import date, datetime, time, timedelta

from persiantools.jdatetime import JalaliDate

from bot.language.folding import fold
from bot.language.hijri import from_hijri, hijri_year
from bot.language.lexicon import lexicon
from bot.language.lines import read_field
from bot.language.moments import Moment
from bot.language.tokens import Sort, Token, cut

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^?#\s]+)")
_AMBIGUOUS = frozenset("یکاهوي%_ىئكأإآٱةۀؤ")
_LISTS = frozenset(fold(word) for word in ("list", "لیست", "فهرست", "قائمة", "القائمة"))
_FINDS = frozenset(
    fold(word) for word in ("find", "search", "پیدا", "بگرد", "جستجو", "جست‌وجو", "ابحث", "ابحثي", "بحث")
)
_DELETES = frozenset(fold(word) for word in ("delete", "remove", "حذف", "احذف", "احذفي"))
"""What is to be deleted is chosen on the list first."""


def looked_for(text: str) -> str | None:
    """What stands behind «list», «find» or «delete»; None where the text is no such wish."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if fold(first) in _LISTS | _FINDS | _DELETES else None


def patterns(words: str) -> tuple[str, ...]:
    """The words as patterns of SQL's LIKE; letters that are typed in two ways, and digits, fit each other."""
    found = []
    for word in words.replace("\u200c", " ").split():
        shape = "".join("_" if c in _AMBIGUOUS or c.isdigit() else c for c in word)
        if shape.strip("_"):
            found.append(f"%{shape}%")
    return tuple(found)


def address_of(link: str) -> str:
    """What two ways of writing the same address have in common."""
    match = _ADDRESS.match(link.strip())
    return match[1].rstrip("/") if match else link


def days_in(text: str, moment: Moment) -> tuple[date, date] | None:
    """The days that a text names, first and last: «آذر», «آبان ۱۴۰۵», "November", «دیروز», «۱۵ آذر»."""
    tokens = [token for token in cut(text).tokens if token.sort is not Sort.SIGN]
    if not tokens:
        return None
    if month := _month(tokens, moment):
        return month
    read = read_field("published_at", text, moment)
    told = [read.values, *(option.values for doubt in read.doubts for option in doubt.options)]
    moments = [values["published_at"] for values in told if "published_at" in values]
    days = [at.astimezone(moment.zone).date() for at in moments if isinstance(at, datetime)]
    alone = not (read.unread or read.rejected or read.values.keys() - {"published_at", "day_only"})
    return (days[0], days[0]) if days and alone else None


def between(days: tuple[date, date], moment: Moment) -> tuple[datetime, datetime]:
    """The moments from the first day's beginning to the last one's end."""
    first, last = days
    return (
        datetime.combine(first, time(), moment.zone),
        datetime.combine(last + timedelta(days=1), time(), moment.zone),
    )


def _month(tokens: list[Token], moment: Moment) -> tuple[date, date] | None:
    for language in dict.fromkeys((moment.language, "fa", "ar", "en")):
        found = lexicon().months[language].at(tokens, 0)
        if found is None:
            continue
        (calendar, month), end = found
        if end < len(tokens) and tokens[end].text == "ماه":
            end += 1
        year = int(tokens[end].text) if end < len(tokens) and tokens[end].text.isdigit() else None
        if end + (year is not None) == len(tokens):
            return _span(calendar, year, month, moment.today)
    return None


def _span(calendar: str, year: int | None, month: int, today: date) -> tuple[date, date] | None:
    """A month's first and last day; without a year, of the last one that has begun."""
    this = {"jalali": JalaliDate(today).year, "hijri": hijri_year(today)}.get(calendar, today.year)  # type: ignore[no-untyped-call]
    for candidate in (year,) if year else (this, this - 1):
        first = _first_day(calendar, candidate, month)
        after = _first_day(calendar, candidate + month // 12, month % 12 + 1)
        if first and after and (year or first <= today):
            return first, after - timedelta(days=1)
    return None


def _first_day(calendar: str, year: int, month: int) -> date | None:
    try:
        if calendar == "hijri":
            return from_hijri(year, month, 1)
        if calendar == "jalali":
            found: date = JalaliDate(year, month, 1).to_gregorian()  # type: ignore[no-untyped-call]
            return found
        return date(year, month, 1)
    except (ValueError, OverflowError):
        return None
