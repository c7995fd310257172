"""What reports are made of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from bot.domain.checklists import Reply
from bot.domain.identity import PageId
from bot.domain.plans import PlanState
from bot.domain.posts import Post
from bot.domain.reports import Plans, Trust
from bot.domain.trust_board import Board, changed_since
from storage import posts, trust
from storage.post_rows import VISIBLE
from storage.schema import plans as plans_table
from storage.schema import posts as posts_table


def plans(connection: Connection, page_id: PageId, since: datetime, until: datetime) -> Plans:
    """What became of a page's plans of a stretch of time."""
    states = (PlanState.DONE, PlanState.MISSED)
    counted = (
        select(plans_table.c.state, func.count())
        .where(
            plans_table.c.page_id == page_id,
            plans_table.c.at >= since,
            plans_table.c.at < until,
            plans_table.c.state.in_([str(state) for state in states]),
            plans_table.c.deleted_at.is_(None),
        )
        .group_by(plans_table.c.state)
    )
    found = {str(row[0]): int(row[1]) for row in connection.execute(counted)}
    return Plans(done=found.get(PlanState.DONE, 0), missed=found.get(PlanState.MISSED, 0))


def trust_of(connection: Connection, page_id: PageId, since: datetime, until: datetime) -> Trust | None:
    """What was done about a page's trust in a stretch of time; None where nothing was ever answered."""
    answers = trust.of_page(connection, page_id)
    if not answers:
        return None
    sells = trust.sells(connection, page_id)
    changed = changed_since(answers, since, until)
    return Trust(
        taken=tuple(each.item.id for each in changed if each.after is Reply.YES),
        percent=Board(answers, sells, until).score().percent,
        before=Board(answers, sells, since).score().percent,
    )


def campaigns(connection: Connection, page_id: PageId) -> list[str]:
    """The campaigns of a page's posts, the one of the newest post first."""
    newest = func.max(func.coalesce(posts_table.c.published_at, posts_table.c.recorded_at))
    asked = (
        select(posts_table.c.campaign)
        .where(
            posts_table.c.page_id == page_id,
            posts_table.c.campaign.is_not(None),
            VISIBLE,
        )
        .group_by(posts_table.c.campaign)
        .order_by(newest.desc())
    )
    return [str(name) for name in connection.scalars(asked)]


def of_campaign(connection: Connection, page_id: PageId, names: Sequence[str]) -> list[Post]:
    """The posts of a campaign however it is written, in the order of time."""
    found = [post for post in posts.of_page(connection, page_id) if post.campaign in names]
    return sorted(found, key=lambda post: post.published_at or post.recorded_at)
