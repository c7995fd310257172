"""Forum groups have topics, as Telegram has them."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import BadRequest

from tests.playground.person import Person
from tests.playground.test_files import png


async def forum(sara: Person) -> tuple[int, int]:
    """A group with the bot and one topic in it."""
    chat = await sara.asks("POST", "/play/chats", type="supergroup", title="تیم", owner=sara.id)
    await sara.asks("POST", f"/play/chats/{chat['id']}/add_bot", by=sara.id)
    made = await sara.asks("POST", f"/play/chats/{chat['id']}/topic", by=sara.id, name="گزارش‌ها")
    return chat["id"], made["topics"][0]["id"]


async def change(sara: Person, chat: int, what: str, **more: Any) -> Any:
    return await sara.asks("POST", f"/play/chats/{chat}/{what}", by=sara.id, **more)


async def test_what_is_said_in_a_topic_says_so(bot: Bot, sara: Person) -> None:
    chat, topic = await forum(sara)
    await sara.asks("POST", "/play/say", person=sara.id, chat=chat, text="/link", topic=topic)
    said = (await bot.get_updates())[-1].message
    assert said is not None
    assert (said.message_thread_id, said.is_topic_message, said.chat.is_forum) == (topic, True, True)


async def test_the_bot_sends_texts_and_albums_into_a_topic(bot: Bot, sara: Person) -> None:
    chat, topic = await forum(sara)
    sent = [await bot.send_message(chat, "سلام", message_thread_id=topic)]
    album = [InputMediaPhoto(png(20 + width, 20)) for width in range(2)]
    sent += await bot.send_media_group(chat, album, message_thread_id=topic)
    assert {(each.message_thread_id, each.is_topic_message) for each in sent} == {(topic, True)}
    assert (await bot.send_message(chat, "سلام")).message_thread_id is None


async def test_a_topic_that_is_gone_or_closed_takes_nothing(bot: Bot, sara: Person) -> None:
    chat, topic = await forum(sara)
    await change(sara, chat, "close_topic", topic=topic)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(chat, "سلام", message_thread_id=topic)
    await change(sara, chat, "promote", bot=True)
    await bot.send_message(chat, "سلام", message_thread_id=topic)
    await change(sara, chat, "delete_topic", topic=topic)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(chat, "سلام", message_thread_id=topic)
