"""New counts of a post that stands: with a screenshot, kept beside it, or told in passing without one."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import PostId
from bot.domain.lines import Doubt, PostLine
from bot.domain.pages import Page
from bot.domain.plausibility import implausible
from bot.domain.posts import COUNTS, Post, Source
from bot.language.lines import Moment, read_message
from bot.rendering import screenshots as view
from bot.rendering.forms import after_leaving, cancelled
from bot.rendering.message import Answer
from bot.rendering.posts_buttons import Screenshot
from handlers import answers
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import StepAside, begin, left_behind, type_into_form
from handlers.posts import PostForm
from storage import asks as asked
from storage import attachments, changes, drafts, followers, pages, posts, readings
from storage.drafts import DraftRow

_LAST = 5
"""So many of the last posts are offered."""
_NEW = {"kind", "slides", "published_at", "link"}
"""Who names one of these tells of a new post."""


class ReadingForm:
    """The counts of a post that is known: its next reading, with the screenshot that they were read off."""

    name = "counted"

    def next_field(self, draft: Draft) -> Field | None:
        """Its counts."""
        if draft.passed or any(name in draft.known() for name in COUNTS):
            return None
        return Field("counts", skip="screenshot-skip")

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """Counts only; whatever else was told is shown back. A new post of its own is none of ours."""
        del asking
        read = read_message(text, moment)
        if not isinstance(read, PostLine):
            return PostLine({}, unread=(text,))
        if {"kind", "published_at", "link"} & set(read.values):
            raise StepAside
        counts = {name: value for name, value in read.values.items() if name in COUNTS}
        others = [str(value) for name, value in read.values.items() if name == "topic"]
        return replace(read, values=counts, unread=(*read.unread, *others))

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """Whether the counts hang together."""
        post = posts.get(connection, PostId(draft.subject or 0), member=asker.id)
        return implausible(draft.values, asker.now, followers.last(connection, post.page_id))

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Keeps the reading and the screenshot."""
        post = posts.get(connection, PostId(draft.subject or 0), member=asker.id)
        page = pages.for_change(connection, post.page_id, member=asker.id)
        return _keep_reading(connection, asker.with_page(page), page, post, draft)


def _keep_reading(connection: Connection, asker: Asker, page: Page, post: Post, draft: Draft) -> Answer:
    counts = {name: value for name, value in draft.known().items() if name in COUNTS}
    facts: dict[str, Any] = {"readings": [], "asks": [], "attachments": [], "draft": None}
    if counts:
        reading = {**counts, "source": Source.TYPED, "rounded": draft.rounded & counts.keys()}
        facts["readings"].append(readings.add(connection, post.id, reading, by=asker.id, at=asker.now))
        facts["asks"] = asked.close_of(connection, [post.id], asker.now, due_by=asker.now)
    if "photo" in draft.values:
        facts["attachments"].append(_attached(connection, asker, post.id, draft))
    change = changes.note(connection, asker.id, page.id, "readings", facts, asker.now)
    photo = {name: draft.values[name] for name in ("photo",) if name in draft.values}
    said = replace(draft, values={**counts, **photo})
    return Answer((view.kept(post, said, page, asker.texts, asker.now, change),))


def _attached(connection: Connection, asker: Asker, post_id: PostId, draft: Draft) -> int:
    return attachments.add(connection, post_id, str(draft.values["photo"]), by=asker.id, at=asker.now)


async def answered(context: Context, message: Said, text: str, file_id: str) -> bool:
    """A photo whose line answers a list or goes on with what is filled in; False where it does not."""
    if await answers.answered_by_photo(context, message, text, file_id):
        return True
    return await _into_form(context, text, file_id)


async def _into_form(context: Context, text: str, file_id: str) -> bool:
    row = context.asker.draft
    if row is None or row.form not in (PostForm.name, ReadingForm.name):
        return False
    return await type_into_form(context.desk.forms, context, text, {"photo": file_id})


WHICH = "screenshot"
"""The name of the draft that waits to hear which post a screenshot is of."""


