"""How long a time is looked at, in words and on buttons."""

from collections.abc import Callable

from bot.domain.comparison import PERIODS
from bot.domain.errors import Refused
from bot.language.texts import Texts
from bot.rendering.message import Button, button
from bot.rendering.payloads import Payload


def period_said(days: int | None, texts: Texts) -> str:
    """The last so many days, or all."""
    return texts.plain("compare-period-all" if days is None else "compare-period", count=days or 0)


def period_label(days: int | None, texts: Texts) -> str:
    """The same, short enough for a button."""
    if days is None:
        return texts.plain("compare-all")
    return texts.plain("compare-year") if days == 365 else texts.plain("compare-days", count=days)


def checked(days: int | None) -> int | None:
    """A period that a button carries; Refused("button-unknown") where none such is offered."""
    if days not in PERIODS:
        raise Refused("button-unknown")
    return days


def period_buttons(
    days: int | None, texts: Texts, leads: Callable[[int | None], Payload]
) -> tuple[Button, ...]:
    """A button for each period but the one that is shown."""
    return tuple(button(period_label(each, texts), leads(each)) for each in PERIODS if each != days)
