"""Planning posts: `/plan فردا ۱۲ کاروسل …`, «یادم بنداز …», or asked for; then the plan's card."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.drafts import Choice, Draft, Field
from bot.domain.lines import Doubt, Option, PostLine, Value
from bot.domain.plan_values import at_of, lead_minutes, wall_of
from bot.domain.plans import CAPTION_MOST
from bot.domain.posts import Kind
from bot.language.ahead import Ahead, ahead
from bot.language.lines import Moment, read_message
from bot.language.plan_opening import idea_said, plan_opening
from bot.language.plans import read_plan, read_plan_field
from bot.rendering.message import Answer, Message
from bot.rendering.plans import Late
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.followers import tells_followers
from handlers.forms import StepAside, begin
from handlers.pages import ask_page_name
from handlers.plan_cards import card, too_late
from handlers.plan_values import asked_time, past, rule_for, template_of, told
from storage import pages, planning, plans
from storage.changes import Change
from storage.planning import Act

_COMMAND = "/plan"
_POST_FORM = "post"
"""Who is asked about a post may tell a plan in between."""
_KINDS = tuple(Choice(f"kind-{kind}", {"kind": kind.value}) for kind in Kind)
_WHAT = frozenset({"kind", "topic", "text", "media"})


class PlanForm:
    """A new plan: what and when; any line may give all of it at once."""

    name = "plan"

    def next_field(self, draft: Draft) -> Field | None:
        """What is to be posted (or nothing yet), on which day, at which hour."""
        known = draft.known()
        if _is_none(known):
            return None
        if known.get("idea"):
            told_what = _WHAT & known.keys() or "topic" in draft.passed
            return None if told_what else Field("topic", skippable=False)
        if not _WHAT & known.keys() and "what" not in draft.passed:
            return Field("what", _KINDS, skip="plan-skip-what")
        return asked_time({**known, **({"day": "?"} if "day_word" in known else {})}, draft.passed)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """Any line about a plan, or the answer to one question. Counts are told of a post or of followers."""
        if counts_something(text, moment):
            raise StepAside
        if asking in (None, "what", "again", "past"):
            return read_plan(text, moment)
        return read_plan_field(asking, text, moment)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """A time that is past, and the very same plan once more."""
        known = draft.known()
        if _is_none(known) or self.next_field(draft) is not None:
            return ()
        values = told(known, asker)
        at = at_of(values, asker.texts.zone)
        if at is None or values.get("rule") is not None or values.get("idea"):
            return ()
        if past(values, at, asker) and not known.get("sure_past"):
            another = Option({"day": None, "day_word": None, "clock": None}, "plan-another-time")
            return (Doubt("past", "", "doubt-plan-past", (another, Option({"past": "no"}, "plan-leave"))),)
        kind, topic = (str(known[name]) if name in known else None for name in ("kind", "topic"))
        if known.get("sure_again") or not plans.alike(connection, asker.page_id, at, kind, topic):
            return ()
        sure = Option({"sure_again": True}, "plan-once-more")
        return (Doubt("again", "", "doubt-plan-again", (sure, Option({"again": "no"}, "same"))),)

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps the plan, or the series with its first plans."""
        known = draft.known()
        if _is_none(known):
            return Answer((Message(asker.texts("plan-not-kept")),))
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        values = told(known, asker)
        act = Act(connection, page, asker.id, asker.now)
        template = template_of(values, asker)
        rule = None if values.get("idea") else rule_for(connection, values, asker)
        wall = wall_of(values)
        if rule is not None:
            made = planning.keep_series(act, template, rule)
        elif values.get("idea") or wall is None:
            made = [planning.keep_idea(act, template)]
        else:
            made = [planning.keep(act, template, wall, day_only="clock" not in values)]
        change = act.done(planning.NEW)
        if not made:
            return Answer((Message(asker.texts("plan-rule-empty")),))
        plan = plans.get(connection, made[0], member=asker.id)
        late = Late(too_late(plan, lead_minutes(values) or (), asker.now), plan.repeats)
        return Answer((card(connection, asker, plan, page, change=change, draft=draft, late=late),))


def _is_none(known: Mapping[str, Value]) -> bool:
    """Whether it turned out to be no plan."""
    return known.get("past") == "no" or known.get("again") == "no"


