"""The list of posts whose counts are asked for, what was answered to it, and when is asked."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.asks import AGES
from bot.domain.identity import ChangeId, DraftId
from bot.domain.pages import Page
from bot.domain.posts import Post
from bot.language.texts import Texts
from bot.rendering.asks_buttons import AskAfter, AskDo
from bot.rendering.buttons import Undo
from bot.rendering.fields import facts
from bot.rendering.message import Button, Message, Rows, button

_TONIGHT = time(17)
_TOPIC_MOST = 80


class Numbered(NamedTuple):
    """A post with its number in the list."""

    number: int
    post: Post


class LineTaken(NamedTuple):
    """What became of one line: counts of a post, a skipped post, or trouble."""

    typed: str
    entry: Numbered | None
    counts: dict[str, int]
    rounded: frozenset[str] = frozenset()
    trouble: str | None = None


def named(post: Post, texts: Texts, now: datetime) -> Markup:
    """A post in a few words: what it is, about what, from when; else its counts, or when it was recorded.

    Never empty: a button without a label is refused, and the whole message with it.
    """
    topic = post.about[:_TOPIC_MOST] if post.about else None
    when = {"published_at": post.published_at, "day_only": post.day_only}
    told = facts({"kind": post.kind, "topic": topic, **when}, (), texts, now)
    if not told:
        told = facts(post.counts.known(), post.reading.rounded if post.reading else (), texts, now)
    return (
        texts.joined(told)
        if told
        else texts("post-recorded-at", when=texts.moment(post.recorded_at, now=now))
    )


def briefly(post: Post, texts: Texts, now: datetime) -> Markup:
    """A post that was named just before: what it is and about what; else from when."""
    topic = post.about[:_TOPIC_MOST] if post.about else None
    known = facts({"kind": post.kind, "topic": topic}, (), texts, now)
    return texts.joined(known) if known else named(post, texts, now)


def ask_list(
    entries: Sequence[Numbered], page: Page, draft: DraftId, version: int, texts: Texts, now: datetime
) -> Message:
    """The evening's list: each post with what is known of it, and how to answer."""
    tonight = now.astimezone(texts.zone).time() >= _TONIGHT
    title = texts("asks-tonight" if tonight else "asks-now", count=len(entries))
    head = Markup("<b>{}</b>\n{}").format(title, texts("asks-page", page=page.name))
    items = Markup("\n\n").join(_item(entry, texts, now) for entry in entries)
    parts = [head, items, texts("asks-how", count=len(entries))]
    return Message(Markup("\n\n").join(parts), buttons=_ways(page, draft, version, len(entries), texts))


def _item(entry: Numbered, texts: Texts, now: datetime) -> Markup:
    post = entry.post
    lines = [texts("asks-item", number=entry.number, what=named(post, texts, now))]
    known = facts(post.counts.known(), post.reading.rounded if post.reading else (), texts, now)
    lines.append(texts("asks-last", facts=texts.joined(known)) if known else texts("asks-never"))
    if post.link:
        lines.append(texts("fact-link", value=post.link))
    return Markup("\n").join(lines)


def _ways(page: Page, draft: DraftId, version: int, count: int, texts: Texts) -> Rows:
    later = button(texts.plain("asks-later"), AskDo(draft, version, "later"))
    off = button(texts.plain("asks-off", count=count), AskDo(draft, version, "off"))
    return ((later, off), (_when(page, texts),))


def _when(page: Page, texts: Texts) -> Button:
    return button(texts.plain("asks-settings"), AskAfter(page.id, None))


def answer_card(
    lines: Sequence[LineTaken],
    left: Sequence[Numbered],
    page: Page,
    list_of: tuple[DraftId, int],
    texts: Texts,
    now: datetime,
    change: ChangeId | None,
) -> Message:
    """What was kept of an answer, what was not understood, and what is still asked."""
    kept = [line for line in lines if line.counts]
    parts = [
        texts("asks-kept", count=len(kept), page=page.name) if kept else texts("asks-nothing-kept"),
        Markup("\n").join(_line(line, texts, now) for line in lines),
    ]
    if left:
        rest = [texts("asks-item", number=e.number, what=named(e.post, texts, now)) for e in left]
        parts.append(Markup("\n").join([texts("asks-left", count=len(left)), *rest]))
    rows: Rows = ((button(texts.plain("undo"), Undo(change)),),) if change is not None else ()
    if left:
        rows = (*rows, *_ways(page, *list_of, len(left), texts))
    return Message(Markup("\n\n").join(parts), buttons=rows)


def _line(line: LineTaken, texts: Texts, now: datetime) -> Markup:
    if line.trouble is not None or line.entry is None:
        return texts(line.trouble or "asks-no-post", piece=line.typed[:200])
    number, what = line.entry.number, briefly(line.entry.post, texts, now)
    if not line.counts:
        return texts("asks-line-skipped", number=number, what=what)
    said = texts.joined(facts(line.counts, line.rounded, texts, now))
    return texts("asks-line", number=number, what=what, facts=said)


def ages_said(page: Page, texts: Texts) -> Markup:
    """When a page's counts are asked for, in words."""
    chosen = [texts(f"asks-age-{age}") for age in AGES if age in page.ask_after]
    return texts.joined(chosen) if chosen else texts("asks-age-none")


def ages_card(page: Page, texts: Texts) -> Message:
    """The ages at which a page's counts are asked for, each to be switched; the chosen ones are marked."""
    rows = [
        (button(_marked(texts.plain(f"asks-age-{age}"), on=age in page.ask_after), AskAfter(page.id, age)),)
        for age in AGES
    ]
    rows.append((button(_marked(texts.plain("asks-age-none"), on=not page.ask_after), AskAfter(page.id, 0)),))
    return Message(texts("asks-ages", page=page.name), buttons=tuple(rows))


def _marked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label
