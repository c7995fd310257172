"""How the fields of a post are said, one by one: the same on a draft, on a card and on a button."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from markupsafe import Markup

from bot.domain.lines import Value
from bot.domain.posts import COUNTS
from bot.language.texts import Texts
from bot.rendering import plans_words

_SAID = (
    "kind",
    "slides",
    "topic",
    "campaign",
    "published_at",
    *plans_words.SAID,
    *COUNTS,
    "impressions",
    "followers",
    "link",
    "name",
    "caption",
)
"""The fields that are said, in this order; others are for us."""
_CAPTION_MOST = 80
"""So much of a caption tells that it was understood."""


def facts(values: Mapping[str, Value], rounded: Iterable[str], texts: Texts, now: datetime) -> list[Markup]:
    """The known values in words, each a short phrase: «۱٬۲۰۰ لایک», «ریلز», «دیروز، شنبه ۳۰ آبان»."""
    about = set(rounded)
    day_only = values.get("day_only")
    return [
        say_value(name, values[name], texts, now, day_only=day_only, rounded=name in about)
        for name in _SAID
        if values.get(name) is not None
    ]


def say_value(
    name: str, value: Value, texts: Texts, now: datetime, *, day_only: Value = None, rounded: bool = False
) -> Markup:
    """One value in words."""
    if name in plans_words.SAID:
        return plans_words.say_field(name, value, texts, now)
    if name == "kind":
        return texts(f"kind-{value}")
    if isinstance(value, datetime):
        return texts.moment(value, now=now, day_only=bool(day_only))
    if isinstance(value, int) and not isinstance(value, bool):
        return texts("count-about" if rounded else "count-exact", number=value, what=texts(f"count-{name}"))
    said = str(value)
    if name == "caption" and len(said) > _CAPTION_MOST:
        said = f"{said[: _CAPTION_MOST - 1]}…"
    return texts(f"fact-{name}", value=said)
