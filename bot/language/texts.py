"""What people read: sentences from the catalogues, with figures, dates and names put in safely.

A catalogue is a gettext `.po` file for one subject in one language; its message ids are keys, not English.
All sentences are HTML as Telegram reads it; facts are escaped and isolated on the way in.
"""

import gettext
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup, escape
from persiantools.jdatetime import JalaliDate

from bot.language.digits import DIGITS, localise

Language = Literal["fa", "ar", "en"]
Digits = Literal["fa", "ar", "en"]
Calendar = Literal["jalali", "gregorian"]

LANGUAGES: Final[tuple[Language, ...]] = ("fa", "ar", "en")
CATALOGUES: Final = Path(__file__).parent / "catalogues"

_NEAR = timedelta(days=1)
"""Yesterday and tomorrow need no year, not even at its turn."""

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

_TWICE: Final = re.compile(rf"\b(پیج|صفحة|page) ({FIRST_STRONG_ISOLATE}\1\b)", re.IGNORECASE)
"""«پیج پیج گل»: where a page's own name begins with the word that a sentence puts before it."""
_BIDI_CONTROLS: Final = dict.fromkeys((*range(8234, 8239), *range(8294, 8298), 8206, 8207))
_NAMED_BY_PLATFORM: Final = (
    *("count-", "field-", "compare-amount-", "compare-count-", "compare-per-", "compare-on-"),
    *("compare-base-of-", "compare-divisor-"),
)
_SEPARATORS: Final[Mapping[str, tuple[str, str]]] = {"fa": ("٬", "٫"), "ar": ("٬", "٫"), "en": (",", ".")}


@cache
def catalogue(language: Language) -> gettext.GNUTranslations:
    """All subjects of one language, read once into one: in a row, each would be asked for every sentence."""
    whole = Catalog(locale=language)
    for path in sorted((CATALOGUES / language).glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=language):
                whole[message.id] = message
    if not len(whole):
        raise FileNotFoundError(CATALOGUES / language)
    binary = io.BytesIO()
    write_mo(binary, whole)
    binary.seek(0)
    return gettext.GNUTranslations(binary)


def jalali_parts(day: date) -> tuple[int, int, int]:
    """Year, month and day of `day` in the Jalali calendar."""
    jalali: Any = JalaliDate(day)  # type: ignore[no-untyped-call]
    return jalali.year, jalali.month, jalali.day


def without_controls(text: str) -> str:
    """`text` without the characters that could turn its neighbours around."""
    return text.translate(_BIDI_CONTROLS)


def isolated(text: str) -> str:
    """`text` fenced off, so that it neither jumps nor makes its neighbours jump in right-to-left lines."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def write_number(value: float, digits: Digits, *, decimals: int = 1) -> str:
    """`value` in the person's digits, grouped by three; a float with at most `decimals` decimals."""
    thousands, point = _SEPARATORS[digits]
    if isinstance(value, int):
        plain = f"{value:,}"
    else:
        plain = f"{value:,.{decimals}f}"
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
    return plain.translate(str.maketrans("0123456789,.", DIGITS[digits] + thousands + point))


@dataclass(frozen=True, slots=True)
class Texts:
    """One person's way of being spoken to: language, digits, calendar and zone."""

    language: Language = "fa"
    digits: Digits = "fa"
    calendar: Calendar = "jalali"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Tehran"))
    platform: str | None = None
    """Where the page lives that is spoken of: some counts have another name there."""
    theme: str = "light"
    """On which ground pictures are drawn: `light` or `dark`."""

    def __call__(self, key: str, /, **facts: object) -> Markup:
        """The sentence of `key` as HTML. A plural sentence is chosen by the fact `count`."""
        template = self._template(key, facts.get("count"))
        if not facts:
            return Markup(template)
        # Templates are ours and each fact is escaped here, once.
        said = template.format_map({name: self._fact(value) for name, value in facts.items()})
        return Markup(_TWICE.sub(r"\2", said))

    def plain(self, key: str, /, **facts: object) -> str:
        """The sentence of `key` as plain text, for button labels and notices."""
        return self(key, **facts).unescape()

    def has(self, key: str) -> bool:
        """Whether the catalogue has a sentence for `key`."""
        return self._template(key, None) != key

    def number(self, value: float, *, decimals: int = 1) -> Markup:
        """`value` in the person's digits, isolated."""
        return Markup(isolated(write_number(value, self.digits, decimals=decimals)))

    def joined(self, parts: list[Markup]) -> Markup:
        """A short list in a sentence, with the language's comma."""
        return Markup("، " if self.language != "en" else ", ").join(parts)

    def day(self, day: date) -> Markup:
        """A weekday and a date in the person's calendar, without the year."""
        number, month = self._day_and_month(day)
        return self(
            "date-day",
            weekday=self(f"weekday-{day.weekday()}"),
            day=Markup(localise(str(number), self.digits)),
            month=month,
        )

    def full_date(self, day: date) -> Markup:
        """A date with its year, in the person's calendar; for spans."""
        number, month = self._day_and_month(day)
        year = self._year(day)
        return self(
            "date-full",
            day=Markup(localise(str(number), self.digits)),
            month=month,
            year=Markup(localise(str(year), self.digits)),
        )

    def clock(self, instant: datetime) -> Markup:
        """The wall-clock time in the person's zone."""
        local = f"{instant.astimezone(self.zone):%H:%M}"
        return Markup(isolated(localise(local, self.digits)))

    def moment(self, instant: datetime, *, now: datetime, day_only: bool = False) -> Markup:
        """When something was, with its weekday, «today» and «yesterday» said as such."""
        local = instant.astimezone(self.zone).date()
        today = now.astimezone(self.zone).date()
        this_year = self._year(local) == self._year(today)
        shown = self.day(local) if this_year or abs(today - local) <= _NEAR else self._with_year(local)
        near = {0: "date-today", 1: "date-yesterday", -1: "date-tomorrow"}.get((today - local).days)
        if near:
            shown = self(near, day=shown)
        return shown if day_only else self("date-at", day=shown, clock=self.clock(instant))

    def _year(self, day: date) -> int:
        return jalali_parts(day)[0] if self.calendar == "jalali" else day.year

    def _with_year(self, day: date) -> Markup:
        return self("date-weekday-full", weekday=self(f"weekday-{day.weekday()}"), date=self.full_date(day))

    def _day_and_month(self, day: date) -> tuple[int, Markup]:
        if self.calendar == "jalali":
            _, month, number = jalali_parts(day)
            return number, self(f"month-jalali-{month}")
        return day.day, self(f"month-gregorian-{day.month}")

    def _template(self, key: str, count: object) -> str:
        translations = catalogue(self.language)
        if self.platform == "telegram" and key.startswith(_NAMED_BY_PLATFORM):
            there = f"{key}-{self.platform}"
            if (sentence := translations.gettext(there)) != there:
                return sentence
        if isinstance(count, int) and (sentence := translations.ngettext(key, key, count)) != key:
            return sentence
        return translations.gettext(key)

    def _fact(self, value: object) -> Markup:
        match value:
            case Markup():
                return value
            case bool():
                raise TypeError("a yes or no is no fact to print")
            case int() | float():
                return self.number(value)
            case _:
                return Markup(isolated(escape(without_controls(str(value)))))
