"""Who handles what: commands, words, presses, forms, files and what is due. Each subject registers itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import Connection
from telegram import Document, Message, Update

from bot.delivery import Ending
from bot.domain.advice import Piece, Verdict
from bot.domain.bundles import PARTS
from bot.domain.pages import Page
from bot.rendering.message import Answer
from bot.rendering.message import Message as Said
from bot.rendering.payloads import Payload
from handlers.asker import Asker
from handlers.context import Context, Handler
from handlers.forms import Form
from handlers.house import House
from storage.alarms import Alarm
from storage.changes import Change

Q = TypeVar("Q", bound=Payload)
Press = Callable[[Context, Any], Awaitable[None]]
InGroup = Callable[[Context, Message], Awaitable[None]]
Ring = Callable[[House, Alarm], Awaitable[None]]
GiveUp = Callable[[House, Connection, Alarm], None]
TakeBack = Callable[[Connection, Asker, Change], None]
Hear = Callable[[House, Connection, Ending], None]
Part = Callable[[House, Connection, Asker, Page, datetime], Said | None]
"""What there is to say unasked about a page, within the write that sends it."""


class Effect(NamedTuple):
    """What a verdict on advice changed besides: how a change of `what` takes it back, by its `facts`."""

    what: str
    facts: dict[str, Any]


class Adviser(Protocol):
    """A source of advice (see `bot.domain.advice`); its pieces' ids begin with its name and a dot."""

    name: str

    def pieces(self, connection: Connection, page: Page, now: datetime) -> Sequence[Piece]:
        """What may be advised to a page now: nothing that it has done, nothing that does not fit it."""

    def piece(self, piece_id: str) -> Piece | None:
        """One of its pieces by id, also one that was done meanwhile; None where there is none any more."""

    def settled(
        self, connection: Connection, asker: Asker, page: Page, piece: Piece, verdict: Verdict
    ) -> Effect | None:
        """Hears what somebody who may change the page said to a piece: done, or not for us.

        What it changed is noted, and taken back, together with the verdict.
        """

    def more(self, connection: Connection, asker: Asker, page: Page, piece: Piece) -> Said:
        """What there is to tell about a piece beyond its advice, with ways on of its own."""


@dataclass
class Desk:
    """All that can be asked of the bot."""

    commands: dict[str, Handler] = field(default_factory=dict)
    presses: dict[type[Payload], Press] = field(default_factory=dict)
    in_groups: dict[type[Payload], Press] = field(default_factory=dict)
    group_commands: dict[str, InGroup] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    rings: dict[str, tuple[Ring, GiveUp]] = field(default_factory=dict)
    take_backs: dict[str, TakeBack] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    links: dict[str, Handler] = field(default_factory=dict)
    """Who takes what a link of ours hands to `/start`, by how it begins; the handler gets the rest."""
    advisers: dict[str, Adviser] = field(default_factory=dict)
    listeners: dict[str, Hear] = field(default_factory=dict)
    undelivered: Hear | None = None
    """Who tells the people of a page what will never arrive."""
    files: Callable[[Context, Document], Awaitable[None]] | None = None
    photos: Callable[[Context, Message, str], Awaitable[None]] | None = None
    free_text: Callable[[Context, str], Awaitable[None]] | None = None
    elsewhere: Callable[[Context, Update], Awaitable[None]] | None = None
    """What becomes of an update from a channel or a group, where nobody is answered."""
    attached: list[Callable[[Context, Message, str], Awaitable[bool]]] = field(default_factory=list)
    """Who takes a photo or a file that answers something certain, before it is read as anything else."""
    replied: list[Callable[[Context, Message, str], Awaitable[bool]]] = field(default_factory=list)
    """Who takes a text that answers something certain, before an open form sees it."""
    unasked: Callable[[Context, str], Awaitable[bool]] | None = None
    """Takes a text that answers what has been waiting, where no form is open; False where it does not."""
    resume_text: Callable[[Connection, Asker, str], Answer] | None = None
    """What becomes of a line that was typed before there was a page for it."""

    def command(self, name: str, handler: Handler) -> None:
        """A command, which words and plain buttons reach as well."""
        self.commands[name] = handler

    def press(self, payload: type[Q], handler: Callable[[Context, Q], Awaitable[None]]) -> None:
        """What a button of a kind does."""
        self.presses[payload] = handler

    def press_in_group(self, payload: type[Q], handler: Callable[[Context, Q], Awaitable[None]]) -> None:
        """What a button of a kind does in a group, where everybody sees the answer."""
        self.in_groups[payload] = handler

    def command_in_group(self, name: str, handler: InGroup) -> None:
        """A command in a group; any other is for the private chat."""
        self.group_commands[name] = handler

    def form(self, form: Form) -> None:
        """A form by its name."""
        self.forms[form.name] = form

    def rings_for(self, kind: str, ring: Ring, give_up: GiveUp) -> None:
        """Who does what is due, and who says so when it fails for good."""
        self.rings[kind] = (ring, give_up)

    def bundle_part(self, name: str, part: Part) -> None:
        """Who has something to say in a person's bundle, of each of her pages; ValueError unless in `PARTS`.

        A part names its page, looks itself whether the person may hear it (`page.role`), and marks what it
        says in the same write.
        """
        if name not in PARTS or name in self.parts:
            raise ValueError(name)
        self.parts[name] = part

    def hears(self, kind: str, hear: Hear) -> None:
        """Who hears how the sending of an answer ended whose `about` is `<kind>:<id>`."""
        self.listeners[kind] = hear

    def ended(self, house: House, connection: Connection, ending: Ending) -> None:
        """Something was delivered, or never will be: within the write that marks it."""
        kind = (ending.about or "").partition(":")[0]
        if kind in self.listeners:
            self.listeners[kind](house, connection, ending)
        elif ending.trouble is not None and self.undelivered is not None:
            self.undelivered(house, connection, ending)

    def takes_back(self, what: str, take_back: TakeBack) -> None:
        """How a change of a kind is undone."""
        self.take_backs[what] = take_back

    def advises(self, adviser: Adviser) -> None:
        """A source of advice."""
        self.advisers[adviser.name] = adviser
