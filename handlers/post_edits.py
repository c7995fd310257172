"""Changing a recorded post: one field of it, or when it was published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.domain.drafts import Draft, Field
from bot.domain.errors import Refused
from bot.domain.identity import PostId, ReadingId
from bot.domain.lines import Doubt, PostLine
from bot.domain.plausibility import implausible
from bot.domain.posts import COUNTS, Post, day_of
from bot.language.lines import Moment, read_field
from bot.rendering import posts as view
from bot.rendering.message import Answer
from bot.rendering.posts_buttons import PostEdit, PostWhen
from handlers import asks
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from handlers.forms import StepAside, begin
from handlers.post_cards import card_of, reached
from handlers.post_values import COLUMNS, told
from handlers.posts import DAYS, KINDS
from storage import changes, followers, pages, posts, readings
from storage.changes import Change


class PostFieldForm:
    """One field of a kept post."""

    name = "post-field"

    def next_field(self, draft: Draft) -> Field | None:
        """The field that was chosen, until it is answered."""
        if draft.asking is None or draft.passed or draft.values:
            return None
        ready = {"kind": KINDS, "published_at": DAYS}.get(draft.asking, ())
        return Field(draft.asking, ready, skip="form-empty")

    def read(self, asking: str | None, text: str, moment: Moment) -> PostLine:
        """The field's new value, and whatever else was typed along. A whole post is another one."""
        read = read_field(asking or "likes", text, moment)
        if {"kind", "published_at"} <= read.values.keys() and read.counted():
            raise StepAside
        return read

    def doubts(self, connection: Connection, asker: Asker, draft: Draft) -> tuple[Doubt, ...]:
        """Whether the changed post still hangs together."""
        post = posts.get(connection, _subject(draft), member=asker.id)
        # Counts that stay as they are were weighed when they came.
        standing = post.counts.known() if draft.values.keys() & set(COUNTS) else {}
        whole = {**standing, **draft.values}
        last = followers.last(connection, post.page_id)
        return implausible(whole, asker.now, last) if draft.known() else ()

    def finish(self, connection: Connection, asker: Asker, draft: Draft) -> Answer:
        """Changes the field: columns are set, counts become a corrected reading."""
        post_id = _subject(draft)
        post = posts.get(connection, post_id, member=asker.id)
        pages.for_change(connection, post.page_id, member=asker.id)
        values = told(draft, asker.working_page, asker)
        if not values:
            values = dict.fromkeys(draft.passed)
        if values.get("published_at", draft) is None:
            values["day_only"] = False
        return _changed(connection, asker, post, values, draft)


async def edit(context: Context, pressed: PostEdit) -> None:
    """Edit on a post's card: which field; then the field."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found, page, there = reached(connection, asker, pressed.post)
        page.for_change()
        if pressed.field is None:
            return Answer((view.edit_menu(found, there.texts, asker.now),))
        if pressed.field == "back":
            return Answer((card_of(connection, there, found, page, heading="post-kept"),)).editing()
        if pressed.field not in view.EDITABLE:
            raise Refused("button-unknown")
        draft = Draft(asking=pressed.field, subject=found.id)
        return begin(connection, there, PostFieldForm(), draft)

    await context.keep(keep)


async def when(context: Context, pressed: PostWhen) -> None:
    """Today or yesterday, for a post without a time."""
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        found, page, there = reached(connection, asker, pressed.post)
        page.for_change()
        if pressed.day not in ("today", "yesterday"):
            raise Refused("button-unknown")
        values = {"published_at": day_of(pressed.day, asker.now, there.texts.zone), "day_only": True}
        return _changed(connection, there, found, values, None).editing()

    await context.keep(keep)


def _changed(
    connection: Connection, asker: Asker, post: Post, values: Mapping[str, Any], draft: Draft | None
) -> Answer:
    columns = {name: values[name] for name in COLUMNS if name in values}
    if "followers" in values:
        columns["followers_at_publishing"] = values["followers"]
    facts: dict[str, Any] = {"post": post.id}
    if columns:
        facts["columns"] = {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in posts.change(connection, post.id, **columns).items()
        }
    counts = {name: values[name] for name in COUNTS if name in values}
    if counts:
        withdrawn, added = readings.correct(connection, post.id, counts, by=asker.id, at=asker.now)
        facts |= {"withdrawn": withdrawn, "added": added}
    change = changes.note(connection, asker.id, post.page_id, "post-field", facts, asker.now)
    changed = posts.get(connection, post.id, member=asker.id)
    page = asker.working_page
    if "published_at" in columns:
        asks.plan_anew(connection, asker, page, changed)
    card = card_of(connection, asker, changed, page, heading="post-changed", change=change, draft=draft)
    return Answer((card,))


def _subject(draft: Draft) -> PostId:
    if draft.subject is None:
        raise Refused("draft-moved-on")
    return PostId(draft.subject)


def _take_back_field(connection: Connection, asker: Asker, change: Change) -> None:
    facts = change.facts
    if columns := dict(facts.get("columns", {})):
        if columns.get("published_at"):
            columns["published_at"] = datetime.fromisoformat(columns["published_at"])
        posts.change(connection, PostId(facts["post"]), **columns)
    if facts.get("added"):
        readings.withdraw(connection, ReadingId(facts["added"]), asker.now)
    if facts.get("withdrawn"):
        readings.withdraw(connection, ReadingId(facts["withdrawn"]), None)


def register(desk: Desk) -> None:
    """What stands under a post's card to change it."""
    desk.form(PostFieldForm())
    desk.press(PostEdit, edit)
    desk.press(PostWhen, when)
    desk.takes_back("post-field", _take_back_field)
