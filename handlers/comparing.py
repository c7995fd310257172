"""What the worker process does for a comparison: reads for itself, tells captions apart, compares.

Nothing here knows of chats: the worker should not have to load what talks to Telegram.
"""

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from bot.domain.comparison import Comparison, Question, Studied
from bot.domain.findings import Key
from bot.domain.groupings import FIELDS, Dimension
from bot.domain.identity import PageId
from bot.domain.material import Material
from bot.language.captions import calls, hashtags_of, letters_of
from bot.language.folding import fold
from bot.language.texts import Texts
from storage import comparisons


@dataclass(frozen=True, slots=True)
class Place:
    """Where the posts of a question are: whoever sends it has looked whether the asker may see them."""

    file: Path
    pages: tuple[PageId, ...]


def compared(place: Place, question: Question) -> Comparison:
    """The comparison of the posts as they stand now."""
    return _studied(place, question, with_rows=False).comparison


def workbook(place: Place, question: Question, texts: Texts, names: dict[Key, str]) -> bytes:
    """The comparison as tables in an Excel file, which says how each figure was computed."""
    from bot.rendering.comparison_sheet import written  # noqa: PLC0415 - loads in the worker only

    return written(_studied(place, question, with_rows=True), texts=texts, names=names)


def _studied(place: Place, question: Question, *, with_rows: bool) -> Studied:
    from bot.domain.comparing import studied  # noqa: PLC0415 - numpy and scipy load in the worker only

    since = min((w.since for w in question.windows if w.since is not None), default=None)
    with uncollected(), comparisons.reading(place.file) as connection:
        found = comparisons.material(connection, place.pages, FIELDS.get(question.by), since)
        return studied(question, told(question.by, found), with_rows=with_rows)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector looking through all rows again and again: a third of the time of many posts."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def told(by: Dimension, material: Material) -> Material:
    """The same posts with what their words tell in place of the words."""
    if by in (Dimension.TOPIC, Dimension.CAMPAIGN):
        return replace(material, facts=_named(material.facts))
    if by in _OF_CAPTION:
        return replace(material, facts=[_OF_CAPTION[by](caption) for caption in material.facts])
    return material


_OF_CAPTION: Final[dict[Dimension, Callable[[Any], int | None]]] = {
    Dimension.CAPTION: letters_of,
    Dimension.HASHTAGS: hashtags_of,
    Dimension.CALL: calls,
}


def _named(names: Sequence[str | None]) -> list[str | None]:
    """Each name as it is written most often among those that differ in nothing but spelling variants."""
    folded = [None if name is None else " ".join(fold(name).split()) for name in names]
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for name, same in zip(names, folded, strict=True):
        if name and same:
            ways[same][" ".join(name.split())] += 1
    shown = {same: written.most_common(1)[0][0] for same, written in ways.items()}
    return [shown.get(same) if same else None for same in folded]
