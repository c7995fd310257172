"""The people's side: its state, its time, its command menus, its clear complaints."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    MenuButtonCommands,
)
from telegram.error import BadRequest

from bot.playground.common import InputError
from bot.playground.server import Playground
from bot.playground.world import World
from tests.playground.person import Person, Refused


async def test_the_playground_starts_with_two_people(bot: Bot, leila: Person) -> None:
    state = await leila.asks("GET", "/play/state")
    assert state["me"] == {"id": 4242, "is_bot": True, "first_name": "ادمین‌یار", "username": "adminyar_bot"}
    assert [(person["id"], person["language_code"]) for person in state["people"]] == [
        (1001, "fa"),
        (1002, "ar"),
    ]
    assert [(chat["id"], chat["type"], chat["last_message_id"]) for chat in state["chats"]] == [
        (1001, "private", 0),
        (1002, "private", 0),
    ]
    assert (await bot.get_me()).id == 4242


async def test_time_moves_for_everybody_and_dates_follow(bot: Bot, sara: Person) -> None:
    before = await sara.asks("GET", "/play/time")
    assert abs(datetime.fromisoformat(before["now"]) - datetime.now(UTC)) < timedelta(seconds=5)
    moved = await sara.asks("POST", "/play/time", forward=3 * 86400)
    assert moved["offset"] == 3 * 86400
    sent = await bot.send_message(sara.id, "x")
    assert abs(sent.date - datetime.now(UTC) - timedelta(days=3)) < timedelta(seconds=5)
    assert (await sara.asks("POST", "/play/time", forward=-3 * 86400))["offset"] == 0
    with pytest.raises(Refused, match="400"):
        await sara.asks("POST", "/play/time", forward=1e12)


async def test_each_person_sees_the_menu_of_her_language(
    bot: Bot, playground: Playground, sara: Person, leila: Person
) -> None:
    await bot.set_my_commands([("start", "Start")])
    await bot.set_my_commands([("start", "شروع")], language_code="fa")
    english = await Person.new(playground.url, "Ann", "en")
    assert [person[0]["description"] for person in (await sara.commands(), await leila.commands())] == [
        "شروع",
        "Start",
    ]
    await bot.set_my_commands([("post", "خصوصی")], BotCommandScopeAllPrivateChats())
    assert [command["command"] for command in await sara.commands()] == ["post"]
    await bot.set_my_commands([("help", "فقط سارا")], BotCommandScopeChat(sara.id))
    assert [(await person.commands())[0]["command"] for person in (sara, leila, english)] == [
        "help",
        "post",
        "post",
    ]
    await bot.delete_my_commands(BotCommandScopeChat(sara.id))
    await bot.delete_my_commands(BotCommandScopeAllPrivateChats())
    assert (await bot.get_my_commands(language_code="fa"))[0].description == "شروع"
    assert await bot.get_my_commands(language_code="ar") == ()
    await english.close()


async def test_administrators_may_have_a_menu_of_their_own(bot: Bot, sara: Person, leila: Person) -> None:
    group = (await sara.asks("POST", "/play/chats", type="supergroup", title="گروه", owner=sara.id))["id"]
    await leila.asks("POST", f"/play/chats/{group}/join", person=leila.id)
    await bot.set_my_commands([("start", "همه")])
    await bot.set_my_commands([("link", "مدیران")], BotCommandScopeChatAdministrators(group))
    menus = [
        (await person.asks("GET", "/play/commands", chat=group, person=person.id))[0]["command"]
        for person in (sara, leila)
    ]
    assert menus == ["link", "start"]


async def test_menus_and_descriptions_that_cannot_be(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([("شروع", "x")])
    with pytest.raises(BadRequest, match="Bot_command_description_invalid"):
        await bot.set_my_commands([("start", "x" * 257)])
    with pytest.raises(BadRequest, match="Invalid language code"):
        await bot.set_my_commands([("start", "x")], language_code="farsi")
    with pytest.raises(BadRequest, match="Bot description is too long"):
        await bot.set_my_description("x" * 513)
    assert await bot.set_my_description("دستیار", language_code="fa")
    assert await bot.set_my_short_description("دستیار")
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def test_events_come_in_order_and_wait(bot: Bot, sara: Person) -> None:
    seen = await sara.asks("GET", "/play/events")
    assert [event["type"] for event in seen["events"]] == ["person", "person", "message"]
    waiting = asyncio.create_task(sara.asks("GET", "/play/events", after=seen["next"], wait=10))
    await asyncio.sleep(0.1)
    started = time.monotonic()
    await bot.send_message(sara.id, "x")
    (event,) = (await waiting)["events"]
    assert time.monotonic() - started < 2
    assert (event["type"], event["seq"], event["message"]["text"]) == ("message", seen["next"] + 1, "x")
    empty = await sara.asks("GET", "/play/events", after=event["seq"])
    assert empty == {"events": [], "next": event["seq"]}
    assert await sara.asks("GET", "/play/events", after=-1) == empty
    assert len((await sara.asks("GET", "/play/events", after=10_000, wait=10))["events"]) == event["seq"]


async def test_only_members_read_and_write(sara: Person, leila: Person) -> None:
    group = (await sara.asks("POST", "/play/chats", type="group", title="گروه", owner=sara.id))["id"]
    with pytest.raises(Refused, match="403"):
        await leila.says("سلام", chat=group)
    with pytest.raises(Refused, match="403"):
        await leila.asks("GET", f"/play/chats/{group}/messages", **{"as": leila.id})
    with pytest.raises(Refused, match="403"):
        await leila.says("سلام", chat=sara.id)
    with pytest.raises(Refused, match="403"):
        await leila.asks("POST", f"/play/chats/{group}/add_bot", by=leila.id)
    await leila.asks("POST", f"/play/chats/{group}/join", person=leila.id)
    await leila.says("سلام", chat=group)
    await leila.asks("POST", f"/play/chats/{group}/leave", person=leila.id)
    found = await sara.asks("GET", f"/play/chats/{group}/messages", **{"as": sara.id, "after": 1})
    assert [message["text"] for message in found] == ["سلام", ""]
    assert found[1]["service"]["left_chat_member"]["id"] == leila.id


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/play/say", {"chat": 1001, "text": "x"}, "person"),
        ("/play/say", {"person": "1001", "chat": 1001, "text": "x"}, "person"),
        ("/play/say", {"person": True, "chat": 1001, "text": "x"}, "person"),
        ("/play/say", {"person": 1001, "text": "x"}, "chat"),
        ("/play/say", {"person": 1001, "chat": 1001}, "text"),
        ("/play/say", {"person": 1001, "chat": 1001, "text": "\ud800"}, "text"),
        ("/play/time", {"forward": "soon"}, "forward"),
        ("/play/block", {"person": 1001}, "blocked"),
        ("/play/people", {}, "first_name"),
    ],
)
async def test_what_is_missing_or_wrong_is_named(
    playground: Playground, path: str, body: dict[str, Any], field: str
) -> None:
    async with httpx.AsyncClient(base_url=playground.url) as client:
        answer = await client.post(path, content=json.dumps(body))
    assert answer.status_code == 400
    assert answer.json()["field"] == field


async def test_bodies_that_are_no_objects_are_refused(playground: Playground) -> None:
    async with httpx.AsyncClient(base_url=playground.url) as client:
        for content in (b"[]", b"{", b"\xff"):
            assert (await client.post("/play/say", content=content)).status_code == 400
        assert (await client.post("/play/file", json={})).status_code == 400
        assert (await client.get("/play/events?after=x")).status_code == 400
        assert (await client.get("/play/chats/77/messages?as=1001")).status_code == 404
        assert (await client.post("/play/chats/1001/join", json={"person": 1002})).status_code == 400
        assert (await client.post("/bot1:x/sendMessage", json=[1])).status_code == 400
        assert (
            await client.post("/bot1:x/sendMessage", json={"chat_id": 1001, "text": "x"})
        ).status_code == 403
        assert (await client.get("/bot1:x/getMe")).json()["result"]["id"] == 1


def test_the_core_needs_no_server_and_names_are_unique() -> None:
    world = World()
    person = world.add_person("Ann", "en", "ann_shop")
    assert world.chat("@ANN_shop").id == person.id
    with pytest.raises(InputError):
        world.add_person("Eve", "en", "Ann_Shop")
    with pytest.raises(InputError):
        world.add_person("Eve", "en", None, person.id)
    assert not world.updates.signal.closed


async def test_what_people_cannot_do_is_said(bot: Bot, sara: Person, leila: Person) -> None:
    channel = (await sara.asks("POST", "/play/chats", type="channel", title="کانال", owner=sara.id))["id"]
    group = (await sara.asks("POST", "/play/chats", type="group", title="گروه", owner=sara.id))["id"]
    await leila.asks("POST", f"/play/chats/{channel}/join", person=leila.id)
    sent = await bot.send_message(sara.id, "x")
    cases: list[tuple[str, dict[str, Any], str]] = [
        ("/play/say", {"person": 1001, "chat": channel, "text": "x"}, "administrators post"),
        ("/play/say", {"person": 1001, "chat": 1001, "text": " "}, "1 to 4096"),
        ("/play/say", {"person": 1001, "chat": 1001, "text": "x" * 4097}, "1 to 4096"),
        ("/play/say", {"person": 1001, "chat": 1001, "text": "x", "reply_to": 99}, "no such message"),
        ("/play/say", {"person": 5, "chat": 1001, "text": "x"}, "no such person"),
        ("/play/post", {"by": 1002, "chat": channel, "text": "x"}, "may not post"),
        ("/play/post", {"by": 1001, "chat": group, "text": "x"}, "only channels"),
        ("/play/press", {"person": 1001, "chat": 1001}, "which button"),
        ("/play/press", {"person": 1001, "chat": 1001, "forged": True}, "needs data"),
        ("/play/react", {"person": 1001, "chat": 1001, "message_id": 99, "emoji": "👍"}, "no such message"),
        ("/play/chats", {"type": "forum", "title": "x", "owner": 1001}, "type is one of"),
        (f"/play/chats/{group}/promote", {"person": 1002, "by": 1001}, "is not a member"),
        (f"/play/chats/{group}/promote", {"bot": True, "by": 1001}, "the bot is not there"),
        (f"/play/chats/{channel}/promote", {"person": 1002, "by": 1001, "rights": ["fly"]}, "unknown rights"),
        (f"/play/chats/{channel}/promote", {"person": 1002, "by": 1001, "rights": "all"}, "list of names"),
        (f"/play/chats/{group}/remove_bot", {"by": 1001}, "the bot is not there"),
        (f"/play/chats/{group}/leave", {"person": 1002}, "is not a member"),
        (f"/play/chats/{channel}/migrate", {}, "only a basic group"),
        (f"/play/chats/{group}/restrict", {"person": 1001, "by": 1001}, "only supergroups"),
        (f"/play/chats/{group}/explode", {}, "no such change"),
    ]
    for path, body, reason in cases:
        with pytest.raises(Refused, match=reason):
            await sara.asks("POST", path, **body)
    await sara.asks("POST", "/play/block", person=sara.id, blocked=True)
    with pytest.raises(Refused, match="has blocked the bot; /start takes it back"):
        await sara.says("سلام")
    with pytest.raises(Refused, match="has blocked the bot"):
        await sara.presses(data="x", message_id=sent.message_id, forged=True)


async def test_an_administrator_with_few_rights_has_only_those(bot: Bot, sara: Person, leila: Person) -> None:
    channel = (await sara.asks("POST", "/play/chats", type="channel", title="کانال", owner=sara.id))["id"]
    await leila.asks("POST", f"/play/chats/{channel}/join", person=leila.id)
    body = {"person": leila.id, "by": sara.id, "rights": ["can_post_messages"]}
    await sara.asks("POST", f"/play/chats/{channel}/promote", **body)
    post = (await leila.asks("POST", "/play/post", chat=channel, by=leila.id, text="حراج"))["message_id"]
    await sara.asks("POST", f"/play/chats/{channel}/add_bot", by=sara.id)
    member = await bot.get_chat_member(channel, leila.id)
    assert member.status == "administrator"
    assert (member.to_dict()["can_post_messages"], member.to_dict()["can_edit_messages"]) == (True, False)
    edited = await bot.edit_message_text("حراج بزرگ", channel, post)
    assert not isinstance(edited, bool)
    assert edited.text == "حراج بزرگ"
    rights = {"bot": True, "by": sara.id, "rights": ["can_post_messages"]}
    await sara.asks("POST", f"/play/chats/{channel}/promote", **rights)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("حراج", channel, post)


async def test_reactions_of_people_are_told_where_they_are_wanted(bot: Bot, sara: Person) -> None:
    sent = await bot.send_message(sara.id, "x")
    await bot.get_updates(allowed_updates=["message", "message_reaction"])
    await sara.asks(
        "POST", "/play/react", person=sara.id, chat=sara.id, message_id=sent.message_id, emoji="👍"
    )
    reaction = (await bot.get_updates())[-1].message_reaction
    assert reaction is not None
    assert [kind.to_dict()["emoji"] for kind in reaction.new_reaction] == ["👍"]
    last = await sara.last()
    assert last is not None
    assert last["reactions"] == [{"emoji": "👍", "count": 1}]


async def test_the_page_is_served_and_nothing_outside_of_it(playground: Playground) -> None:
    async with httpx.AsyncClient(base_url=playground.url) as client:
        assert (await client.get("/")).status_code in (200, 404)
        assert (await client.get("/page/%2e%2e/server.py")).status_code == 404
