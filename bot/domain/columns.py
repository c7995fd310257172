"""What the columns of a file mean: by the names that are known, by what she taught us, or asked."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from bot.domain.posts import COUNTS, Kind

_DATA = Path(__file__).parent / "data" / "columns.toml"
MOST_COLUMNS = 200
"""No table of posts has more."""
IGNORED = "ignored"
"""The meaning of a column that is of no use."""
FOLLOWERS = ("followers_at_publishing", "followers_now")
NUMBERS = (*COUNTS, *FOLLOWERS, "slides")
MOMENTS = ("published_at", "taken_at")
HASHTAGS = "hashtags"
"""Their number, or the hashtags themselves."""
TEXTS = ("topic", "caption", "link", "campaign")
MEANINGS = ("post_id", *MOMENTS, "kind", *NUMBERS, HASHTAGS, *TEXTS, IGNORED)
"""What a column can be told to be, in the order in which it is offered."""
_SAME = str.maketrans("يىئكةأإآٱؤ", "یییکهاااا" + "و")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, what it means (None: not known yet), some of its cells."""

    name: str
    meaning: str | None = None
    samples: tuple[str, ...] = ()
    month_first: bool = False
    """Whether its dates are known to be written month first."""


def folded(name: str) -> str:
    """Equal for names that differ only in capitals, punctuation, half-spaces or look-alike letters."""
    plain = unicodedata.normalize("NFKC", name).translate(_SAME).casefold()
    kept = (
        " " if not c.isalnum() and unicodedata.category(c) not in ("Mn", "Cf", "Lm") else c
        for c in plain
        if unicodedata.category(c) not in ("Mn", "Cf", "Lm")
    )
    return " ".join("".join(kept).split())


def recognised(names: Sequence[str], taught: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """The columns of a header. `taught` has meanings by folded name, and goes before what we know.

    No meaning is given twice: what comes second is a column without a meaning.
    """
    taught, known = taught or {}, _known()
    meanings = [taught.get(folded(name)) or known.get(folded(name)) for name in names]
    has_time = bool({"published_at", "publish_time"} & set(meanings))
    taken: set[str] = set()
    columns = []
    for name, meaning in zip(names, meanings, strict=True):
        month_first = meaning == "publish_time" or (meaning == "date" and has_time)
        column = Column(name, _settled(name, meaning, has_time=has_time), month_first=month_first)
        if column.meaning in taken:
            column = replace(column, meaning=None)
        if column.meaning not in (None, IGNORED):
            taken.add(str(column.meaning))
        columns.append(column)
    return tuple(columns)


def _settled(name: str, meaning: str | None, *, has_time: bool) -> str | None:
    if meaning == "publish_time":
        return "published_at"
    if meaning == "date":
        return "taken_at" if has_time else "published_at"
    return IGNORED if not name.strip() else meaning


def known_among(names: Iterable[str]) -> int:
    """How many of the names mean something to us."""
    known = _known()
    return sum(folded(name) in known for name in names)


def plausible(column: Column, free: Iterable[str]) -> tuple[str, ...]:
    """What a column might mean, by its cells, of the meanings that no other column has."""
    from_cells = _by_cells(column.samples)
    return tuple(meaning for meaning in free if meaning in from_cells)


def free_among(columns: Iterable[Column]) -> tuple[str, ...]:
    """The meanings that no column has yet."""
    taken = {column.meaning for column in columns}
    return tuple(meaning for meaning in MEANINGS if meaning not in taken and meaning != IGNORED)


def kind_of(cell: str) -> Kind | None:
    """What kind of post a cell names, in any of the languages; None where it names none."""
    return _kinds().get(folded(cell))


def _by_cells(samples: Sequence[str]) -> tuple[str, ...]:
    cells = [cell for cell in samples if cell]
    if not cells:
        return (*COUNTS, *TEXTS)
    if all(any(c.isdigit() for c in cell) and not any(c.isalpha() for c in cell) for cell in cells):
        if all(len([c for c in cell if c in "-/.:"]) >= 2 for cell in cells):
            return MOMENTS
        return ("post_id", *NUMBERS) if all(c.isdigit() for c in cells[0]) else NUMBERS
    if all(kind_of(cell) for cell in cells):
        return ("kind",)
    if all("://" in cell for cell in cells):
        return ("link",)
    return ("topic", "caption", "campaign", "post_id")


@cache
def _data() -> dict[str, object]:
    return tomllib.loads(_DATA.read_text("utf-8"))


@cache
def _known() -> dict[str, str]:
    return {
        folded(name): meaning
        for meaning, names in _data().items()
        if isinstance(names, list)
        for name in names
    }


@cache
def _kinds() -> dict[str, Kind]:
    kinds = _data()["kinds"]
    if not isinstance(kinds, dict):
        raise TypeError(kinds)
    return {folded(name): Kind(kind) for kind, names in kinds.items() for name in names}
