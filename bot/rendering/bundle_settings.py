"""When a person hears from us: shown, and chosen by buttons."""

from datetime import time
from typing import Final

from markupsafe import Markup

from bot.domain.bundles import Habits, Pace
from bot.domain.pages import Page
from bot.language.digits import localise
from bot.language.texts import Texts
from bot.rendering.bundles import BundleDo
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.pages import clock_row

AT: Final = (8, 10, 12, 14, 16, 18, 19, 20, 21, 22)
"""The hours at which a bundle may come."""
QUIET_FROM: Final = (20, 21, 22, 23, 0, 1)
QUIET_UNTIL: Final = (6, 7, 8, 9, 10, 11)
MORNINGS: Final = (6, 7, 8, 9, 10)
WEEK_STARTS: Final = (5, 6, 0)
"""Saturday, Sunday, Monday; Monday is 0."""
SETTINGS: Final = ("pace", "at", "weekday", "quiet", "morning", "week_start", "gaps")


def settings(habits: Habits, page: Page | None, texts: Texts, *, gaps: bool) -> Message:
    """All that is chosen, each a button; by the clock of the page that she works on."""
    lines = [
        texts("bundles-title"),
        texts("bundles-what"),
        texts("bundles-pace", value=_pace(habits, texts)),
        texts("bundles-quiet", value=_quiet(habits, texts)),
        texts("bundles-morning", value=_morning(habits, texts)),
        texts("bundles-week", value=_week(habits.week_start, texts)),
        texts("bundles-gaps", value=texts("bundles-on" if gaps else "bundles-off")),
        texts("bundles-reminders"),
    ]
    names = [name for name in SETTINGS if name != "weekday" or habits.pace is Pace.WEEKLY]
    names = [name for name in names if name != "at" or habits.pace is not Pace.OFF]
    buttons = [button(texts.plain(f"bundles-choose-{name}"), BundleDo(name, None)) for name in names]
    clock = clock_row([page] if page else [], texts)
    return Message(Markup("\n").join(lines), buttons=(*in_rows(buttons), *clock))


def choices(name: str, habits: Habits, texts: Texts, *, gaps: bool) -> Message:
    """The choices of one setting, the present one marked."""
    rows = {
        "pace": lambda: _column(
            [(p.value, texts.plain(f"bundles-{p}")) for p in Pace], habits.pace.value, name
        ),
        "at": lambda: _hours(AT, habits.at, name, texts),
        "weekday": lambda: _days(tuple((5 + n) % 7 for n in range(7)), habits.weekday, name, texts),
        "quiet": lambda: _quiet_rows(habits, texts),
        "morning": lambda: (
            *_hours(MORNINGS, habits.morning, name, texts),
            _none(habits.morning, name, texts),
        ),
        "week_start": lambda: (
            *_days(WEEK_STARTS, habits.week_start, name, texts),
            _none(habits.week_start, name, texts),
        ),
        "gaps": lambda: _column(
            [(each, texts.plain(f"bundles-{each}")) for each in ("on", "off")], "on" if gaps else "off", name
        ),
    }[name]()
    back = button(texts.plain("bundles-back"), BundleDo("show", None))
    return Message(texts(f"bundles-ask-{name}"), buttons=(*rows, (back,)))


def hour(value: int | time, texts: Texts) -> Markup:
    """An hour of the wall clock."""
    clock = value if isinstance(value, time) else time(value)
    return Markup(localise(f"{clock:%H:%M}", texts.digits))  # noqa: S704 - digits and a colon


def _marked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label


def _column(options: list[tuple[str, str]], chosen: str, name: str) -> Rows:
    return tuple((button(_marked(label, on=v == chosen), BundleDo(name, v)),) for v, label in options)


def _hours(hours: tuple[int, ...], chosen: time | None, name: str, texts: Texts, key: str = "") -> Rows:
    buttons = [
        button(_marked(hour(h, texts), on=chosen == time(h)), BundleDo(name, f"{key}{h}")) for h in hours
    ]
    return in_rows(buttons, 5 if not key else 6)


def _days(days: tuple[int, ...], chosen: int | None, name: str, texts: Texts) -> Rows:
    buttons = [
        button(_marked(texts.plain(f"weekday-{day}"), on=day == chosen), BundleDo(name, str(day)))
        for day in days
    ]
    return in_rows(buttons, 3)


def _none(chosen: object, name: str, texts: Texts) -> tuple[Button, ...]:
    label = texts.plain(f"bundles-none-{name}")
    return (button(_marked(label, on=chosen is None), BundleDo(name, "none")),)


def _quiet_rows(habits: Habits, texts: Texts) -> Rows:
    begin, end = habits.quiet or (None, None)
    head = (
        button(texts.plain("bundles-quiet-from"), BundleDo("quiet", None)),
        button(texts.plain("bundles-quiet-until"), BundleDo("quiet", None)),
    )
    return (
        head[:1],
        *_hours(QUIET_FROM, begin, "quiet", texts, "f"),
        head[1:],
        *_hours(QUIET_UNTIL, end, "quiet", texts, "u"),
        _none(habits.quiet, "quiet", texts),
    )


def _pace(habits: Habits, texts: Texts) -> Markup:
    if habits.pace is Pace.OFF:
        return texts("bundles-off")
    day = texts(f"weekday-{habits.weekday}")
    return texts(f"bundles-{habits.pace}-at", day=day, clock=hour(habits.at, texts))


def _quiet(habits: Habits, texts: Texts) -> Markup:
    if habits.quiet is None:
        return texts("bundles-none-quiet")
    begin, end = habits.quiet
    return texts("bundles-quiet-span", begin=hour(begin, texts), end=hour(end, texts))


def _morning(habits: Habits, texts: Texts) -> Markup:
    if habits.morning is None:
        return texts("bundles-none-morning")
    return texts("bundles-morning-at", clock=hour(habits.morning, texts))


def _week(start: int | None, texts: Texts) -> Markup:
    return texts("bundles-none-week_start") if start is None else texts(f"weekday-{start}")
