"""What is recorded of a linked channel by itself: posts, edits, reactions, subscribers, and the preview."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection
from telegram import Message, Update

from bot.domain.chats import ChannelMessage, Chat
from bot.domain.followers import FollowerCount
from bot.domain.identity import ChatId
from bot.domain.posts import Kind, Source
from bot.domain.preview import PreviewAway, PreviewPost, read_preview
from handlers.context import Context
from handlers.desk import Desk
from handlers.house import House
from storage import alarms, channels, chats, followers
from storage.alarms import Alarm

_log = structlog.get_logger()

COUNT, PREVIEW = "channel-count", "channel-preview"
_DAY = timedelta(days=1)
_BACK = 100
"""How many older posts are looked for once a channel is linked; afterwards at most as many a day."""
_FRESH = timedelta(days=2)
"""How far back the daily look goes: older posts are hardly seen any more."""
_NEXT_PAGE = timedelta(seconds=5)
_FIRST_WAIT = timedelta(minutes=10)
_MOST_FAILURES = 4


async def heard(context: Context, update: Update) -> None:
    """A post of a channel, an edit, or its reactions; nobody is answered."""
    now = context.house.now()
    if update.channel_post is not None:
        await context.keep_for_chat(update.update_id, _posted(update.channel_post, now))
    elif update.edited_channel_post is not None:
        await context.keep_for_chat(update.update_id, _edited(update.edited_channel_post))
    elif update.message_reaction_count is not None:
        counted = update.message_reaction_count
        total = sum(each.total_count for each in counted.reactions)

        def react(connection: Connection) -> None:
            chat = chats.find(connection, ChatId(counted.chat.id))
            if chat is not None and chat.collecting:
                channels.react(connection, chat, counted.message_id, total, counted.date)

        await context.keep_for_chat(update.update_id, react)


def _posted(message: Message, now: datetime) -> Any:
    def keep(connection: Connection) -> None:
        chat = _renamed(connection, message)
        said = as_post(message)
        if chat is not None and chat.collecting and said is not None:
            channels.collect(connection, chat, said, now)

    return keep


def _edited(message: Message) -> Any:
    def keep(connection: Connection) -> None:
        chat = _renamed(connection, message)
        said = as_post(message)
        if chat is not None and chat.collecting and said is not None:
            channels.edit(connection, chat, said.id, said.caption)

    return keep


def as_post(message: Message) -> ChannelMessage | None:
    """A channel's message as a post; None for what only says that something about the channel changed."""
    if message.text is None and message.effective_attachment is None:
        return None
    return ChannelMessage(
        id=message.message_id,
        published_at=message.date,
        kind=_kind(message),
        caption=message.text or message.caption,
        album=message.media_group_id,
    )


def _kind(message: Message) -> Kind | None:
    if message.photo:
        return Kind.PHOTO
    if message.video or message.animation or message.video_note:
        return Kind.VIDEO
    # A file, a voice message or a poll is none of the kinds that are compared.
    return Kind.TEXT if message.text is not None else None


def _renamed(connection: Connection, message: Message) -> Chat | None:
    """The chat of a message, called as it is called now."""
    chat = chats.find(connection, ChatId(message.chat.id))
    if chat is None:
        return None
    names = {"title": message.chat.title or chat.title, "username": message.chat.username}
    if names != {"title": chat.title, "username": chat.username}:
        chats.change(connection, chat.id, **names)
        return chats.get(connection, chat.id)
    return chat


def begin(connection: Connection, chat_id: ChatId, now: datetime) -> None:
    """From now on subscribers are counted and the preview is read, daily; begun twice is begun once.

    A channel that was only just linked is looked at now, even where an earlier link left something waiting.
    """
    chat = chats.get(connection, chat_id)
    if not chat.collecting:
        return
    new = chat.preview is None
    if new:
        chats.change(connection, chat_id, preview={"left": _BACK, "all": True})
    for kind in (COUNT, PREVIEW):
        if not chats.has_alarm(connection, kind, chat_id):
            alarms.add(connection, kind, now, subject_id=chat_id)
        elif new:
            chats.hurry(connection, kind, chat_id, now)


