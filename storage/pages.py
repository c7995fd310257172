"""Pages and their members. A page that the asker is no member of is a page that is not found."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, bindparam, insert, select, update

from bot.domain.advice import SETTLING_IN
from bot.domain.asks import DEFAULT_AGES
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page, Platform, Role
from storage import alarms
from storage.keys import added
from storage.schema import members, pages

ADVICE = "advice"
"""The kind of the alarm that looks whether a page's advice is due."""

COLUMNS = (
    pages.c.id,
    pages.c.name,
    pages.c.zone,
    pages.c.zone_chosen,
    members.c.role,
    pages.c.platform,
    pages.c.subject,
    pages.c.audience,
    pages.c.impressions_are_views,
    pages.c.ask_after,
    pages.c.archived_at,
)
"""What a page is made of, as one of its members sees it."""

_SELECT: Select[Any] = (
    select(*COLUMNS)
    .join(members, members.c.page_id == pages.c.id)
    .where(members.c.person_id == bindparam("member"))
)
_ONE = _SELECT.where(pages.c.id == bindparam("id"))
_ALL = _SELECT.order_by(pages.c.archived_at.is_not(None), pages.c.id)


def find(connection: Connection, page_id: PageId, *, member: PersonId) -> Page | None:
    """The page, if `member` belongs to it."""
    row = connection.execute(_ONE, {"id": page_id, "member": member}).first()
    return page_of(row) if row else None


def get(connection: Connection, page_id: PageId, *, member: PersonId) -> Page:
    """The page, or Refused("page-not-found")."""
    found = find(connection, page_id, member=member)
    if found is None:
        raise Refused("page-not-found")
    return found


def for_change(connection: Connection, page_id: PageId, *, member: PersonId) -> Page:
    """The page, if `member` may change what is recorded there; else Refused("page-view-only")."""
    return get(connection, page_id, member=member).for_change()


def of(connection: Connection, member: PersonId) -> list[Page]:
    """All pages of a member, archived ones last."""
    return [page_of(row) for row in connection.execute(_ALL, {"member": member})]


def add(connection: Connection, name: str, zone: str, *, owner: PersonId, at: datetime) -> PageId:
    """A new page of `owner`, in a zone that nobody has chosen yet; it is advised once it has settled in."""
    row = insert(pages).values(name=name, zone=zone, zone_chosen=False, created_at=at)
    page_id = PageId(added(connection, row))
    connection.execute(
        insert(members).values(page_id=page_id, person_id=owner, role=Role.OWNER, joined_at=at)
    )
    alarms.add(connection, ADVICE, at + SETTLING_IN, page_id=page_id)
    return page_id


def change(connection: Connection, page_id: PageId, **fields: object) -> None:
    """Sets columns of a page."""
    connection.execute(update(pages).where(pages.c.id == page_id).values(**fields))


def page_of(row: Any) -> Page:
    """The page in a row of `COLUMNS`."""
    return Page(
        id=PageId(row.id),
        name=row.name,
        zone=row.zone,
        zone_chosen=row.zone_chosen,
        role=Role(row.role),
        platform=Platform(row.platform) if row.platform else None,
        subject=row.subject,
        audience=row.audience,
        impressions_are_views=row.impressions_are_views,
        ask_after=DEFAULT_AGES if row.ask_after is None else tuple(row.ask_after),
        archived=row.archived_at is not None,
    )


def zone_of(connection: Connection, page_id: PageId) -> ZoneInfo:
    """A page's zone, for what comes of itself."""
    return ZoneInfo(connection.scalar(select(pages.c.zone).where(pages.c.id == page_id)) or "UTC")
