"""Finding the hour in a moment: «ساعت ۱۲ونیم», «٩ بالليل», "9:30 pm", and which numbers are none."""

from collections.abc import Sequence

from bot.language.figures import Number
from bot.language.lexicon import lexicon
from bot.language.moments import Atom, Moment
from bot.language.numbers import number_at
from bot.language.tokens import Sort, Token

_WEAK_HOURS = frozenset({"at", "@"})
_ORDINAL_LIKE = frozenset({"م"})


class Clocks:
    """Finds the clocks in one line."""

    def __init__(self, tokens: Sequence[Token], moment: Moment) -> None:
        self.tokens, self.moment = tokens, moment
        self.known = lexicon()

    def _clock_token(self, first: int, i: int, part: str = "") -> Atom | None:
        hour, minute = (int(each) for each in self.tokens[i].text.split(":")[:2])
        if hour > 24 or minute > 59:
            return None
        end = i + 1
        if not part and (found := self.known.parts.at(self.tokens, end)):
            part, end = found
        # Four digits are how a digital clock says it, and how we do; "9:30" may be of either half of the day.
        sure = len(self.tokens[i].text.split(":")[0]) == 2 or hour == 0
        return Atom(first, end, part=part, hour=hour, minute=minute, sure=sure)

    def _timed(self, first: int, i: int, *, part: str = "", must: bool = False) -> Atom | None:
        """An hour at token `i`; with `must`, only where a part of the day stands behind it."""
        if i < len(self.tokens) and self.tokens[i].sort is Sort.CLOCK:
            return self._clock_token(first, i, part)
        number = self._hour_number(i)
        if number is None:
            return None
        hour, minute, end = number.value or 0, number.half, number.end
        if less := self.known.less_quarter.at(self.tokens, end):
            hour, minute, end = (hour - 1) % 24, 45, less[1]
        elif not minute and (past := self._minutes(end)):
            minute, end = past
        behind = self.known.parts.at(self.tokens, end)
        if behind and not (self.tokens[end].text in _ORDINAL_LIKE and self.moment.language != "ar"):
            return Atom(first, behind[1], part=behind[0], hour=hour, minute=minute)
        if must or (not number.half and self._is_count(first, i, end)):
            return None
        return Atom(first, end, part=part, hour=hour, minute=minute)

    def _minutes(self, i: int) -> tuple[int, int] | None:
        """«و ۲۰ دقیقه» behind an hour."""
        number = self._plain_number(i + 1) if self._text(i) in self.known.ands else None
        if number is None or self._text(number.end) not in self.known.minutes or (number.value or 0) > 59:
            return None
        return number.value or 0, number.end + 1

    def _is_count(self, first: int, i: int, end: int) -> bool:
        """Whether the number of tokens `[i, end)` counts something, though an hour might stand there."""
        if (
            first < i
            and self.tokens[i - 1].text not in _WEAK_HOURS
            and self.known.hours.at(self.tokens, i - 1)
        ):
            return self._text(end) in self.known.counters
        return self._counted(end)

    def _with_bare_hour(self, atom: Atom) -> Atom:
        """«دیشب ۱۲ونیم», «شب جمعه ۱۰»: an hour right behind its day."""
        number = self._hour_number(atom.end)
        if number is None:
            return atom
        if atom.part == "night" and (number.value or 0) >= 6 and self._kind_at(number.end):
            return atom._replace(end=number.end, hour=number.value, minute=number.half)
        timed = self._timed(atom.end, atom.end)
        if timed is None:
            return atom
        return atom._replace(
            end=timed.end, part=timed.part or atom.part, hour=timed.hour, minute=timed.minute
        )

    def _counted(self, i: int) -> bool:
        """Whether what stands at `i` makes a count of the number before it."""
        if i >= len(self.tokens):
            return False
        text = self.tokens[i].text
        if text in self.known.counters or text in self.known.slots or text in "%٪=":
            return True
        term = self.known.terms.at(self.tokens, i)
        if term and term[0].role in {"count", "asked", "other", "kind", "soft"}:
            return True
        groups = (self.known.posts, self.known.currencies, self.known.not_counts, self.known.topic_nouns)
        return any(group.at(self.tokens, i) for group in groups)

    def _kind_at(self, i: int) -> bool:
        term = self.known.terms.at(self.tokens, i)
        return term is not None and term[0].role in {"kind", "soft"}

    def _hour_number(self, i: int) -> Number | None:
        number = number_at(self.tokens, i) if i < len(self.tokens) else None
        if number is None or number.split or (number.problem and not number.half):
            return None
        if number.half:
            bare = number_at(self.tokens[: i + 1], i)
            if bare is None or bare.value is None or bare.value > 24:
                return None
            return Number(number.first, number.end, bare.value, half=number.half)
        if number.value is None or number.value > 24 or not (number.plain or number.words):
            return None
        return number

    def _plain_number(self, i: int) -> Number | None:
        if i >= len(self.tokens) or self.tokens[i].sort is not Sort.NUMBER:
            return None
        token = self.tokens[i]
        if not token.text.isdigit() or len(token.text) > 4:
            return None
        return Number(i, i + 1, int(token.text), plain=True)

    def _text(self, i: int) -> str:
        return self.tokens[i].text if i < len(self.tokens) else ""
