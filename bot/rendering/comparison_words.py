"""The pieces that the sentences about a comparison are made of: groups, values, bases, reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from markupsafe import Markup

from bot.domain.benchmarks import Benchmark
from bot.domain.comparison import Comparison
from bot.domain.engagement import Base
from bot.domain.findings import Group, Key
from bot.domain.groupings import Band, Dimension
from bot.domain.measures import PARTS, Amount
from bot.language.digits import localise
from bot.language.texts import Texts, isolated, without_controls

HUNDRED = 100
_NAME_MOST = 40
_NAMED_MOST = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """One comparison in one person's words."""

    comparison: Comparison
    texts: Texts
    names: Mapping[Key, str] = field(default_factory=dict)
    """The names of pages, where pages are compared."""

    def name_of(self, key: Key) -> Markup:
        """A group as it is spoken of in a sentence: «عکس‌ها», «پست‌های شنبه»."""
        match self.comparison.by:
            case Dimension.KIND:
                return self.texts(f"compare-kind-{key}")
            case Dimension.WEEKDAY:
                return self.texts("compare-on-weekday", weekday=self.texts(f"weekday-{key}"))
            case Dimension.CAPTION | Dimension.HASHTAGS if key == "0":
                return self.texts(f"compare-name-{self.comparison.by}-none")
        return self.texts(f"compare-name-{self.comparison.by}", label=self._label(key))

    def names_of(self, keys: Sequence[Key]) -> Markup:
        """Several groups, one after the other; of many the first."""
        return self.texts.joined([self.name_of(key) for key in keys[:_NAMED_MOST]])

    def label_of(self, key: Key) -> str:
        """A group as it stands beside its bar."""
        return begun(self._label(key)).unescape()

    def _label(self, key: Key) -> Markup:
        match self.comparison.by:
            case Dimension.KIND:
                return self.texts(f"compare-kind-{key}")
            case Dimension.WEEKDAY:
                return self.texts(f"weekday-{key}")
            case Dimension.TOPIC | Dimension.CAMPAIGN | Dimension.PAGE:
                return Markup("{}").format(_fenced(self.names.get(key, str(key))))
            case Dimension.MONTH:
                return self._month(str(key))
            case Dimension.CALL | Dimension.PERIOD | Dimension.YEAR:
                return self.texts(f"compare-label-{key}")
        return self._band(Band.of_key(key))

    def _month(self, key: str) -> Markup:
        year, _, month = key.partition("-")
        name = self.texts(f"month-{self.texts.calendar}-{int(month)}")
        written = Markup("{}").format(localise(str(int(year)), self.texts.digits))
        return self.texts("compare-label-month", month=name, year=written)

    def _band(self, band: Band) -> Markup:
        by, last = self.comparison.by, band.last
        if by is Dimension.HOUR:  # a band of hours ends where the next begins
            clocks = (self._clock(band.first), self._clock((last or band.first) + 1))
            return self.texts("compare-label-hour", first=clocks[0], last=clocks[1])
        if band == (0, 0):
            return self.texts(f"compare-label-{by}-none")
        if last is None:
            return self.texts(f"compare-label-{by}-open", count=band.first)
        if last == band.first:
            return self.texts(f"compare-label-{by}-one", count=band.first)
        return self.texts(f"compare-label-{by}-band", first=band.first, last=last)

    def _clock(self, hour: int) -> Markup:
        return Markup("{}").format(localise(str(hour), self.texts.digits))

    def value_of(self, value: float) -> Markup:
        """A value with its measure: so many likes and comments for every hundred of its base."""
        return self.texts("compare-value", value=figure(value, self.texts), unit=self.unit)

    @property
    def amount(self) -> Markup:
        """What is counted: «لایک و کامنت»."""
        return self.texts(f"compare-amount-{self.comparison.amount}")

    @property
    def unit(self) -> Markup:
        """What a figure means: «لایک و کامنت از هر ۱۰۰ فالوور»."""
        per = self.texts(f"compare-per-{self.comparison.base}", hundred=HUNDRED)
        return self.texts("compare-unit", amount=self.amount, per=per)

    @property
    def formula(self) -> Markup:
        """How a post's value is computed."""
        return formula(self.comparison.amount, self.comparison.base, self.texts)

    def in_order(self) -> tuple[Group, ...]:
        """The groups as they are shown: weekdays from Saturday, in English from Monday."""
        groups = self.comparison.groups
        if self.comparison.by is not Dimension.WEEKDAY:
            return groups
        first = 0 if self.texts.language == "en" else 5
        return tuple(sorted(groups, key=lambda g: (int(g.key) - first) % 7))

    def posts(self, count: int) -> Markup:
        """So many posts."""
        return self.texts("compare-posts", count=count)

    def left_out(self) -> list[Markup]:
        """Each reason for which posts were left out, with how many."""
        comparison, texts = self.comparison, self.texts
        said = []
        for why, count in asdict(comparison.left_out).items():
            if not count:
                continue
            if why == "age":
                said.append(texts(f"compare-left-age-{comparison.age}", count=count))
                continue
            key = {"group": f"group-{comparison.by}", "base": f"base-{comparison.base}"}.get(why, why)
            said.append(texts(f"compare-left-{key}", posts=self.posts(count), amount=self.amount))
        return said

    def basis(self, *, now: datetime | None = None) -> Markup:
        """How many posts, from when to when, on which base; with `now` also how old counts are.

        Without it the same is said on every day, as it is drawn.
        """
        comparison, texts = self.comparison, self.texts
        if comparison.first is None or comparison.last is None:
            return Markup()
        days = [_day(at, texts, now) for at in (comparison.first, comparison.last)]
        said = texts(
            "compare-basis" if days[0] != days[1] else "compare-basis-day",
            posts=self.posts(comparison.used),
            first=days[0],
            last=days[1],
            base=texts(f"compare-base-of-{comparison.base}"),
        )
        age = self._age()
        return Markup(" ").join([said, age]) if age and now is not None else said

    def _age(self) -> Markup:
        """How long after publishing the posts were counted; nothing where that is not known of several."""
        comparison = self.comparison
        if comparison.age is None:
            return self.texts("compare-ages-differ") if comparison.aged > 1 else Markup()
        later = "-later" if 2 * comparison.later > comparison.used else ""
        return self.texts(f"compare-age-{comparison.age}{later}")

    def period(self) -> Markup:
        """Over how long a time."""
        if self.comparison.days is None:
            return self.texts("compare-period-all")
        return self.texts("compare-period", count=self.comparison.days)


