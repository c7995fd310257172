"""When, where and about what a page wants advice."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.advice import EVERY, Area, Schedule
from bot.domain.chats import Chat, ChatKind
from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Page
from bot.rendering import advice as view
from bot.rendering.advice_buttons import AdviceSet
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from storage import advice, alarms, chats, pages

KIND = pages.ADVICE
_CHOICES = ("days", "hours", "places", "areas")


async def setting(context: Context, pressed: AdviceSet) -> None:
    """The settings, the choices of one, or a choice."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, pressed.page, member=asker.id)
        there = asker.with_page(page)
        wanted, groups = advice.schedule(connection, page.id), _groups(connection, asker.id, page.id)
        if pressed.name in _CHOICES:
            return Answer((view.choices(page, wanted, pressed.name, groups, there.texts),)).editing()
        if pressed.name != "show":
            wanted = _chosen(wanted, pressed, groups)
            _keep(connection, there, page, wanted)
        if pressed.name == "area":
            return Answer((view.choices(page, wanted, "areas", groups, there.texts),)).editing()
        chat = next((group for group in groups if group.id == wanted.chat_id), None)
        return Answer((view.schedule_card(page, wanted, chat, there.texts),)).editing()

    await context.keep(keep)


def _chosen(wanted: Schedule, pressed: AdviceSet, groups: list[Chat]) -> Schedule:
    """The schedule with one choice; what no button of ours offers is refused."""
    name, value = pressed.name, pressed.value
    if name == "area" and value in set(Area):
        areas = set(wanted.areas) ^ {Area(value)}
        return replace(wanted, areas=tuple(area for area in Area if area in areas))
    bare = value.removeprefix("-")
    number = int(value) if bare.isascii() and bare.isdigit() else -1
    if name == "every" and number in EVERY:
        return replace(wanted, every=number)
    if name == "day" and number in range(7):
        return replace(wanted, weekday=number)
    if name == "hour" and number in view.HOURS:
        return replace(wanted, hour=number)
    if name == "place" and number in {0, *(group.id for group in groups)}:
        return replace(wanted, chat_id=number or None)
    raise Refused("button-unknown")


def _keep(connection: Connection, asker: Asker, page: Page, wanted: Schedule) -> None:
    advice.choose(connection, page.id, wanted, by=asker.id, at=asker.now)
    advice.drop_alarms(connection, KIND, page.id)
    plan_next(connection, page, wanted, asker.now)


def plan_next(
    connection: Connection, page: Page, wanted: Schedule, now: datetime, last: datetime | None = None
) -> None:
    """Has a page's advice looked at when it is due; once a week where it wants none."""
    looked = wanted if wanted.every else replace(wanted, every=Schedule().every)
    due = looked.next_after(now, ZoneInfo(page.zone), last=last)
    if due is not None:
        plan(connection, page.id, due)


def plan(connection: Connection, page_id: PageId, due_at: datetime) -> None:
    """Has a page's advice looked at."""
    alarms.add(connection, KIND, due_at, page_id=page_id)


def _groups(connection: Connection, member: PersonId, page_id: PageId) -> list[Chat]:
    return [
        chat
        for chat in chats.of_member(connection, member)
        if chat.page_id == page_id and chat.kind is ChatKind.GROUP and chat.linked
    ]


def register(desk: Desk) -> None:
    """The settings of advice."""
    desk.press(AdviceSet, setting)
