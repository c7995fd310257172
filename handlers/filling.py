"""`/calendar fill`: two weeks of proposals, kept as ideas that are taken or dropped one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from bot.domain.audiences import Audience
from bot.domain.besttimes import BestTimeRequest, BestTimes, best_times
from bot.domain.calendar import Note, day_of
from bot.domain.errors import Refused
from bot.domain.filling import DAYS, MOST_A_WEEK, Proposal, Wish, kinds_in_turn, posts_a_week, proposals
from bot.domain.identity import PageId
from bot.domain.measured import measure
from bot.domain.pages import Page
from bot.domain.plans import Plan, PlanState
from bot.domain.posts import Kind
from bot.domain.reminders import DEFAULT_LEADS
from bot.language.audiences import audience_in
from bot.rendering.calendar_buttons import CalendarFill, CalendarIdea
from bot.rendering.filling import proposals_view
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.occasions import notes
from storage import followers, gaps, pages, planning, plans, posts
from storage.planning import Act

_LOOKS_BACK = 180
_KINDS = 2 * MOST_A_WEEK


@dataclass(frozen=True, slots=True)
class _Known:
    """What a page's proposals are made of."""

    page: Page
    request: BestTimeRequest
    a_week: int
    kinds: tuple[Kind, ...]
    ideas: tuple[Plan, ...]


async def fill(context: Context, page_id: PageId) -> None:
    """Proposes two weeks; what was proposed before and still waits is shown instead."""
    asker = context.asker
    known = await context.study(lambda c: _known(c, asker, page_id))
    there = asker.with_page(known.page)
    if known.ideas:
        await context.answer(Answer((proposals_view(known.ideas, known.page, there.texts, asker.now),)))
        return
    times: BestTimes = await context.compute(best_times, known.request)
    today = there.moment.today
    days = await notes(context, [known.page.zone], today, today + timedelta(days=DAYS), there.texts)
    await context.keep(lambda c: _propose(c, there, known, times, days))


def _known(connection: Connection, asker: Asker, page_id: PageId) -> _Known:
    page = pages.for_change(connection, page_id, member=asker.id)
    zone = asker.with_page(page).texts.zone
    own = posts.of_page(connection, page.id)
    measures = measure(own, followers.of_page(connection, page.id), now=asker.now, days=_LOOKS_BACK)
    return _Known(
        page,
        BestTimeRequest.of(measures, zone=zone, days=_LOOKS_BACK),
        posts_a_week(gaps.days_with_posts(connection, page.id, zone)),
        kinds_in_turn(own, page.platform, _KINDS),
        tuple(_ideas(connection, asker, page)),
    )


def _planned(connection: Connection, asker: Asker, page: Page) -> list[Plan]:
    return plans.between(connection, [page.id], asker.now, asker.now + timedelta(days=DAYS + 2))


def _ideas(connection: Connection, asker: Asker, page: Page) -> list[Plan]:
    """The proposals of a page that nobody took or dropped yet."""
    return [plan for plan in _planned(connection, asker, page) if plan.state is PlanState.IDEA]


def _propose(
    connection: Connection,
    asker: Asker,
    known: _Known,
    times: BestTimes,
    days: Mapping[date, Sequence[Note]],
) -> Answer:
    page = pages.for_change(connection, known.page.id, member=asker.id)
    taken = {
        day
        for plan in _planned(connection, asker, page)
        if plan.state is not PlanState.SKIPPED and (day := day_of(plan, asker.texts.zone))
    }
    found = proposals(_wish(asker, page, known, times, days, taken))
    if not found:
        raise Refused("calendar-full")
    act = Act(connection, page, asker.id, asker.now)
    for each in found:
        act.add(_row(act, each, asker))
    act.done(planning.NEW)
    shown = _ideas(connection, asker, page)
    return Answer((proposals_view(shown, page, asker.texts, asker.now, why=_why(found)),))


def _wish(
    asker: Asker,
    page: Page,
    known: _Known,
    times: BestTimes,
    days: Mapping[date, Sequence[Note]],
    taken: set[date],
) -> Wish:
    return Wish(
        today=asker.moment.today,
        a_week=known.a_week,
        kinds=known.kinds,
        best=tuple((slot.weekday, slot.hour) for slot in times.best),
        audience=_audience(page),
        busy=taken,
        mourning=[day for day, of_day in days.items() if any(note.mourning for note in of_day)],
        occasions={day: note.name for day, of_day in days.items() for note in of_day if note.topic},
    )


def _row(act: Act, each: Proposal, asker: Asker) -> dict[str, object]:
    row = {"kind": each.kind, "topic": each.topic, "assignee": asker.id, "state": PlanState.IDEA}
    return {**row, **act.timed(each.wall, DEFAULT_LEADS)}


def _why(found: Iterable[Proposal]) -> str:
    reasons = [each.why for each in found]
    return max(set(reasons), key=reasons.count)


def _audience(page: Page) -> Audience | None:
    return audience_in(page.audience) if page.audience else None


async def idea(context: Context, pressed: CalendarIdea) -> None:
    """Takes a proposal into the calendar, or drops it."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        of = plans.get(connection, pressed.plan, member=asker.id)
        page = pages.for_change(connection, of.page_id, member=asker.id)
        if of.version != pressed.version or of.state is not PlanState.IDEA or of.wall is None:
            raise Refused("plan-moved-on")
        there = asker.with_page(page)
        if pressed.take and of.at is not None and of.at <= asker.now:
            raise Refused("calendar-hour-past")
        act = Act(connection, page, asker.id, asker.now)
        if pressed.take:
            planning.move(act, of, of.wall, day_only=of.day_only)
        else:
            planning.delete(act, of)
        last = (of, pressed.take, act.done())
        left = _ideas(connection, there, page)
        return Answer((proposals_view(left, page, there.texts, asker.now, last=last),)).editing()

    await context.keep(keep)


async def pressed_fill(context: Context, pressed: CalendarFill) -> None:
    """The same as the command, by a button."""
    await fill(context, pressed.page)


def register(desk: Desk) -> None:
    """Proposals."""
    desk.press(CalendarFill, pressed_fill)
    desk.press(CalendarIdea, idea)
