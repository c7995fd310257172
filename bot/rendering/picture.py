"""What a picture says, before it is drawn: every string already in the reader's language and digits.

Bars and curves are here, the others in `drawings`; whoever carries pictures carries any of them.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from bot.rendering.drawings import HeatMap, MonthPicture, Points, Progress, Stack
from bot.rendering.drawn import Drawn, item
from bot.rendering.report_picture import ReportCard


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: its typical value with its interval, or none where it is too thin to say."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    value_text: str
    """The value as it is written at the bar's end, or why there is none."""
    note: str
    """Under the label: how many posts stand behind it."""
    reference: float | None = None
    """A cited figure for the same group, drawn as a mark of its own."""
    reference_text: str = ""
    """That figure as it is said where nothing is drawn."""
    outliers: tuple[float, ...] = ()
    """Values far from the others; those beyond the axis are marked at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Drawn):
    """Horizontal bars with intervals."""

    tag: ClassVar[str] = "bars"

    axis: str
    bars: tuple[Bar, ...]
    reference_label: str = ""
    line: float | None = None
    """A cited figure for all groups, drawn as a line across."""
    line_label: str = ""
    outlier_label: str = ""
    """What the marks of outliers are, where there are any."""
    beyond_label: str = ""
    """What those at the end of the axis are, which point out of it."""

    def to_json(self) -> dict[str, Any]:
        """The picture as JSON values, bare as they were before there were other kinds."""
        return asdict(self)

    @staticmethod
    def from_json(made: dict[str, Any]) -> "Picture":
        """The picture that `to_json` wrote."""
        bars = ({**bar, "outliers": tuple(bar.get("outliers", ()))} for bar in made["bars"])
        return Picture(**{**made, "bars": tuple(Bar(**bar) for bar in bars)})

    def marks(self) -> Iterable[str]:
        """Each bar with its value and what is cited beside it."""
        yield self.axis
        for bar in self.bars:
            cited = f"\u25c6 {bar.reference_text}" if bar.reference_text else ""
            yield " ".join(part for part in (item(bar.label, bar.value_text, bar.note), cited) if part)
        if any(bar.reference is not None for bar in self.bars):
            yield f"\u25c6 {self.reference_label}"
        if self.line is not None:
            yield self.line_label
        if any(bar.outliers for bar in self.bars):
            yield self.outlier_label


@dataclass(frozen=True, slots=True)
class Point:
    """One count; moments are days since 1970, with fractions."""

    at: float
    value: int
    hollow: bool = False
    """Given rounded."""
    off: str = ""
    """Its value in words where it lies far off the axis: it is marked at the edge, no line leads there."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A day or a month under a curve."""

    at: float
    label: str
    under: str = ""
    """Its year, written below where it changes."""
    order: int = 0
    """Its number in an endless row; where there is no room for all, every second, third … is kept."""


@dataclass(frozen=True, slots=True)
class Span:
    """A campaign, from its first post to its last."""

    label: str
    first: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve(Drawn):
    """Counts over time, which runs from left to right in every language."""

    tag: ClassVar[str] = "curve"

    headline: str
    """The newest count, written large."""
    unit: str
    points: tuple[Point, ...]
    """In order of time."""
    gap: float
    """No line is drawn across more days than this."""
    ticks: tuple[Tick, ...]
    first: float
    last: float
    """The ends of the time axis."""
    low: float
    high: float
    """The ends of the axis of counts."""
    posts: tuple[float, ...] = ()
    spans: tuple[Span, ...] = ()

    @staticmethod
    def from_json(made: dict[str, Any]) -> "Curve":
        """The curve that `to_json` wrote."""
        said = dict(made["curve"])
        for name, part in (("points", Point), ("ticks", Tick), ("spans", Span)):
            said[name] = tuple(part(**one) for one in said[name])
        return Curve(**{**said, "posts": tuple(said["posts"])})

    def marks(self) -> Iterable[str]:
        """The newest count, what lies far off, the campaigns. Single counts are too many to be said."""
        yield f"{self.headline} {self.unit}"
        yield from (point.off for point in self.points if point.off)
        yield from (span.label for span in self.spans)


Drawing = Picture | Curve | Points | HeatMap | Stack | Progress | MonthPicture | ReportCard
"""Whatever can be drawn."""

_BY_TAG: dict[str, type[Drawn]] = {
    kind.tag: kind for kind in (Points, HeatMap, Stack, Progress, MonthPicture, ReportCard)
}


def drawing_from_json(made: dict[str, Any]) -> Drawing:
    """The picture of any kind that `to_json` wrote."""
    if "curve" in made:
        return Curve.from_json(made)
    for tag, kind in _BY_TAG.items():
        if tag in made:
            read: Drawing = _read(kind, made[tag])
            return read
    return Picture.from_json(made)


def _read(kind: type[Drawn], said: dict[str, Any]) -> Any:
    from pydantic import TypeAdapter  # noqa: PLC0415 - the worker, which only draws, has no need of it

    return TypeAdapter(kind).validate_python(said)