async def plan_command(context: Context, text: str) -> None:
    """`/plan`, with a line behind it or bare."""
    await plan_line(context, text)


async def typed(context: Context, message: Said, text: str) -> bool:
    """A line that is surely a plan: «برنامه فردا …», «یادم بنداز …».

    What is asked in a plan's form goes before, unless the line says all of another plan.
    """
    del message
    idea = idea_said(text)
    form = context.asker.draft.form if context.asker.draft is not None else ""
    if plan_opening(text) is None and idea is None:
        return await _typed_amid(context, text, form)
    if counts_something(text, context.asker.moment):
        return False
    if idea is not None and form in ("", PlanForm.name):
        await plan_line(context, text)
        return True
    if form.startswith(PlanForm.name) and (form != PlanForm.name or not _whole(text, context.asker)):
        return False
    await plan_line(context, text)
    return True


async def _typed_amid(context: Context, text: str, form: str) -> bool:
    """A whole plan told like a post («فردا ۶ عصر ریلز …») amid what is asked of one."""
    asker = context.asker
    if form != _POST_FORM:
        return False
    if ahead(read_message(text, asker.moment), text, asker.moment) is not Ahead.SURE:
        return False
    if not _whole(text, asker):
        return False
    await plan_line(context, text)
    return True


def _whole(text: str, asker: Asker) -> bool:
    """Whether a line says all of a plan, so that it is no answer to what is asked about another."""
    known, line = drafted(asker, text).known(), read_plan(text, asker.moment)
    told_what = bool({"kind", "topic"} & known.keys())
    return told_what and not line.doubts and asked_time(known, frozenset()) is None


def counts_something(text: str, moment: Moment) -> bool:
    """Whether likes, followers and the like are told: «برنامهٔ غذایی ۵۰۰ لایک» is a post, whatever it begins
    with.
    """
    read = read_message(text, moment)
    return bool(read.counted()) if isinstance(read, PostLine) else tells_followers(text, moment)


async def plan_line(context: Context, text: str, along: Mapping[str, Value] | None = None) -> None:
    """Plans what a line says; `along` came with it without being part of it."""
    asker = context.asker
    if asker.page is None:
        await ask_page_name(context, then=f"{_COMMAND} {text}" if text else None)
        return
    asker.working_page.for_change()
    draft = drafted(asker, text)
    draft = replace(draft, values={**draft.values, **(along or {})})
    await context.keep(lambda c: begin(c, asker, PlanForm(), draft))


def drafted(asker: Asker, text: str) -> Draft:
    """What a line says, as a draft. Who only wants to be reminded is reminded at the very time."""
    if not text:
        return Draft()
    if (idea := idea_said(text)) is not None:
        return Draft().merged(_idea(idea, asker.moment), text)
    line = read_plan(text, asker.moment)
    opening = plan_opening(text)
    if opening is not None and opening.reminds and "leads" not in line.values:
        line = replace(line, values={**line.values, "leads": "0"})
    return Draft().merged(line, text)


def _idea(said: str, moment: Moment) -> PostLine:
    """An idea is kept in its own words; only a kind is read out of them where nothing else is."""
    if not said:
        return PostLine({"idea": True})
    line = read_plan(said, moment)
    plain = line.values.keys() <= {"kind", "topic"} and not (line.doubts or line.unread or line.rejected)
    return PostLine({"idea": True, **(line.values if plain else {"topic": said[:CAPTION_MOST]})})


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    planning.take_back(connection, change, asker.now)


def register(desk: Desk) -> None:
    """Plans, by line and by buttons."""
    desk.form(PlanForm())
    desk.command("plan", plan_command)
    desk.replied.append(typed)
    for what in (planning.NEW, planning.CHANGED, planning.DONE):
        desk.takes_back(what, _take_back)
    resume = desk.resume_text

    def resumed(connection: Connection, asker: Asker, text: str) -> Answer:
        if text.startswith(f"{_COMMAND} "):
            return begin(connection, asker, PlanForm(), drafted(asker, text.removeprefix(f"{_COMMAND} ")))
        if resume is None:
            raise LookupError(text)
        return resume(connection, asker, text)

    desk.resume_text = resumed
