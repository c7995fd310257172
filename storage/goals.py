"""Goals of pages. A told figure is never overwritten: the latest counts, or for sales their sum."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from bot.domain.engagement import Base
from bot.domain.errors import Refused
from bot.domain.goals import MOST_OPEN, WINDOW, Goal, GoalKind, Measured, posts_a_week, typical_rate
from bot.domain.identity import GoalId, PageId, PersonId
from storage import followers, posts
from storage.keys import added
from storage.post_rows import VISIBLE
from storage.schema import follower_counts, goal_figures, goals
from storage.schema import posts as posts_table

_SELECT = select(*(goals.c[name] for name in Goal.__dataclass_fields__))


def of_page(connection: Connection, page_id: PageId) -> list[Goal]:
    """A page's goals that still stand, the first due first."""
    found = _SELECT.where(goals.c.page_id == page_id, goals.c.closed_at.is_(None))
    return [_goal(row) for row in connection.execute(found.order_by(goals.c.due, goals.c.id))]


def get(connection: Connection, goal_id: GoalId) -> Goal:
    """A goal that still stands, or Refused("goal-not-found"). Whose page it is on, the caller asks."""
    row = connection.execute(_SELECT.where(goals.c.id == goal_id, goals.c.closed_at.is_(None))).first()
    if row is None:
        raise Refused("goal-not-found")
    return _goal(row)


def add(connection: Connection, goal: Goal, *, by: PersonId) -> GoalId:
    """Keeps a new goal. Refused("goal-most") where a page has as many as it can follow."""
    standing = select(func.count()).where(goals.c.page_id == goal.page_id, goals.c.closed_at.is_(None))
    if (connection.scalar(standing) or 0) >= MOST_OPEN:
        raise Refused("goal-most", most=MOST_OPEN)
    values = {name: getattr(goal, name) for name in Goal.__dataclass_fields__ if name != "id"}
    kept = {**values, "due": goal.due.isoformat(), "made_by": by}
    return GoalId(added(connection, insert(goals).values(**kept)))


def change(connection: Connection, goal_id: GoalId, **fields: object) -> dict[str, Any]:
    """Sets columns of a goal and returns what they were, as JSON values."""
    before = connection.execute(
        select(*(goals.c[name] for name in fields)).where(goals.c.id == goal_id)
    ).one()
    kept = {name: value.isoformat() if type(value) is date else value for name, value in fields.items()}
    connection.execute(update(goals).where(goals.c.id == goal_id).values(**kept))
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in before._mapping.items()
    }


def tell(connection: Connection, goal_id: GoalId, value: float, *, by: PersonId, at: datetime) -> int:
    """Keeps a figure that the admin told of a goal; its row."""
    return added(connection, insert(goal_figures).values(goal_id=goal_id, value=value, told_by=by, at=at))


def untell(connection: Connection, row_id: int, at: datetime) -> None:
    """Takes a told figure back."""
    connection.execute(update(goal_figures).where(goal_figures.c.id == row_id).values(deleted_at=at))


def measured(connection: Connection, goal: Goal, now: datetime) -> Measured | None:
    """The figure that a goal is about, as it is now; None where it is not known."""
    match goal.kind:
        case GoalKind.FOLLOWERS:
            return _followers(connection, goal.page_id)
        case GoalKind.POSTS:
            recent = select(posts_table.c.published_at).where(
                posts_table.c.page_id == goal.page_id,
                posts_table.c.published_at > now - WINDOW,
                VISIBLE,
            )
            return posts_a_week(list(connection.scalars(recent)), now)
        case GoalKind.RATE:
            known = posts.of_page(connection, goal.page_id, now - WINDOW)
            counts = followers.of_page(connection, goal.page_id)
            return typical_rate(known, counts, goal.base or Base.FOLLOWERS, now)
        case _:
            return _told(connection, goal)


def _followers(connection: Connection, page_id: PageId) -> Measured | None:
    row = connection.execute(
        select(follower_counts.c.count, follower_counts.c.taken_at)
        .where(follower_counts.c.page_id == page_id, follower_counts.c.deleted_at.is_(None))
        .order_by(follower_counts.c.taken_at.desc(), follower_counts.c.id.desc())
        .limit(1)
    ).first()
    return Measured(float(row.count), row.taken_at) if row else None  # type: ignore[arg-type]


def _told(connection: Connection, goal: Goal) -> Measured | None:
    rows = connection.execute(
        select(goal_figures.c.value, goal_figures.c.at)
        .where(goal_figures.c.goal_id == goal.id, goal_figures.c.deleted_at.is_(None))
        .order_by(goal_figures.c.at, goal_figures.c.id)
    ).all()
    if not rows:
        return None
    value = sum(row.value for row in rows) if goal.kind is GoalKind.SALES else rows[-1].value
    return Measured(value, rows[-1].at)


def _goal(row: Any) -> Goal:
    values = dict(row._mapping)
    return Goal(
        **{
            **values,
            "kind": GoalKind(row.kind),
            "base": Base(row.base) if row.base else None,
            "due": date.fromisoformat(row.due),
        }
    )
