"""By which measures many posts can be compared. Worker only, for it loads numpy."""

from functools import reduce
from typing import Final

import numpy as np

from bot.domain.engagement import Base
from bot.domain.frames import Frame, Marks, Places, heads_of
from bot.domain.measures import COUNTED, MEASURES, PARTS, Measure

_SIZED: Final = tuple(base for base in Base if base is not Base.PLAIN)


def told_by(frame: Frame, among: Marks) -> dict[Measure, int]:
    """Each measure that some reading of some of the posts tells, with how many of these posts it is told of.

    What a reading has is a number of bits, one a count and one a size; so is which measures it tells, and
    which its post's readings tell together.
    """
    has = [~np.isnan(frame.counts[name]) for name in COUNTED] + [~np.isnan(frame.size(b)) for b in _SIZED]
    heads = heads_of(frame.of)
    if not len(heads):
        return {}
    told = np.bitwise_or.reduceat(_telling()[_joined(has)], heads)[among[frame.of[heads]]]
    counted = {measure: int((told >> bit & 1).sum()) for bit, measure in enumerate(MEASURES)}
    return {measure: posts for measure, posts in counted.items() if posts}


def _telling() -> Places:
    """The measures that a reading tells, by what it has."""
    what_it_has = np.arange(1 << (len(COUNTED) + len(_SIZED)))
    return _joined([what_it_has & needed == needed for needed in map(_needed, MEASURES)])


def _needed(measure: Measure) -> int:
    bits = [COUNTED.index(part) for part in PARTS[measure.amount]]
    bits += [len(COUNTED) + bit for bit, base in enumerate(_SIZED) if base is measure.base]
    return sum(1 << bit for bit in bits)


def _joined(columns: list[Marks]) -> Places:
    bits = (column.astype(np.int64) << bit for bit, column in enumerate(columns))
    return reduce(np.bitwise_or, bits)
