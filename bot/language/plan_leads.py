"""How early to remind: «یک ساعت قبل یادم بنداز», "remind me 1 day and 30 min before", «ذكرني قبلها بساعة»."""

from collections.abc import Sequence
from fractions import Fraction

from bot.domain.plans import LEAD_MOST, LEADS_MOST
from bot.language.moments import Moment
from bot.language.numbers import number_at
from bot.language.plan_rules import PlanRules
from bot.language.tokens import Token

_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}

_LIGHT_WORDS = frozenset(
    {":", "me", "از", "که", "را", "رو", "با", "هم", "a", "an", "at", "ب", "about", "to", "post", "و"}
)

_BARE = frozenset({"قبل"})


class PlanLeads(PlanRules):
    """Finds what reminders are asked for."""

    def __init__(self, tokens: Sequence[Token], moment: Moment) -> None:
        super().__init__(tokens, moment)
        self.leads: list[int] = []
        self.no_reminder = False
        self.maybe_leads: dict[int, list[int]] = {}
        """«۲ ساعت قبل» by its place: beside another time a reminder, alone a time that has passed."""
        self.vague_leads: list[tuple[int, int]] = []
        self.early_leads: list[tuple[int, int]] = []
        """«یادآوری ۹۰ روز قبل»: earlier than is reminded."""

    def _lead(self, i: int) -> int | None:
        """«یک ساعت قبل یادم بنداز», "remind me 1 day and 30 min before", «ذكرني قبلها بساعة»."""
        if end := self.plan.end("none", self.tokens, i):
            self.no_reminder = True
            return end
        if end := self.plan.end("vague_before", self.tokens, i):
            self.vague_leads.append((i, end))
            return end
        remind = self.plan.end("remind", self.tokens, i)
        start = self._over(remind) if remind else i
        found = self._amounts_before(start)
        if remind and (vague := self.plan.end("vague_before", self.tokens, start)):
            self.vague_leads.append((i, vague))
            return vague
        if found is None and remind and self.plan.end("on_time", self.tokens, start):
            found = ([0], self.plan.end("on_time", self.tokens, start) or start, True)
        if found is None:
            # Without a time it is how a line begins or ends («یادم بنداز فردا …»), or a word of the topic.
            asks = i == 0 or self.plan.end("remind_me", self.tokens, i)
            opening = remind if remind and (asks or remind - i > 1) else None
            return self._early(i, start) or opening
        minutes, end, sure = found
        behind = self.plan.end("remind", self.tokens, self._over(end)) or self.plan.end(
            "remind", self.tokens, end
        )
        if not (remind or behind or sure):
            self.maybe_leads[i] = minutes
            return None
        self.leads += minutes
        return behind or end

    def _early(self, first: int, i: int) -> int | None:
        """Notes «یادآوری ۹۰ روز قبل»; where it ends."""
        end = self.too_early(i)
        if end is None:
            return None
        before = self.plan.end("before", self.tokens, end) or end
        behind = self.plan.end("remind", self.tokens, self._over(before))
        if first == i and not (behind or self.plan.end("surely_before", self.tokens, end)):
            return None
        self.early_leads.append((first, behind or before))
        return behind or before

    def too_early(self, i: int) -> int | None:
        """Where a length of time ends that is longer than any reminder's; None where there is none."""
        number = number_at(self.tokens, i) if i < len(self.tokens) else None
        unit = self.plan.unit(self.tokens, number.end) if number and number.value else None
        if number is None or unit is None or not number.value:
            return None
        minutes = {**_MINUTES, "month": LEAD_MOST, "year": 12 * LEAD_MOST}[unit[0]]
        return unit[2] if number.value * minutes > LEAD_MOST else None

    def bare_leads(self) -> list[int]:
        """The lengths of time that the whole line is, in minutes; none where it is anything else."""
        if self.plan.end("on_time", self.tokens, 0) == len(self.tokens):
            return [0]
        at, minutes = 0, []
        while found := self._lead_amount(at):
            minutes.append(found[0])
            at = self.plan.end("ands", self.tokens, found[1]) or found[1]
        at = self.plan.end("before", self.tokens, at) or at
        return minutes if at >= len(self.tokens) else []

    def _over(self, i: int) -> int:
        while self._text(i) in _LIGHT_WORDS:
            i += 1
        return i

    def _amounts_before(self, i: int, depth: int = 0) -> tuple[list[int], int, bool] | None:
        """Minutes, where they end, and whether nothing but a reminder can be meant."""
        if end := self.plan.end("day_before", self.tokens, i):
            return [_MINUTES["day"]], end, False
        led = self.plan.end("first", self.tokens, i)
        sure = self.plan.end("surely_before", self.tokens, i) is not None and self._text(i) not in _BARE
        at = led or i
        minutes: list[int] = []
        while len(minutes) <= LEADS_MOST and (found := self._lead_amount(at)):
            minutes.append(found[0])
            at = found[1]
            sep = self.plan.end("ands", self.tokens, at)
            if sep is None and not self._text(at).startswith("و"):
                break
            at = sep or at
        if not minutes:
            return None
        if led:
            again = depth < LEADS_MOST and self.plan.end("first", self.tokens, at) is not None
            more = self._amounts_before(at, depth + 1) if again else None
            return (minutes + more[0], more[1], sure) if more else (minutes, at, sure)
        before = self.plan.end("before", self.tokens, at)
        if before is None:
            return None
        following = self.plan.end("ands", self.tokens, before) or before
        more = self._amounts_before(following, depth + 1) if depth < LEADS_MOST else None
        if more:
            return minutes + more[0], more[1], more[2]
        return minutes, before, self.plan.end("surely_before", self.tokens, at) is not None

    def _lead_amount(self, i: int) -> tuple[int, int] | None:
        i = i + 1 if self._text(i) in _LIGHT_WORDS else i
        found = self.amount(i)
        if found is None or found[0] not in _MINUTES:
            return None
        minutes = found[1] * _MINUTES[found[0]]
        if minutes.denominator != 1 or not Fraction(0) < minutes <= LEAD_MOST:
            return None
        return int(minutes), found[2]
