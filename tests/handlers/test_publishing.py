"""Plans that publish themselves in a Telegram channel: once, at their time, approved where that is wanted."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.handlers.channels import Channel, waits_for
from tests.handlers.talking import Heard, Talk, goes_to
from tests.handlers.test_reminders import nothing_comes
from tests.playground.test_files import png

pytestmark = pytest.mark.usefixtures("own_sunday")

LINE = "/plan فردا ۱۲ ظهر متن شال پاییزی\nسلام <دوستان>\nشال‌ها رسید"
CAPTION = "سلام <دوستان>\nشال‌ها رسید"


async def seen(channel: Channel, count: int = 1) -> list[dict[str, Any]]:
    """The channel's messages, once there are so many."""
    for _ in range(300):
        query = {"as": channel.owner.id}
        found = await channel.owner.person.asks("GET", f"/play/chats/{channel.id}/messages", **query)
        messages: list[dict[str, Any]] = [m for m in found if not m["service"]]
        if len(messages) >= count:
            return messages
        await asyncio.sleep(0.02)
    raise AssertionError(messages)


async def empty(channel: Channel) -> None:
    await asyncio.sleep(0.5)
    query = {"as": channel.owner.id}
    found = await channel.owner.person.asks("GET", f"/play/chats/{channel.id}/messages", **query)
    assert [m for m in found if not m["service"]] == []


async def publishes(sara: Talk) -> Heard:
    return await sara.presses("خودت منتشر کن")


async def test_a_plan_publishes_itself_once_and_becomes_the_post(sara: Talk) -> None:
    channel = await Channel.linked(sara, username="shal_a")
    await sara.says(LINE)
    assert "خودم در مزون سارا منتشرش می‌کنم" in (await publishes(sara)).text
    await goes_to(sara, "11:00", days=1)
    assert "خودم در مزون سارا منتشرش می‌کنم" in (await sara.hears_later()).text
    await empty(channel)
    await goes_to(sara, "12:00")
    told = await sara.hears_later()
    assert "منتشر شد ✅" in told.text
    (message,) = await seen(channel)
    assert message["text"] == CAPTION
    post = sara.post()
    assert (post["caption"], post["kind"]) == (CAPTION, "text")
    assert post["link"] == f"https://t.me/shal_a/{message['message_id']}"
    (plan,) = sara.plans()
    assert (plan["state"], plan["post_id"], plan["sending_at"]) == ("done", post["id"], None)
    # What the channel tells of its messages belongs to that very post.
    await channel.reacted(sara, message["message_id"])
    assert [row["likes"] for row in channel.readings()] == [1]
    await goes_to(sara, "12:00", days=1)
    await asyncio.sleep(0.3)
    assert len(await seen(channel)) == 1


async def test_a_photo_keeps_its_caption_and_link_buttons(sara: Talk) -> None:
    channel = await Channel.linked(sara, username="shal_b")
    await sara.sends_photo(png(), LINE)
    await sara.presses("اصلاح")
    await sara.presses("دکمهٔ لینک")
    await sara.says("خرید https://shop.example/x")
    await publishes(sara)
    shown = await sara.presses("پیش‌نمایش")
    assert shown.messages[0]["photo"]
    assert shown.messages[0]["caption"] == CAPTION
    await goes_to(sara, "12:00", days=1)
    (message,) = await seen(channel)
    assert message["photo"]
    assert message["caption"] == CAPTION
    assert message["buttons"] == [[{"label": "خرید", "url": "https://shop.example/x"}]]
    assert "منتشر شد" in (await sara.hears_later()).text
    assert sara.post()["kind"] == "photo"


async def sends(sara: Talk, as_: str, album: str, caption: str = "") -> None:
    fields = {"person": str(sara.id), "chat": str(sara.id), "caption": caption, "as": as_, "album": album}
    sent = await sara.town.http.post("/play/file", data=fields, files={"file": ("a.png", png())})
    sent.raise_for_status()
    await sara._hears("$.message.message_id", sent.json()["message_id"])


async def test_an_album_goes_out_as_one_and_is_one_post(sara: Talk) -> None:
    channel = await Channel.linked(sara)
    first = await sara.sends_photo(png(), LINE, album="a1")
    # How many there are nobody knows before the last one came.
    assert "فایل‌های آلبوم همراهش است" in first.text
    await sends(sara, "video", "a1")
    await sends(sara, "photo", "a1")
    number = sara.plans()[0]["id"], sara.plans()[0]["version"]
    assert "۳ فایل همراهش است" in (await sara.forges(f"pn:{number[0]}:{number[1]}:back")).text
    await sara.forges(f"pn:{number[0]}:{number[1]}:publish")
    await goes_to(sara, "12:00", days=1)
    messages = await seen(channel, 3)
    assert [m["is_video"] for m in messages] == [False, True, False]
    assert len({m["album"] for m in messages}) == 1
    assert messages[0]["caption"] == CAPTION
    assert "منتشر شد" in (await sara.hears_later()).text
    post = sara.post()
    assert (post["kind"], post["slides"]) == ("carousel", 3)
    parts = sara.town.rows("SELECT * FROM chat_messages WHERE post_id = ?", post["id"])
    assert len(parts) == 3


