"""The colours of pictures, on light and on dark ground.

They are Okabe and Ito's, told apart by colour-blind readers too, some moved in lightness so that any two
differ under simulated deuteranopia and protanopia as well; every filled field has an outline besides.
"""

from dataclasses import dataclass
from typing import Final

SERIES: Final = ("#0072B2", "#D99000", "#007A5A", "#CC79A7", "#6CC3F2", "#B84A00", "#F0E442", "#DDE3EA")
"""The colours of kinds that stand beside each other, the same on both grounds."""
_BLACK, _WHITE = "#000000", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as `#RRGGBB`."""

    paper: str
    ink: str
    soft: str
    """For what is said by the way; still 4.5 times as light or dark as the paper."""
    pale: str
    grid: str
    main: str
    accent: str
    """What is cited or lies far off."""
    third: str
    low: str
    middle: str
    high: str
    """The ends and the middle of a map's colours."""


LIGHT: Final = Palette(
    paper="#FFFFFF",
    ink="#1F2933",
    soft="#5F6B7A",
    pale="#F1F4F7",
    grid="#DDE3EA",
    main="#0072B2",
    accent="#B84A00",
    third="#007A5A",
    low="#5B9BD0",
    middle="#F1F4F7",
    high="#D55E00",
)
DARK: Final = Palette(
    paper="#14191F",
    ink="#E8EDF2",
    soft="#A3AFBC",
    pale="#1F2730",
    grid="#323C47",
    main="#56B4E9",
    accent="#F0803C",
    third="#2BB88F",
    low="#2F6FA8",
    middle="#2A333D",
    high="#F0803C",
)
THEMES: Final = {"light": LIGHT, "dark": DARK}


def between(low: str, high: str, part: float) -> str:
    """The colour a part (0 to 1) of the way from `low` to `high`."""
    mixed = (round(a + (b - a) * part) for a, b in zip(parts(low), parts(high), strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)


def ink_on(ground: str) -> str:
    """Black or white, whichever is read better on a colour."""
    return max((_BLACK, _WHITE), key=lambda ink: contrast(ink, ground))


def contrast(one: str, other: str) -> float:
    """How many times as light one colour is as the other, 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value / 255) for value in parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
