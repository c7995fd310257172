"""Noticing that a page is silent for longer than usual, to be said in the bundle."""

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.gaps import SAID_EVERY, gap, next_look
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page
from bot.rendering.gaps import gap_said
from bot.rendering.message import Message
from handlers.asker import Asker
from handlers.desk import Desk
from handlers.house import House
from storage import alarms, bundles, gaps, pages
from storage.alarms import Alarm

_LOOKS_AT = time(9)
_SPREAD = 360
"""Minutes over which pages of one zone are looked at, by their ids."""
_SOON = timedelta(days=1)
"""Who has a post planned within this time knows what comes next."""


async def ring(house: House, alarm: Alarm) -> None:
    """Looks at a page's rhythm: who is to hear of a gap gets a bundle, and the next look is set."""
    await house.store.write(partial(_ring, alarm, house.now()))


def _ring(alarm: Alarm, now: datetime, connection: Connection) -> None:
    if not alarms.finish(connection, alarm.id, now) or alarm.page_id is None:
        return
    page_id, zone = alarm.page_id, pages.zone_of(connection, alarm.page_id)
    days, today = gaps.days_with_posts(connection, page_id, zone), now.astimezone(zone).date()
    waiting = _waiting(connection, page_id, zone, today) if gap(days, today) is not None else []
    for person_id in waiting:
        # A look that comes late on its day does not miss the evening's bundle.
        evening = bundles.following(connection, person_id, now, alarm.due_at)
        bundles.want(connection, person_id, page_id, evening)
    following = today + timedelta(days=1) if waiting else next_look(days, today)
    clock = datetime.combine(following, _LOOKS_AT, zone) + timedelta(minutes=page_id % _SPREAD)
    gaps.watch(connection, page_id, now, clock)


def _waiting(connection: Connection, page_id: PageId, zone: ZoneInfo, today: date) -> list[PersonId]:
    """Who is to hear of a gap, and has not within a week."""
    able = gaps.who_is_told(connection, page_id)
    return [each for each in able if not _was_told(connection, each, page_id, zone, today)]


def _was_told(
    connection: Connection, person_id: PersonId, page_id: PageId, zone: ZoneInfo, today: date
) -> bool:
    told = gaps.last_told(connection, person_id, page_id)
    return told is not None and today - told.astimezone(zone).date() < SAID_EVERY


def part(house: House, connection: Connection, asker: Asker, page: Page, now: datetime) -> Message | None:
    """That a page is silent: at most once a week, and not where the next post is about to come."""
    del house
    if not page.role.changes or not bundles.tells_gaps(connection, asker.id):
        return None
    zone = ZoneInfo(page.zone)
    today = now.astimezone(zone).date()
    found = gap(gaps.days_with_posts(connection, page.id, zone), today)
    if found is None or _was_told(connection, asker.id, page.id, zone, today):
        return None
    if gaps.has_plan(connection, page.id, now, now + _SOON):
        return None
    gaps.mark_told(connection, asker.id, page.id, now)
    return gap_said(found, page, asker.texts)


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """A page is looked at again in half a day, whatever went wrong now."""
    if alarm.page_id is not None:
        gaps.watch(connection, alarm.page_id, house.now())


def register(desk: Desk) -> None:
    """Gaps."""
    desk.rings_for(gaps.KIND, ring, _gave_up)
    desk.bundle_part("gaps", part)