async def test_nothing_goes_out_without_the_approval_that_the_page_wants(sara: Talk, mina: Talk) -> None:
    channel = await Channel.linked(sara)
    listed = await sara.says("/link")
    await sara.presses(data=listed.button("⚙️"))
    await sara.presses("اول مالک پیج تأیید کند")
    await mina.says("/start")
    await mina.says("@other")
    mina.role("editor", sara.page_id)
    await mina.says(LINE)
    assert "از مالک پیج خواستم" in (await publishes(mina)).text
    asked = await sara.hears_later(2)
    assert "منتشرش کنم؟" in asked.text
    assert CAPTION in asked.text
    approve = asked.button("تأیید")
    assert "فقط مالک" in (await mina.forges(approve)).notice
    await goes_to(mina, "12:00", days=1)
    waiting = await sara.hears_later(2)
    assert "منتشرش کنم؟" in waiting.text
    assert "هنوز تأییدش نکرده" in (await mina.hears_later()).text
    await empty(channel)
    assert "همین حالا منتشرش می‌کنم" in (await sara.presses("✅ تأیید")).text
    (message,) = await seen(channel)
    assert message["text"] == CAPTION
    assert "همین حالا منتشرش می‌کنم" in (await mina.hears_later(2)).text
    assert len(sara.plans()) == 1


async def test_what_was_approved_and_then_changed_wants_approving_again(sara: Talk) -> None:
    await Channel.linked(sara)
    await sara.says(LINE)
    await publishes(sara)
    assert sara.plans()[0]["approved_at"]
    await sara.presses("اصلاح")
    await sara.presses("کپشن")
    await sara.says("چیز دیگری")
    assert sara.plans()[0]["approved_at"] is None


async def test_a_missing_right_is_told_with_a_way_to_try_again(sara: Talk) -> None:
    channel = await Channel.linked(sara)
    await sara.says(LINE)
    await publishes(sara)
    change = f"/play/chats/{channel.id}/promote"
    await sara.person.asks("POST", change, bot=True, rights=["can_manage_chat"], by=sara.id)
    await goes_to(sara, "12:00", days=1)
    heard = await sara.hears_later()
    assert "منتشر نشد" in heard.text
    assert "اجازهٔ پست گذاشتن" in heard.text
    assert (sara.plans()[0]["failure"], sara.plans()[0]["state"]) == ("no-right", "planned")
    await sara.person.asks("POST", change, bot=True, rights=["can_post_messages"], by=sara.id)
    retry = heard.button("دوباره امتحان کن")
    await sara.presses("دوباره امتحان کن")
    await seen(channel)
    assert "منتشر شد" in (await sara.hears_later()).text
    again = await sara.presses(data=retry, message_id=heard.messages[-1]["message_id"], forged=True)
    assert again.alert
    assert len(await seen(channel)) == 1


async def test_a_right_that_is_taken_while_it_is_on_its_way_is_told_and_can_be_tried_again(
    sara: Talk, logged: list[dict[str, Any]]
) -> None:
    channel = await Channel.linked(sara)
    await sara.says(LINE)
    await publishes(sara)
    rule = {"kind": "429", "method": "sendMessage", "chat": channel.id, "retry_after": 1, "times": 1}
    await sara.person.asks("POST", "/play/faults", rules=[rule])
    await goes_to(sara, "12:00", days=1)
    await waits_for(sara.town, "SELECT 1 FROM plans WHERE page_id = ? AND sending_at NOT NULL", sara.page_id)
    change = f"/play/chats/{channel.id}/promote"
    await sara.person.asks("POST", change, bot=True, rights=["can_manage_chat"], by=sara.id)
    heard = await sara.hears_later()
    await sara.person.asks("DELETE", "/play/faults")
    assert "اجازهٔ پست گذاشتن" in heard.text
    assert (sara.plans()[0]["failure"], sara.plans()[0]["sending_at"]) == ("no-right", None)
    refused = {event["event"] for event in logged if event["level"] == "error"}
    assert refused == {"delivery.refused", "delivery.given_up"}
    # Without the right another try says so again.
    await sara.presses("دوباره امتحان کن")
    assert "اجازهٔ پست گذاشتن" in (await sara.hears_later()).text
    await empty(channel)
    await sara.person.asks("POST", change, bot=True, rights=["can_post_messages"], by=sara.id)
    await sara.presses("دوباره امتحان کن")
    assert "منتشر شد" in (await sara.hears_later()).text
    assert len(await seen(channel)) == 1
    logged.clear()


async def test_only_what_has_content_a_time_and_a_channel_publishes_itself(sara: Talk) -> None:
    await sara.says("/plan فردا ۱۲ ظهر عکس شال")
    number = sara.plans()[0]["id"], sara.plans()[0]["version"]
    publish = f"pn:{number[0]}:{number[1]}:publish"
    assert "چیزی برای انتشار نیست" in (await sara.forges(publish)).notice
    await sara.says(LINE.replace("شال پاییزی", "مانتو"))
    plan = sara.plans()[1]
    assert "کانالی به این پیج وصل نیست" in (await sara.forges(f"pn:{plan['id']}:1:publish")).notice


async def test_who_wants_to_publish_by_hand_is_only_reminded(sara: Talk) -> None:
    channel = await Channel.linked(sara)
    await sara.says(LINE)
    await publishes(sara)
    await sara.presses("اصلاح")
    await sara.presses("خودم منتشر می‌کنم")
    await goes_to(sara, "12:01", days=1)
    await sara.hears_later()
    await empty(channel)
    await nothing_comes(sara)
