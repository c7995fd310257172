"""Reading the answer to a list of posts: a line for each, or lines that start with a number."""

import re

from bot.domain.asks import Line
from bot.domain.lines import PostLine
from bot.language.digits import localise
from bot.language.folding import fold
from bot.language.lines import read_message
from bot.language.moments import Moment

_NUMBERED = re.compile(
    r"^#?(\d{1,2})(?:\ufe0f?\u20e3|\s*\)|\s*[.:،,\-–—]\s+|\s*[:\-–—](?=\D)|\s+(?=[-–—]$|\d{1,2}\b|\d{4,}))\s*(.*)$",
    re.DOTALL,
)
"""«۱) …», «2. …», «3: …», «۱ ۱۲۰۰ …»; but not «1.200», nor «1 200», which may be one number."""
_SKIPS = frozenset(
    str(fold(word)) for word in ("-", "–", "—", "رد", "رد شو", "بعدی", "skip", "next", "تخط", "تخطي", "تجاوز")
)


def read_answers(text: str, moment: Moment) -> tuple[Line, ...]:
    """The lines of an answer, each with what it says. No text makes it raise."""
    return tuple(_line(line.strip(), moment) for line in text.splitlines() if line.strip())


def _line(typed: str, moment: Moment) -> Line:
    number, rest = None, typed
    if found := _NUMBERED.match(localise(typed, "en")):
        number, rest = int(found[1]), typed[found.start(2) :].strip()
    if rest in _SKIPS or str(fold(rest)).strip() in _SKIPS:
        return Line(typed, number, skips=True)
    read = read_message(rest, moment)
    return Line(typed, number, read=read if isinstance(read, PostLine) else None)
