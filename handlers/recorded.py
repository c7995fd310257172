"""Finding what was recorded (`/post list`, `/post find یلدا`, a link alone), changing it, its history."""

from datetime import date

from sqlalchemy import Connection

from bot.domain.errors import Refused
from bot.domain.identity import ChangeId, PostId, ReadingId
from bot.domain.pages import Page
from bot.domain.posts import Post
from bot.language.lines import Moment
from bot.language.searching import address_of, between, days_in, looked_for, patterns
from bot.rendering import recorded as view
from bot.rendering.message import Answer
from bot.rendering.posts_buttons import PostDo, PostList
from bot.rendering.readings import Step, history
from bot.rendering.recorded import Sought
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.pages import on_page
from handlers.post_cards import card_of, reached
from storage import changes, pages, posts, recorded
from storage.changes import Change
from storage.recorded import Changed, ReadingRow

_LINKS = ("http", "www.", "instagram.", "t.me/")


@on_page
async def listed(context: Context, text: str) -> None:
    """`/posts`, or «پست‌ها»: what was recorded, newest first; words, an address or a date narrow it down."""
    asker = context.asker
    page, sought = asker.working_page, _sought(text, asker.moment)
    found = await context.read(lambda c: _find(c, page, sought, asker.moment))
    await context.answer(Answer((view.post_list(found, 0, sought, page, asker.texts, asker.now),)))


async def turned(context: Context, pressed: PostList) -> None:
    """Another leaf of the list."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        page = pages.get(connection, pressed.page, member=asker.id)
        there = asker.with_page(page)
        sought = Sought(pressed.words, _days(pressed.since, pressed.until))
        found = _find(connection, page, sought, there.moment)
        offset = max(0, min(pressed.offset, len(found) - 1))
        shown = view.post_list(found, offset, sought, page, there.texts, there.now)
        return Answer((shown,)).editing()

    await context.keep(keep)


async def pressed_post(context: Context, pressed: PostDo) -> None:
    """A recorded post: its card, its history, or its end."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found, page, there = reached(connection, asker, pressed.post)
        if pressed.do == "show":
            return shown(connection, there, found, page).editing()
        if pressed.do == "history":
            return _history(connection, there, found).editing()
        if pressed.do == "delete":
            return _delete(connection, there, found, page.for_change()).editing()
        raise Refused("button-unknown")

    await context.keep(keep)


async def open_link(context: Context, text: str) -> bool:
    """Opens the post that a link, sent alone, belongs to; False where there is none such."""
    link = text.strip()
    asker = context.asker
    page = asker.page
    if page is None or " " in link or "\n" in link or not link.lower().startswith(_LINKS):
        return False
    found = await context.read(lambda c: recorded.by_link(c, page.id, address_of(link)))
    if found is None:
        return False
    await context.keep(lambda c: shown(c, asker, found, page))
    return True


def shown(
    connection: Connection, asker: Asker, post: Post, page: Page, change: ChangeId | None = None
) -> Answer:
    """A post's card, with what can be done to it."""
    card = card_of(connection, asker, post, page)
    return Answer((view.with_ways(card, post, page, asker.texts, change),))


def _sought(text: str, moment: Moment) -> Sought:
    asked = looked_for(text)
    words = (text if asked is None else asked).strip()
    if not words:
        return Sought()
    days = days_in(words, moment)
    if days:
        return Sought(days=days)
    return Sought(view.carried(address_of(words) if words.lower().startswith(_LINKS) else words))


def _find(connection: Connection, page: Page, sought: Sought, moment: Moment) -> list[Post]:
    since, until = between(sought.days, moment) if sought.days else (None, None)
    return recorded.listed(connection, page.id, patterns(sought.words), since, until)


def _days(since: int | None, until: int | None) -> tuple[date, date] | None:
    if since is None or until is None:
        return None
    try:
        return date.fromordinal(since), date.fromordinal(until)
    except (ValueError, OverflowError) as error:
        raise Refused("button-unknown") from error


def _delete(connection: Connection, asker: Asker, post: Post, page: Page) -> Answer:
    posts.delete(connection, post.id, asker.now)
    facts = {"post": post.id}
    change = changes.note(connection, asker.id, page.id, "post-delete", facts, asker.now)
    return Answer((view.deleted(post, page, asker.texts, asker.now, change),))


def _history(connection: Connection, asker: Asker, post: Post) -> Answer:
    rows = recorded.readings_of(connection, post.id)
    steps = [_step(changed, rows) for changed in recorded.changes_of(connection, post)]
    if not any(step.what in ("post", "posts") for step in steps):
        steps.insert(0, Step("post", None, post.recorded_at, undone=False))
    shown = [(row.id, row.reading, row.withdrawn_at is None) for row in rows]
    return Answer((history(post, steps, shown, asker.id, asker.texts, asker.now),))


def _step(changed: Changed, rows: list[ReadingRow]) -> Step:
    facts = changed.change.facts
    by_id = {row.id: row.reading.counts for row in rows}
    before, after = (by_id.get(facts.get(name) or ReadingId(0)) for name in ("withdrawn", "added"))
    what = changed.change.what
    if what == "reading" and (after is None or before is None):
        what = "reading-withdrawn" if after is None else "reading-restored"
        before = after = None
    fields = tuple(
        "followers" if name == "followers_at_publishing" else name for name in facts.get("columns", ())
    )
    undone = changed.change.undone_at is not None
    return Step(what, changed.by, changed.change.at, undone, fields, before, after)


def _take_back_delete(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    posts.delete(connection, PostId(change.facts["post"]), None)


def register(desk: Desk) -> None:
    """The list of posts, and what is reached from it."""
    desk.command("posts", listed)
    desk.press(PostList, turned)
    desk.press(PostDo, pressed_post)
    desk.takes_back("post-delete", _take_back_delete)