async def count_due(house: House, alarm: Alarm) -> None:
    """Counts a channel's subscribers, and will again tomorrow while it is linked."""
    chat_id = ChatId(alarm.subject_id or 0)
    chat = await house.store.read(lambda c: chats.find(c, chat_id))
    count = await house.subscribers(chat_id) if chat and chat.collecting else None
    now = house.now()

    def keep(connection: Connection) -> None:
        there = chats.find(connection, chat_id)
        if count is not None and there and there.collecting and there.page_id and there.added_by:
            said = FollowerCount(count, now)
            followers.add(connection, there.page_id, said, source=Source.TELEGRAM, by=there.added_by, at=now)
        _again(connection, alarm, now, _tomorrow(alarm.due_at, now))

    await house.store.write(keep)


async def preview_due(house: House, alarm: Alarm) -> None:
    """Reads one page of a channel's public preview; the next one follows after a while."""
    chat_id = ChatId(alarm.subject_id or 0)
    chat = await house.store.read(lambda c: chats.find(c, chat_id))
    shown: tuple[PreviewPost, ...] = ()
    state: Mapping[str, Any] = (chat.preview if chat else None) or {"left": _BACK}
    failed = False
    if chat and chat.collecting and chat.username and house.preview:
        try:
            html = await house.preview(chat.username, state.get("before"))
            shown = read_preview(html, chat.username) if html else ()
        except PreviewAway as error:
            _log.info("channels.preview_away", chat=chat_id, why=str(error))
            failed = True
    now = house.now()

    def keep(connection: Connection) -> None:
        there = chats.find(connection, chat_id)
        if there is not None and there.collecting:
            for post in shown:
                channels.look(connection, there, post, now)
        after, due = _failed(state, alarm, now) if failed else _looked(state, shown, alarm, now)
        if there is not None and chat is not None and there.preview != chat.preview:
            # It was linked anew in the meantime, and begins from the newest.
            due = now + _NEXT_PAGE
        else:
            chats.change(connection, chat_id, preview=after)
        _again(connection, alarm, now, due)

    await house.store.write(keep)


def _looked(
    state: Mapping[str, Any], shown: tuple[PreviewPost, ...], alarm: Alarm, now: datetime
) -> tuple[dict[str, Any], datetime]:
    """What is read next and when: the page before, or tomorrow the newest."""
    left = state["left"] - len(shown)
    if shown and left > 0 and shown[0].id > 1 and shown[0].id != state.get("before"):
        first = shown[0].published_at
        if state.get("all") or (first is not None and now - first < _FRESH):
            return {**state, "left": left, "before": shown[0].id, "failures": 0}, now + _NEXT_PAGE
    return {"left": _BACK}, _tomorrow(alarm.due_at, now)


def _failed(state: Mapping[str, Any], alarm: Alarm, now: datetime) -> tuple[dict[str, Any], datetime]:
    """The same page again, each time after a longer while, and then not before tomorrow."""
    failures = state.get("failures", 0)
    if failures >= _MOST_FAILURES:
        return {**state, "failures": 0}, _tomorrow(alarm.due_at, now)
    return {**state, "failures": failures + 1}, now + _FIRST_WAIT * 3**failures


def _again(connection: Connection, alarm: Alarm, now: datetime, due: datetime) -> None:
    """Rings again, as long as the channel is linked."""
    alarms.finish(connection, alarm.id, now)
    chat = chats.find(connection, ChatId(alarm.subject_id or 0))
    if chat is not None and chat.collecting:
        alarms.add(connection, alarm.kind, due, subject_id=alarm.subject_id)


def _tomorrow(due: datetime, now: datetime) -> datetime:
    """The next day at the same time of day, after now."""
    return due + _DAY * max(1, -(-(now - due) // _DAY))


def _gave_up(house: House, connection: Connection, alarm: Alarm) -> None:
    now = house.now()
    _again(connection, alarm, now, now + _DAY)


def register(desk: Desk) -> None:
    """What is due for channels."""
    desk.rings_for(COUNT, count_due, _gave_up)
    desk.rings_for(PREVIEW, preview_due, _gave_up)
