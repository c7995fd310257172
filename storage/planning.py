"""What is done to plans: each step keeps their alarms right and can be taken back as a whole."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.identity import ChangeId, PersonId, PlanId, PostId, SeriesId
from bot.domain.pages import Page
from bot.domain.plans import Plan, PlanState, Series
from bot.domain.recurrence import Rule, instant_of
from bot.domain.reminders import leads_to_come
from bot.domain.series import cut_before, moved_rule, rest_of
from storage import alarms, changes, plans, posts
from storage import series as kept_series
from storage.changes import Change
from storage.winding import SERIES_ALARM, make_more, wind

NEW, CHANGED, DONE = "plan-new", "plan", "plan-done"
"""What a change is called."""


class Act:
    """One step: what it touches is remembered as it was."""

    def __init__(self, connection: Connection, page: Page, by: PersonId, now: datetime) -> None:
        self.connection, self.page, self.by, self.now = connection, page, by, now
        self.zone = ZoneInfo(page.zone)
        self.facts: dict[str, Any] = {"before": {}, "made": [], "series_before": {}, "series_made": []}

    def done(self, what: str = CHANGED) -> ChangeId:
        """Notes the step, to be taken back."""
        return changes.note(self.connection, self.by, self.page.id, what, self.facts, self.now)

    def touch(self, plan_id: PlanId) -> None:
        """Remembers a plan as it is before it is changed."""
        self.facts["before"].setdefault(str(plan_id), plans.snapshot(self.connection, plan_id))

    def change(self, plan_id: PlanId, **fields: Any) -> None:
        """Changes a plan, whose alarm follows."""
        self.touch(plan_id)
        plans.change(self.connection, plan_id, **fields)
        wind(self.connection, plan_id)

    def add(self, values: Mapping[str, Any]) -> PlanId:
        """A new plan, with its alarm."""
        row = {"page_id": self.page.id, **values}
        made = plans.add(self.connection, row, by=self.by, at=self.now)
        self.facts["made"].append(made)
        wind(self.connection, made)
        return made

    def timed(self, wall: datetime, leads: tuple[int, ...], *, day_only: bool = False) -> dict[str, Any]:
        """The columns of a time by the page's clock, as of now."""
        at = instant_of(wall, self.zone)
        kept = leads if day_only else leads_to_come(leads, at, self.now)
        return {"at": at, "wall": wall, "day_only": day_only, "leads": list(kept), "rung_at": self.now}

    def add_series(self, rule: Rule, template: Mapping[str, Any]) -> SeriesId:
        """A new series with its plans of the coming weeks."""
        row = {**template, "page_id": self.page.id, "rule": rule.to_json(), "zone": self.page.zone}
        made = kept_series.add(self.connection, row, by=self.by, at=self.now)
        self.facts["series_made"].append(made)
        return made

    def change_series(self, series: Series, **fields: Any) -> None:
        """Changes a series; what it was is remembered."""
        before = {"rule": series.rule.to_json(), "ended_at": series.ended_at and series.ended_at.isoformat()}
        self.facts["series_before"].setdefault(str(series.id), before)
        kept_series.change(self.connection, series.id, **fields)

    def drop(self, plan_id: PlanId) -> None:
        """Takes a plan away."""
        self.change(plan_id, deleted_at=self.now)


def keep(act: Act, values: Mapping[str, Any], wall: datetime, *, day_only: bool = False) -> PlanId:
    """A plan for a time by the page's clock; `values` are columns of `plans.TEMPLATE`."""
    timed = act.timed(wall, tuple(values.get("leads", ())), day_only=day_only)
    return act.add({**values, **timed, "state": PlanState.PLANNED})


def keep_idea(act: Act, values: Mapping[str, Any]) -> PlanId:
    """Something to be done some day."""
    return act.add({**values, "state": PlanState.IDEA})


def keep_series(act: Act, values: Mapping[str, Any], rule: Rule) -> list[PlanId]:
    """A plan that repeats; its plans of the coming weeks."""
    series_id = act.add_series(rule, values)
    return make_more(act.connection, kept_series.get(act.connection, series_id), act.now)


def move(act: Act, plan: Plan, wall: datetime, *, day_only: bool = False) -> None:
    """Another time for a plan alone; a missed or skipped one, or an idea, is planned again."""
    timed = act.timed(wall, plan.lead_minutes, day_only=day_only)
    nothing = {"snoozed_until": None, "failure": None, "sending_at": None}
    act.change(plan.id, **timed, **nothing, state=PlanState.PLANNED)


def copy(act: Act, plan: Plan, wall: datetime, *, day_only: bool = False) -> PlanId:
    """The same once more, at another time."""
    return keep(act, plans.columns(plan), wall, day_only=day_only)


