"""Which chats get a page's reports, and when the next one comes."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, func, insert, or_, select, update

from bot.domain.errors import Refused
from bot.domain.identity import PageId, ReportId
from bot.domain.report_links import Every, Part, ReportLink, room_for
from storage import alarms
from storage.keys import added
from storage.schema import alarms as alarms_table
from storage.schema import pages, reports

KIND = "report"
"""Of the alarms by which reports come."""
PREPARING = "report-ahead"
"""Of the alarms that prepare what is due soon; one for all that are due at a moment."""
AHEAD = timedelta(hours=1)
"""So long before it is due a report is begun."""
_STANDING = reports.c.ended_at.is_(None)
_SELECT: Select[Any] = select(*(reports.c[name] for name in ReportLink.__dataclass_fields__)).where(_STANDING)


def of_chat(connection: Connection, chat_id: int) -> list[ReportLink]:
    """What a chat gets, the longest linked first."""
    rows = connection.execute(_SELECT.where(reports.c.chat_id == chat_id).order_by(reports.c.id))
    return [_link(row) for row in rows]


def of_page(connection: Connection, page_id: PageId) -> list[ReportLink]:
    """Where a page's reports go, the longest linked first."""
    rows = connection.execute(_SELECT.where(reports.c.page_id == page_id).order_by(reports.c.id))
    return [_link(row) for row in rows]


def find(connection: Connection, report_id: ReportId) -> ReportLink | None:
    """A link that still stands."""
    row = connection.execute(_SELECT.where(reports.c.id == report_id)).first()
    return _link(row) if row else None


def get(connection: Connection, report_id: ReportId) -> ReportLink:
    """A link that still stands, or Refused("report-not-found"). Who may see it, the caller asks."""
    found = find(connection, report_id)
    if found is None:
        raise Refused("report-not-found")
    return found


def add(connection: Connection, link: ReportLink, at: datetime) -> ReportLink:
    """Links a chat to a page, with its first report to come; one that is linked already stays as it is."""
    there = next(
        (known for known in of_chat(connection, link.chat_id) if known.page_id == link.page_id), None
    )
    if there is not None:
        return there
    room_for(_how_many(connection, link.page_id))
    values = {name: getattr(link, name) for name in ReportLink.__dataclass_fields__ if name != "id"}
    row = insert(reports).values(**_kept(values), made_at=at)
    made = ReportId(added(connection, row))
    plan(connection, get(connection, made), at)
    return get(connection, made)


def change(connection: Connection, report_id: ReportId, now: datetime, /, **fields: object) -> ReportLink:
    """Sets how or when a chat gets its reports, and plans the next one anew."""
    values = {**_kept(fields), "ready": None, "ready_for": None}
    connection.execute(update(reports).where(reports.c.id == report_id).values(**values))
    plan(connection, get(connection, report_id), now)
    return get(connection, report_id)


def note(connection: Connection, report_id: ReportId, **fields: object) -> None:
    """Sets what does not move the next report, as `last_at`."""
    connection.execute(update(reports).where(reports.c.id == report_id).values(**fields))


def plan(connection: Connection, link: ReportLink, after: datetime) -> datetime | None:
    """Sets the alarm of a chat's next report after a moment, in place of any that waits."""
    zone = connection.scalar(select(pages.c.zone).where(pages.c.id == link.page_id))
    alarms.cancel(connection, KIND, link.id)
    due = link.next_due(after, ZoneInfo(str(zone)))
    connection.execute(update(reports).where(reports.c.id == link.id).values(due_at=due))
    if due is not None:
        alarms.add(
            connection, KIND, due, person_id=link.made_by, page_id=link.page_id, subject_id=int(link.id)
        )
        _prepare_at(connection, due - AHEAD)
    return due


def _prepare_at(connection: Connection, at: datetime) -> None:
    there = select(alarms_table.c.id).where(
        alarms_table.c.due_at == at, alarms_table.c.kind == PREPARING, alarms_table.c.done_at.is_(None)
    )
    if connection.scalar(there.limit(1)) is None:
        alarms.add(connection, PREPARING, at)


def unprepared(connection: Connection, now: datetime, most: int) -> list[ReportLink]:
    """Links whose next report is due soon and not yet prepared, so many at most, the next first."""
    open_ = or_(reports.c.ready_for.is_(None), reports.c.ready_for != reports.c.due_at)
    soon = _SELECT.where(reports.c.due_at > now, reports.c.due_at <= now + AHEAD, open_)
    found = soon.order_by(reports.c.due_at, reports.c.id)
    return [_link(row) for row in connection.execute(found.limit(most))]


def keep_ready(connection: Connection, link: ReportLink, ready: dict[str, Any] | None) -> None:
    """Keeps a prepared report, or that there is nothing to prepare, unless the link was changed meanwhile."""
    connection.execute(
        update(reports)
        .where(reports.c.id == link.id, reports.c.due_at == link.due_at)
        .values(ready=ready, ready_for=link.due_at)
    )


def ready(connection: Connection, report_id: ReportId, due: datetime) -> dict[str, Any] | None:
    """What was prepared for a moment."""
    asked = select(reports.c.ready).where(reports.c.id == report_id, reports.c.ready_for == due)
    found: dict[str, Any] | None = connection.scalar(asked)
    return found


def end(connection: Connection, report_id: ReportId, at: datetime) -> None:
    """No more reports go there."""
    alarms.cancel(connection, KIND, report_id)
    gone = {"ended_at": at, "due_at": None, "ready": None, "ready_for": None}
    connection.execute(update(reports).where(reports.c.id == report_id).values(**gone))


def end_chat(connection: Connection, chat_id: int, at: datetime) -> list[ReportLink]:
    """No more reports go to a chat; what went there until now."""
    found = of_chat(connection, chat_id)
    for link in found:
        end(connection, link.id, at)
    return found


def topic_of(connection: Connection, chat_id: int, page_id: PageId) -> int | None:
    """The topic of a group to which a page's reports go, and with them all else that is said of it there."""
    there = (reports.c.chat_id == chat_id, reports.c.page_id == page_id)
    return connection.scalar(select(reports.c.thread_id).where(*there, _STANDING).limit(1))


def leave_topic(connection: Connection, chat_id: int, thread_id: int) -> list[PageId]:
    """From now on what went to a topic goes to the group itself; whose reports those are."""
    there = (reports.c.chat_id == chat_id, reports.c.thread_id == thread_id)
    gone = update(reports).where(*there, _STANDING).values(thread_id=None).returning(reports.c.page_id)
    return sorted(PageId(page_id) for page_id in connection.scalars(gone))


def _how_many(connection: Connection, page_id: PageId) -> int:
    counted = select(func.count()).select_from(reports).where(reports.c.page_id == page_id, _STANDING)
    return connection.scalar(counted) or 0


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    made = dict(values)
    if "at" in made:
        made["at"] = made["at"].isoformat("minutes")
    if "without" in made:
        made["without"] = sorted(made["without"])
    return made


def _link(row: Any) -> ReportLink:
    return ReportLink(
        **{
            **row._mapping,
            "every": Every(row.every),
            "at": time.fromisoformat(row.at),
            "without": frozenset(Part(part) for part in row.without),
        }
    )
