"""What the pictures of single subjects say, before they are drawn: points, heat, shares, progress, months."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from bot.rendering.drawn import Drawn, item


@dataclass(frozen=True, slots=True)
class Dot:
    """One group on a curve: its typical value with its interval; no value where it is too thin to say."""

    at: float
    """Its place from left to right."""
    label: str
    """Under the axis."""
    value: float | None
    low: float | None
    high: float | None
    value_text: str
    """The value beside its dot, or why there is none."""
    note: str = ""
    """Under the label: how many posts stand behind it."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A published figure for a place of the axis."""

    at: float
    value: float
    text: str
    beyond: bool = False
    """Whether the source says only that it lies above `value`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Drawn):
    """A curve through some groups in an order of their own: slide counts, or the hours after publishing.

    It runs from left to right in every language, as time does.
    """

    tag: ClassVar[str] = "points"

    axis: str
    """What the height measures."""
    along: str
    """What goes from left to right."""
    dots: tuple[Dot, ...]
    joined: bool = True
    """Whether a line leads from dot to dot."""
    top: float | None = None
    """The end of the upward axis, where it is known beforehand: 100 for shares."""
    cited: tuple[Cited, ...] = ()
    cited_label: str = ""
    """Whose figures the cited ones are, with the year."""

    def marks(self) -> Iterable[str]:
        """Each dot with its value, then the cited figures."""
        yield self.axis
        yield from (item(f"{dot.label} {self.along}", dot.value_text, dot.note) for dot in self.dots)
        if self.cited:
            yield item(self.cited_label, "; ".join(each.text for each in self.cited))


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a map."""

    value: float | None
    """Its place on the scale of colours; None where there is nothing to say."""
    text: str = ""
    """Written in it; short."""
    note: str = ""
    """What stands behind it; said, not drawn."""
    marked: bool = False
    """Framed, as one of the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap(Drawn):
    """Fields coloured by how far they lie from the middle; the first column at the reader's side."""

    tag: ClassVar[str] = "heat"

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    """By row, each as long as `columns`."""
    low: float
    middle: float
    high: float
    """The values of the faintest, the neutral and the strongest colour."""
    scale: tuple[str, str, str]
    """Those three in words."""
    axis: str = ""
    """What the figures in the fields are."""

    def marks(self) -> Iterable[str]:
        """Column by column, the fields that say something; the framed ones with a star."""
        yield self.axis
        for number, column in enumerate(self.columns):
            told = [(row, line[number]) for row, line in zip(self.rows, self.cells, strict=True)]
            fields = [
                item(f"★ {row}" if cell.marked else row, cell.text, cell.note)
                for row, cell in told
                if cell.text or cell.marked
            ]
            if fields:
                yield item(column, " · ".join(fields))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole."""

    kind: int
    """Which of the picture's kinds."""
    share: float
    """0 to 1; the parts of a row sum to 1."""
    text: str
    """The share as it is written."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One row of parts."""

    label: str
    note: str
    """How many stand behind it."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack(Drawn):
    """Shares of some kinds, a row for each month."""

    tag: ClassVar[str] = "stack"

    kinds: tuple[str, ...]
    """Their names, in the order in which they are stacked; at most eight. One that has none keeps its place,
    and so the others their colours.
    """
    rows: tuple[Whole, ...]

    def marks(self) -> Iterable[str]:
        """Each row with its parts by name."""
        for row in self.rows:
            parts = (f"{self.kinds[part.kind]} {part.text}" for part in row.parts if part.share)
            yield item(row.label, " · ".join(parts), row.note)


@dataclass(frozen=True, slots=True)
class Step:
    """How far one group is."""

    label: str
    share: float | None
    """0 to 100; None where nothing is known yet."""
    value_text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Drawn):
    """How far each group is on a track from nothing to all."""

    tag: ClassVar[str] = "progress"

    steps: tuple[Step, ...]
    headline: str = ""
    """The whole, written large."""

    def marks(self) -> Iterable[str]:
        """The whole, then each group."""
        yield self.headline
        yield from (item(step.label, step.value_text, step.note) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day."""

    label: str
    """Short, as an hour: there is room for some eight letters, and the shape says which kind."""
    kind: int = 0
    """Which of the picture's kinds; each has its colour and shape."""
    faint: bool = False
    """Done or dropped."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month."""

    number: str
    marks: tuple[Mark, ...] = ()
    occasion: str = ""
    aside: str = ""
    """Its number in another calendar."""
    today: bool = False
    off: bool = False
    """A day of rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPicture(Drawn):
    """A month of days in weeks; the week's first day at the reader's side."""

    tag: ClassVar[str] = "month"

    heads: tuple[str, ...]
    """The seven weekdays from the week's first."""
    before: int
    """How many days of the first week belong to the month before."""
    days: tuple[Day, ...]
    kinds: tuple[str, ...] = ()
    """What the marks' colours and shapes mean; at most eight."""

    def kind_of(self, mark: Mark) -> str:
        """What a mark's colour and shape mean, where that is said."""
        return self.kinds[mark.kind] if mark.kind < len(self.kinds) else ""

    def marks(self) -> Iterable[str]:
        """The days on which something is."""
        for number, day in enumerate(self.days):
            told = [day.occasion, *(f"{mark.label} {self.kind_of(mark)}".strip() for mark in day.marks)]
            if any(told):
                head = self.heads[(self.before + number) % len(self.heads)]
                yield item(f"{head} {day.number}", " · ".join(each for each in told if each))
