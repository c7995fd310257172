"""Button payloads: typed, packed under Telegram's 64 bytes, unpacked as if forged."""

import types
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints

from bot.domain.errors import Refused
from bot.domain.identity import ChangeId, ChatId, DraftId, ImportId, PageId, PostId, ReadingId

MOST_BYTES = 64
_INTEGERS = range(-(2**63), 2**63)
"""What a database holds: a larger number in a forged button would fail there."""
_KINDS: dict[str, type["Payload"]] = {}


@dataclass(frozen=True, slots=True)
class Payload:
    """What a button carries: what to do, and the id of what to do it to."""

    tag: ClassVar[str]

    def pack(self) -> str:
        """The payload as Telegram's callback data. ValueError where it would not fit."""
        packed = ":".join([self.tag, *(_pack(getattr(self, f.name)) for f in fields(self))])
        if len(packed.encode()) > MOST_BYTES:
            raise ValueError(packed)
        return packed


P = TypeVar("P", bound=Payload)


def unpack(data: str) -> Payload:
    """The payload in callback data. `Refused("button-unknown")` where no button of ours reads so."""
    tag, *values = data.split(":")
    kind = _KINDS.get(tag)
    if kind is None or len(data.encode(errors="surrogatepass")) > MOST_BYTES:
        raise Refused("button-unknown")
    hints = _hints(kind)
    if len(values) != len(hints):
        raise Refused("button-unknown")
    try:
        return kind(*(_unpack(value, hint) for value, hint in zip(values, hints.values(), strict=True)))
    except ValueError as error:
        raise Refused("button-unknown") from error


def payload(tag: str) -> Any:
    """Registers a payload class under a short tag that never changes."""

    def register(kind: type[P]) -> type[P]:
        if tag in _KINDS:
            raise ValueError(f"two payloads are tagged {tag}")
        kind.tag = tag
        _KINDS[tag] = kind
        return kind

    return register


def _hints(kind: type[Payload]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind)}


def _pack(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case int():
            return str(int(value))
        case StrEnum():
            return value.value
        case str():
            if ":" in value:
                raise ValueError(value)
            return value
    raise TypeError(type(value))


def _unpack(text: str, hint: Any) -> object:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [a for a in get_args(hint) if a is not type(None)]
        return None if text == "" else _unpack(text, inner[0])
    hint = getattr(hint, "__supertype__", hint)
    if hint is bool:
        return {"0": False, "1": True}[text] if text in "01" and text else _fail(text)
    if hint is int:
        return _unpack_int(text)
    if issubclass(hint, StrEnum):
        return hint(text)
    return text


def _unpack_int(text: str) -> object:
    bare = text.removeprefix("-")
    number = int(text) if bare.isascii() and bare.isdigit() else _fail(text)
    return number if number in _INTEGERS else _fail(text)


def _fail(text: str) -> object:
    raise ValueError(text)


class By(StrEnum):
    """What a comparison groups by."""

    KIND = "kind"
    WEEKDAY = "weekday"


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


@payload("pe")
@dataclass(frozen=True, slots=True)
class PostEdit(Payload):
    """Asks which field of a kept post to change, or asks for that field."""

    post: PostId
    field: str | None


@payload("pw")
@dataclass(frozen=True, slots=True)
class PostWhen(Payload):
    """Says when a post without a time was published: `today` or `yesterday`."""

    post: PostId
    day: str


@payload("un")
@dataclass(frozen=True, slots=True)
class Undo(Payload):
    """Takes one change back."""

    change: ChangeId


@payload("cm")
@dataclass(frozen=True, slots=True)
class Compare(Payload):
    """Redraws a comparison: of which page, by what, over how many days (`None` is all), on which base."""

    page: PageId
    by: By
    days: int | None
    base: str | None
    details: bool


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


@payload("fc")
@dataclass(frozen=True, slots=True)
class FollowersCurve(Payload):
    """Draws a page's follower counts over so many days (`None` is all), in place of the pressed picture."""

    page: PageId
    days: int | None


@payload("fr")
@dataclass(frozen=True, slots=True)
class FollowersRecord(Payload):
    """Asks how many followers a page has now."""

    page: PageId


@payload("fl")
@dataclass(frozen=True, slots=True)
class FollowersList(Payload):
    """Lists a page's follower counts, newest first, from the `offset`-th on."""

    page: PageId
    offset: int


@payload("fx")
@dataclass(frozen=True, slots=True)
class FollowersDo(Payload):
    """Does something to one follower count: `show`, `edit`, `delete`."""

    count: int
    do: str


@payload("cl")
@dataclass(frozen=True, slots=True)
class ChatLink(Payload):
    """Says which page a channel or group serves; with no page a new one, named after it."""

    chat: ChatId
    page: PageId | None


@payload("ch")
@dataclass(frozen=True, slots=True)
class ChatDo(Payload):
    """Does something to a channel or group: `ask`, `later`, `on`, `off`, `unlink`."""

    chat: ChatId
    do: str


@payload("as")
@dataclass(frozen=True, slots=True)
class AskDo(Payload):
    """Does something to one version of a list of posts to count: `later`, `off`."""

    draft: DraftId
    version: int
    do: str


@payload("aa")
@dataclass(frozen=True, slots=True)
class AskAfter(Payload):
    """Switches an age in hours at which a page's counts are asked for; 0 is none; with no age shows them."""

    page: PageId
    age: int | None


@payload("ss")
@dataclass(frozen=True, slots=True)
class Screenshot(Payload):
    """Says which post a screenshot is of; with no post a new one."""

    draft: DraftId
    version: int
    post: PostId | None


@payload("pl")
@dataclass(frozen=True, slots=True)
class PostList(Payload):
    """Lists a page's posts, newest first, from the `offset`-th on: of some days, with some words."""

    page: PageId
    offset: int
    since: int | None
    until: int | None
    words: str


@payload("pd")
@dataclass(frozen=True, slots=True)
class PostDo(Payload):
    """Does something to a recorded post: `show`, `history`, `delete`."""

    post: PostId
    do: str


@payload("rd")
@dataclass(frozen=True, slots=True)
class ReadingDo(Payload):
    """Does something to one reading of a post: `show`, `correct`, `withdraw`, `restore`."""

    reading: ReadingId
    do: str


@payload("im")
@dataclass(frozen=True, slots=True)
class ImportDo(Payload):
    """Does something about a file.

    `go`, `cancel`, `columns`, `done`, `skip`, `c.<column>`, `m.<column>.<meaning>`.
    """

    file: ImportId
    version: int
    do: str
