"""Advice: one piece at a time, in the bundle, in a page's group, or asked for by `/step`."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.advice import SETTLING_IN, Chosen, Piece, Verdict, advice_for
from bot.domain.errors import Refused
from bot.domain.pages import Page
from bot.rendering import advice as view
from bot.rendering.advice_buttons import AdviceDo
from bot.rendering.message import Answer, Message
from handlers import advice_settings
from handlers.asker import Asker, texts_for
from handlers.context import Context
from handlers.desk import Adviser, Desk
from handlers.house import House
from handlers.pages import on_page
from storage import advice, alarms, bundles, changes, pages, people, report_links
from storage.advice import GivenRow
from storage.alarms import Alarm
from storage.changes import Change

KIND = advice_settings.KIND
_WHAT = "advice"


@on_page
async def step(context: Context, text: str) -> None:
    """`/step`: the next piece, now."""
    del text
    asker, desk = context.asker, context.desk

    def keep(connection: Connection) -> Answer:
        page = pages.for_change(connection, asker.page_id, member=asker.id)
        said = give(desk, connection, asker, page, asker.id)
        return Answer((said or view.nothing_left(page, asker.texts),))

    await context.keep(keep)


def give(desk: Desk, connection: Connection, asker: Asker, page: Page, chat_id: int) -> Message | None:
    """The next piece for a page, remembered as given; None where nothing is left to say."""
    chosen = next_piece(desk, connection, page, asker.now)
    if chosen is None:
        return None
    given = advice.give(connection, page.id, chosen.piece, asker.now, chat_id)
    return view.advice_card(chosen, given, page, asker.texts)


def next_piece(desk: Desk, connection: Connection, page: Page, now: datetime) -> Chosen | None:
    """What would be advised to a page now."""
    wanted = advice.schedule(connection, page.id)
    pieces = _pieces(desk, connection, page, now)
    facts = advice.page_facts(connection, page.id, now)
    return advice_for(pieces.values(), facts, advice.history(connection, page.id), wanted.areas, now)


def _pieces(desk: Desk, connection: Connection, page: Page, now: datetime) -> dict[str, Piece]:
    return {
        piece.id: piece
        for adviser in desk.advisers.values()
        for piece in adviser.pieces(connection, page, now)
    }


def part(house: House, connection: Connection, asker: Asker, page: Page, now: datetime) -> Message | None:
    """What the bundle says of it: a piece, to whoever hears of the page's advice, where one is due."""
    wanted = advice.schedule(connection, page.id)
    if wanted.chat_id is not None or advice.listener(connection, page.id) != asker.id:
        return None
    due = due_at(connection, page)
    if due is None or due > now:
        return None
    return give(house.desk, connection, asker, page, asker.id)


def due_at(connection: Connection, page: Page) -> datetime | None:
    """When a page's next piece is due; None where it wants none. It may be past."""
    wanted, zone = advice.schedule(connection, page.id), ZoneInfo(page.zone)
    last = advice.last_at(connection, page.id)
    since = advice.created_at(connection, page.id) + SETTLING_IN if last is None else last
    changed = advice.changed_at(connection, page.id)
    return wanted.next_after(max(since, changed or since), zone, last=last)


async def ring(house: House, alarm: Alarm) -> None:
    """A page's hour: its group is told, or the bundle of its listener is to come."""
    await house.store.write(partial(_ring, house, alarm, house.now()))


