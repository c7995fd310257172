"""Recorded posts: the list, one post's history, one reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from bot.domain.identity import ChangeId, PersonId, PostId, ReadingId
from bot.domain.pages import Page
from bot.domain.posts import Counts, Post, Reading
from bot.language.texts import Texts
from bot.rendering.buttons import Do, Undo
from bot.rendering.fields import facts
from bot.rendering.home import go
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.posts import EDITABLE
from bot.rendering.posts_buttons import PostDo, PostEdit, PostList, ReadingDo
from bot.rendering.several import post_in_short

ON_A_PAGE = 8
_MOST_STEPS = 15
_MOST_WORDS = 34
"""Bytes of the looked-for words that a button can carry."""
_FEW_COUNTS = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: words, or days."""

    words: str = ""
    days: tuple[date, date] | None = None

    def on(self, page: Page, offset: int) -> PostList:
        """The button that shows what was found, from a place on."""
        since, until = (day.toordinal() for day in self.days) if self.days else (None, None)
        return PostList(page.id, offset, since, until, carried(self.words))


@dataclass(frozen=True, slots=True)
class Step:
    """One change in a post's history."""

    what: str
    by: PersonId | None
    at: datetime
    undone: bool
    fields: tuple[str, ...] = ()
    before: Counts | None = None
    after: Counts | None = None


def carried(words: str) -> str:
    """As much of the words as a button can carry."""
    bare = words.replace(":", " ")
    return bare.encode()[:_MOST_WORDS].decode(errors="ignore").strip()


def post_list(
    found: Sequence[Post], offset: int, sought: Sought, page: Page, texts: Texts, now: datetime
) -> Message:
    """The posts of one leaf of the list, newest first, each with its button."""
    shown = found[offset : offset + ON_A_PAGE]
    lines = [
        texts("post-list-line", number=offset + i, post=post_in_short(post, texts, now, most=_FEW_COUNTS))
        for i, post in enumerate(shown, 1)
    ]
    parts = [_heading(len(found), sought, page, texts), Markup("\n").join(lines)]
    if not found:
        parts = (
            [texts("post-list-empty", page=page.name)]
            if sought == Sought()
            else [parts[0], texts("post-list-none")]
        )
    numbers = [
        button(texts.number(offset + i).unescape(), PostDo(post.id, "show"))
        for i, post in enumerate(shown, 1)
    ]
    leaves: list[Button] = []
    if offset:
        newer = sought.on(page, max(0, offset - ON_A_PAGE))
        leaves.append(button(texts.plain("post-list-newer"), newer))
    if offset + ON_A_PAGE < len(found):
        leaves.append(button(texts.plain("post-list-older"), sought.on(page, offset + ON_A_PAGE)))
    rows = [*in_rows(numbers, 4), *((tuple(leaves),) if leaves else ())]
    if sought != Sought():
        rows.append((button(texts.plain("post-list-all"), Sought().on(page, 0)),))
    return Message(Markup("\n\n").join(parts), buttons=tuple(rows) or ((go(texts, Do.POST),),))


def _heading(count: int, sought: Sought, page: Page, texts: Texts) -> Markup:
    if sought.days is not None:
        first, last = sought.days
        days = texts.full_date(first)
        if last != first:
            days = texts("post-list-span", first=days, last=texts.full_date(last))
        return texts("post-list-of-days", count=count, days=days)
    if sought.words:
        return texts("post-list-of-words", count=count, words=sought.words)
    return texts("post-list", count=count, page=page.name)


def with_ways(card: Message, post: Post, page: Page, texts: Texts, change: ChangeId | None) -> Message:
    """A post's card as it is opened from the list."""
    rows: list[tuple[Button, ...]] = []
    if page.role.changes:
        ways = [
            button(texts.plain("post-edit"), PostEdit(post.id, None)),
            button(texts.plain("post-delete"), PostDo(post.id, "delete")),
        ]
        if change is not None:
            ways.append(button(texts.plain("undo"), Undo(change)))
        rows.append(tuple(ways))
    rows.append(
        (button(texts.plain("post-history"), PostDo(post.id, "history")), _back_to_list(page, texts)),
    )
    return Message(card.text, buttons=tuple(rows))


