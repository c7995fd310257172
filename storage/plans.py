"""Plans. One that the asker may not see is one that is not found."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from bot.domain.errors import Refused
from bot.domain.identity import ChatId, PageId, PersonId, PlanId, PostId, SeriesId
from bot.domain.plans import LinkButton, Media, MediaKind, Plan, PlanState, Series
from bot.domain.posts import Kind
from storage.schema import members, plans

TEMPLATE = (
    *("kind", "topic", "text", "media", "links", "link", "campaign"),
    *("assignee", "leads", "publish_to"),
)
"""The columns that a plan takes over from its series, named alike in both tables."""
_NAMES = tuple(column.name for column in plans.c if column.name != "deleted_at")
_SELECT: Select[Any] = select(*(plans.c[name] for name in _NAMES)).where(plans.c.deleted_at.is_(None))
EMPTY: Mapping[str, Any] = {"media": [], "links": [], "leads": []}
"""The columns of `TEMPLATE` that hold lists."""


def find(connection: Connection, plan_id: PlanId, *, member: PersonId) -> Plan | None:
    """The plan, if `member` belongs to its page."""
    row = connection.execute(
        _SELECT.join(members, members.c.page_id == plans.c.page_id).where(
            plans.c.id == plan_id, members.c.person_id == member
        )
    ).first()
    return as_plan(row) if row else None


def get(connection: Connection, plan_id: PlanId, *, member: PersonId) -> Plan:
    """The plan, if `member` belongs to its page; else Refused("plan-not-found")."""
    found = find(connection, plan_id, member=member)
    if found is None:
        raise Refused("plan-not-found")
    return found


def known(connection: Connection, plan_id: PlanId) -> Plan | None:
    """The plan, for what comes of itself; None where it was deleted."""
    row = connection.execute(_SELECT.where(plans.c.id == plan_id)).first()
    return as_plan(row) if row else None


def between(
    connection: Connection,
    page_ids: Sequence[PageId],
    first: datetime,
    last: datetime,
    *,
    assignee: PersonId | None = None,
    states: Iterable[PlanState] | None = None,
) -> list[Plan]:
    """The plans of some pages from one moment up to, not including, another, in the order of their times.

    Who may see those pages is the caller's question. `assignee`: only what that person does.
    """
    query = _SELECT.where(plans.c.page_id.in_(page_ids), plans.c.at >= first, plans.c.at < last)
    if assignee is not None:
        query = query.where(plans.c.assignee == assignee)
    if states is not None:
        query = query.where(plans.c.state.in_([str(state) for state in states]))
    return [as_plan(row) for row in connection.execute(query.order_by(plans.c.at, plans.c.id))]


def ideas(connection: Connection, page_ids: Sequence[PageId]) -> list[Plan]:
    """What may be done some day, without a time; the newest first."""
    query = _SELECT.where(
        plans.c.page_id.in_(page_ids), plans.c.at.is_(None), plans.c.state == PlanState.IDEA
    )
    return [as_plan(row) for row in connection.execute(query.order_by(plans.c.id.desc()))]


def open_of(connection: Connection, page_id: PageId) -> list[Plan]:
    """A page's plans that are still to be done and have a time."""
    query = _SELECT.where(
        plans.c.page_id == page_id, plans.c.at.is_not(None), plans.c.state == PlanState.PLANNED
    )
    return [as_plan(row) for row in connection.execute(query.order_by(plans.c.at))]


def of_album(connection: Connection, by: PersonId, album: str, since: datetime) -> Plan | None:
    """The plan that a person made since a moment of the first part of an album."""
    query = _SELECT.where(plans.c.album == album, plans.c.created_by == by, plans.c.created_at >= since)
    row = connection.execute(query.order_by(plans.c.id.desc()).limit(1)).first()
    return as_plan(row) if row else None


def alike(connection: Connection, page_id: PageId, at: datetime, kind: str | None, topic: str | None) -> bool:
    """Whether the very same is planned for the very same time."""
    query = _SELECT.where(
        plans.c.page_id == page_id,
        plans.c.at == at,
        plans.c.kind.is_not_distinct_from(kind),
        plans.c.topic.is_not_distinct_from(topic),
        plans.c.state == PlanState.PLANNED,
    )
    return connection.execute(query.limit(1)).first() is not None


