"""Whether a line that tells of a post without counts speaks of one to come: then it is a plan."""

from enum import StrEnum
from functools import cache
from typing import Final

from bot.domain.lines import FollowersSaid, PostLine, Unclear, Value
from bot.domain.plan_values import wall_of
from bot.domain.recurrence import instant_of
from bot.language.folding import fold
from bot.language.moments import Moment
from bot.language.plan_opening import idea_said, plan_opening
from bot.language.plans import read_plan
from bot.language.tokens import cut
from bot.language.word_files import word_files

_FUTURE: Final = "doubt-future"
"""The question about a post of which every reading lies ahead."""
_PUBLISHED: Final = frozenset({"impressions", "followers", "link"})
"""What only a post has that is out, beside its counts."""


class Ahead(StrEnum):
    """How sure it is that a line is a plan."""

    NO = "no"
    PERHAPS = "perhaps"
    """Its day has been and comes again: «پنجشنبه ۸ شب کاروسل»."""
    SURE = "sure"


def ahead(read: PostLine | FollowersSaid | Unclear, text: str, moment: Moment) -> Ahead:
    """Whether `text`, read as `read`, is a plan although it does not begin like one.

    What was counted, a link, and any question stay what they are; so does a line that could be several posts.
    """
    if not isinstance(read, PostLine) or not _may_be(read, text):
        return Ahead.NO
    plan = read_plan(text, moment)
    if "kind" not in plan.values:
        return Ahead.NO
    if plan.values.get("rule") is not None:
        return Ahead.SURE if "clock" in plan.values else Ahead.NO
    return _by_words(read, text) if _comes(plan, moment) else Ahead.NO


def _by_words(read: PostLine, text: str) -> Ahead:
    """How sure it is of a line whose time as a plan lies ahead."""
    words = {token.text for token in cut(text).tokens}
    asked = {doubt.question for doubt in read.doubts if doubt.field == "published_at"}
    if words & _said("have_posted"):
        return Ahead.PERHAPS if _FUTURE in asked else Ahead.NO
    if _FUTURE in asked or (words & _said("will_post") and (asked or "published_at" in read.values)):
        return Ahead.SURE
    return Ahead.PERHAPS if asked else Ahead.NO


@cache
def _said(which: str) -> frozenset[str]:
    return frozenset(fold(word) for file in word_files("ahead").values() for word in file[which])


def _may_be(read: PostLine, text: str) -> bool:
    if plan_opening(text) is not None or idea_said(text) is not None or any(sign in text for sign in "?؟"):
        return False
    fields = read.values.keys() | {doubt.field for doubt in read.doubts}
    return not (read.counted() or read.rejected or fields & {*_PUBLISHED, "several"})


def _comes(plan: PostLine, moment: Moment) -> bool:
    """Whether each reading of a plan's time lies ahead."""
    known = {name: plan.values[name] for name in ("day", "clock") if name in plan.values}
    readings: list[dict[str, Value]] = [known]
    for doubt in plan.doubts:
        if doubt.field not in ("day", "clock"):
            continue
        told = [dict(option.values) for option in doubt.options if any(option.values.values())]
        readings = [{**reading, **option} for reading in readings for option in told]
    return bool(readings) and all(_later(reading, moment) for reading in readings)


def _later(reading: dict[str, Value], moment: Moment) -> bool:
    wall = wall_of(reading)
    if wall is None:
        return False
    if "clock" in reading:
        return instant_of(wall, moment.zone) > moment.now
    return wall.date() >= moment.today
