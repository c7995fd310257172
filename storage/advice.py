"""Advice: when and where pages want it, and what they were given."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.domain.advice import LOOKED_AT, Area, Given, PageFacts, Piece, Schedule, Verdict
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Role
from bot.domain.posts import Kind
from storage.schema import advice_given as given_table
from storage.schema import advice_schedules, alarms, members, pages, posts, readings

ASKED_AGAIN = "trust.stale"
"""What stands in the history where old answers were asked again."""


class GivenRow(NamedTuple):
    """A piece that was advised, as its buttons know it."""

    id: int
    page_id: PageId
    piece: str
    at: datetime
    verdict: Verdict | None


_SCHEDULE = select(
    advice_schedules.c.every,
    advice_schedules.c.weekday,
    advice_schedules.c.hour,
    advice_schedules.c.chat_id,
    advice_schedules.c.areas,
).where(advice_schedules.c.page_id == bindparam("page"))

_HISTORY = (
    select(given_table.c.piece, given_table.c.area, given_table.c.given_at, given_table.c.verdict)
    .where(given_table.c.page_id == bindparam("page"))
    .order_by(given_table.c.given_at, given_table.c.id)
)

_NEWEST_POSTS = (
    select(posts.c.id, posts.c.kind, posts.c.caption, posts.c.published_at)
    .where(
        posts.c.page_id == bindparam("page"),
        posts.c.deleted_at.is_(None),
        posts.c.published_at.is_not(None),
        posts.c.published_at <= bindparam("now", type_=posts.c.published_at.type),
    )
    .order_by(posts.c.published_at.desc())
    .limit(LOOKED_AT)
)


def schedule(connection: Connection, page_id: PageId) -> Schedule:
    """When and where a page wants advice; the usual where nobody has said it."""
    row = connection.execute(_SCHEDULE, {"page": page_id}).first()
    if row is None:
        return Schedule()
    return Schedule(row.every, row.weekday, row.hour, row.chat_id, tuple(Area(each) for each in row.areas))


def choose(connection: Connection, page_id: PageId, wanted: Schedule, *, by: PersonId, at: datetime) -> None:
    """Remembers when and where a page wants advice; in private it comes to whoever said so."""
    values = {
        "every": wanted.every,
        "weekday": wanted.weekday,
        "hour": wanted.hour,
        "chat_id": wanted.chat_id,
        "areas": list(wanted.areas),
        "person_id": by,
        "changed_at": at,
    }
    row = upsert(advice_schedules).values(page_id=page_id, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["page_id"], set_=values))


def listener(connection: Connection, page_id: PageId) -> PersonId | None:
    """Who gets a page's advice in private: who chose it, else its first owner; None where there is none."""
    chose = connection.scalar(
        select(advice_schedules.c.person_id)
        .join(
            members,
            (members.c.page_id == advice_schedules.c.page_id)
            & (members.c.person_id == advice_schedules.c.person_id),
        )
        .where(advice_schedules.c.page_id == page_id, members.c.role != Role.VIEWER)
    )
    owner = connection.scalar(
        select(members.c.person_id)
        .where(members.c.page_id == page_id, members.c.role == Role.OWNER)
        .order_by(members.c.joined_at)
        .limit(1)
    )
    found = chose if chose is not None else owner
    return None if found is None else PersonId(found)


def created_at(connection: Connection, page_id: PageId) -> datetime:
    """Since when there is a page; Refused("page-not-found")."""
    found: datetime | None = connection.scalar(select(pages.c.created_at).where(pages.c.id == page_id))
    if found is None:
        raise Refused("page-not-found")
    return found


def changed_at(connection: Connection, page_id: PageId) -> datetime | None:
    """When somebody last chose a page's schedule; None where nobody has."""
    chosen = select(advice_schedules.c.changed_at).where(advice_schedules.c.page_id == page_id)
    found: datetime | None = connection.scalar(chosen)
    return found


def last_at(connection: Connection, page_id: PageId) -> datetime | None:
    """When a page was last advised; what was only asked again does not count."""
    newest = (
        select(given_table.c.given_at)
        .where(given_table.c.page_id == page_id, given_table.c.piece != ASKED_AGAIN)
        .order_by(given_table.c.given_at.desc())
        .limit(1)
    )
    found: datetime | None = connection.scalar(newest)
    return found


def drop_alarms(connection: Connection, kind: str, page_id: PageId) -> None:
    """Forgets what was planned for a page's advice: it is planned anew."""
    waiting = (alarms.c.kind == kind, alarms.c.page_id == page_id, alarms.c.done_at.is_(None))
    connection.execute(delete(alarms).where(*waiting))


def history(connection: Connection, page_id: PageId) -> list[Given]:
    """All that a page was advised, oldest first."""
    rows = connection.execute(_HISTORY, {"page": page_id})
    return [Given(piece, Area(area), at, Verdict(said) if said else None) for piece, area, at, said in rows]


def give(connection: Connection, page_id: PageId, piece: Piece, at: datetime, chat_id: int) -> int:
    """Remembers that a piece goes out."""
    values = {"page_id": page_id, "piece": piece.id, "area": piece.area, "given_at": at, "chat_id": chat_id}
    key = connection.execute(insert(given_table).values(**values)).inserted_primary_key
    return int(key[0] if key else 0)


def get(connection: Connection, given_id: int, *, member: PersonId) -> GivenRow:
    """A piece that was given to a page of `member`'s; else Refused("advice-gone")."""
    row = connection.execute(
        select(
            given_table.c.id,
            given_table.c.page_id,
            given_table.c.piece,
            given_table.c.given_at,
            given_table.c.verdict,
        )
        .join(members, members.c.page_id == given_table.c.page_id)
        .where(given_table.c.id == given_id, members.c.person_id == member)
    ).first()
    if row is None:
        raise Refused("advice-gone")
    verdict = Verdict(row.verdict) if row.verdict else None
    return GivenRow(row.id, PageId(row.page_id), row.piece, row.given_at, verdict)


def say(
    connection: Connection,
    given_id: int,
    verdict: Verdict | None,
    *,
    by: PersonId | None,
    at: datetime | None,
) -> None:
    """Remembers what somebody said to a piece; the last word counts."""
    connection.execute(
        update(given_table)
        .where(given_table.c.id == given_id)
        .values(verdict=verdict, verdict_by=by, verdict_at=at)
    )


def page_facts(connection: Connection, page_id: PageId, now: datetime) -> PageFacts:
    """What is known of a page's newest posts."""
    found = connection.execute(_NEWEST_POSTS, {"page": page_id, "now": now}).all()
    counted = _comments(connection, [row.id for row in found])
    return PageFacts(
        kinds=tuple(Kind(row.kind) if row.kind else None for row in found),
        captions=tuple(row.caption for row in found),
        comments=tuple(counted.get(row.id) for row in found),
        days_silent=(now - found[0].published_at).days if found else None,
    )


def _comments(connection: Connection, post_ids: list[int]) -> dict[int, Any]:
    """The most comments that each post was ever counted with."""
    rows = connection.execute(
        select(readings.c.post_id, func.max(readings.c.comments))
        .where(readings.c.post_id.in_(post_ids), readings.c.withdrawn_at.is_(None))
        .group_by(readings.c.post_id)
    )
    return {row[0]: row[1] for row in rows}