def _back_to_list(page: Page, texts: Texts) -> Button:
    return button(texts.plain("post-to-list"), Sought().on(page, 0))


def deleted(post: Post, page: Page, texts: Texts, now: datetime, change: ChangeId) -> Message:
    """What is said of a deleted post."""
    sentence = texts("post-deleted", post=post_in_short(post, texts, now, most=_FEW_COUNTS))
    return Message(
        sentence, buttons=((button(texts.plain("undo"), Undo(change)), _back_to_list(page, texts)),)
    )


def history(
    post: Post,
    steps: Sequence[Step],
    readings: Sequence[tuple[ReadingId, Reading, bool]],
    me: PersonId,
    texts: Texts,
    now: datetime,
) -> Message:
    """Who changed what and when, and all readings with their moments and sources."""
    parts = [texts("history-of", post=post_in_short(post, texts, now, most=_FEW_COUNTS))]
    if len(steps) > _MOST_STEPS:
        parts.append(texts("history-older", number=len(steps) - _MOST_STEPS))
    parts.append(Markup("\n").join(_step(step, me, texts, now) for step in steps[-_MOST_STEPS:]))
    newest = readings[-ON_A_PAGE:]
    if newest:
        lines = [_reading_line(i, *reading, texts, now) for i, reading in enumerate(newest, 1)]
        parts.append(Markup("\n").join([texts("history-readings"), *lines]))
    numbers = [
        button(texts.plain("figures", number=i), ReadingDo(found, "show"))
        for i, (found, _, _) in enumerate(newest, 1)
    ]
    back = button(texts.plain("post-back"), PostDo(post.id, "show"))
    return Message(Markup("\n\n").join(filter(None, parts)), buttons=(*in_rows(numbers, 3), (back,)))


def _step(step: Step, me: PersonId, texts: Texts, now: datetime) -> Markup:
    who = texts("history-you" if step.by == me else "history-other" if step.by else "history-file")
    what = texts(f"history-{step.what}")
    said = _said(step, texts)
    if said:
        what = texts("history-with", what=what, fields=texts.joined(said))
    if step.undone:
        what = texts("history-undone", what=what)
    return texts("history-line", who=who, when=texts.moment(step.at, now=now), what=what)


def _said(step: Step, texts: Texts) -> list[Markup]:
    said = [texts(f"field-{name}") for name in step.fields if name in EDITABLE]
    before = step.before.known() if step.before else {}
    after = step.after.known() if step.after else {}
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if step.after is not None and old != new:
            unknown = texts("history-unknown")
            said.append(
                texts(
                    "history-from-to",
                    what=texts(f"count-{name}"),
                    old=unknown if old is None else old,
                    new=unknown if new is None else new,
                )
            )
    return said


def _reading_line(
    number: int, found: ReadingId, reading: Reading, stands: bool, texts: Texts, now: datetime
) -> Markup:
    del found
    key = "figures-line" if stands else "figures-withdrawn"
    return texts(key, number=number, reading=_reading(reading, texts, now))


def _reading(reading: Reading, texts: Texts, now: datetime) -> Markup:
    return texts(
        "reading-said",
        when=texts.moment(reading.taken_at, now=now),
        counts=texts.joined(facts(dict(reading.counts.known()), reading.rounded, texts, now)),
        source=texts(f"source-{reading.source}"),
    )


def reading_card(
    found: ReadingId,
    reading: Reading,
    post_id: PostId,
    page: Page,
    texts: Texts,
    now: datetime,
    *,
    stands: bool,
    change: ChangeId | None = None,
) -> Message:
    """One reading, and what can be done to it."""
    key = "reading-stands" if stands else "reading-withdrawn"
    ways: list[Button] = []
    if page.role.changes:
        dos = ("correct", "withdraw") if stands else ("restore",)
        ways += [button(texts.plain(f"reading-{do}"), ReadingDo(found, do)) for do in dos]
    if change is not None:
        ways.append(button(texts.plain("undo"), Undo(change)))
    back = button(texts.plain("post-back"), PostDo(post_id, "history"))
    rows: Rows = (*in_rows(ways), (back,))
    return Message(texts(key, reading=_reading(reading, texts, now)), buttons=rows)
