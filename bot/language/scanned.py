"""What has been found in a line so far, and which of its tokens are understood."""

from typing import Final, NamedTuple

from bot.language.dates import Dates
from bot.language.figures import Number
from bot.language.gluing import unglued
from bot.language.lexicon import lexicon
from bot.language.moments import Moment
from bot.language.pairing import Item, Role
from bot.language.tokens import Line, cut

ROLES: Final = {"count": Role.COUNT, "asked": Role.ASKED, "other": Role.OTHER}
"""What the words are that a number belongs to."""


class KindSaid(NamedTuple):
    """A kind's word: tokens `[first, end)`."""

    kind: str
    first: int
    end: int
    soft: bool
    """Whether it is also an everyday word («عکس»)."""
    guessed: bool = False
    """Whether it is one slip away from the word."""


class SeveralSaid(NamedTuple):
    """Several posts named at once («۲تا پست»): tokens `[first, end)`."""

    first: int
    end: int
    many: int
    kind: str | None


class Scanned:
    """One message with what is found in it; who scans fills it in."""

    def __init__(self, text: str, moment: Moment) -> None:
        self.known = lexicon()
        line = cut(text)
        self.line = Line(line.folded, tuple(unglued(line.tokens)))
        self.tokens = self.line.tokens
        self.dates = Dates(self.tokens, moment)
        self.items: list[Item] = []
        self.kinds: list[KindSaid] = []
        self.links: list[str] = []
        self.texts: dict[str, str] = {}
        self.several: list[SeveralSaid] = []
        self.vague: list[tuple[int, int]] = []
        """Where a time stands that is no day («هفته پیش»): tokens `[first, end)`."""
        self.numbers: list[Number] = []
        self.unread: list[tuple[int, int]] = []
        self.used = [False] * len(self.tokens)
        self.fixed_topic: set[int] = set()
        self._slips = 0
        self._bridges: set[int] = set()

    def piece(self, first: int, end: int) -> str:
        """What was typed in tokens `[first, end)`."""
        return self.line.piece(first, end)

    def use(self, first: int, end: int) -> None:
        """These tokens have been understood: they are no part of the topic."""
        for i in range(first, min(end, len(self.used))):
            self.used[i] = True

    def _text(self, i: int) -> str:
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def _term_role(self, i: int) -> str:
        found = self.known.terms.at(self.tokens, i)
        return found[0].role if found else ""