def add(connection: Connection, values: Mapping[str, Any], *, by: PersonId, at: datetime) -> PlanId:
    """A new plan: columns by name, as `row_of` makes them."""
    noted = {"created_by": by, "created_at": at, "rung_at": at, "version": 1, "day_only": False}
    made = connection.execute(insert(plans).values({**EMPTY, **noted, **values})).inserted_primary_key
    return PlanId(made[0] if made else 0)


def change(connection: Connection, plan_id: PlanId, **fields: Any) -> None:
    """Sets columns of a plan, of which buttons shown before then know nothing."""
    connection.execute(
        update(plans).where(plans.c.id == plan_id).values(**fields, version=plans.c.version + 1)
    )


def note(connection: Connection, plan_id: PlanId, **fields: Any) -> None:
    """Sets columns that no button depends on."""
    connection.execute(update(plans).where(plans.c.id == plan_id).values(**fields))


def snapshot(connection: Connection, plan_id: PlanId) -> dict[str, Any]:
    """A plan's row as JSON values, for `restore`."""
    row = connection.execute(select(plans).where(plans.c.id == plan_id)).one()
    return {name: _plain(value) for name, value in row._mapping.items() if name not in _KEPT}


def restore(connection: Connection, plan_id: PlanId, kept: Mapping[str, Any]) -> None:
    """Makes a plan what it was when `snapshot` was taken."""
    fields = {name: _read(name, value) for name, value in kept.items()}
    change(connection, plan_id, **fields)


def of_series(connection: Connection, series_id: SeriesId, since: datetime | None = None) -> list[Plan]:
    """The plans of a series, or those whose own time (naive, by its clock) is not before `since`."""
    query = _SELECT.where(plans.c.series_id == series_id)
    if since is not None:
        query = query.where(plans.c.series_wall >= since)
    return [as_plan(row) for row in connection.execute(query.order_by(plans.c.series_wall))]


def columns(plan: Plan | Series) -> dict[str, Any]:
    """The columns of `TEMPLATE` in a plan or a series."""
    return {
        "kind": plan.kind,
        "topic": plan.topic,
        "text": plan.text,
        "media": media_json(plan.media),
        "links": [[link.label, link.url] for link in plan.links],
        "link": plan.link,
        "campaign": plan.campaign,
        "assignee": plan.assignee,
        "leads": list(plan.lead_minutes),
        "publish_to": plan.publish_to,
    }


def media_json(media: Iterable[Media]) -> list[list[str]]:
    """Files as they are kept."""
    return [[each.file_id, each.kind.value] for each in media]


_KEPT = frozenset({"id", "created_by", "created_at", "version", "page_id"})
_MOMENTS = frozenset({"at", "snoozed_until", "approved_at", "sending_at", "rung_at", "next_at", "deleted_at"})
_WALLS = frozenset({"wall", "series_wall"})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if value is not None and name in _MOMENTS | _WALLS else value


def as_plan(row: Any) -> Plan:
    """The plan in a row of all its columns."""
    return Plan(
        id=PlanId(row.id),
        page_id=PageId(row.page_id),
        state=PlanState(row.state),
        at=row.at,
        wall=row.wall,
        day_only=row.day_only,
        series_id=None if row.series_id is None else SeriesId(row.series_id),
        series_wall=row.series_wall,
        approved_by=None if row.approved_by is None else PersonId(row.approved_by),
        approved_at=row.approved_at,
        post_id=None if row.post_id is None else PostId(row.post_id),
        created_by=PersonId(row.created_by),
        created_at=row.created_at,
        album=row.album,
        snoozed_until=row.snoozed_until,
        sending_at=row.sending_at,
        failure=row.failure,
        version=row.version,
        rung_at=row.rung_at,
        next_at=row.next_at,
        **template_in(row),
    )


def template_in(row: Any) -> dict[str, Any]:
    """What the columns of `TEMPLATE` hold in a row of a plan or a series, by the names that both give it."""
    return {
        "kind": Kind(row.kind) if row.kind else None,
        "topic": row.topic,
        "text": row.text,
        "media": tuple(Media(file_id, MediaKind(kind)) for file_id, kind in row.media),
        "links": tuple(LinkButton(*link) for link in row.links),
        "link": row.link,
        "campaign": row.campaign,
        "assignee": None if row.assignee is None else PersonId(row.assignee),
        "lead_minutes": tuple(row.leads),
        "publish_to": None if row.publish_to is None else ChatId(row.publish_to),
    }
