"""Finding what was recorded (`/post list`, `/post find یلدا`, a link alone), changing it, its history."""

from datetime import date
from typing import Any

from sqlalchemy import Connection

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import ChangeId, PostId, ReadingId
from bot.domain.lines import Doubt, PostLine
from bot.domain.pages import Page
from bot.domain.plausibility import implausible
from bot.domain.posts import COUNTS, Post
from bot.language.lines import Moment, read_message
from bot.language.searching import address_of, between, days_in, looked_for, patterns
from bot.rendering import recorded as view
from bot.rendering.message import Answer
from bot.rendering.posts_buttons import PostDo, PostList, ReadingDo
from bot.rendering.recorded import Sought, Step
from handlers.context import Asker, Context
from handlers.desk import Desk
from handlers.forms import begin
from handlers.pages import on_page
from handlers.post_cards import card_of, reached
from storage import changes, pages, posts, readings, recorded
from storage.changes import Change
from storage.recorded import Changed, ReadingRow

_LINKS = ("http", "www.", "instagram.", "t.me/")


class ReadingForm:
    """A reading's right counts."""

    name = "reading"

    def next_field(self, draft: Draft) -> Field | None:
        """Its counts, until some are given."""
        return None if draft.known() else Field("counts", skippable=False)

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """Counts with their words; the others of the reading stay."""
        del asking
        read = read_message(text, moment)
        if not isinstance(read, PostLine):
            return PostLine({}, unread=(text,))
        values = {name: value for name, value in read.values.items() if name in COUNTS}
        doubts = tuple(doubt for doubt in read.doubts if doubt.field in COUNTS)
        return PostLine(values, read.rounded & values.keys(), doubts, read.rejected, read.unread)

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """Whether the corrected reading hangs together."""
        found = recorded.reading(connection, ReadingId(draft.subject or 0), member=asker.id)
        whole = {**found.reading.counts.known(), **draft.values}
        return implausible(whole, asker.now) if draft.known() else ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Withdraws the reading in favour of the right one, taken at the same moment."""
        old = recorded.reading(connection, ReadingId(draft.subject or 0), member=asker.id)
        _, page, _ = reached(connection, asker, old.post_id)
        page.for_change()
        known = draft.known()
        counts: dict[str, Any] = {name: known[name] for name in COUNTS if name in known}
        rounded = (old.reading.rounded - counts.keys()) | (draft.rounded & counts.keys())
        whole = {**old.reading.counts.known(), **counts, "rounded": rounded}
        whole |= {"taken_at": old.reading.taken_at, "source": old.reading.source}
        readings.withdraw(connection, old.id, asker.now)
        added = readings.add(connection, old.post_id, whole, by=asker.id, at=asker.now)
        change = _note(connection, asker, page, old.post_id, withdrawn=old.id, added=added)
        return _reading_card(connection, asker, page, added, change)


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


async def pressed_reading(context: Context, pressed: ReadingDo) -> None:
    """One reading: its card, its correction, out of use and back."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found = recorded.reading(connection, pressed.reading, member=asker.id)
        _, page, there = reached(connection, asker, found.post_id)
        if pressed.do == "show":
            return _reading_card(connection, there, page, found.id).editing()
        page.for_change()
        if pressed.do == "correct" and found.withdrawn_at is None:
            return begin(connection, there, ReadingForm(), Draft(subject=found.id))
        if pressed.do not in ("withdraw", "restore"):
            raise Refused("button-unknown")
        away = pressed.do == "withdraw"
        readings.withdraw(connection, found.id, there.now if away else None)
        facts = {"withdrawn" if away else "added": found.id}
        change = _note(connection, there, page, found.post_id, **facts)
        return _reading_card(connection, there, page, found.id, change).editing()

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
    return Answer((view.history(post, steps, shown, asker.id, asker.texts, asker.now),))


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


def _reading_card(
    connection: Connection, asker: Asker, page: Page, found: ReadingId, change: ChangeId | None = None
) -> Answer:
    row = recorded.reading(connection, found, member=asker.id)
    stands = row.withdrawn_at is None
    card = view.reading_card(
        row.id, row.reading, row.post_id, page, asker.texts, asker.now, stands=stands, change=change
    )
    return Answer((card,))


def _note(connection: Connection, asker: Asker, page: Page, post_id: PostId, **facts: int) -> ChangeId:
    return changes.note(connection, asker.id, page.id, "reading", {"post": post_id, **facts}, asker.now)


def _take_back_delete(connection: Connection, asker: Asker, change: Change) -> None:
    del asker
    posts.delete(connection, PostId(change.facts["post"]), None)


def _take_back_reading(connection: Connection, asker: Asker, change: Change) -> None:
    if added := change.facts.get("added"):
        readings.withdraw(connection, ReadingId(added), asker.now)
    if withdrawn := change.facts.get("withdrawn"):
        readings.withdraw(connection, ReadingId(withdrawn), None)


def register(desk: Desk) -> None:
    """The list of posts, and what is reached from it."""
    desk.form(ReadingForm())
    desk.command("posts", listed)
    desk.press(PostList, turned)
    desk.press(PostDo, pressed_post)
    desk.press(ReadingDo, pressed_reading)
    desk.takes_back("post-delete", _take_back_delete)
    desk.takes_back("reading", _take_back_reading)
