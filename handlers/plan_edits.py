"""Changing a kept plan: its fields, alone or with all that follow in its series; skipping, deleting."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.domain.drafts import Choice, Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import PlanId
from bot.domain.lines import Doubt, Option, PostLine, Value
from bot.domain.pages import Page
from bot.domain.plan_values import at_of, lead_minutes, missing, wall_of
from bot.domain.plans import Plan, PlanState
from bot.domain.posts import Kind
from bot.language.lines import Moment
from bot.language.plans import read_plan_field
from bot.rendering import plans as view
from bot.rendering.message import Answer
from bot.rendering.plans import Late
from bot.rendering.plans_buttons import PlanDo
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import StepAside, begin
from handlers.plan_cards import card, shown_of, too_late
from handlers.plan_values import CLOCK_CHOICES, DAY_CHOICES, past, rule_for, told
from handlers.planned import plan_pressed
from handlers.plans import counts_something
from storage import pages, planning, plans, team
from storage.planning import Act

_LEADS = ("0", "60", "1440", "1440,60", "")
_LEAD_CHOICES = tuple(
    Choice(f"plan-leads-{leads.replace(',', '-') or 'none'}", {"leads": leads}) for leads in _LEADS
)
_READY: Mapping[str, tuple[Choice, ...]] = {
    "kind": tuple(Choice(f"kind-{kind}", {"kind": kind.value}) for kind in Kind),
    "leads": _LEAD_CHOICES,
}
_EMPTY = frozenset({"topic", "text", "links", "media", "rule"})
"""Fields that can be left empty by a button."""
_SCOPES = tuple(Choice(f"plan-scope-{scope}", {"scope": scope}) for scope in ("this", "later"))
_LABEL_MOST = 64
_LINKS_MOST = 6


class PlanFieldForm:
    """One field of a kept plan. What is changed is `field`; `repeats` says whether others follow it."""

    name = "plan-field"

    def next_field(self, draft: Draft) -> Field | None:
        """The field that was chosen, then whether it holds for all that follow."""
        known, field = draft.known(), draft.values.get("field")
        if field is None or known.get("past") == "no":
            return None
        if field == "when":
            asked = _asked_time(known, draft.passed)
            if asked is not None:
                return asked
        elif field not in draft.passed:
            name = str(field)
            return Field(name, _READY.get(name, ()), skippable=name in _EMPTY, skip="form-empty")
        if known.get("repeats") and "scope" not in known and field != "rule":
            return Field("scope", _SCOPES, skippable=False)
        return None

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """The field's new value."""
        if asking == "text":
            return PostLine({"text": text})
        if asking == "links":
            return PostLine({"links": json.dumps(links_in(text), ensure_ascii=False)})
        if asking != "topic" and counts_something(text, moment):
            raise StepAside
        if asking in ("media", "scope"):
            return PostLine({}, unread=(text,))
        return read_plan_field(asking or "day", text, moment)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """A time that is past."""
        del connection
        known = draft.known()
        if known.get("past") == "no" or self.next_field(draft) is not None:
            return ()
        values = told(known, asker)
        at = at_of(values, asker.texts.zone) if "rule" not in values else None
        if at is None or not past(values, at, asker):
            return ()
        another = Option({"day": None, "day_word": None, "clock": None}, "plan-another-time")
        return (Doubt("past", "", "doubt-plan-past", (another, Option({"past": "no"}, "plan-leave"))),)

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Changes the plan."""
        plan = plans.get(connection, PlanId(draft.subject or 0), member=asker.id)
        page = pages.for_change(connection, plan.page_id, member=asker.id)
        known = told(draft.known(), asker)
        act, field = Act(connection, page, asker.id, asker.now), str(draft.values.get("field"))
        later = known.get("scope") == "later"
        found = plan.id
        if known.get("past") == "no":
            return Answer((card(connection, asker, plan, page, heading="plan-shown"),))
        if field == "when":
            found = _move(act, plan, known, asker, later=later)
        elif field == "rule":
            rule = rule_for(connection, _with_clock(known, plan), asker)
            found = _unrepeated(act, plan) if rule is None else planning.repeat(act, plan, rule)[0]
        else:
            planning.edit(act, plan, _columns(field, known), later=later)
        change = act.done()
        changed = plans.get(connection, found, member=asker.id)
        wished = lead_minutes(known) or () if field == "leads" else ()
        late = Late(too_late(changed, wished, asker.now), changed.repeats and later)
        heading = "plan-changed"
        shown = card(connection, asker, changed, page, change=change, draft=draft, heading=heading, late=late)
        return Answer((shown,))


def _asked_time(known: Mapping[str, Value], passed: frozenset[str]) -> Field | None:
    values = {**known, **({"day": "?"} if "day_word" in known else {})}
    need = missing({name: value for name, value in values.items() if name != "rule"})
    if need == "day":
        return Field("day", DAY_CHOICES, skippable=False)
    if need == "clock" and "clock" not in passed:
        return Field("clock", CLOCK_CHOICES, skip="plan-skip-clock-same")
    return None


def _move(act: Act, plan: Plan, known: Mapping[str, Any], asker: Asker, *, later: bool) -> PlanId:
    wall = wall_of(_with_clock(known, plan))
    if wall is None:
        raise Refused("draft-moved-on")
    if later and plan.series_id is not None:
        made = planning.move_all(act, plan, wall)
        if made:
            return made[0]
    planning.move(act, plan, wall, day_only="clock" not in known and (plan.day_only or plan.wall is None))
    del asker
    return plan.id


def _with_clock(known: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """A new day keeps the old hour."""
    if "clock" in known or plan.day_only or plan.wall is None:
        return dict(known)
    return {**known, "clock": f"{plan.wall:%H:%M}"}


def _unrepeated(act: Act, plan: Plan) -> PlanId:
    """The plan alone, without those that would have followed it."""
    if plan.series_id is None or plan.wall is None:
        return plan.id
    planning.delete(act, plan, later=True)
    return planning.keep(act, plans.columns(plan), plan.wall, day_only=plan.day_only)


def _columns(field: str, known: Mapping[str, Any]) -> dict[str, Any]:
    match field:
        case "leads":
            return {"leads": list(lead_minutes(known) or ())}
        case "links" | "media":
            return {field: json.loads(str(known.get(field, "[]")))}
        case "kind" | "topic" | "text":
            return {field: known.get(field)}
    raise Refused("draft-moved-on")


def links_in(text: str) -> list[list[str]]:
    """Buttons as they are typed, a line each: a label and an address. Refused("plan-links-unclear")."""
    found = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        label, _, address = line.replace("：", ":").rpartition(" ")
        label = label.rstrip(" -–—:|").strip()
        if not label or "." not in address or len(address) > 512:
            raise Refused("plan-links-unclear", piece=line[:200])
        url = address if "://" in address else f"https://{address}"
        if not url.startswith(("http://", "https://", "tg://")):
            raise Refused("plan-links-unclear", piece=line[:200])
        found.append([label[:_LABEL_MOST], url])
    if not 0 < len(found) <= _LINKS_MOST:
        raise Refused("plan-links-unclear", piece=text[:200])
    return found


async def edit(context: Context, pressed: PlanDo) -> None:
    """Which field is to be changed, or one of them."""
    asker, field = context.asker, pressed.do.partition(".")[2]

    def keep(connection: Connection) -> Answer:
        plan, page, there = plan_pressed(connection, asker, pressed)
        if not field:
            shown = shown_of(connection, there, plan, page)
            return Answer((view.edit_menu(shown, there.texts, asker.now),)).editing()
        if field == "assignee":
            return Answer((_who(connection, there, plan, page),)).editing()
        if field not in view.EDITABLE:
            raise Refused("button-unknown")
        if plan.state is PlanState.DONE or plan.sending_at is not None:
            raise Refused("plan-over")
        values: dict[str, Value] = {"field": field, "repeats": plan.repeats}
        return begin(connection, there, PlanFieldForm(), Draft(values, asking=field, subject=plan.id))

    await context.keep(keep)


def _who(connection: Connection, asker: Asker, plan: Plan, page: Page) -> Any:
    members = [m for m in team.members_of(connection, page.id) if m.role.changes]
    return view.who_menu(plan, [(m.id, m.name) for m in members], asker.texts)


def register(desk: Desk) -> None:
    """The fields of plans."""
    desk.form(PlanFieldForm())
