"""What a picture says, before it is drawn: every string already in the reader's language and digits."""

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
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()
