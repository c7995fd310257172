"""Several posts in one message, a line each: which lines stand for a post, and what each of them says.

Lines that only go on about the post above («ریلز», «لایک ۵۰۰», «کامنت ۳۰») belong to it; a heading («دیروز:»)
gives its day or kind to the lines under it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.lines import FollowersSaid, PostLine, Unclear
from bot.domain.posts import COUNTS
from bot.language.moments import Moment
from bot.language.scanning import Scan

Read = PostLine | FollowersSaid | Unclear
Reader = Callable[[str, Moment], Read]
_COUNTED = frozenset({*COUNTS, "followers", "impressions", "slides"})
_HEADING = frozenset({"kind", "published_at", "day_only"})
_BULLET = re.compile(r"\s*[-–—•*▪●○✅🔸🔹▫️️]+\s+")
_NUMBERED = re.compile(r"\s*(\d{1,2})\s?[.)\-–]\s*(?=\D)")


@dataclass(frozen=True, slots=True)
class LineSaid:
    """One line of several, as it was typed, with what it says."""

    typed: str
    read: Read


@dataclass(slots=True)
class _Unit:
    """Lines that speak of one thing, and the headings over them."""

    lines: list[str]
    read: Read
    day: str = ""
    kind: str = ""
    heading: str = ""

    @property
    def fields(self) -> set[str]:
        """The counts that it tells or asks."""
        if not isinstance(self.read, PostLine):
            return set()
        asked = {name for doubt in self.read.doubts for option in doubt.options for name in option.values}
        return (self.read.values.keys() | asked) & _COUNTED

    @property
    def begins(self) -> bool:
        """Whether a post begins here: more is said than how the one above did."""
        if not isinstance(self.read, PostLine):
            return True
        told = self.read.values.keys() | {doubt.field for doubt in self.read.doubts}
        return bool(told - _COUNTED)

    @property
    def heads(self) -> bool:
        """Whether this is a day or a kind alone, over what follows."""
        read = self.read
        plain = isinstance(read, PostLine) and not (read.doubts or read.rejected or read.unread)
        return plain and isinstance(read, PostLine) and bool(read.values) and read.values.keys() <= _HEADING


def lines_in(text: str, moment: Moment, read_message: Reader) -> tuple[LineSaid, ...]:
    """What each post's line says. Empty where the lines cannot be told apart beyond doubt."""
    units: list[_Unit] = []
    day = kind = heading = ""
    merged = False
    for block in re.split(r"\n[^\S\n]*\n", text):
        fresh = True
        for line in _unmarked([line for line in block.split("\n") if line.strip()]):
            unit = _Unit([line], read_message(line, moment))
            if unit.heads:
                day, kind = _heading(line, moment, day, kind)
                heading, fresh = line, True
                continue
            last = units[-1] if units and not fresh else None
            if last is not None and unit.fields and not unit.begins and not unit.fields & last.fields:
                last.lines.append(line)
                merged = True
            else:
                unit.day, unit.kind, unit.heading = day, kind, heading
                units.append(unit)
            fresh = False
    if merged and not all(unit.begins or unit.heading for unit in units):
        return ()
    return tuple(LineSaid(_typed(unit), _read(unit, moment, read_message)) for unit in units)


def _unmarked(lines: Sequence[str]) -> Iterator[str]:
    """The lines without bullets, and without numbers that only count them."""
    found = [_NUMBERED.match(line) for line in lines]
    numbers = [int(match[1]) for match in found if match]
    counted = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    for line, match in zip(lines, found, strict=True):
        if match and counted:
            yield line[match.end() :].strip()
        elif bullet := _BULLET.match(line):
            yield line[bullet.end() :].strip()
        else:
            yield line.strip()


def _heading(line: str, moment: Moment, day: str, kind: str) -> tuple[str, str]:
    """The day and the kind, as typed, under this heading; what it does not name stands as it was."""
    scan = Scan(line, moment)
    days = " ".join(scan.piece(atom.first, atom.end) for atom in scan.dates.atoms)
    kinds = [scan.piece(said.first, said.end) for said in scan.kinds]
    if days and not kinds:
        return days, ""
    return days or day, kinds[0] if kinds else kind


def _typed(unit: _Unit) -> str:
    return "\n".join((*filter(None, (unit.heading,)), *unit.lines))


def _read(unit: _Unit, moment: Moment, read_message: Reader) -> Read:
    """The unit read as one message, under its heading where it names no day or kind of its own."""
    text = "\n".join(unit.lines)
    read = read_message(text, moment) if len(unit.lines) > 1 else unit.read
    if not isinstance(read, PostLine):
        return read
    told = read.values.keys() | {doubt.field for doubt in read.doubts}
    scan = Scan(text, moment)
    own_day = any(atom.days or atom.instant for atom in scan.dates.atoms)
    day = "" if own_day else unit.day
    if not unit.kind and not day:
        return read
    headed = read_message(f"{day}، {text}" if day else text, moment)
    read = headed if isinstance(headed, PostLine) else read
    if unit.kind and not told & {"kind", "several"}:
        known = read_message(unit.kind, moment)
        if isinstance(known, PostLine) and "kind" in known.values:
            read = replace(read, values={"kind": known.values["kind"], **read.values})
    return read
