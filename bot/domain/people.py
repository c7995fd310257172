"""The people who use the assistant, and how they want to be spoken to."""

from dataclasses import dataclass

from bot.domain.identity import PageId, PersonId
from bot.domain.names import one_line

LANGUAGES = ("fa", "ar", "en")
CALENDARS = ("jalali", "gregorian")
THEMES = ("light", "dark")
_NAME_MOST = 64


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has written to the bot."""

    id: PersonId
    language: str
    digits: str
    calendar: str
    page_id: PageId | None = None
    """The page that she is working on."""
    name: str | None = None
    """As Telegram shows it, for those who work with her."""
    theme: str = "light"
    """The ground on which her pictures are drawn."""


def language_of(telegram_code: str | None, default: str) -> str:
    """Our language for a Telegram language code such as `fa-IR`; `default` where we do not speak it."""
    code = (telegram_code or "").split("-")[0].lower()
    return code if code in LANGUAGES else default


def person_in(language: str, person: PersonId, page_id: PageId | None = None) -> Person:
    """A person with the digits and calendar that are usual in a language."""
    calendar = "jalali" if language == "fa" else "gregorian"
    return Person(person, language, language, calendar, page_id)


def shown_name(full_name: str) -> str | None:
    """Somebody's name as others are shown it; None where nothing of it can be seen."""
    return one_line(full_name)[:_NAME_MOST].strip() or None
