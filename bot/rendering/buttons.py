"""The buttons that stand under many subjects: going on, filling in, taking back, pages, settings."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.identity import ChangeId, DraftId, PageId
from bot.rendering.payloads import Payload, payload


class Do(StrEnum):
    """What a plain button does: the same as a command of that name."""

    START = "start"
    POST = "post"
    FILE = "file"
    SAMPLE = "sample"
    COMPARE = "compare"
    PLAN = "plan"
    CALENDAR = "calendar"
    FOLLOWERS = "followers"
    HELP = "help"
    SETTINGS = "settings"
    PAGES = "page"
    LANGUAGE = "language"
    CANCEL = "cancel"
    POST_NEXT = "next"
    POSTS = "posts"
    TRUST = "trust"
    STEP = "step"
    REPORT = "report"
    TIPS = "tips"
    CUSTOMERS = "customers"


@payload("go")
@dataclass(frozen=True, slots=True)
class Go(Payload):
    """Goes somewhere, as a command would."""

    where: Do


@payload("fo")
@dataclass(frozen=True, slots=True)
class FormChoice(Payload):
    """One choice on one version of a draft."""

    draft: DraftId
    version: int
    choice: str
    """What the form offered: an option's number, or `skip`, `cancel`, `keep`, `edit.<field>`."""


@payload("un")
@dataclass(frozen=True, slots=True)
class Undo(Payload):
    """Takes one change back."""

    change: ChangeId


@payload("pg")
@dataclass(frozen=True, slots=True)
class PageDo(Payload):
    """Does something to a page: `use`, `show`, `archive`, `restore`, `edit.<field>`."""

    page: PageId
    do: str


@payload("se")
@dataclass(frozen=True, slots=True)
class Setting(Payload):
    """Chooses a setting, or with no value shows its choices."""

    name: str
    value: str | None
