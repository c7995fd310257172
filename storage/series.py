"""Series of plans: a rule with a template, and the plans that were made of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from bot.domain.identity import PageId, PersonId, PlanId, SeriesId
from bot.domain.plans import PlanState, Series
from bot.domain.recurrence import Occurrence, Rule
from bot.domain.reminders import leads_to_come
from storage.plans import EMPTY, TEMPLATE, template_in
from storage.schema import plan_series, plans

_NAMES = tuple(column.name for column in plan_series.c if column.name != "created_at")
_SELECT: Select[Any] = select(*(plan_series.c[name] for name in _NAMES))


def get(connection: Connection, series_id: SeriesId) -> Series:
    """A series that is known to be there."""
    return as_series(connection.execute(_SELECT.where(plan_series.c.id == series_id)).one())


def running(connection: Connection, page_id: PageId) -> list[Series]:
    """A page's series that have not ended."""
    query = _SELECT.where(plan_series.c.page_id == page_id, plan_series.c.ended_at.is_(None))
    return [as_series(row) for row in connection.execute(query)]


def add(connection: Connection, values: Mapping[str, Any], *, by: PersonId, at: datetime) -> SeriesId:
    """A new series: columns by name."""
    noted = {"created_by": by, "created_at": at}
    # An album is that of one plan: its other parts have come when a series repeats it.
    row = {**EMPTY, **noted, **{name: value for name, value in values.items() if name != "album"}}
    made = connection.execute(insert(plan_series).values(row)).inserted_primary_key
    return SeriesId(made[0] if made else 0)


def change(connection: Connection, series_id: SeriesId, **fields: Any) -> None:
    """Sets columns of a series."""
    connection.execute(update(plan_series).where(plan_series.c.id == series_id).values(**fields))


def add_occurrence(connection: Connection, series: Series, time: Occurrence, at: datetime) -> PlanId | None:
    """One more plan of a series; None where that time of it was made before, whatever became of it since."""
    template = connection.execute(
        select(*(plan_series.c[name] for name in TEMPLATE)).where(plan_series.c.id == series.id)
    ).one()
    values = {
        **template._mapping,
        "leads": list(leads_to_come(tuple(template.leads), time.at, at)),
        "page_id": series.page_id,
        "state": PlanState.PLANNED,
        "at": time.at,
        "wall": time.wall,
        "day_only": False,
        "series_id": series.id,
        "series_wall": time.wall,
        "created_by": series.created_by,
        "created_at": at,
        "rung_at": at,
        "version": 1,
    }
    made = connection.execute(
        insert_or(plans).values(values).on_conflict_do_nothing().returning(plans.c.id)
    ).scalar()
    return None if made is None else PlanId(made)


def as_series(row: Any) -> Series:
    """The series in a row of its columns."""
    return Series(
        id=SeriesId(row.id),
        page_id=PageId(row.page_id),
        rule=Rule.from_json(row.rule),
        zone=row.zone,
        created_by=PersonId(row.created_by),
        made_until=row.made_until,
        ended_at=row.ended_at,
        **template_in(row),
    )
