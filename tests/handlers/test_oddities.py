"""What nobody should send and somebody does: each message is answered, none harms the next."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine

from storage import inbox
from storage.inbox import Arrived
from tests.handlers.talking import SUNDAY, Talk, Town
from tests.playground.test_files import png

ODD = {
    "a long nonsense": "قبلی " * 819,
    "4,096 digits": "9" * 4096,
    "a long number": "لایک " + "1234567890" * 400,
    "zeros": "0" * 4000 + " لایک",
    "words of numbers": "هزار " * 600,
    "mixed marks": "-+/.,٫٬،:" * 400,
    "emojis": "🥳" * 2000,
    "a family": "👨‍👩‍👧‍👦" * 300,
    "marks of direction": "\u202e\u2066\u2067لایک\u2069\u202c ۵",
    "html": "<b><i>&amp;&lt;script>alert(1)</script>" * 50,
    "accents": "e" + "\u0301" * 2000,
    "every line another": "\n".join(f"عکس {n} لایک" for n in range(200)),
    "slashes": "/" * 500,
    "a lone slash": "/",
    "dates": "۱۲/۱۲/۱۲ " * 300,
    "followers": "فالوور " + "۱ " * 1500,
    "contract": "/post " + "likes=" * 500,
    "contract nested": "/post likes==5 =5 = kind=kind at=at slides=slides",
    "nulls": "لایک\u0000۵",
}


@pytest.mark.parametrize("name", ODD)
async def test_every_odd_text_is_answered(sara: Talk, name: str):
    heard = await sara.says(ODD[name])
    assert heard.messages
    assert "تقصیر از ماست" not in heard.text
    if sara.drafts():
        await sara.says("/cancel")
    heard = await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز")
    assert "۳۲۰" in heard.text


async def test_every_odd_text_is_answered_within_a_form_too(sara: Talk):
    for name, typed in ODD.items():
        await sara.says("/post")
        heard = await sara.says(typed)
        assert heard.messages, name
        assert "تقصیر از ماست" not in heard.text, name
        if sara.drafts():
            await sara.says("/cancel")


@pytest.mark.parametrize("typed", ["/fly", "/fly far", "/fly@adminyar_bot", "/" + "x" * 300])
async def test_an_unknown_command_is_answered_with_the_way_to_help(sara: Talk, typed: str):
    heard = await sara.says(typed)
    assert "/help" in heard.text


STRANGE = {
    "a voice message": {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 4}},
    "a place": {"location": {"latitude": 35.7, "longitude": 51.4}},
    "a contact": {"contact": {"phone_number": "+98912", "first_name": "x"}},
    "a die": {"dice": {"emoji": "🎲", "value": 3}},
}
NOTED = {
    "something is pinned": {
        "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
    },
    "messages vanish": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    "the bot may write": {"write_access_allowed": {}},
}


async def told(talk: Talk, what: dict[str, Any]) -> list[dict[str, Any]]:
    """What the bot says to a message of a kind that the playground's people do not send."""
    world = talk.town.world
    assert world is not None
    chat = world.chats[talk.id]
    message = {"message_id": chat.last_message_id + 1000, "date": int(SUNDAY.timestamp()), **what}
    world.updates.push("message", {**message, "chat": chat.brief(), "from": world.user_of(talk.id)})
    await talk.says("/cancel")
    await talk.settled()
    said = await talk.person.sees()
    return [m for m in said if m["from"]["is_bot"] and "نمی‌توانم بخوانم" in (m.get("text") or "")]


@pytest.mark.parametrize("name", STRANGE)
async def test_what_cannot_be_read_is_answered(sara: Talk, name: str):
    assert len(await told(sara, STRANGE[name])) == 1


@pytest.mark.parametrize("name", NOTED)
async def test_what_telegram_notes_by_itself_is_left_alone(sara: Talk, name: str):
    assert await told(sara, NOTED[name]) == []


async def test_a_photo_without_words_is_answered(sara: Talk):
    heard = await sara.sends_photo(png())
    assert "نمی‌توانم بخوانم" in heard.text


async def test_a_photo_with_a_line_under_it_is_a_post(sara: Talk):
    await sara.sends_photo(png(), "عکس ۳۲۰ لایک دیروز")
    assert sara.post()["likes"] == 320


async def test_what_was_typed_into_a_form_is_shown_when_another_takes_its_place(sara: Talk):
    for next_thing in ("/post", "/followers", "photo"):
        await sara.says("ریلز ۱/۲k لایک ۳۰ کامنت دیروز")
        heard = await (sara.sends_photo(png()) if next_thing == "photo" else sara.says(next_thing))
        assert "نیمه‌کاره" in heard.text, next_thing
        assert "ریلز ۱/۲k لایک ۳۰ کامنت دیروز" in heard.text, next_thing
        assert "نیمه‌کاره" not in (await sara.says("/cancel")).text
    assert sara.posts() == []


async def test_a_long_text_that_is_left_cuts_no_question_off(sara: Talk):
    await sara.says("ریلز ۱/۲k لایک دیروز " + "یادداشت بلند " * 300)
    heard = await sara.says("/post")
    assert "نیمه‌کاره" in heard.text
    assert "این پست چه بود؟" in heard.text


