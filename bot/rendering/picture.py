"""What a picture says, before it is drawn: every string already in the reader's language and digits.

There are two kinds, bars and a curve; whoever carries pictures carries either.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any


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


@dataclass(frozen=True, slots=True)
class Picture:
    """Horizontal bars with intervals."""

    title: str
    subtitle: str
    axis: str
    bars: tuple[Bar, ...]
    footer: str
    """Base, n and span, and whose page it is."""
    right_to_left: bool = True
    digits: str = "fa"
    reference_label: str = ""
    watermark: str = ""
    """Drawn across a sample, so that nobody takes it for her own page."""

    def to_json(self) -> dict[str, Any]:
        """The picture as JSON values."""
        return asdict(self)

    @staticmethod
    def from_json(made: dict[str, Any]) -> "Picture":
        """The picture that `to_json` wrote."""
        return Picture(**{**made, "bars": tuple(Bar(**bar) for bar in made["bars"])})

    def fingerprint(self) -> str:
        """Equal for equal pictures: what was drawn and sent once is sent again by its file id."""
        return _digest(self.to_json())


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


@dataclass(frozen=True, slots=True)
class Curve:
    """Counts over time, which runs from left to right in every language."""

    title: str
    subtitle: str
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
    footer: str = ""
    right_to_left: bool = True
    digits: str = "fa"

    def to_json(self) -> dict[str, Any]:
        """The curve as JSON values."""
        return {"curve": asdict(self)}

    @staticmethod
    def from_json(made: dict[str, Any]) -> "Curve":
        """The curve that `to_json` wrote."""
        said = dict(made["curve"])
        for name, part in (("points", Point), ("ticks", Tick), ("spans", Span)):
            said[name] = tuple(part(**one) for one in said[name])
        return Curve(**{**said, "posts": tuple(said["posts"])})

    def fingerprint(self) -> str:
        """Equal for equal curves, and never a picture of bars'."""
        return _digest(self.to_json())


Drawing = Picture | Curve
"""Whatever can be drawn."""


def drawing_from_json(made: dict[str, Any]) -> Drawing:
    """The picture of either kind that `to_json` wrote."""
    return Curve.from_json(made) if "curve" in made else Picture.from_json(made)


def _digest(made: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()
