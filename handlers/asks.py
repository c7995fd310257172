"""Asking for a post's counts again: the evening's list, its answers, and when is asked."""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.asks import AGES, Coming, coming, gather, planned
from bot.domain.bundles import EARLY, Pace, bundle_after
from bot.domain.errors import Refused
from bot.domain.identity import PersonId, PostId
from bot.domain.pages import Page
from bot.domain.posts import Post
from bot.rendering import asks as view
from bot.rendering.asks import Numbered
from bot.rendering.asks_buttons import AskAfter, AskDo
from bot.rendering.buttons import Undo
from bot.rendering.message import Answer, Message, button, say
from handlers.asker import Asker, texts_for
from handlers.context import Context
from handlers.desk import Desk
from handlers.house import House
from storage import alarms, asks, bundles, changes, drafts, pages, people, posts
from storage.alarms import Alarm
from storage.drafts import DraftRow

KIND = "asks"


def plan(connection: Connection, asker: Asker, page: Page, post: Post) -> None:
    """Has a post's counts asked for again, as its page wants it."""
    due = planned(post, page.ask_after, asker.now)
    if due:
        asks.add(connection, post.id, page.id, due)
        clock, at = bundles.clock_of(connection, asker.id), bundles.habits(connection, asker.id).at
        _come_again(connection, asker.id, page, coming(due, asker.now, clock, at))


def plan_anew(connection: Connection, asker: Asker, page: Page, post: Post) -> None:
    """The same for a post whose time of publishing turned out to be another."""
    asks.drop_unasked(connection, post.id)
    plan(connection, asker, page, post)


def _come_again(connection: Connection, person_id: PersonId, page: Page, when: Coming) -> None:
    if when.hour is not None:
        alarms.add_once(connection, KIND, when.hour, person_id=person_id, page_id=page.id)
    if when.evening is not None:
        bundles.want(connection, person_id, page.id, when.evening)


async def ring(house: House, alarm: Alarm) -> None:
    """A question in its hour: asked, remembered and marked done in one write, so that no kill doubles it."""
    await house.store.write(partial(_ring, house, alarm, house.now()))


def _ring(house: House, alarm: Alarm, now: datetime, connection: Connection) -> None:
    if not alarms.finish(connection, alarm.id, now) or alarm.person_id is None or alarm.page_id is None:
        return
    page = pages.find(connection, alarm.page_id, member=alarm.person_id)
    if page is None or page.archived:
        return
    zone = ZoneInfo(page.zone)
    until = bundles.quiet(connection, alarm.person_id, now)
    if until is not None:
        alarms.add_once(connection, KIND, until, person_id=alarm.person_id, page_id=page.id)
        return
    person = people.get(connection, alarm.person_id)
    asker = Asker(person, None, None, texts_for(person, zone), now, house.zone).with_page(page)
    card = _asked(connection, asker, page)
    if card is not None:
        house.tell(connection, person.id, Answer((card,)))


def part(house: House, connection: Connection, asker: Asker, page: Page, now: datetime) -> Message | None:
    """The evening's list of a page, with what comes a little later elsewhere: there is one bundle a day."""
    del house, now
    return _asked(connection, asker, page, EARLY)


def _asked(
    connection: Connection, asker: Asker, page: Page, ahead: timedelta = timedelta(0)
) -> Message | None:
    if not page.role.changes:
        return None
    now, at = asker.now, bundles.habits(connection, asker.id).at
    clock = bundles.clock_of(connection, asker.id)
    found = gather(asks.open_of(connection, page.id, asker.id), page.ask_after, now, clock, at, ahead)
    asks.close(connection, found.closed, now)
    _come_again(connection, asker.id, page, found.coming)
    asked = posts.some(connection, found.posts)
    if not asked:
        return None
    asks.mark_asked(connection, found.asked, now)
    state = {"posts": [post.id for post in asked], "sure": [], "at": now.isoformat()}
    row = drafts.hang_up(connection, asker.id, page.id, state, now)
    entries = [Numbered(number, post) for number, post in enumerate(asked, 1)]
    return view.ask_list(entries, page, row.id, row.version, asker.texts, now)


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """Nothing is said: who was not asked misses nothing that she has."""
    del house, connection, alarm


async def do(context: Context, pressed: AskDo) -> None:
    """A button under a list: tomorrow evening, or not these posts."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        row = drafts.at_version(connection, pressed.draft, pressed.version, person=asker.id)
        if row.form != drafts.LIST or row.page_id is None or pressed.do not in ("later", "off"):
            raise Refused("button-unknown")
        page = pages.for_change(connection, row.page_id, member=asker.id)
        there, ids = asker.with_page(page), [PostId(each) for each in row.state["posts"]]
        left = [each for each in ids if each in asks.waiting(connection, ids)]
        drafts.close(connection, row.id, asker.now)
        if pressed.do == "later":
            return _put_off(connection, there, page, left).editing()
        return _dropped(connection, there, page, row, left).editing()

    await context.keep(keep)


def _put_off(connection: Connection, asker: Asker, page: Page, left: list[PostId]) -> Answer:
    habits = bundles.habits(connection, asker.id)
    clock = bundles.clock_of(connection, asker.id)
    evening = bundle_after(asker.now, clock, habits.at)
    if evening.astimezone(clock).date() == asker.now.astimezone(clock).date():
        evening = bundle_after(evening, clock, habits.at)
    asks.put_off(connection, left, evening)
    if habits.pace is Pace.DAILY:
        bundles.want(connection, asker.id, page.id, evening)
    else:
        # She asked for it by name: it does not wait for the week's bundle.
        alarms.add_once(connection, KIND, evening, person_id=asker.id, page_id=page.id)
    when = asker.texts.moment(evening, now=asker.now)
    return say(asker.texts("asks-put-off", when=when))


def _dropped(connection: Connection, asker: Asker, page: Page, row: DraftRow, left: list[PostId]) -> Answer:
    closed = asks.close_of(connection, left, asker.now)
    facts = {"readings": [], "asks": closed, "attachments": [], "draft": row.id}
    change = changes.note(connection, asker.id, page.id, "readings", facts, asker.now)
    undo = button(asker.texts.plain("undo"), Undo(change))
    return say(asker.texts("asks-dropped", count=len(left)), buttons=((undo,),))


async def ages(context: Context, pressed: AskAfter) -> None:
    """When a page's counts are asked for: shown, or one age switched."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, pressed.page, member=asker.id)
        texts = asker.with_page(page).texts
        if pressed.age is None:
            return Answer((view.ages_card(page, texts),))
        if pressed.age and pressed.age not in AGES:
            raise Refused("button-unknown")
        chosen = set(page.ask_after) ^ {pressed.age} if pressed.age else set()
        pages.change(connection, page.id, ask_after=sorted(chosen))
        changed = pages.get(connection, page.id, member=asker.id)
        return Answer((view.ages_card(changed, texts),)).editing()

    await context.keep(keep)


def register(desk: Desk) -> None:
    """Lists of posts to count, their answers and when they come."""
    desk.rings_for(KIND, ring, _gave_up)
    desk.bundle_part("asks", part)
    desk.press(AskDo, do)
    desk.press(AskAfter, ages)
