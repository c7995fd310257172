"""Words looked for in a text, whatever its capitals, half-spaces and look-alike letters."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.domain.columns import folded

DATA: Final = Path(__file__).parent / "data"
_ENDINGS: Final = "(?:ها|های|هایی|هامون|جات|یی|ی|مون|م|ش)?"


@cache
def table(name: str) -> Mapping[str, Any]:
    """What stands in a file of data."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Words:
    """A list of words and phrases.

    One that ends in * is the beginning of a word; behind a ~ only a Persian noun's endings may stand.
    """

    pattern: re.Pattern[str]

    @staticmethod
    def of(entries: Iterable[str]) -> "Words":
        """The list as it is looked for; the longest entry first."""
        ways = {_way(entry) for entry in entries}
        longest = sorted(ways, key=lambda way: (-len(way), way))
        return Words(re.compile(rf"(?<!\w)(?:{'|'.join(longest)})"))

    def inside(self, text: str) -> bool:
        """Whether any of them stands in a text."""
        return self.pattern.search(folded(text)) is not None

    def begins(self, text: str) -> bool:
        """Whether a text begins with one of them."""
        return self.pattern.match(folded(text)) is not None


def _way(entry: str) -> str:
    """Arabic «و» and «ال» may stand before a word; a phrase may be cut anywhere by spaces only."""
    bare = folded(entry)
    words = re.escape(bare).replace(r"\ ", " ")
    lead = "(?:و|ف|ال|وال)?" if re.match("[\u0600-\u06ff]", bare) else ""
    ending = _ENDINGS if entry.endswith("~") else ""
    return f"{lead}{words}" if entry.endswith("*") else rf"{lead}{words}{ending}(?!\w)"


@cache
def words(name: str, group: str, entry: str) -> Words:
    """One list of a file of data."""
    return Words.of(table(name)[group][entry])
