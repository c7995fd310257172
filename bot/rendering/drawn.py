"""What every picture has in common: its title and footer, the reader's direction, digits and theme."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, TypedDict

from bot.language.texts import Texts, without_controls


class Look(TypedDict):
    """How a person wants her pictures."""

    right_to_left: bool
    digits: str
    theme: str


def look(texts: Texts) -> Look:
    """The look of a picture for a person: `Picture(**look(texts), …)`."""
    return Look(right_to_left=texts.language != "en", digits=texts.digits, theme=texts.theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn(ABC):
    """A picture before it is drawn: every string already in the reader's language and digits."""

    tag: ClassVar[str]
    """Under which name it is kept as JSON; never changes."""

    title: str
    subtitle: str = ""
    footer: str = ""
    """Base, n and span, and how to read the marks."""
    right_to_left: bool = True
    digits: str = "fa"
    theme: str = "light"
    watermark: str = ""
    """Drawn across a sample, so that nobody takes it for her own page."""

    def to_json(self) -> dict[str, Any]:
        """The picture as JSON values."""
        return {self.tag: asdict(self)}

    def fingerprint(self) -> str:
        """Equal for equal pictures: what was drawn and sent once is sent again by its file id."""
        return hashlib.sha256(json.dumps(self.to_json(), sort_keys=True).encode()).hexdigest()

    def said(self) -> str:
        """Everything that the picture says as plain text, for who does not see it: a line for each mark."""
        lines = (self.title, self.subtitle, *self.marks(), self.footer)
        return "\n".join(line for line in map(without_controls, lines) if line.strip())

    @abstractmethod
    def marks(self) -> Iterable[str]:
        """What is drawn between title and footer, in reading order."""


def item(label: str, value: str, note: str = "") -> str:
    """One mark as text: what it is of, how much, and in brackets on how much it stands."""
    said = f"{label}: {value}" if value else label
    return f"{said} ({note})" if note else said
