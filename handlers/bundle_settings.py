"""When a person hears from us, chosen by buttons."""

from datetime import time
from typing import Any

from sqlalchemy import Connection

from bot.domain.bundles import Habits, Pace
from bot.domain.errors import Refused
from bot.rendering import bundle_settings as view
from bot.rendering.bundles import BundleDo
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from storage import bundles, pages

_USUAL_QUIET = (time(23), time(8))


async def do(context: Context, pressed: BundleDo) -> None:
    """A button: all settings, the choices of one, or a choice."""
    asker = context.asker
    if pressed.name not in (*view.SETTINGS, "show"):
        raise Refused("button-unknown")

    def keep(connection: Connection) -> Answer:
        habits = bundles.habits(connection, asker.id)
        if pressed.name != "show" and pressed.value is not None:
            _choose(connection, asker, habits, pressed.name, pressed.value)
            habits = bundles.habits(connection, asker.id)
        gaps = bundles.tells_gaps(connection, asker.id)
        done = pressed.name == "show" or (pressed.value is not None and pressed.name != "quiet")
        if done:
            return Answer((view.settings(habits, asker.page, asker.texts, gaps=gaps),)).editing()
        return Answer((view.choices(pressed.name, habits, asker.texts, gaps=gaps),)).editing()

    await context.keep(keep)


def _choose(connection: Connection, asker: Asker, habits: Habits, name: str, value: str) -> None:
    if name == "gaps":
        bundles.tell_gaps(connection, asker.id, wanted=_among(value, ("on", "off")) == "on")
        return
    bundles.choose(connection, asker.id, **{name: _read(habits, name, value)})
    if name == "morning":
        bundles.wake(connection, asker.id, asker.texts.zone, asker.now)
    if name in ("pace", "at", "weekday"):
        mine = [page.id for page in pages.of(connection, asker.id) if not page.archived]
        evening = bundles.following(connection, asker.id, asker.now)
        bundles.restart(connection, asker.id, mine, evening)


def _read(habits: Habits, name: str, value: str) -> Any:
    if value == "none" and name in ("quiet", "morning", "week_start"):
        return None
    if name == "quiet":
        return _read_quiet(habits, value)
    known = {"pace": tuple(Pace), "weekday": range(7), "week_start": view.WEEK_STARTS}
    hours = {"at": view.AT, "morning": view.MORNINGS}
    chosen = _among(value, tuple(map(str, known.get(name) or hours[name])))
    if name == "pace":
        return chosen
    return time(int(chosen)) if name in hours else int(chosen)


def _read_quiet(habits: Habits, value: str) -> tuple[time, time]:
    begin, end = habits.quiet or _USUAL_QUIET
    if value[:1] == "f":
        return time(int(_among(value[1:], tuple(map(str, view.QUIET_FROM))))), end
    return begin, time(int(_among(value.removeprefix("u"), tuple(map(str, view.QUIET_UNTIL)))))


def _among(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise Refused("button-unknown")
    return value


def register(desk: Desk) -> None:
    """The settings of what comes unasked."""
    desk.press(BundleDo, do)
