"""`/followers`: the curve of a page's followers, and its counts to be corrected one by one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.followers import FollowerCount
from bot.domain.growth import BEST, PERIODS, Growth, growth
from bot.domain.identity import PageId
from bot.domain.lines import Doubt, PostLine
from bot.domain.pages import Page
from bot.domain.posts import Source
from bot.language.lines import Moment, read_followers
from bot.rendering import counts as view
from bot.rendering.followers_buttons import FollowersCurve, FollowersDo, FollowersList, FollowersRecord
from bot.rendering.growth import Marks, growth_view
from bot.rendering.message import Answer
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.followers import FollowersForm, as_line, counts_of, said_followers
from handlers.forms import begin
from handlers.pages import ask_page_name
from storage import changes, followers, pages, posts
from storage.changes import Change


@dataclass(frozen=True, slots=True)
class _Found:
    page: Page
    growth: Growth | None
    marks: Marks


class CountForm:
    """Another number, and perhaps another day, for a count that was given before."""

    name = "followers-edit"

    def next_field(self, draft: Draft) -> Field | None:
        """The right count."""
        return None if counts_of(draft) else Field("count", skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """A bare number is enough; a day beside it moves the count to that day."""
        del asking
        return as_line(read_followers(text, moment), text)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """None: who corrects a count means it."""
        del connection, asker, draft
        return ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Changes the count; what it was stays in the change."""
        before = followers.get(connection, draft.subject or 0, member=asker.id)
        page = pages.for_change(connection, before.page_id, member=asker.id)
        said = counts_of(draft)[0]
        followers.change(
            connection,
            before.id,
            count=said.count,
            taken_at=said.at or before.at,
            rounded=said.rounded,
            source=Source.TYPED,
        )
        was = {
            "row": before.id,
            "count": before.count,
            "taken_at": before.at.isoformat(),
            "rounded": before.rounded,
            "source": before.source,
        }
        change = changes.note(connection, asker.id, page.id, "followers-edit", was, asker.now)
        row = followers.get(connection, before.id, member=asker.id)
        card = view.count_changed(
            row, before, page_name=page.name, change=change, draft=draft, texts=asker.texts, now=asker.now
        )
        return Answer((card,))


async def follower_counts(context: Context, text: str) -> None:
    """`/followers`: a number behind it is recorded; bare, the curve, or the question for a count."""
    asker = context.asker
    if asker.page is None:
        await ask_page_name(context, then=f"/followers {text}" if text else None)
    elif text:
        await said_followers(context, read_followers(text, asker.moment), text)
    else:
        page_id = asker.page.id
        found = await context.read(lambda c: _find(c, asker, page_id, BEST))
        if found.growth is not None:
            await context.answer(_shown(asker, found, found.growth))
        else:
            await context.keep(lambda c: _ask(c, asker, page_id))


async def redraw(context: Context, pressed: FollowersCurve) -> None:
    """A button for the curve, or for another period in the same message."""
    if pressed.days not in PERIODS:
        raise Refused("button-unknown")
    found = await context.read(lambda c: _find(c, context.asker, pressed.page, pressed.days))
    if found.growth is None:
        raise Refused("growth-too-few")
    await context.answer(_shown(context.asker, found, found.growth).editing())


async def record(context: Context, pressed: FollowersRecord) -> None:
    """Asks for the count of today."""
    await context.keep(lambda c: _ask(c, context.asker, pressed.page))


async def listed(context: Context, pressed: FollowersList) -> None:
    """The counts of a page, for who may change them."""
    await context.keep(lambda c: _list(c, context.asker, pressed.page, pressed.offset))


async def do(context: Context, pressed: FollowersDo) -> None:
    """One count: shown, changed or deleted."""

    def keep(connection: Connection) -> Answer:
        row = followers.get(connection, pressed.count, member=context.asker.id)
        page = pages.for_change(connection, row.page_id, member=context.asker.id)
        asker = context.asker.with_page(page)
        if pressed.do == "show":
            card = view.count_card(row, page_name=page.name, texts=asker.texts, now=asker.now)
            return Answer((card,)).editing()
        if pressed.do == "edit":
            return begin(connection, asker, CountForm(), Draft(asking="count", subject=row.id))
        if pressed.do == "delete":
            return _delete(connection, asker, row)
        raise Refused("button-unknown")

    await context.keep(keep)


def _find(connection: Connection, asker: Asker, page_id: PageId, days: int | str | None) -> _Found:
    page = pages.get(connection, page_id, member=asker.id)
    marks = posts.marks(connection, page.id)
    stated = [FollowerCount(count, at) for at, _, count in marks if count is not None]
    known = [*followers.of_page(connection, page.id), *stated]
    found = growth(known, now=asker.now, days=days)
    return _Found(page, found, Marks.of((at, campaign) for at, campaign, _ in marks))


def _shown(asker: Asker, found: _Found, shown: Growth) -> Answer:
    there = asker.with_page(found.page)
    message = growth_view(
        shown,
        found.marks,
        page_name=found.page.name,
        page_id=found.page.id,
        texts=there.texts,
        now=asker.now,
        may_change=found.page.role.changes,
    )
    return Answer((message,))


def _ask(connection: Connection, asker: Asker, page_id: PageId) -> Answer:
    page = pages.for_change(connection, page_id, member=asker.id)
    return begin(connection, asker.with_page(page), FollowersForm(), Draft())


def _list(connection: Connection, asker: Asker, page_id: PageId, offset: int) -> Answer:
    page = pages.for_change(connection, page_id, member=asker.id)
    start = max(0, offset)
    message = view.count_list(
        followers.rows(connection, page.id, offset=start, most=view.PER_LIST),
        page_name=page.name,
        page=page.id,
        offset=start,
        total=followers.how_many(connection, page.id),
        texts=asker.with_page(page).texts,
        now=asker.now,
    )
    return Answer((message,)).editing()


def _delete(connection: Connection, asker: Asker, row: followers.Row) -> Answer:
    followers.delete(connection, row.id, asker.now)
    facts = {"row": row.id, "at": asker.now.isoformat()}
    change = changes.note(connection, asker.id, row.page_id, "followers-delete", facts, asker.now)
    message = view.count_deleted(row, change=change, texts=asker.texts, now=asker.now)
    return Answer((message,)).editing()


def _take_back_edit(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    was = dict(change.facts)
    row = was.pop("row")
    followers.change(connection, row, **{**was, "taken_at": datetime.fromisoformat(was["taken_at"])})


def _take_back_delete(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    followers.restore(connection, change.facts["row"], datetime.fromisoformat(change.facts["at"]))


def register(desk: Desk) -> None:
    """The curve, and correcting its counts."""
    desk.form(CountForm())
    desk.command("followers", follower_counts)
    desk.press(FollowersCurve, redraw)
    desk.press(FollowersRecord, record)
    desk.press(FollowersList, listed)
    desk.press(FollowersDo, do)
    desk.takes_back("followers-edit", _take_back_edit)
    desk.takes_back("followers-delete", _take_back_delete)
