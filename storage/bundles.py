"""When a person hears what she did not ask for: her habits, and the alarms that they move."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain import bundles as domain
from bot.domain.bundles import DEFAULT_AT, DEFAULT_WEEKDAY, Habits, Pace, allowed
from bot.domain.identity import PageId, PersonId
from storage import alarms
from storage.schema import alarms as alarms_table
from storage.schema import bundles, members, pages, people

KIND, MORNING = "bundle", "morning"

_HABITS = select(
    bundles.c.pace,
    bundles.c.at,
    bundles.c.weekday,
    bundles.c.quiet,
    bundles.c.morning,
    bundles.c.week_start,
    bundles.c.last_at,
).where(bundles.c.person_id == bindparam("person"))
_ZONE = (
    select(pages.c.zone)
    .join(members, members.c.page_id == pages.c.id)
    .join(people, people.c.id == members.c.person_id)
    .where(people.c.id == bindparam("person"))
    .order_by(pages.c.archived_at.is_not(None), pages.c.id != people.c.page_id, pages.c.id)
    .limit(1)
)


def habits(connection: Connection, person_id: PersonId) -> Habits:
    """How a person wants to hear from us; the usual where she never said."""
    row = connection.execute(_HABITS, {"person": person_id}).first()
    if row is None:
        return Habits()
    return Habits(
        pace=Pace(row.pace or Pace.DAILY),
        at=_time(row.at) or DEFAULT_AT,
        weekday=DEFAULT_WEEKDAY if row.weekday is None else row.weekday,
        quiet=(time.fromisoformat(row.quiet[0]), time.fromisoformat(row.quiet[1])) if row.quiet else None,
        morning=_time(row.morning),
        week_start=row.week_start,
        last_at=row.last_at,
    )


def choose(connection: Connection, person_id: PersonId, **values: object) -> None:
    """Sets habits by their names (`quiet` is two times); None is the usual."""
    kept = {name: _as_kept(value) for name, value in values.items()}
    insertion = insert(bundles).values(person_id=person_id, **kept)
    connection.execute(insertion.on_conflict_do_update(index_elements=["person_id"], set_=kept))


def clock_of(connection: Connection, person_id: PersonId) -> ZoneInfo:
    """By which clock a person lives: that of the page that she works on, however far away her others are."""
    return ZoneInfo(connection.scalar(_ZONE, {"person": person_id}) or "UTC")


def quiet(connection: Connection, person_id: PersonId, now: datetime) -> datetime | None:
    """When the quiet hours end that a person has at `now`; None where she may be rung."""
    return domain.quiet_until(habits(connection, person_id), clock_of(connection, person_id), now)


def following(
    connection: Connection, person_id: PersonId, now: datetime, since: datetime | None = None
) -> datetime:
    """When a person's next bundle comes; also today's, past as it is, for what was due before it."""
    clock = clock_of(connection, person_id)
    late = since is not None and since.astimezone(clock).date() == now.astimezone(clock).date()
    at = habits(connection, person_id).at
    return domain.bundle_after(since if since is not None and late else now, clock, at)


def want(connection: Connection, person_id: PersonId, page_id: PageId, due_at: datetime) -> None:
    """Has a person's bundle ring at the first moment from `due_at` on at which it may.

    Nothing is set for who wants none: `restart` sets it once she does again.
    """
    at = allowed(habits(connection, person_id), clock_of(connection, person_id), due_at)
    if at is not None:
        alarms.add_once(connection, KIND, at, person_id=person_id, page_id=page_id)


def restart(connection: Connection, person_id: PersonId, page_ids: list[PageId], due_at: datetime) -> None:
    """Has the bundle ring anew, after a person's habits have changed: every part then looks for itself."""
    connection.execute(alarms_table.delete().where(*_waiting(person_id)))
    for page_id in page_ids:
        want(connection, person_id, page_id, due_at)


def tells_gaps(connection: Connection, person_id: PersonId) -> bool:
    """Whether a person wants to hear of gaps between posts."""
    return not _gaps(connection, person_id).get("off", False)


def tell_gaps(connection: Connection, person_id: PersonId, *, wanted: bool) -> None:
    """Switches hearing of gaps."""
    choose(connection, person_id, gaps={**_gaps(connection, person_id), "off": not wanted})


def _gaps(connection: Connection, person_id: PersonId) -> dict[str, Any]:
    kept = connection.scalar(select(bundles.c.gaps).where(bundles.c.person_id == person_id))
    return dict(kept or {})


def wake(connection: Connection, person_id: PersonId, zone: ZoneInfo, now: datetime) -> None:
    """Sets the alarm of a person's next summary of a morning by what she chose; none where she wants none."""
    morning = alarms_table.c.kind == MORNING, alarms_table.c.person_id == person_id
    connection.execute(alarms_table.delete().where(*morning, alarms_table.c.done_at.is_(None)))
    at = habits(connection, person_id).morning
    if at is not None:
        alarms.add(connection, MORNING, domain.bundle_after(now, zone, at), person_id=person_id)


def rings_by(connection: Connection, person_id: PersonId, after: datetime, until: datetime) -> bool:
    """Whether another bundle of hers is to come after one moment and up to another."""
    due = alarms_table.c.due_at
    found = select(alarms_table.c.id).where(*_waiting(person_id), due > after, due <= until)
    return connection.scalar(found.limit(1)) is not None


def told(connection: Connection, person_id: PersonId, now: datetime) -> None:
    """Remembers that a bundle goes out, and that it served all that was due."""
    choose(connection, person_id, last_at=now)
    due = (*_waiting(person_id), alarms_table.c.due_at <= now)
    connection.execute(update(alarms_table).where(*due).values(done_at=now))


def _waiting(person_id: PersonId) -> tuple[Any, ...]:
    mine = alarms_table.c.person_id == person_id
    return (alarms_table.c.kind == KIND, mine, alarms_table.c.done_at.is_(None))


def _time(kept: str | None) -> time | None:
    return time.fromisoformat(kept) if kept else None


def _as_kept(value: object) -> object:
    match value:
        case time():
            return value.isoformat("minutes")
        case tuple():
            return [_as_kept(each) for each in value]
        case _:
            return value
