"""Reading what an admin types about a post or about followers: one line, any order, three languages.

What is beyond doubt is a value; what can be read in two ways is a doubt with its options; what cannot be true
is rejected; the rest becomes the topic or is shown back as unread.
"""

from bot.domain.lines import FollowersSaid, PostLine, Unclear
from bot.domain.posts import COUNTS
from bot.language.counting import number_in
from bot.language.followers import followers_in, perhaps_chat, tells_followers
from bot.language.moments import Moment
from bot.language.numbers import read_number
from bot.language.postline import post_in
from bot.language.scanning import Scan
from bot.language.several import LineSaid, lines_in

__all__ = ["LineSaid", "Moment", "read_field", "read_followers", "read_lines", "read_message"]

_NUMBERS = frozenset({*COUNTS, "followers", "impressions", "slides"})
_TEXTS = frozenset({"topic", "campaign"})


def read_message(text: str, moment: Moment) -> PostLine | FollowersSaid | Unclear:
    """Read a message, or what stands behind /post. No text makes it raise."""
    scan = Scan(text, moment)
    if tells_followers(scan):
        said = followers_in(scan, moment)
        return perhaps_chat(said, text) if scan.asks() else said
    line = post_in(scan, moment)
    return line if line is not None else Unclear((text.strip(),) if text.strip() else ())


def tells_post(text: str, moment: Moment) -> bool:
    """Whether a line tells a post beyond doubt: something that it counted, and its kind or its time."""
    read = read_message(text, moment)
    if not isinstance(read, PostLine) or not read.counted():
        return False
    return bool({"kind", "published_at"} & ({*read.values} | {doubt.field for doubt in read.doubts}))


def read_lines(text: str, moment: Moment) -> tuple[LineSaid, ...] | None:
    """Read a message of several posts, a line each. None where it is no such message: one post may take
    several lines as well. Empty where it is one, but which line belongs to which post is not beyond doubt.
    """
    if "\n" not in text.strip():
        return None
    read = read_message(text, moment)
    if not isinstance(read, PostLine) or all(doubt.question != "doubt-lines" for doubt in read.doubts):
        return None
    lines = lines_in(text, moment, read_message)
    return lines if len(lines) > 1 else ()


def read_followers(text: str, moment: Moment) -> FollowersSaid:
    """Read what stands behind /followers: counts with or without days; a bare number is enough."""
    return followers_in(Scan(text, moment), moment)


def read_field(field: str, text: str, moment: Moment) -> PostLine:
    """Read the answer to one asked field; only that field is filled, unless more was typed."""
    text = text.strip()
    if field in _TEXTS:
        return _read_text(field, text, moment)
    number = read_number(text) if field in _NUMBERS else None
    if number is not None:
        return number_in(field, number, text)
    line = post_in(Scan(text, moment), moment, asked=field)
    if line is None or not (line.values.keys() - {"topic"} or line.doubts or line.rejected or line.unread):
        return PostLine({}, unread=(text,) if text else ())
    if _only(field, line):
        return PostLine(
            {name: value for name, value in line.values.items() if name in _wanted(field)},
            line.rounded,
            line.doubts,
            line.rejected,
            line.unread,
        )
    return line


def _wanted(field: str) -> frozenset[str]:
    return frozenset({field, "day_only"} if field == "published_at" else {field})


def _only(field: str, line: PostLine) -> bool:
    """Whether nothing but the field, and words around it, was typed."""
    others = line.values.keys() - _wanted(field) - {"topic"}
    return not others or (field == "followers" and others <= {"published_at", "day_only"})


def _read_text(field: str, text: str, moment: Moment) -> PostLine:
    line = post_in(Scan(text, moment), moment)
    if line is not None and any(name in _NUMBERS for name in line.values):
        return line
    return PostLine({field: text} if text else {})
