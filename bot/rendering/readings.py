"""What has become of a post: its changes, its readings, and one of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.domain.identity import ChangeId, PersonId, PostId, ReadingId
from bot.domain.pages import Page
from bot.domain.posts import Counts, Post, Reading
from bot.language.texts import Texts
from bot.rendering.buttons import Undo
from bot.rendering.fields import facts
from bot.rendering.message import Button, Message, Rows, button, in_rows
from bot.rendering.posts import EDITABLE
from bot.rendering.posts_buttons import PostDo, ReadingDo
from bot.rendering.recorded import FEW_COUNTS, ON_A_PAGE
from bot.rendering.several import post_in_short

_MOST_STEPS = 15


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


def history(
    post: Post,
    steps: Sequence[Step],
    readings: Sequence[tuple[ReadingId, Reading, bool]],
    me: PersonId,
    texts: Texts,
    now: datetime,
) -> Message:
    """Who changed what and when, and all readings with their moments and sources."""
    parts = [texts("history-of", post=post_in_short(post, texts, now, most=FEW_COUNTS))]
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