async def test_people_in_groups_are_left_alone_and_nothing_of_theirs_is_recorded(sara: Talk):
    group = await sara.person.asks("POST", "/play/chats", type="group", title="دوستان", owner=sara.id)
    await sara.person.asks("POST", f"/play/chats/{group['id']}/add_bot", by=sara.id)
    await sara.person.says("سلام بچه‌ها", chat=group["id"])
    await sara.person.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز", chat=group["id"])
    await sara.says("/help")
    await sara.settled(group["id"])
    said = await sara.person.asks("GET", f"/play/chats/{group['id']}/messages", **{"as": sara.id})
    assert not [message for message in said if message["from"]["is_bot"] and message.get("text")]
    assert sara.posts() == []


FORGED = [
    "",
    ":",
    "go",
    "go:",
    "go:fly",
    "go:start:x",
    "fo:1:1",
    "fo:x:1:skip",
    "fo:-1:1:skip",
    "fo:99999999999999999999:1:skip",
    "fo:1:99999999999999999999:skip",
    "un:0",
    "un:99999999999999999999",
    "un:+5",
    "un:٥",
    "pe:1:password",
    "pw:1:tomorrow",
    "pg:99999999999999999999:show",
    "cm:0:kind::followers:1",
    "im:1:undo",
    "se:language:xx",
    "🥳",
    "x" * 64,
]


@pytest.mark.parametrize("data", FORGED)
async def test_every_forged_button_is_answered_and_changes_nothing(sara: Talk, data: str):
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز")
    before = sara.posts()
    heard = await sara.forges(data)
    assert heard.notice
    assert heard.alert
    assert sara.posts() == before


@pytest.mark.parametrize(
    "choice", ["o9", "c9", "o", "c", "o-1", "ox", "edit.likes", "", "c²", "o٥٥٥", "o" + "9" * 30]
)
async def test_a_choice_that_a_card_never_offered_changes_nothing(sara: Talk, choice: str):
    card = await sara.says("/post")
    draft, version = card.of_kind("fo")[0].split(":")[1:3]
    before = sara.drafts()
    heard = await sara.forges(f"fo:{draft}:{version}:{choice}")
    assert heard.alert
    assert sara.drafts() == before


async def test_an_update_that_comes_twice_is_handled_once(sara: Talk):
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز")
    row = sara.town.row("SELECT * FROM inbox WHERE chat_id = ? ORDER BY update_id DESC LIMIT 1", sara.id)
    world_update: dict[str, Any] = json.loads(row["body"])
    engine = create_engine(f"sqlite:///{sara.town.path}")
    with engine.begin() as connection:
        arrived = [Arrived(world_update["update_id"], sara.id, row["body"])]
        assert inbox.add(connection, arrived, SUNDAY) == []
    engine.dispose()
    assert len(sara.posts()) == 1


async def test_a_failure_that_nobody_foresaw_is_answered_with_a_number(
    sara: Talk, monkeypatch: pytest.MonkeyPatch, logged: list[dict[str, Any]]
):
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("handlers.helping.help_message", fail)
    heard = await sara.says("/help")
    row = sara.town.row("SELECT * FROM inbox WHERE chat_id = ? ORDER BY update_id DESC LIMIT 1", sara.id)
    assert row["incident"] in heard.text
    assert "تقصیر از ماست" in heard.text
    pressed = await sara.forges("go:help")
    assert "تقصیر از ماست" in pressed.text
    monkeypatch.undo()
    assert "۱۲۰۰ لایک" in (await sara.says("/help")).text
    await sara.settled()
    assert [event["event"] for event in logged if event["level"] == "error"] == ["update.failed"] * 2
    logged.clear()


async def test_many_lines_at_once_are_kept_in_their_order(sara: Talk):
    lines = [f"عکس {300 + number} لایک ۱۲ کامنت دیروز" for number in range(15)]
    for line in lines:
        await sara.person.says(line)
    heard = await sara.person.hears(count=len(lines) + 1, timeout=20)
    assert [post["typed"] for post in sara.posts()] == lines
    assert len(heard) == len(lines) + 1


async def test_many_people_at_once_are_answered_each_her_own(town: Town):
    async def first_day(number: int) -> tuple[int, int]:
        async with await Talk.new(town) as talk:
            await talk.has_page(f"@page{number}")
            await talk.says(f"عکس {1000 + number} لایک ۱۲ کامنت دیروز")
            return 1000 + number, talk.post()["likes"]

    outcomes = await asyncio.gather(*(first_day(number) for number in range(12)))
    assert [typed for typed, _ in outcomes] == [kept for _, kept in outcomes]


async def test_a_day_later_nothing_can_be_undone(town: Town, sara: Talk):
    card = await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت سه روز پیش")
    now = await town.now()
    try:
        await town.set_time(now + timedelta(days=1, minutes=1))
        heard = await sara.presses(data=card.of_kind("un")[0])
        assert "بیش از یک روز" in heard.notice
        assert "چیزی نیست که برگردانم" in (await sara.says("/undo")).text
        heard = await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت سه روز پیش")
        assert len(sara.posts()) == 2
        assert "همین خط" not in heard.text
    finally:
        await town.set_time(now)
