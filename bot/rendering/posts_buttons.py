"""Buttons about recorded posts and their readings."""

from dataclasses import dataclass

from bot.domain.identity import DraftId, PageId, PostId, ReadingId
from bot.rendering.payloads import Payload, payload


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
