"""The posts of a channel: a message is known by its id, and an album of several messages is one post."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.domain.chats import ChannelMessage, Chat, address, external_id, same_hour
from bot.domain.identity import PageId, PersonId, PostId, ReadingId
from bot.domain.posts import COUNTS, SLIDES, Kind, Source
from bot.domain.preview import PreviewPost
from storage import posts, readings
from storage.schema import chat_messages as parts
from storage.schema import posts as posts_table
from storage.schema import readings as readings_table

_NEAR = 20
"""How far apart the ids of an album's messages may be; they are sent at once."""


class _Part(NamedTuple):
    post_id: PostId
    message_id: int
    caption: str | None
    reactions: int | None


def collect(connection: Connection, chat: Chat, message: ChannelMessage, at: datetime) -> None:
    """Records a message as a post, or as one more part of an album. One that is known changes nothing."""
    page_id, by = _served(chat)
    if _find(connection, chat, message.id) is not None:
        return
    post_id = _album(connection, chat, message)
    if post_id is None:
        post = {
            "page_id": page_id,
            "published_at": message.published_at,
            "kind": Kind.CAROUSEL if message.album else message.kind,
            "caption": message.caption,
            "link": address(chat.username, message.id),
            "external_id": external_id(chat.id, message.id),
            "album": message.album,
        }
        post_id = posts.add(connection, post, None, by=by, at=at).id
        _add_part(connection, chat, message.id, post_id, message.caption if message.album else None)
        return
    _add_part(connection, chat, message.id, post_id, message.caption)
    found = _parts(connection, post_id)
    first = found[0].message_id
    posts.change(
        connection,
        post_id,
        slides=len(found) if len(found) in SLIDES else None,
        caption=_caption(found),
        link=address(chat.username, first),
        external_id=external_id(chat.id, first),
    )


def claim(connection: Connection, chat: Chat, message_ids: Sequence[int], post_id: PostId) -> None:
    """Says that messages of ours are a post that is recorded, so that it is not recorded once more."""
    for message_id in message_ids:
        _add_part(connection, chat, message_id, post_id, None)


def edit(connection: Connection, chat: Chat, message_id: int, caption: str | None) -> None:
    """Keeps what a post says now. A message that is not known is none of ours."""
    part = _find(connection, chat, message_id)
    if part is None:
        return
    _set_part(connection, chat, message_id, caption=caption)
    found = _parts(connection, part.post_id)
    caption = caption if len(found) == 1 else _caption(found)
    posts.change(connection, part.post_id, caption=caption)


def react(connection: Connection, chat: Chat, message_id: int, total: int, at: datetime) -> None:
    """A reading of how many reactions a post has, those to all parts of an album together."""
    part = _find(connection, chat, message_id)
    if part is None:
        return
    _set_part(connection, chat, message_id, reactions=total)
    likes = _reactions(_parts(connection, part.post_id))
    _read(connection, chat, part.post_id, {"likes": likes}, Source.TELEGRAM, at)


def look(connection: Connection, chat: Chat, shown: PreviewPost, at: datetime) -> bool:
    """A reading of what the preview page shows of a post; one that is not known is recorded first.

    Whether it was new. Its reactions are taken from Telegram itself where that has told them.
    """
    known = next((p for number in shown.parts if (p := _find(connection, chat, number))), None)
    post_id = known.post_id if known else _add_shown(connection, chat, shown, at)
    exact = _reactions(_parts(connection, post_id))
    counts = {"views": shown.views and shown.views.value}
    rounded = {"views"} if shown.views and shown.views.rounded else set()
    if exact is not None:
        counts["likes"] = exact
    elif shown.reactions is not None:
        counts["likes"] = shown.reactions.value
        rounded |= {"likes"} if shown.reactions.rounded else set()
    _read(connection, chat, post_id, counts, Source.PREVIEW, at, rounded)
    return known is None


