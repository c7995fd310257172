"""A channel's posts: in whatever order their parts come and however often, the same is remembered."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.domain.chats import ChannelMessage, Chat, ChatKind
from bot.domain.identity import ChatId, PageId
from bot.domain.posts import Kind
from bot.domain.preview import Figure, PreviewPost
from storage import alarms, channels, chats, deliveries, posts, schema
from storage.schema import posts as posts_table
from storage.schema import readings
from tests.storage.conftest import NOW, SARA

CHANNEL = ChatId(-1001234567890)


@pytest.fixture
def chat(connection: Connection, page: PageId) -> Chat:
    """Sara's channel, which serves her page."""
    made = Chat(CHANNEL, ChatKind.CHANNEL, "مزون سارا", "sara_shop", added_by=SARA)
    chats.came(connection, made, NOW)
    chats.change(connection, CHANNEL, page_id=page, collects=True)
    return chats.get(connection, CHANNEL)


def part(number: int, caption: str | None = None, album: str | None = "a") -> ChannelMessage:
    return ChannelMessage(number, NOW, Kind.PHOTO, caption, album)


def recorded(connection: Connection) -> list[dict[str, Any]]:
    names = ("kind", "slides", "caption", "external_id", "link", "album")
    rows = connection.execute(select(*(posts_table.c[name] for name in names)).order_by(posts_table.c.id))
    return [dict(row._mapping) for row in rows]


def counted(connection: Connection) -> list[tuple[Any, ...]]:
    columns = readings.c.likes, readings.c.views, readings.c.source
    standing = select(*columns).where(readings.c.withdrawn_at.is_(None)).order_by(readings.c.id)
    return [tuple(row) for row in connection.execute(standing)]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_an_album_is_the_same_carousel_in_whatever_order_its_parts_come(
    connection: Connection, chat: Chat, order: tuple[int, ...]
):
    parts = [part(7), part(8, "اول"), part(9), part(10, "دوم")]
    for number in (*order, *order):
        channels.collect(connection, chat, parts[number], NOW)
    assert recorded(connection) == [
        {
            "kind": "carousel",
            "slides": 4,
            "caption": "اول",
            "external_id": f"{CHANNEL}/7",
            "link": "https://t.me/sara_shop/7",
            "album": "a",
        }
    ]


def test_two_albums_side_by_side_stay_two(connection: Connection, chat: Chat):
    for number, album in ((1, "a"), (3, "b"), (2, "a"), (4, "b")):
        channels.collect(connection, chat, part(number, album=album), NOW)
    assert [(post["album"], post["slides"]) for post in recorded(connection)] == [("a", 2), ("b", 2)]


def test_an_edit_before_the_album_is_whole_is_not_lost(connection: Connection, chat: Chat):
    channels.collect(connection, chat, part(1), NOW)
    channels.edit(connection, chat, 1, "تازه")
    channels.collect(connection, chat, part(2), NOW)
    assert recorded(connection)[0]["caption"] == "تازه"
    channels.edit(connection, chat, 1, None)
    assert recorded(connection)[0]["caption"] is None


def test_an_edit_and_a_reaction_of_an_unknown_message_are_nobodys(connection: Connection, chat: Chat):
    channels.edit(connection, chat, 99, "سلام")
    channels.react(connection, chat, 99, 5, NOW)
    assert recorded(connection) == []
    assert counted(connection) == []


def test_a_post_has_one_reading_an_hour_and_the_newest_stands(connection: Connection, chat: Chat):
    channels.collect(connection, chat, part(1, album=None), NOW)
    for minutes, total in ((0, 1), (10, 2), (29, 3), (31, 3), (45, 0)):
        channels.react(connection, chat, 1, total, NOW + timedelta(minutes=minutes))
    assert [likes for likes, _, _ in counted(connection)] == [3, 0]


def test_the_same_total_again_changes_nothing(connection: Connection, chat: Chat):
    channels.collect(connection, chat, part(1, album=None), NOW)
    for _ in range(3):
        channels.react(connection, chat, 1, 4, NOW)
    assert connection.execute(select(readings.c.id)).fetchall() == [(1,)]


def test_no_views_and_no_reactions_are_no_reading(connection: Connection, chat: Chat):
    shown = PreviewPost(5, (5,), NOW, Kind.TEXT, None, "سلام", None, None)
    assert channels.look(connection, chat, shown, NOW)
    assert not channels.look(connection, chat, shown, NOW)
    assert counted(connection) == []


def test_the_preview_knows_an_album_by_any_of_its_parts(connection: Connection, chat: Chat):
    channels.collect(connection, chat, part(8), NOW)
    channels.collect(connection, chat, part(7), NOW)
    shown = PreviewPost(7, (7, 8), NOW, Kind.CAROUSEL, 2, None, Figure(1200, True), None)
    assert not channels.look(connection, chat, shown, NOW)
    assert counted(connection) == [(None, 1200, "preview")]


def test_a_post_that_was_deleted_here_does_not_come_back(connection: Connection, chat: Chat, page: PageId):
    channels.collect(connection, chat, part(1, album=None), NOW)
    (post,) = posts.of_page(connection, page)
    posts.delete(connection, post.id, NOW)
    shown = PreviewPost(1, (1,), NOW, Kind.PHOTO, None, None, Figure(5, False), None)
    channels.look(connection, chat, shown, NOW)
    channels.collect(connection, chat, part(1, album=None), NOW)
    assert posts.of_page(connection, page) == []


def test_a_channel_that_serves_no_page_records_nothing_by_mistake(connection: Connection, chat: Chat):
    chats.change(connection, CHANNEL, page_id=None)
    with pytest.raises(ValueError, match=str(CHANNEL)):
        channels.collect(connection, chats.get(connection, CHANNEL), part(1), NOW)


def test_a_group_that_moves_twice_moves_once(connection: Connection, chat: Chat, page: PageId):
    new = ChatId(-1009)
    channels.collect(connection, chat, part(1), NOW)
    alarms.add(connection, "plan", NOW, chat_id=CHANNEL)
    deliveries.add(connection, CHANNEL, {}, at=NOW, due_at=NOW)
    for _ in range(2):
        chats.migrate(connection, CHANNEL, new, NOW)
    assert chats.get(connection, new).page_id == page
    assert [row.chat_id for row in alarms.claim(connection, NOW, NOW, 9)] == [new]
    assert [row.chat_id for row in deliveries.claim(connection, NOW, NOW, 9)] == [new]
    assert connection.scalar(select(schema.chat_messages.c.chat_id)) == new
    assert not chats.get(connection, CHANNEL).linked