def begun(connection: Connection, asker: Asker, draft: Draft) -> Answer:
    """A line that tells a post is kept as one; counts alone may be of any."""
    if tells(draft):
        return begin(connection, asker, PostForm(), draft)
    return ask_which(connection, asker, draft, None)


def tells(draft: Draft) -> bool:
    """Whether a draft tells of a post of its own."""
    told = set(draft.known()) | {doubt.field for doubt in draft.doubts}
    return bool(told & _NEW)


def ask_which(connection: Connection, asker: Asker, draft: Draft, row: DraftRow | None) -> Answer:
    """Which post a screenshot is of; a new one where there is no other."""
    newest = posts.newest(connection, asker.page_id, _LAST)
    if not newest:
        if row is not None:
            drafts.close(connection, row.id, asker.now)
        first, *rest = begin(connection, asker, PostForm(), draft).messages
        return Answer((view.unreadable(first, asker.texts), *rest))
    state, left = draft.to_json(), ""
    if row is None:
        left = left_behind(connection, asker, draft)
        row = drafts.open_new(connection, asker.id, asker.page_id, WHICH, state, asker.now)
    else:
        row = drafts.save(connection, row, state, asker.now)
    card = view.which_post(newest, draft, row.id, row.version, asker.texts, asker.now)
    return Answer((after_leaving(left, card, asker.texts),))


def ask_if_last(connection: Connection, asker: Asker, draft: Draft, last: Post) -> Answer:
    """Whether counts without a picture are new ones of the last post, or the first ones of another."""
    left = left_behind(connection, asker, draft)
    row = drafts.open_new(connection, asker.id, asker.page_id, WHICH, draft.to_json(), asker.now)
    card = view.last_or_new(last, draft, row.id, row.version, asker.texts, asker.now)
    return Answer((after_leaving(left, card, asker.texts),))


def begin_reading(connection: Connection, asker: Asker, draft: Draft, post: Post) -> Answer:
    """Takes counts as a new reading of a post; the earlier ones stay."""
    return begin(connection, asker, ReadingForm(), replace(draft, subject=post.id))


async def typed(context: Context, message: Said, text: str) -> bool:
    """A line while it is asked which post a screenshot is of: a new post, or its counts."""
    del message
    asker, row = context.asker, context.asker.draft
    if row is None or row.form != WHICH:
        return False
    read = read_message(text, asker.moment)
    if not isinstance(read, PostLine) or any(d.field == "several" for d in read.doubts):
        return False
    open_draft = Draft.from_json(row.state)
    if "photo" not in open_draft.values:
        # Nothing but counts waits there: a line is read for itself.
        return False
    draft = open_draft.merged(read, text)

    def keep(connection: Connection) -> Answer:
        there = asker.with_page(pages.for_change(connection, row.page_id or asker.page_id, member=asker.id))
        if tells(draft):
            return begin(connection, there, PostForm(), draft)
        return ask_which(connection, there, draft, row)

    await context.keep(keep)
    return True


async def chosen(context: Context, pressed: Screenshot) -> None:
    """Which post a screenshot is of: one of the last, a new one, or none (0)."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        row = drafts.at_version(connection, pressed.draft, pressed.version, person=asker.id)
        if row.form != WHICH or row.page_id is None:
            raise Refused("button-unknown")
        there = asker.with_page(pages.for_change(connection, row.page_id, member=asker.id))
        draft = Draft.from_json(row.state)
        drafts.close(connection, row.id, asker.now)
        if pressed.post is None:
            return begin(connection, there, PostForm(), draft).editing()
        if not pressed.post:
            return Answer((cancelled(draft, there.texts),)).editing()
        post = posts.get(connection, pressed.post, member=asker.id)
        return begin_reading(connection, there, draft, post).editing()

    await context.keep(keep)


def register(desk: Desk) -> None:
    """Screenshots."""
    desk.form(ReadingForm())
    desk.press(Screenshot, chosen)
    desk.replied.append(typed)
