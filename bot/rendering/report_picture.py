"""What the card of a report says, before it is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from bot.rendering.drawings import Part
from bot.rendering.drawn import Drawn, item


@dataclass(frozen=True, slots=True)
class Tile:
    """One large figure: what it is, and how it was before."""

    label: str
    value: str
    note: str = ""
    up: bool | None = None
    """Whether it grew; None where it stayed, or where that cannot be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard(Drawn):
    """A page's stretch of time at a glance."""

    tag: ClassVar[str] = "report"

    tiles: tuple[Tile, ...]
    """Up to three."""
    verdict: str = ""
    """What can be said of the change."""
    mix_label: str = ""
    kinds: tuple[str, ...] = ()
    mix: tuple[Part, ...] = ()
    """Of which kinds the posts are; the shares sum to 1."""
    curve_label: str = ""
    curve: tuple[tuple[float, float], ...] = ()
    """Counts of followers in order of time, each place 0 to 1 from left to right and from low to high."""
    best_label: str = ""
    best: tuple[str, ...] = ()

    def marks(self) -> Iterable[str]:
        """Each figure, then the kinds and the best posts."""
        yield from (item(tile.label, tile.value, tile.note) for tile in self.tiles)
        yield self.verdict
        if self.mix:
            yield item(self.mix_label, " · ".join(f"{self.kinds[p.kind]} {p.text}" for p in self.mix))
        if self.curve:
            yield self.curve_label
        if self.best:
            yield item(self.best_label, " · ".join(self.best))
