"""A number as it was found in a line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a line: tokens `[first, end)`."""

    first: int
    end: int
    value: int | None
    """None where it is no whole number, or can be read in more than one way."""
    rounded: bool = False
    options: tuple[int, ...] = ()
    """The readings, where there is more than one."""
    problem: str = ""
    """`reject-negative`, `reject-huge` or `reject-fraction`."""
    plain: bool = False
    """Typed as bare digits, without separators or multiplier."""
    words: bool = False
    half: int = 0
    """Minutes past the hour, where «ونیم» or «وربع» stands behind without a multiplier."""
    weak: bool = False
    """A word that is a number only beside a count's word («نه», «ست»)."""
    split: "tuple[Number, Number] | None" = None
    """The two numbers that «۱۵ هزار و ۴۰۰» may also be."""
