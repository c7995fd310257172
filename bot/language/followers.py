"""Follower counts: «فالوورا شد ۴۸۵۳», «المتابعين صاروا ٥٠٢٣ والبارح كانوا ٤٩٩٠»."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.followers import FollowerCount
from bot.domain.lines import Doubt, FollowersSaid, Option, Rejected, Value
from bot.language.figures import Number
from bot.language.moments import Atom, Moment
from bot.language.pairing import Role
from bot.language.scanning import Scan
from bot.language.settling import settle, when
from bot.language.tokens import Sort

_BREAKS = frozenset("،,؛;\n|")
_CHANGED = "follows"


def tells_followers(scan: Scan) -> bool:
    """Whether a message is about nothing but follower counts."""
    words = [item for item in scan.items if item.role in {Role.COUNT, Role.SIGN, Role.ASKED, Role.CAROUSEL}]
    named = {item.term.name for item in words if item.term}
    plain = not (scan.kinds or scan.links or scan.texts or scan.several)
    return plain and named == {"followers"} and bool(scan.numbers)


@dataclass(slots=True)
class _Clause:
    """A stretch of the message between two breaks."""

    numbers: list[Number] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)


def followers_in(scan: Scan, moment: Moment) -> FollowersSaid:
    """The follower counts of a message, each with the moment that is said beside it."""
    counts: list[FollowerCount] = []
    doubts: list[Doubt] = []
    rejected: list[Rejected] = []
    for clause in _clauses(scan):
        numbers = clause.numbers
        dated = _alternating(clause)
        if dated:
            for number, atom in dated:
                _add(scan, number, [atom], moment, counts, doubts, rejected)
            continue
        if sum(number.value is not None for number in numbers) > 1:
            piece = scan.piece(numbers[0].first, numbers[-1].end)
            options = tuple(Option({"followers": n.value}) for n in numbers if n.value is not None)
            doubts.append(Doubt("followers", piece, "doubt-twice", options[:4]))
            continue
        for number in numbers:
            _add(scan, number, clause.atoms, moment, counts, doubts, rejected)
    return FollowersSaid(_settled(counts, doubts), tuple(doubts), tuple(rejected))


def perhaps_chat(said: FollowersSaid, text: str) -> FollowersSaid:
    """«من ۵۰۰۰ فالوور دارم چطور زیادش کنم؟»: a count inside a question is kept only if that is wanted."""
    if not said.counts:
        return said
    newest = said.counts[0]
    values: dict[str, Value] = {"followers": newest.count, "published_at": newest.at}
    options = (Option(values, "record"), Option({"followers": None}, "chat"))
    doubt = Doubt("followers", text.strip()[:120], "doubt-chat", options)
    return FollowersSaid((), (doubt, *said.doubts), said.rejected)


def _alternating(clause: _Clause) -> list[tuple[Number, Atom]]:
    """«امروز ۴۸۵۳ دیروز ۴۸۰۰»: as many days as numbers, in turn."""
    if len(clause.numbers) < 2 or len(clause.numbers) != len(clause.atoms):
        return []
    both = list(zip(clause.numbers, clause.atoms, strict=True))
    before = all(atom.first < number.first for number, atom in both)
    after = all(number.first < atom.first for number, atom in both)
    places = sorted([*(n.first for n in clause.numbers), *(a.first for a in clause.atoms)])
    turns = places == [place for n, a in both for place in sorted((n.first, a.first))]
    return both if turns and (before or after) else []


def _add(
    scan: Scan,
    number: Number,
    atoms: Sequence[Atom],
    moment: Moment,
    counts: list[FollowerCount],
    doubts: list[Doubt],
    rejected: list[Rejected],
) -> None:
    piece = scan.piece(number.first, number.end)[:120]
    if number.value is None:
        if number.problem:
            rejected.append(Rejected("followers", _signed(scan, number), number.problem))
        else:
            options = tuple(Option({"followers": value}) for value in number.options)
            doubts.append(Doubt("followers", piece, "doubt-number", _open(options)))
        return
    if _is_change(scan, number):
        both = tuple(Option({name: number.value}) for name in (_CHANGED, "followers"))
        doubts.append(Doubt("followers", piece, "doubt-word", both))
        return
    values, asked = settle(when(atoms, moment), scan.piece(atoms[0].first, atoms[-1].end) if atoms else "")
    if asked:
        doubts += [
            Doubt(
                "followers",
                asked[0].piece,
                asked[0].question,
                tuple(
                    Option({"followers": number.value, **option.values}, option.label)
                    for option in asked[0].options
                ),
            )
        ]
        return
    at = values.get("published_at")
    day_only = bool(values.get("day_only"))
    if at is not None and day_only and at.astimezone(moment.zone).date() == moment.today:  # type: ignore[union-attr]
        at, day_only = None, False
    counts.append(FollowerCount(number.value, at, number.rounded, day_only))  # type: ignore[arg-type]


def _open(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return options if len(options) > 1 else (*options, Option({"followers": None}, "unknown"))


def _signed(scan: Scan, number: Number) -> str:
    first = number.first - 1 if number.problem == "reject-negative" else number.first
    return scan.piece(first, number.end)[:120]


def _is_change(scan: Scan, number: Number) -> bool:
    """«۵۰ تا زیاد شد», "+50": a change is no count."""
    if number.first and scan.tokens[number.first - 1].text == "+":
        return True
    near = scan.tokens[max(0, number.first - 2) : number.end + 3]
    return any(token.text in scan.known.changes for token in near)


def _clauses(scan: Scan) -> list[_Clause]:
    """Clauses with a number each; a clause without one lends its days to the next, or to the one before."""
    starts = {number.first: number for number in scan.numbers}
    days = {atom.first: atom for atom in scan.dates.atoms}
    clauses = [_Clause()]
    skip = 0
    for i, token in enumerate(scan.tokens):
        if i < skip:
            continue
        if i in starts:
            clauses[-1].numbers.append(starts[i])
            skip = starts[i].end
            continue
        broken = token.sort is Sort.LINE or token.text in _BREAKS or token.text in scan.known.ands
        joined = i in days and token.text[:1] in scan.known.ands and bool(clauses[-1].numbers)
        if (broken or joined) and clauses[-1].numbers:
            clauses.append(_Clause())
        if i in days:
            clauses[-1].atoms.append(days[i])
            skip = days[i].end
    if len(clauses) > 1 and not clauses[-1].numbers:
        last = clauses.pop()
        clauses[-1].atoms += last.atoms
    return [clause for clause in clauses if clause.numbers]


def _settled(counts: list[FollowerCount], doubts: list[Doubt]) -> tuple[FollowerCount, ...]:
    """Two different counts of one moment are asked."""
    by_moment: dict[object, list[FollowerCount]] = {}
    for count in dict.fromkeys(counts):
        by_moment.setdefault(count.at, []).append(count)
    kept: list[FollowerCount] = []
    for same in by_moment.values():
        if len({count.count for count in same}) == 1:
            kept.append(same[0])
            continue
        piece = " / ".join(str(count.count) for count in same)
        options = tuple(Option({"followers": count.count, "published_at": count.at}) for count in same[:4])
        doubts.append(Doubt("followers", piece, "doubt-twice", options))
    return tuple(kept)