def mark(act: Act, plan: Plan, state: PlanState) -> None:
    """Another state for a plan: skipped, planned again."""
    act.change(plan.id, state=state, snoozed_until=None, rung_at=act.now)


def snooze(connection: Connection, plan: Plan, until: datetime) -> None:
    """One more reminder at `until`. No button of the plan gets old by it."""
    plans.note(connection, plan.id, snoozed_until=until)
    wind(connection, plan.id)


def delete(act: Act, plan: Plan, *, later: bool = False) -> None:
    """Takes a plan away; `later`: and all that follow in its series."""
    if later and plan.series_id is not None and plan.series_wall is not None:
        series = kept_series.get(act.connection, plan.series_id)
        _cut(act, series, plan.series_wall)
        for each in plans.of_series(act.connection, series.id, plan.series_wall):
            act.drop(each.id)
    else:
        act.drop(plan.id)


def edit(act: Act, plan: Plan, fields: Mapping[str, Any], *, later: bool = False) -> None:
    """Other columns of `plans.TEMPLATE`; `later`: for all that follow in its series too."""
    if not later or plan.series_id is None or plan.series_wall is None:
        act.change(plan.id, **_fitting(fields, plan, act.now), **_unapproved(fields))
        return
    series = kept_series.get(act.connection, plan.series_id)
    following = plans.of_series(act.connection, series.id, plan.series_wall)
    rule = rest_of(series.rule, plan.series_wall)
    made = act.add_series(rule, {**plans.columns(series), **fields})
    _cut(act, series, plan.series_wall)
    for each in following:
        mine = {**_fitting(fields, each, act.now), **_unapproved(fields)} if each.state.open else {}
        act.change(each.id, series_id=made, **mine)
    make_more(act.connection, kept_series.get(act.connection, made), act.now)


def repeat(act: Act, plan: Plan, rule: Rule) -> list[PlanId]:
    """A plan, and all that follow in its series, by another rule."""
    template = plans.columns(plan)
    if plan.series_id is not None:
        # Its own may be those for which there was time.
        template["leads"] = list(kept_series.get(act.connection, plan.series_id).lead_minutes)
    delete(act, plan, later=True)
    return keep_series(act, template, rule)


def move_all(act: Act, plan: Plan, wall: datetime) -> list[PlanId]:
    """Another time for a plan and for all that follow in its series, as far from it as it was moved."""
    if plan.series_id is None or plan.series_wall is None:
        raise ValueError(plan.id)
    series = kept_series.get(act.connection, plan.series_id)
    rule = moved_rule(rest_of(series.rule, plan.series_wall), plan.series_wall, wall)
    template = plans.columns(series)
    delete(act, plan, later=True)
    return keep_series(act, template, rule)


def _cut(act: Act, series: Series, before: datetime) -> None:
    act.change_series(series, rule=cut_before(series.rule, before).to_json(), ended_at=act.now)
    alarms.cancel(act.connection, SERIES_ALARM, series.id)


def _fitting(fields: Mapping[str, Any], plan: Plan, now: datetime) -> dict[str, Any]:
    """Wished reminders as one plan can still have them."""
    if "leads" not in fields or plan.at is None or plan.day_only:
        return dict(fields)
    return {**fields, "leads": list(leads_to_come(tuple(fields["leads"]), plan.at, now))}


def _unapproved(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Who approved the plan approved of what it was."""
    shown = {"text", "media", "links", "publish_to"} & fields.keys()
    return {"approved_by": None, "approved_at": None, "failure": None} if shown else {}


def take_back(connection: Connection, change: Change, now: datetime) -> None:
    """Makes everything what it was before a step."""
    facts = change.facts
    for plan_id, before in facts["before"].items():
        plans.restore(connection, PlanId(int(plan_id)), before)
        plans.note(connection, PlanId(int(plan_id)), rung_at=now)
        wind(connection, PlanId(int(plan_id)))
    for plan_id in facts["made"]:
        _gone(connection, PlanId(plan_id), now)
    for series_id in facts["series_made"]:
        kept_series.change(connection, SeriesId(series_id), ended_at=now)
        alarms.cancel(connection, SERIES_ALARM, series_id)
        for plan in plans.of_series(connection, SeriesId(series_id)):
            _gone(connection, plan.id, now)
    for series_id, before in facts["series_before"].items():
        ended = before["ended_at"] and datetime.fromisoformat(before["ended_at"])
        kept_series.change(connection, SeriesId(int(series_id)), rule=before["rule"], ended_at=ended)
        make_more(connection, kept_series.get(connection, SeriesId(int(series_id))), now)
    if facts.get("post") is not None:
        posts.delete(connection, PostId(facts["post"]), now)


def _gone(connection: Connection, plan_id: PlanId, now: datetime) -> None:
    plans.change(connection, plan_id, deleted_at=now)
    wind(connection, plan_id)
