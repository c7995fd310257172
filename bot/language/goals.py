"""Reading a goal: «۱۰ هزار فالوور تا ۱۵ اسفند», "5 posts a week", «فروش ۳۰ میلیون»."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from bot.domain.calendars import Calendar, day_of_date, parts_of
from bot.domain.errors import Refused
from bot.domain.goals import GoalKind, checked_day
from bot.domain.lines import Doubt, Option, PostLine, Rejected, Value
from bot.language.figures import Number
from bot.language.folding import fold
from bot.language.lexicon import lexicon
from bot.language.moments import Moment
from bot.language.numbers import number_at
from bot.language.plans import read_when
from bot.language.tokens import cut
from bot.language.word_files import word_files

_KINDS: Final = (GoalKind.POSTS, GoalKind.FOLLOWERS, GoalKind.SALES, GoalKind.ANSWERS, GoalKind.RATE)
"""In the order in which they are looked for: what is counted by the week is posts."""
_DECIMAL: Final = re.compile(r"(\d+)\s*[.٫,/]\s*(\d{1,2})(?!\d)")
_TIMES: Final = (1, 1_000, 1_000_000)
_HUGE: Final = float("inf")
_SMALL_MONEY: Final = 10_000
"""Below this, a sum with its currency is hardly meant as it stands: «۲۰۰ تومن» is two hundred thousand."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What is in `words/goals/{fa,ar,en}.toml`, folded."""

    kinds: Mapping[GoalKind, frozenset[str]]
    until: re.Pattern[str]
    """A day at the end of a line, behind a word that leads to it."""
    new_year: frozenset[str]
    years_end: frozenset[str]


@cache
def _words() -> _Words:
    files = word_files("goals").values()

    def folded(part: str, name: str) -> frozenset[str]:
        return frozenset(fold(word) for file in files for word in file[part][name])

    until = "|".join(re.escape(word) for file in files for word in file["day"]["until"])
    return _Words(
        {kind: folded("kinds", kind) for kind in _KINDS},
        re.compile(rf"(?:^|\s)(?:{until})\s+(\D.*|\d+\s*\D.*)$", re.IGNORECASE),
        folded("day", "new_year"),
        folded("day", "years_end"),
    )


def read_goal(text: str, moment: Moment) -> PostLine:
    """What a line says of a goal: `goal` (its kind), `target` (as text), `day` (ISO)."""
    values: dict[str, Value] = {}
    doubts: tuple[Doubt, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    known = _words()
    if until := known.until.search(text):
        told = _day_ahead(until[1], moment)
        values |= told.values
        doubts, rejected = told.doubts, told.rejected
        text = text[: until.start()]
    said = fold(text)
    kind = next((kind for kind in _KINDS if any(part in said for part in known.kinds[kind])), None)
    if kind is not None:
        values["goal"] = kind.value
    line = read_figure(text, kind or GoalKind.CUSTOM, "target")
    values |= line.values
    doubts = (*line.doubts, *doubts)
    nothing = not values and not doubts
    return PostLine(
        values,
        doubts=doubts,
        rejected=(*line.rejected, *rejected),
        unread=(text.strip(),) if nothing and text.strip() else (),
    )


def _day_ahead(text: str, moment: Moment) -> PostLine:
    """The day within a whole line; one that cannot be is rejected: the rest stays, and a day is asked."""
    try:
        told = read_goal_day(text, moment)
        if "day" in told.values:
            checked_day(date.fromisoformat(str(told.values["day"])), moment.today)
    except Refused as refused:
        return PostLine({}, rejected=(Rejected("day", text.strip(), refused.key),))
    return told


def read_goal_day(text: str, moment: Moment) -> PostLine:
    """By when: `day`, or a doubt about it; empty where no day was understood. Refused("goal-past")."""
    turn = _turn_of_the_year(fold(text).strip(), moment)
    if turn is not None:
        return PostLine({"day": turn.isoformat()})
    line = read_when(text, moment)
    if "day" in line.values:
        return PostLine({"day": line.values["day"]})
    for doubt in line.doubts:
        days = list(dict.fromkeys(day for option in doubt.options if (day := option.values.get("day"))))
        if len(days) == 1:
            return PostLine({"day": days[0]})
        if days:
            options = tuple(Option({"day": day}) for day in days)
            return PostLine({}, doubts=(Doubt("day", doubt.piece, doubt.question, options),))
        if doubt.field == "day":
            raise Refused("goal-past")
    return PostLine({}, unread=(text.strip(),) if text.strip() else ())


def _turn_of_the_year(said: str, moment: Moment) -> date | None:
    """«عید», «آخر سال», "end of the year": the next one, by the person's calendar."""
    known = _words()
    spring = said in known.new_year
    if not spring and said not in known.years_end:
        return None
    calendar: Calendar = "jalali" if spring or moment.calendar == "jalali" else "gregorian"
    first = day_of_date(calendar, parts_of(calendar, moment.today)[0] + 1, 1, 1)
    return first if spring or first is None else first - timedelta(days=1)


def read_figure(text: str, kind: GoalKind, field: str) -> PostLine:
    """The first figure of an answer, as text in `field`; a small sum with its currency is asked about."""
    number = _decimal(fold(text)) if kind.hundred else None
    if number is None and (readings := _readings(text)):
        options = tuple(Option({field: str(each)}, f"figure-{each}") for each in reversed(readings))
        return PostLine({}, doubts=(Doubt(field, text.strip(), "doubt-money", options),))
    if number is None:
        number = _number(text)
    if number is None:
        return PostLine({}, unread=(text.strip(),) if text.strip() else ())
    if number == _HUGE:
        return PostLine({}, rejected=(Rejected(field, text.strip(), "goal-target"),))
    if number < 0:
        return PostLine({}, rejected=(Rejected(field, text.strip(), "goal-figure-negative"),))
    if kind is GoalKind.SALES and 0 < number < _SMALL_MONEY and _has_currency(text):
        options = tuple(Option({field: kept(number * times)}, f"money-{times}") for times in _TIMES)
        return PostLine({}, doubts=(Doubt(field, text.strip(), "doubt-money", options),))
    return PostLine({field: kept(number)})


def kept(number: float) -> str:
    """A figure as a form keeps it."""
    return str(int(number)) if number == int(number) else f"{number:.2f}"


def _decimal(said: str) -> float | None:
    found = _DECIMAL.search(said)
    return float(f"{found[1]}.{found[2]}") if found else None


def _readings(text: str) -> tuple[int, ...]:
    """What «دو میلیون و پونصد» may be, where that is the first figure; else nothing."""
    first = next(_numbers(text), None)
    return first.options if first is not None and first.split else ()


def _numbers(text: str) -> Iterator[Number]:
    tokens = cut(text).tokens
    found = (number_at(tokens, place) for place in range(len(tokens)))
    return (number for number in found if number is not None and not number.weak)


def _number(text: str) -> float | None:
    for found in _numbers(text):
        if found.problem == "reject-negative":
            return -1.0
        if found.problem == "reject-huge":
            return _HUGE
        if found.value is not None:
            return float(found.value)
    return None


def _has_currency(text: str) -> bool:
    tokens = cut(text).tokens
    return any(lexicon().currencies.at(tokens, place) for place in range(len(tokens)))
