"""Everything of a page, as it goes into an archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from bot.domain.archive import OWN_ID
from bot.domain.followers import FollowerCount
from bot.domain.identity import PageId
from bot.domain.posts import Post
from storage import followers, posts
from storage.post_rows import VISIBLE
from storage.schema import metadata
from storage.schema import pages as pages_table
from storage.schema import posts as posts_table

_SHEETS: Final = (
    "plans",
    "goals",
    "goal_figures",
    "trust_answers",
    "tip_answers",
    "praises",
    "customers",
    "customer_answers",
    "purchases",
    "customer_thresholds",
    "owed_answers",
)
"""Further tables of a page, each a sheet of the workbook."""
_INTERNAL: Final = frozenset({"page_id", "state", "fingerprint", "version"})


@dataclass(frozen=True, slots=True)
class Everything:
    """A page with all that is remembered of it."""

    name: str
    zone: str
    platform: str | None
    posts: Iterator[tuple[str, Post]]
    """Each with its id in the archive, once, and as long as the connection is open: there may be many."""
    count: int
    """How many posts there are."""
    followers: tuple[FollowerCount, ...]
    sheets: tuple[tuple[str, tuple[str, ...], tuple[tuple[Any, ...], ...]], ...]
    """Name, columns and rows of each further table."""


class About(NamedTuple):
    """What a page is."""

    name: str
    zone: ZoneInfo
    platform: str | None


def about(connection: Connection, page_id: PageId) -> About | None:
    """What a page is; None where there is none of that id. Who may see it, the caller asks."""
    page = connection.execute(select(pages_table).where(pages_table.c.id == page_id)).first()
    return About(page.name, ZoneInfo(page.zone), page.platform) if page else None


def everything(connection: Connection, page_id: PageId) -> Everything | None:
    """All of a page; None where there is none of that id. Who may see it, the caller asks."""
    page = connection.execute(select(pages_table).where(pages_table.c.id == page_id)).first()
    if page is None:
        return None
    ids = select(posts_table.c.id, posts_table.c.external_id).where(posts_table.c.page_id == page_id)
    own = dict(connection.execute(ids.where(posts_table.c.external_id.is_not(None))).all())
    found = posts.each_of_page(connection, page_id)
    counted = select(func.count()).select_from(posts_table).where(posts_table.c.page_id == page_id, VISIBLE)
    return Everything(
        name=page.name,
        zone=page.zone,
        platform=page.platform,
        posts=((own.get(post.id) or OWN_ID.format(page=page_id, post=post.id), post) for post in found),
        count=connection.scalar(counted) or 0,
        followers=tuple(followers.of_page(connection, page_id)),
        sheets=tuple(_sheet(connection, name, page_id) for name in _SHEETS),
    )


def _sheet(
    connection: Connection, name: str, page_id: PageId
) -> tuple[str, tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    table = metadata.tables[name]
    columns = [column for column in table.c if column.name not in _INTERNAL]
    rows = select(*columns)
    if "page_id" in table.c:
        rows = rows.where(table.c.page_id == page_id)
    else:
        # It belongs to something of the page's: its first key of another table says to what.
        owner = next(key.column for key in table.foreign_keys if "page_id" in key.column.table.c)
        mine = select(owner).where(owner.table.c.page_id == page_id)
        rows = rows.where(next(key.parent for key in table.foreign_keys if key.column is owner).in_(mine))
    if "deleted_at" in table.c:
        rows = rows.where(table.c.deleted_at.is_(None))
    named = tuple(column.name for column in columns)
    return name, named, tuple(tuple(row) for row in connection.execute(rows))
