"""Updates come until they are confirmed, only the kinds that were asked for, to one asker at a time."""

from __future__ import annotations

import asyncio
import time
from typing import Any, cast

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.playground.server import Playground
from tests.playground.person import Person, Refused


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(bot: Bot, sara: Person) -> None:
    await sara.says("یک")
    await sara.says("دو")
    first = await bot.get_updates()
    assert [update.effective_message.text for update in first if update.effective_message] == [
        "/start",
        "یک",
        "دو",
    ]
    assert await bot.get_updates() == first
    assert await bot.get_updates(offset=first[1].update_id) == first[1:]
    assert await bot.get_updates(limit=1) == first[1:2]
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()
    assert await bot.get_updates() == ()


async def test_ids_rise_by_one_from_the_present_second(bot: Bot, sara: Person) -> None:
    await sara.says("یک")
    ids = [update.update_id for update in await bot.get_updates()]
    assert ids == [ids[0], ids[0] + 1]
    assert abs(ids[0] - time.time()) < 60


async def test_a_negative_offset_keeps_only_the_newest(bot: Bot, sara: Person) -> None:
    for text in ("یک", "دو", "سه"):
        await sara.says(text)
    kept = await bot.get_updates(offset=-1)
    assert [update.effective_message.text for update in kept if update.effective_message] == ["سه"]
    assert len(await bot.get_updates()) == 1


async def test_a_long_poll_ends_when_something_comes(bot: Bot, sara: Person) -> None:
    await bot.get_updates(offset=(await bot.get_updates())[-1].update_id + 1)
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    started = time.monotonic()
    await sara.says("سلام")
    updates = await poll
    assert time.monotonic() - started < 2
    assert [update.effective_message.text for update in updates if update.effective_message] == ["سلام"]


async def test_a_long_poll_with_nothing_to_tell_ends_in_its_time(bot: Bot) -> None:
    started = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < time.monotonic() - started < 3


async def test_of_two_polls_the_older_one_is_terminated(bot: Bot, sara: Person) -> None:
    await bot.get_updates(offset=(await bot.get_updates())[-1].update_id + 1)
    older = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.1)
    newer = asyncio.create_task(bot.get_updates(timeout=10))
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
        await older
    await sara.says("سلام")
    assert len(await newer) == 1


async def test_rare_kinds_come_only_when_asked_for_and_the_asking_is_remembered(
    bot: Bot, sara: Person, leila: Person
) -> None:
    channel = (await sara.asks("POST", "/play/chats", type="channel", title="کانال", owner=sara.id))["id"]
    await sara.asks("POST", f"/play/chats/{channel}/add_bot", by=sara.id)
    post = (await sara.asks("POST", "/play/post", chat=channel, by=sara.id, text="حراج"))["message_id"]
    like = {"person": sara.id, "chat": channel, "message_id": post}
    await sara.asks("POST", "/play/react", **like, emoji="👍")
    await bot.get_updates(allowed_updates=["message_reaction_count", "chat_member"])
    await bot.get_updates()
    await sara.asks("POST", "/play/react", **like, emoji="🔥")
    await leila.asks("POST", f"/play/chats/{channel}/join", person=leila.id)
    await leila.asks("POST", "/play/react", person=leila.id, chat=channel, message_id=post, emoji="🔥")
    await sara.says("این را نمی‌خواهد")
    updates = (await bot.get_updates())[-3:]
    counts = [
        {
            reaction.type.to_dict()["emoji"]: reaction.total_count
            for reaction in update.message_reaction_count.reactions
        }
        for update in updates
        if update.message_reaction_count
    ]
    assert counts == [{"🔥": 1}, {"🔥": 2}]
    assert [update.chat_member.new_chat_member.status for update in updates if update.chat_member] == [
        "member"
    ]
    await bot.get_updates(offset=updates[-1].update_id + 1, allowed_updates=[])
    await sara.asks("POST", "/play/react", **like, emoji=None)
    await sara.says("این را می‌خواهد")
    assert [bool(update.message) for update in await bot.get_updates()] == [True]


async def test_pending_updates_are_counted_and_dropped(bot: Bot, sara: Person) -> None:
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_it_closes_at_once_while_polls_are_open() -> None:
    playground = await Playground().__aenter__()
    async with Person(playground.url) as sara, Bot("1:x", f"{playground.url}/bot") as bot:
        await sara.asks("POST", "/play/faults", rules=[{"kind": "slow", "method": "getChat", "seconds": 30}])
        waiting = [
            asyncio.create_task(bot.get_updates(timeout=30)),
            asyncio.create_task(bot.get_chat(sara.id)),
            asyncio.create_task(
                sara.asks("GET", "/play/events", after=playground.world.events.last, wait=30)
            ),
        ]
        await asyncio.sleep(0.2)
        started = time.monotonic()
        await playground.__aexit__(None, None, None)
        assert time.monotonic() - started < 1
        updates, chat, events = cast("list[Any]", await asyncio.gather(*waiting, return_exceptions=True))
        assert updates == ()
        assert isinstance(chat, BadRequest)  # she never spoke; what counts is that an answer came
        assert events["events"] == []


async def test_two_playgrounds_know_nothing_of_each_other() -> None:
    async with Playground() as one, Playground(language="en") as other:
        assert one.url != other.url
        async with Person(one.url) as sara, Bot("1:x", f"{other.url}/bot") as bot:
            await sara.says("/start")
            assert await bot.get_updates() == ()
        assert other.world.people[1001].language_code == "en"


async def test_albums_videos_and_edits_of_a_channel_are_told(bot: Bot, sara: Person) -> None:
    channel = (await sara.asks("POST", "/play/chats", type="channel", title="کانال", owner=sara.id))["id"]
    await sara.asks("POST", f"/play/chats/{channel}/add_bot", by=sara.id)
    await bot.get_updates(offset=-1)
    fields = {"person": str(sara.id), "chat": str(channel), "album": "a1", "as": "video"}
    sent = await sara._http.post("/play/file", data=fields, files={"file": ("a.mp4", b"moving")})
    number = sent.json()["message_id"]
    await sara.asks("POST", "/play/edit", by=sara.id, chat=channel, message_id=number, text="تازه")
    posted, edited = (await bot.get_updates())[-2:]
    assert posted.channel_post is not None
    assert posted.channel_post.media_group_id == "a1"
    assert posted.channel_post.video is not None
    assert edited.edited_channel_post is not None
    assert (edited.edited_channel_post.caption, edited.edited_channel_post.message_id) == ("تازه", number)


async def test_a_text_is_not_edited_away_and_strangers_edit_nothing(
    bot: Bot, sara: Person, leila: Person
) -> None:
    channel = (await sara.asks("POST", "/play/chats", type="channel", title="کانال", owner=sara.id))["id"]
    body = {"by": sara.id, "chat": channel, "text": "سلام"}
    number = (await sara.asks("POST", "/play/post", **body))["message_id"]
    with pytest.raises(Refused, match="at least one letter"):
        await sara.asks("POST", "/play/edit", **{**body, "message_id": number, "text": ""})
    with pytest.raises(Refused, match="may not post"):
        await leila.asks("POST", "/play/edit", **{**body, "by": leila.id, "message_id": number})