def _add_shown(connection: Connection, chat: Chat, shown: PreviewPost, at: datetime) -> PostId:
    page_id, by = _served(chat)
    post = {
        "page_id": page_id,
        "published_at": shown.published_at,
        "kind": shown.kind,
        "slides": shown.slides if shown.slides in SLIDES else None,
        "caption": shown.caption,
        "link": address(chat.username, shown.id),
        "external_id": external_id(chat.id, shown.id),
    }
    post_id = posts.add(connection, post, None, by=by, at=at).id
    for number in shown.parts:
        caption = shown.caption if len(shown.parts) > 1 and number == shown.id else None
        _add_part(connection, chat, number, post_id, caption)
    return post_id


def _read(
    connection: Connection,
    chat: Chat,
    post_id: PostId,
    counts: dict[str, int | None],
    source: Source,
    at: datetime,
    rounded: set[str] | frozenset[str] = frozenset(),
) -> None:
    """Adds a reading, in place of one of the same source within the same hour. The same again is none."""
    if all(value is None for value in counts.values()):
        return
    last = connection.execute(
        select(readings_table)
        .where(
            readings_table.c.post_id == post_id,
            readings_table.c.source == source,
            readings_table.c.withdrawn_at.is_(None),
        )
        .order_by(readings_table.c.taken_at.desc(), readings_table.c.id.desc())
        .limit(1)
    ).first()
    if last is not None and same_hour(last.taken_at, at):
        if {name: getattr(last, name) for name in COUNTS} == {**dict.fromkeys(COUNTS), **counts}:
            return
        readings.withdraw(connection, ReadingId(last.id), at)
    reading = {**counts, "source": source, "rounded": rounded, "taken_at": at}
    readings.add(connection, post_id, reading, by=_served(chat)[1], at=at)


def _served(chat: Chat) -> tuple[PageId, PersonId]:
    """The page and who linked it. ValueError for a chat that serves none."""
    if chat.page_id is None or chat.added_by is None:
        raise ValueError(chat.id)
    return chat.page_id, chat.added_by


def _album(connection: Connection, chat: Chat, message: ChannelMessage) -> PostId | None:
    if message.album is None:
        return None
    found = connection.scalar(
        select(parts.c.post_id)
        .join(posts_table, posts_table.c.id == parts.c.post_id)
        .where(
            parts.c.page_id == chat.page_id,
            parts.c.chat_id == chat.id,
            parts.c.message_id.between(message.id - _NEAR, message.id + _NEAR),
            posts_table.c.album == message.album,
        )
        .limit(1)
    )
    return None if found is None else PostId(found)


def _find(connection: Connection, chat: Chat, message_id: int) -> _Part | None:
    row = connection.execute(
        _PARTS.where(
            parts.c.page_id == chat.page_id, parts.c.chat_id == chat.id, parts.c.message_id == message_id
        )
    ).first()
    return _Part(*row) if row else None


_PARTS = select(*(parts.c[name] for name in _Part._fields))


def _parts(connection: Connection, post_id: PostId) -> list[_Part]:
    rows = connection.execute(_PARTS.where(parts.c.post_id == post_id).order_by(parts.c.message_id))
    return [_Part(*row) for row in rows]


def _add_part(
    connection: Connection, chat: Chat, message_id: int, post_id: PostId, caption: str | None
) -> None:
    row = {"page_id": chat.page_id, "chat_id": chat.id, "message_id": message_id, "post_id": post_id}
    connection.execute(insert(parts).values(**row, caption=caption).on_conflict_do_nothing())


def _set_part(connection: Connection, chat: Chat, message_id: int, **fields: Any) -> None:
    connection.execute(
        update(parts)
        .where(parts.c.page_id == chat.page_id, parts.c.chat_id == chat.id, parts.c.message_id == message_id)
        .values(**fields)
    )


def _caption(found: list[_Part]) -> str | None:
    return next((part.caption for part in found if part.caption), None)


def _reactions(found: list[_Part]) -> int | None:
    known = [part.reactions for part in found if part.reactions is not None]
    return sum(known) if known else None
