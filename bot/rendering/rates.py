"""A post's rate in words, where no comparison stands behind it."""

from markupsafe import Markup

from bot.domain.engagement import Base
from bot.domain.measures import Amount
from bot.language.texts import Texts
from bot.rendering.comparison_words import HUNDRED, figure


def rate_said(value: float, base: Base, texts: Texts) -> Markup:
    """Likes and comments with their base: «۲٫۱ لایک و کامنت از هر ۱۰۰ فالوور»."""
    amount = texts(f"compare-amount-{Amount.BOTH}")
    unit = texts("compare-unit", amount=amount, per=texts(f"compare-per-{base}", hundred=HUNDRED))
    return texts("compare-value", value=figure(value, texts), unit=unit)