def _ring(house: House, alarm: Alarm, now: datetime, connection: Connection) -> None:
    if not alarms.finish(connection, alarm.id, now) or alarm.page_id is None:
        return
    listener = advice.listener(connection, alarm.page_id)
    page = pages.find(connection, alarm.page_id, member=listener) if listener is not None else None
    if page is None or listener is None:
        return
    due, wanted = due_at(connection, page), advice.schedule(connection, page.id)
    if page.archived or (due is not None and due > now):
        advice_settings.plan(connection, page.id, now + SETTLING_IN if page.archived or due is None else due)
        return
    # The bundle comes also for who wants no advice: old answers are asked again there.
    near = bundles.clock_of(connection, listener) == ZoneInfo(page.zone)
    # The hour of a page far away may be deep in her night.
    bundles.want(connection, listener, page.id, now if near else bundles.following(connection, listener, now))
    if due is not None and wanted.chat_id is not None:
        person = people.get(connection, listener)
        asker = Asker(person, page, None, texts_for(person, ZoneInfo(page.zone)), now, house.zone)
        said = give(house.desk, connection, asker, page, wanted.chat_id)
        if said is not None:
            topic = report_links.topic_of(connection, wanted.chat_id, page.id)
            house.tell(connection, wanted.chat_id, Answer((said,)), thread_id=topic)
    advice_settings.plan_next(connection, page, wanted, now, last=now)


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    """The next one comes all the same."""
    if alarm.page_id is not None:
        advice_settings.plan(connection, alarm.page_id, house.now() + SETTLING_IN)


async def do(context: Context, pressed: AdviceDo) -> None:
    """Done, Later, Not for us, Tell me more. What else its bundle says stays where it stands."""
    await context.keep(lambda c: _done(context, pressed, c))


async def do_in_group(context: Context, pressed: AdviceDo) -> None:
    """The same in a group: what is said there has no buttons that would lead a crowd into the page."""

    def keep(connection: Connection) -> Answer:
        answer = _done(context, pressed, connection)
        if pressed.do != "more":
            answer = answer.editing()
        return replace(answer, messages=tuple(replace(each, buttons=()) for each in answer.messages))

    await context.keep(keep)


def _done(context: Context, pressed: AdviceDo, connection: Connection) -> Answer:
    asker, desk = context.asker, context.desk
    row = advice.get(connection, pressed.given, member=asker.id)
    page = pages.get(connection, row.page_id, member=asker.id)
    there = asker.with_page(page)
    adviser = desk.advisers.get(row.piece.partition(".")[0])
    piece = adviser.piece(row.piece) if adviser is not None else None
    if adviser is None or piece is None:
        raise Refused("advice-gone")
    if pressed.do == "more":
        return Answer((adviser.more(connection, there, page, piece),))
    if pressed.do not in set(Verdict):
        raise Refused("button-unknown")
    page.for_change()
    return _settle(connection, there, page, adviser, piece, row, Verdict(pressed.do))


def _settle(
    connection: Connection,
    asker: Asker,
    page: Page,
    adviser: Adviser,
    piece: Piece,
    row: GivenRow,
    verdict: Verdict,
) -> Answer:
    advice.say(connection, row.id, verdict, by=asker.id, at=asker.now)
    effect = adviser.settled(connection, asker, page, piece, verdict) if verdict.ends else None
    facts = {"given": row.id, "before": row.verdict, "effect": effect}
    change = changes.note(connection, asker.id, page.id, _WHAT, facts, asker.now)
    return Answer((view.settled(verdict, piece.title, page, change, asker.texts),))


def _take_back(desk: Desk, connection: Connection, asker: Asker, change: Change) -> None:
    """The verdict before it counts again, or none, as if the piece had never been answered."""
    before, effect = change.facts["before"], change.facts["effect"]
    verdict = Verdict(before) if before else None
    by, at = (asker.id, asker.now) if verdict else (None, None)
    advice.say(connection, change.facts["given"], verdict, by=by, at=at)
    if effect is not None:
        what, facts = effect
        desk.take_backs[what](connection, asker, change._replace(what=what, facts=facts))


def register(desk: Desk) -> None:
    """Advice."""
    desk.command("step", step)
    desk.press(AdviceDo, do)
    desk.press_in_group(AdviceDo, do_in_group)
    desk.rings_for(KIND, ring, _gave_up)
    desk.bundle_part("advice", part)
    desk.takes_back(_WHAT, partial(_take_back, desk))
    advice_settings.register(desk)
