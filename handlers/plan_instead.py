"""What was told like a post and may be a plan: the question which of the two, and its answer."""

from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.drafts import Draft
from bot.domain.lines import Option, PostLine
from bot.language.ahead import Ahead, ahead
from bot.language.moments import Moment
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.forms import begin
from handlers.plans import PlanForm, drafted

_PLAN = Option({"plan": True}, "plan")
_WHEN = "published_at"


def or_planned(line: PostLine, text: str, moment: Moment) -> PostLine | None:
    """The line of a post; None of one that is surely a plan.

    Where its day may be one to come, the question for it offers the calendar as well.
    """
    found = ahead(line, text, moment)
    if found is Ahead.SURE:
        return None
    if found is Ahead.NO:
        return line
    when = [replace(doubt, options=(*doubt.options, _PLAN)) for doubt in line.doubts if doubt.field == _WHEN]
    # The plan asks anew what is doubtful of it: whether it is one comes first.
    return replace(line, doubts=(*when, *(doubt for doubt in line.doubts if doubt.field != _WHEN)))


def plan_instead(connection: Connection, asker: Asker, draft: Draft) -> Answer:
    """Plans what a draft of a post was told as."""
    return begin(connection, asker, PlanForm(), drafted(asker, draft.typed))
