"""Whether a line without a command is a plan: it begins with a word that nothing else begins with."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from bot.language.plan_words import plan_words
from bot.language.tokens import Sort, Token, cut

OPENINGS: Final = frozenset(
    {
        *("برنامه", "برنامهریزی", "پلن"),
        *("خطه", "الخطه", "خطط", "جدول", "جدولی"),
        *("plan", "schedule"),
    }
)
"""Words that plans begin with, as they are folded."""


def idea_said(text: str) -> str | None:
    """What stands behind «ایده:», "idea:", «فكرة»: the idea itself, as typed, perhaps nothing yet.

    None where a line does not begin so.
    """
    line = cut(text)
    end = plan_words().end("idea", line.tokens, 0) if line.tokens else None
    if end is None:
        return None
    while end < len(line.tokens) and line.tokens[end].sort in (Sort.SIGN, Sort.LINE):
        end += 1
    return line.piece(end, len(line.tokens))


class Opening(NamedTuple):
    """How a line of a plan begins."""

    reminds: bool
    """Whether only a reminder is wanted, at the very time that is told."""


def plan_opening(text: str) -> Opening | None:
    """How a line begins that is surely a plan: «برنامه فردا …», «یادم بنداز …», "remind me …"; else None.

    Who asks to be reminded may say so last as well: «هر پنجشنبه ۹ شب ریلز یادم بنداز». The word alone is a
    command, and none of these.
    """
    tokens = cut(text).tokens
    if len(tokens) < 2:
        return None
    if plan_words().end("remind", tokens, 0) is not None:
        return Opening(reminds=True)
    if tokens[0].text in OPENINGS:
        return Opening(reminds=False)
    return Opening(reminds=True) if _asks_to_be_reminded(tokens) else None


def _asks_to_be_reminded(tokens: Sequence[Token]) -> bool:
    """Whether the first line asks for it somewhere, by a verb: a reminder may be what a post is about."""
    known = plan_words()
    line = next((i for i, token in enumerate(tokens) if token.sort is Sort.LINE), len(tokens))
    return any(known.end("remind_me", tokens, i) is not None for i in range(line))
