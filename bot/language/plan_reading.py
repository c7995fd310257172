"""One line about a plan, from its scan to what it says."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.lines import Doubt, Option, PostLine, Rejected
from bot.domain.plans import LEADS_MOST
from bot.domain.recurrence import MOST_TIMES
from bot.language.kinds import find_kinds
from bot.language.making import Making, clip, filler
from bot.language.moments import Moment
from bot.language.numbers import number_at
from bot.language.plan_repeating import Settled
from bot.language.plan_scanning import PlanScan
from bot.language.plan_settling import Values
from bot.language.tokens import Sort
from bot.language.topics import find_topic

_DAY_WORDS = ("occasions", "every", "day", "week", "month", "until")
_NEGATIONS = frozenset({"not", "نه", "مش", "مو", "ماشی", "لیس", "موش"})
_OWN_DAYS = frozenset({"start", "until"})
_FAR = timedelta(days=2 * 366)
"""Who plans further ahead has mistyped the year."""


def written_leads(minutes: Iterable[int]) -> str:
    """How early to remind, as the value of `leads`."""
    return ",".join(str(each) for each in sorted(set(minutes), reverse=True)[:LEADS_MOST])


class PlanReading:
    """What one line says; `asked` is the field that it answers."""

    def __init__(self, scan: PlanScan, moment: Moment, asked: str | None) -> None:
        self.scan, self.dates, self.moment, self.asked = scan, scan.dates, moment, asked
        self.post = Making(scan, moment, asked)

    def line(self) -> PostLine:
        """The line's values, doubts, and what was not understood."""
        self._bare_answer()
        foreign = self._without_foreign_clocks()
        self._lone_parts()
        self._leads_by_place()
        self._not_those()
        self._beside_what_is_lost()
        if not self.dates.rules:
            for length in self.dates.lengths:
                self.scan.give_back(length.first, length.end)
        alone = self.asked in {"clock", "day"} or self._perhaps_another_day()
        settled = Settled(self.dates, self.moment, self._piece(), hour_alone=alone)
        find_kinds(self.post)
        find_topic(self.post)
        values = {**self.post.values, **self._answered(settled.values)}
        if self.dates.leads or self.dates.no_reminder:
            values["leads"] = written_leads(self.dates.leads)
        told = [self._as_asked(doubt) for doubt in (*settled.doubts, *self._far_away(values))]
        doubts = (*told, *self.post.doubts)
        early = [clip(self.scan.piece(first, end)) for first, end in self.dates.early_leads]
        rejected = tuple(Rejected("leads", piece, "reject-early") for piece in early)
        lost = (*self.scan.skipped, *self.dates.vague_leads)
        skipped = [clip(self.scan.piece(first, end)) for first, end in lost]
        unread = (*self.post.unread, *skipped, *foreign)
        return PostLine(values, doubts=doubts, rejected=rejected, unread=unread)

    def _far_away(self, values: Values) -> list[Doubt]:
        """A day so far away that it is hardly meant is asked once more, and no value."""
        found = []
        for name in ("day", "start"):
            day = values.get(name)
            if isinstance(day, str) and date.fromisoformat(day) - self.moment.today > _FAR:
                del values[name]
                options = (Option({name: day}), Option({name: None}, "another-day"))
                found.append(Doubt(name, self._piece(), "doubt-far", options))
        return found

    def _bare_answer(self) -> None:
        """A number alone answers what was asked: an hour, or a day of the month."""
        if self.dates.atoms or self.asked not in {"clock", "day", "start", "until"}:
            return
        for i, token in enumerate(self.scan.tokens):
            if self.scan.used[i] or token.sort is not Sort.NUMBER:
                continue
            atom = self.dates.bare_hour(i) if self.asked == "clock" else self.dates.bare_day(i)
            if atom is not None:
                self.dates.atoms.append(atom)
                self.scan.use(atom.first, atom.end)
            return

    def _without_foreign_clocks(self) -> list[str]:
        """An hour by another zone's clock is shown back and asked anew."""
        if not self.dates.foreign:
            return []
        timed = [atom for atom in self.dates.atoms if atom.hour is not None]
        self.dates.atoms = [
            atom._replace(hour=None, part="") for atom in self.dates.atoms if atom.days or atom.instant
        ]
        return [clip(self.scan.piece(atom.first, atom.end)) for atom in timed] + [
            clip(self.scan.piece(first, end)) for first, end in self.dates.foreign
        ]

    def _perhaps_another_day(self) -> bool:
        """Whether words were left that may name a day («عید ساعت ۱۲», a slip in «شنبه»); an hour alone is not
        today's then.
        """
        plan, tokens = self.dates.plan, self.scan.tokens
        left = [i for i, token in enumerate(tokens) if token.sort is Sort.WORD and not self.scan.used[i]]
        named = any(plan.end(group, tokens, i) for group in _DAY_WORDS for i in left)
        ranged = any(
            tokens[i].text in "-–/" and tokens[i - 1].sort is tokens[i + 1].sort is Sort.NUMBER
            for i in range(1, len(tokens) - 1)
            if not (self.scan.used[i - 1] or self.scan.used[i + 1])
        )
        return (
            ranged or bool(self.scan.skipped) or named or any(plan.nearly_a_day(tokens[i].text) for i in left)
        )

    def _leads_by_place(self) -> None:
        """«فردا ۱۸ ریلز ۲ ساعت قبل»: beside another time it is how early to remind."""
        atoms = self.dates.atoms
        maybe = [atom for atom in atoms if atom.first in self.dates.maybe_leads]
        if maybe and (len(atoms) > len(maybe) or self.dates.rules):
            for atom in maybe:
                atoms.remove(atom)
                self.dates.leads += self.dates.maybe_leads[atom.first]

    def _beside_what_is_lost(self) -> None:
        """«سال بعد ۱۵ آذر»: beside a piece that is not read, a day has to be confirmed."""
        if set(self.scan.skipped) & set(self.dates.vague):
            self.dates.atoms = [
                atom._replace(ask=True) if atom.days and atom.hour is None else atom
                for atom in self.dates.atoms
            ]

    def _not_those(self) -> None:
        """«فردا نه، پس‌فردا», "not tomorrow": a day that was taken back is asked."""
        tokens, used, atoms = self.scan.tokens, self.scan.used, self.dates.atoms

        def taken_back(i: int) -> bool:
            return 0 <= i < len(tokens) and not used[i] and tokens[i].text in _NEGATIONS

        if any(taken_back(atom.first - 1) or taken_back(atom.end) for atom in atoms if atom.days):
            self.dates.atoms = [
                atom._replace(ask=True, hour=None) if atom.days else atom for atom in atoms
            ] + [
                atom._replace(days=(), weekday=None) for atom in atoms if atom.days and atom.hour is not None
            ]

    def _lone_parts(self) -> None:
        """«کرم شب»: a part of the day between words of a topic is the topic's."""
        for atom in list(self.dates.atoms):
            lone = atom.first in self.dates.lone_parts and atom.hour is None and not atom.days
            if lone and (self._topical(atom.first - 1) or self._topical(atom.end)):
                self.dates.atoms.remove(atom)
                self.scan.give_back(atom.first, atom.end)

    def _topical(self, i: int) -> bool:
        scan = self.scan
        if not 0 <= i < len(scan.tokens) or scan.used[i] or scan.tokens[i].sort not in {Sort.WORD, Sort.TAG}:
            return False
        return not (filler(scan, i) or any(said.first <= i < said.end for said in scan.kinds))

    def _piece(self) -> str:
        spans = [(atom.first, atom.end) for atom in self.dates.atoms]
        spans += [(rule.first, rule.end) for rule in self.dates.rules]
        spans += [(bound.first, bound.end) for bound in (*self.dates.starts, *self.dates.ends)]
        merged: list[tuple[int, int]] = []
        for first, end in sorted(spans):
            if merged and first <= merged[-1][1]:
                first, end = merged[-1][0], max(merged.pop()[1], end)  # noqa: PLW2901 - they are one piece
            merged.append((first, end))
        return clip(" ".join(self.scan.piece(first, end) for first, end in merged))

    def _answered(self, values: Values) -> Values:
        """With a day as the field that was asked for."""
        if self.asked in _OWN_DAYS and "day" in values and "rule" not in values:
            day = values.pop("day")
            values[self.asked or ""] = day
        lengths = [each.many for each in self.dates.lengths if each.unit == "times"]
        lengths += self._lone_number()
        if self.asked in {"until", "times"} and lengths and 0 < lengths[0] <= MOST_TIMES:
            values["times"] = lengths[0]
        return values

    def _lone_number(self) -> list[int]:
        """A number alone, where it is asked how often."""
        tokens = self.scan.tokens
        number = number_at(tokens, 0) if self.asked == "times" and tokens else None
        return [number.value] if number and number.value and number.end == len(tokens) else []

    def _as_asked(self, doubt: Doubt) -> Doubt:
        if doubt.field == "times":
            spans = [each for each in self.dates.lengths if each.unit == "times"][:1]
            return replace(doubt, piece=" ".join(clip(self.scan.piece(s.first, s.end)) for s in spans))
        if self.asked not in _OWN_DAYS or doubt.field != "day":
            return doubt
        name = self.asked or ""
        options = tuple(
            Option({name if key == "day" else key: each for key, each in option.values.items()}, option.label)
            for option in doubt.options
        )
        return replace(doubt, field=name, options=options)
