"""The settings of a person."""

from typing import Any, cast

from markupsafe import Markup

from bot.domain.pages import Page
from bot.domain.people import CALENDARS, LANGUAGES, THEMES, Person
from bot.language.texts import Texts, write_number
from bot.rendering.asks import ages_said
from bot.rendering.asks_buttons import AskAfter
from bot.rendering.bundles import BundleDo
from bot.rendering.buttons import Do, Setting
from bot.rendering.home import go
from bot.rendering.message import Message, button, in_rows

_EXAMPLE = 1234567890


def settings(person: Person, page: Page | None, texts: Texts) -> Message:
    """What a person has chosen, for herself and for the page that she works on."""
    lines = [
        texts("settings-title"),
        texts("settings-language", value=texts(f"language-{person.language}")),
        texts("settings-digits", value=Markup(write_number(_EXAMPLE, cast(Any, person.digits)))),  # noqa: S704
        texts("settings-calendar", value=texts(f"calendar-{person.calendar}")),
        texts("settings-theme", value=texts(f"theme-{person.theme}")),
    ]
    buttons = [
        button(texts.plain(f"settings-choose-{name}"), Setting(name, None))
        for name in ("language", "digits", "calendar", "theme")
    ]
    if page is not None:
        lines.append(texts("settings-asks", value=ages_said(page, texts)))
        buttons.append(button(texts.plain("settings-choose-asks"), AskAfter(page.id, None)))
        buttons.append(button(texts.plain("bundles-settings"), BundleDo("show", None)))
    return Message(Markup("\n").join(lines), buttons=(*in_rows(buttons), (go(texts, Do.PAGES),)))


def choices(name: str, person: Person, texts: Texts) -> Message:
    """The choices of one setting; the present one is marked."""
    values = {"calendar": CALENDARS, "theme": THEMES}.get(name, LANGUAGES)
    buttons = [
        button(
            ("✓ " if getattr(person, name) == value else "") + _label(name, value, texts),
            Setting(name, value),
        )
        for value in values
    ]
    return Message(texts(f"settings-ask-{name}"), buttons=in_rows(buttons, 1))


def way_back(language: str, texts: Texts) -> Message:
    """The way back to the language that was spoken before."""
    back = button(f"↩️ {_label('language', language, texts)}", Setting("language", language))
    return Message(texts("language-back"), buttons=((back,),))


def _label(name: str, value: str, texts: Texts) -> str:
    if name == "digits":
        return write_number(_EXAMPLE, cast(Any, value))
    return texts.plain(f"{name}-{value}")
