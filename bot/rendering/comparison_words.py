"""The pieces that the sentences about a comparison are made of: groups, values, bases, reasons."""

from dataclasses import asdict
from datetime import datetime

from markupsafe import Markup

from bot.domain.benchmarks import Benchmark
from bot.domain.comparison import Comparison, Dimension
from bot.domain.findings import Group
from bot.language.digits import localise
from bot.language.texts import Texts

HUNDRED = 100
Key = str | int


def name_of(key: Key, texts: Texts) -> Markup:
    """A group as it is spoken of in a sentence: «عکس‌ها», «پست‌های شنبه»."""
    if isinstance(key, int):
        return texts("compare-on-weekday", weekday=texts(f"weekday-{key}"))
    return texts(f"compare-kind-{key}")


def names_of(keys: tuple[Key, ...], texts: Texts) -> Markup:
    """Several groups, one after the other."""
    return texts.joined([name_of(key, texts) for key in keys])


def label_of(key: Key, texts: Texts) -> str:
    """A group as it stands beside its bar."""
    return begun(texts(f"weekday-{key}" if isinstance(key, int) else f"compare-kind-{key}")).unescape()


def begun(sentence: Markup) -> Markup:
    """`sentence` with a capital at its beginning, where the script has any."""
    return sentence[:1].upper() + sentence[1:]


def figure(value: float, texts: Texts) -> Markup:
    """A value as finely as it deserves: two decimals under ten, one under a hundred, none above."""
    rounded = round(value, 2 if abs(value) < 10 else 1 if abs(value) < 100 else None)
    return texts.number(float(rounded), decimals=2)


def value_of(value: float, comparison: Comparison, texts: Texts) -> Markup:
    """A value with its base: so many likes and comments for every hundred of it."""
    return texts(f"compare-value-{comparison.base}", value=figure(value, texts), hundred=HUNDRED)


def in_order(comparison: Comparison, texts: Texts) -> tuple[Group, ...]:
    """The groups as they are shown: weekdays from Saturday, in English from Monday; kinds as they come."""
    if comparison.by is Dimension.KIND:
        return comparison.groups
    first = 0 if texts.language == "en" else 5
    return tuple(sorted(comparison.groups, key=lambda g: (int(g.key) - first) % 7))


def more(count: int, texts: Texts) -> Markup:
    """So many posts more."""
    return texts("compare-more", count=count)


def left_out(comparison: Comparison, texts: Texts) -> list[Markup]:
    """Each reason for which posts were left out, with how many."""
    keys = {"base": f"base-{comparison.base}", "age": f"age-{comparison.age}"}
    reasons = asdict(comparison.left_out).items()
    return [texts(f"compare-left-{keys.get(why, why)}", count=count) for why, count in reasons if count]


def basis(comparison: Comparison, texts: Texts, *, now: datetime | None = None) -> Markup:
    """How many posts, from when to when, on which base; with `now`, near days by name and the counts' age."""
    if comparison.first is None or comparison.last is None:
        return Markup()
    days = [_day(at, texts, now) for at in (comparison.first, comparison.last)]
    said = texts(
        "compare-basis" if days[0] != days[1] else "compare-basis-day",
        posts=texts("compare-posts", count=comparison.used),
        first=days[0],
        last=days[1],
        base=texts(f"compare-base-of-{comparison.base}"),
    )
    age = age_of(comparison, texts)
    return Markup(" ").join([said, age]) if age and now is not None else said


def age_of(comparison: Comparison, texts: Texts) -> Markup:
    """How long after publishing the posts were counted; nothing where that is not known of several."""
    if comparison.age is None:
        return texts("compare-ages-differ") if comparison.aged > 1 else Markup()
    later = "-later" if 2 * comparison.later > comparison.used else ""
    return texts(f"compare-age-{comparison.age}{later}")


def period(comparison: Comparison, texts: Texts) -> Markup:
    """Over how long a time."""
    if comparison.days is None:
        return texts("compare-period-all")
    return texts("compare-period", count=comparison.days)


def citation(study: Benchmark, texts: Texts) -> Markup:
    """A study's figures with its year, for beside the page's own."""
    items = [
        texts("benchmark-item", group=texts(f"kind-{kind}"), value=figure(value, texts))
        for kind, value in study.values.items()
    ]
    return texts(
        f"benchmark-{study.id}",
        year=year(study, texts),
        limit=study.followers_below or 0,
        hundred=HUNDRED,
        figures=texts.joined(items),
    )


def year(study: Benchmark, texts: Texts) -> Markup:
    """The year of a study: never grouped by three."""
    return Markup("{}").format(localise(str(study.year), texts.digits))


def _day(at: datetime, texts: Texts, now: datetime | None) -> Markup:
    if now is None:
        return texts.full_date(at.astimezone(texts.zone).date())
    return texts.moment(at, now=now, day_only=True)
