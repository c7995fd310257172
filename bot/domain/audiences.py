"""When an audience is generally online: a prior from one article, to be beaten by the page's own posts.

Employees 12:00-13:00 and after 17:00, teenagers late in the evening (a Persian article on selling on
Instagram; it gives neither year nor sample). Where "late evening" begins is our reading: 21:00.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Audience(StrEnum):
    """Of whom something is said."""

    EMPLOYEES = "employees"
    TEENS = "teens"


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a day."""

    first: int
    until: int | None
    """None: from then on."""


WINDOWS: Final[Mapping[Audience, tuple[Window, ...]]] = {
    Audience.EMPLOYEES: (Window(12, 13), Window(17, None)),
    Audience.TEENS: (Window(21, None),),
}
