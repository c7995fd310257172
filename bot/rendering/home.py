"""The ways that lie open: the home keyboard, the command menu, and plain buttons to the same places."""

from functools import cache

from bot.language.texts import LANGUAGES, Texts
from bot.rendering.buttons import Do, Go
from bot.rendering.message import Button, Keyboard, Rows, button

MENU = ("start", "post", "compare", "calendar", "report", "page", "help")
"""The commands of Telegram's own menu, in order."""

_FIRST_DAY: tuple[tuple[Do, ...], ...] = (
    (Do.POST, Do.FILE),
    (Do.SAMPLE, Do.PLAN),
    (Do.HELP, Do.SETTINGS),
)
_AT_WORK: tuple[tuple[Do, ...], ...] = (
    (Do.POST, Do.COMPARE),
    (Do.CALENDAR, Do.REPORT),
    (Do.FOLLOWERS, Do.STEP),
    (Do.TRUST, Do.FILE),
    (Do.PAGES, Do.SETTINGS),
    (Do.HELP,),
)


def home_keyboard(texts: Texts, page_name: str | None, *, at_work: bool) -> Keyboard:
    """The keyboard under the input; it grows once there are posts. Its header names the page."""
    rows = _AT_WORK if at_work else _FIRST_DAY
    header = texts.plain("home-header", page=page_name) if page_name else ""
    return Keyboard(tuple(tuple(_label(texts, do) for do in row) for row in rows), header)


def label_command(text: str) -> str | None:
    """The command behind a label of the home keyboard, in whatever language it was shown."""
    return _labels().get(text)


def menu(language: str) -> list[tuple[str, str]]:
    """The command menu in a language: names and descriptions."""
    texts = Texts(language=language)  # type: ignore[arg-type]
    return [(name, texts.plain(f"menu-{name}")) for name in MENU]


def ways_on(texts: Texts) -> Rows:
    """What can be done next, where somebody is lost."""
    return ((go(texts, Do.POST), go(texts, Do.HELP)),)


def go(texts: Texts, where: Do) -> Button:
    """A button that goes where a command of that name would."""
    return button(_label(texts, where), Go(where))


@cache
def _labels() -> dict[str, str]:
    return {_label(Texts(language=language), do): str(do) for language in LANGUAGES for do in Do}


def _label(texts: Texts, do: Do) -> str:
    return texts.plain(f"go-{do}")
