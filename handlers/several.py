"""Several posts in one message, a line each, and the next post like the last one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from bot.domain.drafts import Draft
from bot.domain.errors import Refused
from bot.domain.identity import PostId
from bot.domain.lines import MOST_LINES, FollowersSaid, PostLine, Value
from bot.domain.pages import Page
from bot.domain.posts import Source, day_at_noon
from bot.language.lines import LineSaid, read_lines
from bot.language.searching import looked_for
from bot.rendering.message import Answer
from bot.rendering.several import Came, LineShown, lines_card
from handlers import later
from handlers import posts as one
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import begin
from handlers.pages import ask_page_name, home_message
from handlers.post_values import keep_post
from handlers.posts import PostForm, beside_others, left_open
from handlers.recorded import listed, open_link
from storage import changes, drafts, followers, posts, recorded
from storage.changes import Change

_CARRIED_FOR = timedelta(hours=6)
_CARRIED = ("kind", "topic", "published_at", "day_only")


@dataclass(slots=True)
class _Kept:
    """What a message of several posts has become so far."""

    shown: list[LineShown] = field(default_factory=list)
    waiting: list[Draft] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


async def typed(context: Context, text: str) -> None:
    """A free text: several posts; else whatever one message may be."""
    if lines := read_lines(text, context.asker.moment):
        await _record(context, lines, text)
    elif not await open_link(context, text):
        await later.typed(context, text)


async def post(context: Context, text: str) -> None:
    """`/post` with one line or several behind it, bare, or with «list» or «find» and what is looked for."""
    if looked_for(text) is not None:
        await listed(context, text)
    elif lines := read_lines(text, context.asker.moment):
        await _record(context, lines, text)
    else:
        await one.post(context, text)


def resumed(connection: Connection, asker: Asker, text: str) -> Answer:
    """What was typed before there was a page for it."""
    lines = read_lines(text, asker.moment)
    if lines and len(lines) <= MOST_LINES:
        return keep_lines(connection, asker, lines)
    return one.record_line(connection, asker, text)


async def next_post(context: Context, text: str) -> None:
    """Another post like the last one: its kind, topic and day stand, and only the counts are asked."""
    asker = context.asker
    if asker.page is None or text:
        await post(context, text)
        return

    def keep(connection: Connection) -> Answer:
        since = asker.now - _CARRIED_FOR
        last = recorded.last_of(connection, asker.page_id, asker.id, since)
        values: dict[str, Value] = {}
        if last is not None:
            day = day_at_noon(last.published_at, asker.texts.zone) if last.published_at else None
            told = {"kind": last.kind, "topic": last.topic, "published_at": day, "day_only": day and True}
            values = {name: value for name, value in told.items() if value is not None}
        return begin(connection, asker, PostForm(), Draft({**values, "carried": True} if values else {}))

    asker.working_page.for_change()
    await context.keep(keep)


async def _record(context: Context, lines: Sequence[LineSaid], text: str) -> None:
    asker = context.asker
    if asker.page is None:
        await ask_page_name(context, then=text)
        return
    if len(lines) > MOST_LINES:
        raise Refused("lines-too-many", most=MOST_LINES, lines=len(lines))
    asker.working_page.for_change()
    await context.keep(lambda c: keep_lines(c, asker, lines))


def keep_lines(connection: Connection, asker: Asker, lines: Sequence[LineSaid]) -> Answer:
    """Keeps every line that is beyond doubt, as one change, and asks about the first of the others."""
    page = asker.working_page.for_change()
    first = not posts.has_any(connection, page.id)
    behind = left_open(asker)
    kept = _Kept(waiting=_left_over(behind))
    if behind is not None:
        drafts.close_all(connection, asker.id, asker.now)
    for line in lines:
        _keep_line(connection, asker, page, line, _carried(behind), kept)
    change = None
    if kept.posts or kept.rows:
        facts = {"posts": kept.posts, "rows": kept.rows}
        change = changes.note(connection, asker.id, page.id, "posts", facts, asker.now)
    messages = [lines_card(kept.shown, page, asker.texts, asker.now, change)]
    if first and kept.posts:
        messages.append(home_message(asker, "home-grown", at_work=True))
    if kept.waiting:
        if change is not None:
            kept.waiting = [beside_others(draft) for draft in kept.waiting]
        head, *rest = kept.waiting
        messages += begin(connection, asker, PostForm(), replace(head, waiting=tuple(rest))).messages
    return Answer(tuple(messages))


def _keep_line(
    connection: Connection, asker: Asker, page: Page, line: LineSaid, base: dict[str, Value], kept: _Kept
) -> None:
    read = line.read
    if isinstance(read, FollowersSaid) and read.counts and not (read.doubts or read.rejected):
        kept.rows += [
            followers.add(connection, page.id, count, source=Source.TYPED, by=asker.id, at=asker.now)
            for count in read.counts
        ]
        kept.shown.append(LineShown(Came.KEPT, line.typed, counts=read.counts))
        return
    if not isinstance(read, PostLine):
        kept.shown.append(LineShown(Came.UNREAD, line.typed))
        return
    form, draft = PostForm(), Draft(base).merged(read, line.typed)
    draft = replace(draft, doubts=draft.doubts or form.doubts(connection, asker, draft))
    if draft.doubts or form.next_field(draft) is not None:
        kept.waiting.append(draft)
        kept.shown.append(LineShown(Came.ASKED, line.typed))
        return
    post = keep_post(connection, asker, page, draft)
    kept.posts.append(post.id)
    kept.shown.append(LineShown(Came.KEPT, line.typed, post, draft=draft))


def _carried(behind: Draft | None) -> dict[str, Value]:
    """What the lines have in common with the last post, where that was wanted."""
    known = behind.known() if behind is not None else {}
    return {name: known[name] for name in _CARRIED if name in known} if "carried" in known else {}


def _left_over(behind: Draft | None) -> list[Draft]:
    """What was being asked when the lines came: it is asked again after them."""
    if behind is None:
        return []
    answered = any(doubt.field in ("several", "chat") for doubt in behind.doubts)
    own = [replace(behind, waiting=())] if behind.typed and not answered else []
    return [*own, *behind.waiting]


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    facts: dict[str, Any] = change.facts
    for post_id in facts["posts"]:
        posts.delete(connection, PostId(post_id), asker.now)
    for row in facts["rows"]:
        followers.delete(connection, row, asker.now)


def register(desk: Desk) -> None:
    """Messages of several posts come first; all else is one post's business."""
    desk.command("post", post)
    desk.command("next", next_post)
    desk.takes_back("posts", _take_back)
    desk.free_text = typed
    desk.resume_text = resumed
