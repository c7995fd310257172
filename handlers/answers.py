"""Answers to a list of posts to count: by a reply, by numbered lines, or below a screenshot."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from telegram import Message as Said

from bot.domain.asks import Line, is_answer, placed, tells_one_post, weighed
from bot.domain.errors import Refused
from bot.domain.identity import DraftId, PostId, ReadingId
from bot.domain.lines import fingerprint
from bot.domain.pages import Page
from bot.domain.posts import Source
from bot.language.answers import read_answers
from bot.rendering import asks as view
from bot.rendering.asks import LineTaken, Numbered
from bot.rendering.asks_buttons import AskDo
from bot.rendering.message import Answer
from bot.rendering.payloads import Payload, unpack
from handlers.asker import Asker
from handlers.context import Context
from handlers.desk import Desk
from storage import asks, attachments, changes, drafts, pages, posts, readings
from storage.changes import Change
from storage.drafts import DraftRow

FRESH = timedelta(hours=24)
"""For so long a message without a reply or numbers may be the answer to a list."""


async def replied(context: Context, message: Said, text: str) -> bool:
    """A reply to a list answers it, whatever else is being filled in."""
    pressed = _replied_to(message)
    if pressed is None:
        return False
    await _take(context, pressed.draft, text)
    return True


async def answered_by_photo(context: Context, message: Said, text: str, file_id: str) -> bool:
    """The same for a screenshot with a line below it, which is kept beside the post that the line counts."""
    pressed = _replied_to(message)
    lines = read_answers(text, context.asker.moment)
    row = None if pressed else await context.read(lambda c: _answered_list(c, context.asker, lines))
    if pressed is None and row is None:
        return False
    await _take(context, pressed.draft if pressed else row.id, text, file_id)  # type: ignore[union-attr]
    return True


async def unasked(context: Context, text: str) -> bool:
    """Counts with their numbers, or as many lines of nothing but counts as posts wait, answer a list."""
    asker = context.asker
    lines = read_answers(text, asker.moment)
    if not lines or not all(line.only_counts for line in lines):
        return False
    row = await context.read(lambda c: _answered_list(c, asker, lines))
    if row is None:
        return False
    await _take(context, row.id, text)
    return True


def _answered_list(connection: Connection, asker: Asker, lines: tuple[Line, ...]) -> DraftRow | None:
    """The list that lines answer: that of her page before others."""
    here = asker.page.id if asker.page else None
    found = sorted(drafts.lists_of(connection, asker.id), key=lambda row: row.page_id != here)
    for row in found:
        left = asks.waiting(connection, row.state["posts"])
        is_fresh = asker.now - datetime.fromisoformat(row.state["at"]) < FRESH
        numbered = all(line.number is not None for line in lines)
        if (is_fresh or numbered) and left and is_answer(lines, len(left), len(row.state["posts"])):
            return row
    return None


def _replied_to(message: Said) -> AskDo | None:
    """The list that a message replies to, known by its buttons."""
    marked = message.reply_to_message.reply_markup if message.reply_to_message else None
    for row in marked.inline_keyboard if marked else ():
        for shown in row:
            found = _unpacked(shown.callback_data)
            if isinstance(found, AskDo):
                return found
    return None


def _unpacked(data: object) -> Payload | None:
    try:
        return unpack(data) if isinstance(data, str) else None
    except Refused:
        return None


async def _take(context: Context, list_id: DraftId, text: str, file_id: str | None = None) -> None:
    asker = context.asker

    def keep(connection: Connection) -> Answer:
        row = next((each for each in drafts.lists_of(connection, asker.id) if each.id == list_id), None)
        if row is None or row.page_id is None:
            raise Refused("asks-closed", typed=text[:500])
        page = pages.for_change(connection, row.page_id, member=asker.id)
        there = asker.with_page(page)
        return _Taking(connection, there, page, row).answered(read_answers(text, there.moment), file_id)

    await context.keep(keep)


class _Taking:
    """An answer being taken, line by line."""

    def __init__(self, connection: Connection, asker: Asker, page: Page, row: DraftRow) -> None:
        self.connection, self.asker, self.page, self.row = connection, asker, page, row
        ids = [PostId(each) for each in row.state["posts"]]
        there = {post.id: post for post in posts.some(connection, ids)}
        self.total = len(ids)
        self.entries = {n: Numbered(n, there[i]) for n, i in enumerate(ids, 1) if i in there}
        self.sure: list[str] = row.state["sure"]
        self.facts: dict[str, Any] = {"readings": [], "asks": [], "attachments": [], "draft": row.id}

    def left(self) -> list[Numbered]:
        """The posts that are still asked about."""
        waiting = asks.waiting(self.connection, [entry.post.id for entry in self.entries.values()])
        return [entry for entry in self.entries.values() if entry.post.id in waiting]

    def answered(self, lines: tuple[Line, ...], file_id: str | None) -> Answer:
        """Keeps what is clear, shows back what is not."""
        if tells_one_post(lines) and len(self.left()) > 1:
            raise Refused("asks-spread")
        waiting = [entry.number for entry in self.left()]
        taken = [self._line(number, line) for number, line in placed(lines, waiting, self.total)]
        if file_id is not None:
            self._attach(taken, file_id)
        asker, connection = self.asker, self.connection
        change = None
        if self.facts["asks"] or self.facts["readings"]:
            change = changes.note(connection, asker.id, self.page.id, "readings", self.facts, asker.now)
        left = self.left()
        state = {**self.row.state, "sure": [*self.sure, *(fingerprint(t.typed) for t in taken if t.trouble)]}
        row = drafts.save(connection, self.row, state, asker.now)
        if not left:
            drafts.close(connection, row.id, asker.now)
        list_of = (row.id, row.version)
        return Answer((view.answer_card(taken, left, self.page, list_of, asker.texts, asker.now, change),))

    def _line(self, number: int | None, line: Line) -> LineTaken:
        entry = self.entries.get(number) if number is not None else None
        if entry is None:
            return LineTaken(line.typed, None, {})
        now, post = self.asker.now, entry.post
        if line.skips:
            self._close(post.id, now)
            return LineTaken(line.typed, entry, {})
        views = self.page.impressions_are_views
        taken = weighed(line, post, now, impressions_are_views=views, sure=self.sure)
        if taken.trouble:
            return LineTaken(line.typed, entry, {}, trouble=taken.trouble)
        counts = {**taken.counts, "source": Source.TYPED, "rounded": taken.rounded}
        reading = readings.add(self.connection, post.id, counts, by=self.asker.id, at=now)
        self.facts["readings"].append(reading)
        self._close(post.id, now)
        return LineTaken(line.typed, entry, dict(taken.counts), taken.rounded)

    def _close(self, post_id: PostId, now: datetime) -> None:
        self.facts["asks"] += asks.close_of(self.connection, [post_id], now, due_by=now)

    def _attach(self, taken: list[LineTaken], file_id: str) -> None:
        entries = [line.entry for line in taken if line.entry and line.counts]
        if len(entries) == 1 and entries[0] is not None:
            post_id, by = entries[0].post.id, self.asker.id
            row = attachments.add(self.connection, post_id, file_id, by=by, at=self.asker.now)
            self.facts["attachments"].append(row)


def _take_back(connection: Connection, asker: Asker, change: Change) -> None:
    facts = change.facts
    for reading in facts["readings"]:
        readings.withdraw(connection, ReadingId(reading), asker.now)
    for attachment in facts["attachments"]:
        attachments.delete(connection, attachment, asker.now)
    asks.close(connection, facts["asks"], None)
    if facts.get("draft") and facts["asks"]:
        drafts.reopen(connection, DraftId(facts["draft"]))


def register(desk: Desk) -> None:
    """Answers to lists."""
    desk.takes_back("readings", _take_back)
    desk.replied.append(replied)
    desk.unasked = unasked