def formula(amount: Amount, base: Base, texts: Texts) -> Markup:
    """How a post's value is computed: «۱۰۰ × (لایک + کامنت) ÷ فالوورهای زمان انتشار»."""
    parts = [texts(f"count-{part}") for part in PARTS[amount]]
    added = Markup(" + ").join(parts)
    if base is Base.PLAIN:
        return texts("compare-formula-plain", sum=added)
    divisor = texts(f"compare-divisor-{base}")
    whole = added if len(parts) == 1 else Markup("({})").format(added)
    return texts("compare-formula", hundred=HUNDRED, sum=whole, divisor=divisor)


def begun(sentence: Markup) -> Markup:
    """`sentence` with a capital at its beginning, where the script has any."""
    return sentence[:1].upper() + sentence[1:]


def figure(value: float, texts: Texts) -> Markup:
    """A value as finely as it deserves: two decimals under ten, one under a hundred, none above."""
    rounded = round(value, 2 if abs(value) < 10 else 1 if abs(value) < 100 else None)
    return texts.number(float(rounded), decimals=2)


def more(count: int, texts: Texts) -> Markup:
    """So many posts more."""
    return texts("compare-more", count=count)


def cited(study: Benchmark, key: str, texts: Texts) -> Markup:
    """What one of a study's figures is about, as its items are named."""
    if study.by == Dimension.SLIDES:
        return texts("compare-label-slides-one", count=int(key))
    return texts(f"kind-{key}")


def citation(study: Benchmark, texts: Texts) -> Markup:
    """A study's figures with its year, for beside the page's own."""
    items = [
        texts("benchmark-item", group=cited(study, key, texts), value=cited_figure(study, key, texts))
        for key in study.values
    ]
    return texts(
        f"benchmark-{study.id}",
        year=year(study, texts),
        limit=study.followers_below or 0,
        hundred=HUNDRED,
        figures=texts.joined(items),
    )


def cited_figure(study: Benchmark, key: str, texts: Texts) -> Markup:
    """One figure of a study, «above» said where it says no more."""
    value = figure(study.values[key], texts)
    return texts("benchmark-above", value=value) if key in study.above else value


def year(study: Benchmark, texts: Texts) -> Markup:
    """The year of a study: never grouped by three."""
    return Markup("{}").format(localise(str(study.year), texts.digits))


def _fenced(name: str) -> str:
    plain = " ".join(without_controls(name).split())
    return isolated(plain if len(plain) <= _NAME_MOST else plain[: _NAME_MOST - 1] + "…")


def _day(at: datetime, texts: Texts, now: datetime | None) -> Markup:
    if now is None:
        return texts.full_date(at.astimezone(texts.zone).date())
    return texts.moment(at, now=now, day_only=True)
