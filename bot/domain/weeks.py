"""On which weekday weeks begin, and which days are the weekend, by country; a page's is told by its zone."""

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

DATA = Path(__file__).parent / "data" / "weeks.toml"
SATURDAY, SUNDAY, MONDAY = 5, 6, 0

_BY_LANGUAGE = {"fa": SATURDAY, "ar": SATURDAY, "en": MONDAY}


@cache
def _countries() -> dict[str, str]:
    """Each zone's country, out of the zone database's own table."""
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


def country_of(zone: str) -> str | None:
    """The ISO country code of an IANA zone; None for one that belongs to no country (`UTC`)."""
    return _countries().get(zone)


@cache
def _table() -> dict[str, frozenset[str]]:
    return {name: frozenset(codes) for name, codes in tomllib.loads(DATA.read_text(encoding="utf-8")).items()}


def week_start(zone: str, language: str = "fa") -> int:
    """On which weekday (Monday 0) weeks begin where a page is; by language where its zone has no country."""
    country = country_of(zone)
    if country is None:
        return _BY_LANGUAGE.get(language, MONDAY)
    if country in _table()["saturday_first"]:
        return SATURDAY
    return SUNDAY if country in _table()["sunday_first"] else MONDAY


def weekend(zone: str) -> tuple[int, int]:
    """The two days of the weekend (Monday 0) where a page is."""
    country = country_of(zone)
    if country in _table()["thursday_friday"]:
        return 3, 4
    return (4, SATURDAY) if country in _table()["friday_saturday"] else (SATURDAY, SUNDAY)


def in_week(weekdays: Iterable[int], first: int) -> list[int]:
    """Weekdays (Monday 0) in their order in a week that begins on weekday `first`."""
    return sorted(weekdays, key=lambda day: (day - first) % 7)


def week_of(day: date, first: int) -> date:
    """The first day of the week that a day lies in, weeks beginning on weekday `first`."""
    return day - timedelta(days=(day.weekday() - first) % 7)
