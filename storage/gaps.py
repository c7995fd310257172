"""On which days a page had posts, what it has planned, and who was told of its silence when."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from bot.domain.gaps import LOOKS_BACK
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Role
from bot.domain.plans import PlanState
from bot.domain.posts import Kind
from storage import alarms, bundles
from storage.post_rows import VISIBLE
from storage.schema import bundles as bundles_table
from storage.schema import members, pages, plans, posts

KIND = "gaps"
_FIRST_LOOK = timedelta(hours=12)
_MOST = 400


def watch(connection: Connection, page_id: PageId, now: datetime, at: datetime | None = None) -> None:
    """Has a page's rhythm looked at, after half a day where no moment is named, in place of a later look."""
    alarms.cancel(connection, KIND, page_id)
    alarms.add(connection, KIND, at or now + _FIRST_LOOK, page_id=page_id, subject_id=page_id)


def days_with_posts(connection: Connection, page_id: PageId, zone: ZoneInfo) -> set[date]:
    """The latest days by a page's clock on which it published anything but stories."""
    published = posts.c.published_at
    of_page = (posts.c.page_id == page_id, published.is_not(None), VISIBLE)
    kind = (posts.c.kind.is_(None)) | (posts.c.kind != Kind.STORY)
    latest = select(published).where(*of_page, kind).order_by(published.desc()).limit(_MOST)
    return {at.astimezone(zone).date() for at in connection.scalars(latest)}


def has_plan(connection: Connection, page_id: PageId, now: datetime, until: datetime) -> bool:
    """Whether a page's next post is planned up to a moment."""
    coming = (plans.c.at >= now, plans.c.at <= until, plans.c.state == PlanState.PLANNED)
    found = select(plans.c.id).where(plans.c.page_id == page_id, *coming, plans.c.deleted_at.is_(None))
    return connection.scalar(found.limit(1)) is not None


def who_is_told(connection: Connection, page_id: PageId) -> list[PersonId]:
    """Whoever may change what a page has, and wants to hear of gaps; nobody of a page that is put away."""
    able = (
        select(members.c.person_id)
        .join(pages, pages.c.id == members.c.page_id)
        .where(pages.c.id == page_id, pages.c.archived_at.is_(None), members.c.role != Role.VIEWER)
    )
    return [PersonId(each) for each in connection.scalars(able) if bundles.tells_gaps(connection, each)]


def last_told(connection: Connection, person_id: PersonId, page_id: PageId) -> datetime | None:
    """When a person last heard that a page is silent."""
    kept = connection.scalar(select(bundles_table.c.gaps).where(bundles_table.c.person_id == person_id))
    said = (kept or {}).get("said", {}).get(str(page_id))
    return datetime.fromisoformat(said) if said else None


def mark_told(connection: Connection, person_id: PersonId, page_id: PageId, now: datetime) -> None:
    """Remembers that a person hears now that a page is silent."""
    kept = connection.scalar(select(bundles_table.c.gaps).where(bundles_table.c.person_id == person_id)) or {}
    fresh = {
        page: at for page, at in kept.get("said", {}).items() if now - datetime.fromisoformat(at) < LOOKS_BACK
    }
    said = {**fresh, str(page_id): now.isoformat()}
    bundles.choose(connection, person_id, gaps={**kept, "said": said})
