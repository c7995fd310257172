"""Reminders of plans: when they come, what their buttons do, what quiet hours and downtimes make of them."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.language.digits import localise
from tests.handlers.channels import Channel
from tests.handlers.talking import ISOLATES, TEHRAN, Talk, goes_to, tehran
from tests.playground.test_files import png

pytestmark = pytest.mark.usefixtures("own_sunday")

LINE = "/plan فردا ۱۲ کاروسل معرفی محصول"


async def day(talk: Talk, days: int, clock: str) -> str:
    """A wall-clock time so many days from now, as the database keeps moments."""
    local = (await talk.town.now()).astimezone(TEHRAN) + timedelta(days=days)
    return tehran(f"{local:%Y-%m-%d}T{clock}")


async def nothing_comes(talk: Talk) -> None:
    assert await talk.person.hears(timeout=0.6, count=0) == []


async def state_is(talk: Talk, state: str) -> None:
    """Until her first plan is in a state."""
    for _ in range(200):
        if talk.plans()[0]["state"] == state:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(talk.plans()[0]["state"])


async def test_a_reminder_comes_at_its_lead_with_all_that_is_needed(sara: Talk) -> None:
    await sara.says(f"{LINE}\nسلام، محصول تازه رسید")
    await goes_to(sara, "10:59", days=1)
    await nothing_comes(sara)
    await goes_to(sara, "11:00")
    heard = await sara.hears_later()
    assert "معرفی محصول" in heard.text
    assert "ساعت ۱۲:۰۰" in heard.text
    assert "کپشنش آماده است" in heard.text
    assert [b["copy_text"] for b in heard.buttons if "copy_text" in b] == ["سلام، محصول تازه رسید"]
    await goes_to(sara, "15:00")
    await nothing_comes(sara)


async def test_several_leads_come_one_after_the_other(sara: Talk) -> None:
    await sara.says("/plan سه‌شنبه ۱۲ ظهر عکس یک روز و یک ساعت قبلش یادم بنداز")
    assert json.loads(sara.plans()[0]["leads"]) == [1440, 60]
    await goes_to(sara, "12:00", days=1)
    assert "عکس" in (await sara.hears_later()).text
    await goes_to(sara, "11:00", days=1)
    assert "عکس" in (await sara.hears_later()).text


async def test_done_makes_the_post_and_asks_its_link(sara: Talk) -> None:
    await sara.says(f"{LINE}\nکپشن")
    await goes_to(sara, "11:00", days=1)
    await sara.hears_later()
    heard = await sara.presses("✅ انجام شد")
    assert "لینک پست را بفرستید" in heard.text
    post = sara.post()
    assert (post["kind"], post["topic"], post["caption"]) == ("carousel", "معرفی محصول", "کپشن")
    assert sara.plans()[0]["post_id"] == post["id"]
    assert sara.plans()[0]["state"] == "done"
    asked = sara.town.rows("SELECT age_hours FROM asks WHERE post_id = ?", post["id"])
    assert [row["age_hours"] for row in asked] == [24, 168]
    card = await sara.says("https://instagram.com/p/abc")
    assert "instagram.com/p/abc" in card.text
    assert sara.post()["link"] == "https://instagram.com/p/abc"


async def test_done_twice_is_done_once_and_can_be_taken_back(sara: Talk) -> None:
    await sara.says(LINE)
    await goes_to(sara, "11:00", days=1)
    reminder = await sara.hears_later()
    number = reminder.messages[0]["message_id"]
    done = reminder.button("انجام شد")
    heard = await sara.presses("✅ انجام شد")
    again = await sara.presses(data=done, message_id=number, forged=True)
    assert "قبلاً" in again.notice
    assert len(sara.posts()) == 1
    await sara.presses("برگردان", data=heard.of_kind("un")[0])
    assert sara.posts() == []
    assert sara.plans()[0]["state"] == "planned"


async def test_later_is_an_hour_later_and_pressed_twice_is_one_reminder(sara: Talk) -> None:
    await sara.says(LINE)
    await goes_to(sara, "11:00", days=1)
    await sara.hears_later()
    assert "ساعت ۱۲:۰۰" in (await sara.presses("یک ساعت دیگر")).text
    await sara.presses("یک ساعت دیگر")
    await goes_to(sara, "12:01")
    assert "معرفی محصول" in (await sara.hears_later()).text
    await nothing_comes(sara)


async def test_tomorrow_moves_the_plan_and_its_reminder(sara: Talk) -> None:
    await sara.says(LINE)
    await goes_to(sara, "11:00", days=1)
    await sara.hears_later()
    heard = await sara.presses("فردا همین ساعت")
    assert heard.edited
    assert sara.plans()[0]["at"] == await day(sara, 1, "12:00")
    await goes_to(sara, "11:00", days=1)
    assert "معرفی محصول" in (await sara.hears_later()).text


async def test_another_time_is_asked_and_the_old_reminder_is_forgotten(sara: Talk) -> None:
    await sara.says(f"{LINE} یک روز و یک ساعت قبلش یادم بنداز")
    await goes_to(sara, "12:00")
    await sara.hears_later()
    await sara.presses("وقت دیگر")
    await sara.says("پنجشنبه ۶ عصر")
    assert sara.plans()[0]["at"] == await day(sara, 4, "18:00")
    await goes_to(sara, "12:00", days=1)
    await nothing_comes(sara)
    await goes_to(sara, "17:00", days=3)
    assert "معرفی محصول" in (await sara.hears_later()).text


async def test_a_skipped_plan_says_nothing_more(sara: Talk) -> None:
    await sara.says(f"{LINE} یک روز و یک ساعت قبلش یادم بنداز")
    await goes_to(sara, "12:00")
    await sara.hears_later()
    assert "این بار نیست" in (await sara.presses("این بار نه")).text
    await goes_to(sara, "11:30", days=1)
    await nothing_comes(sara)
    assert sara.plans()[0]["state"] == "skipped"


async def test_what_is_not_done_by_the_end_of_the_next_day_was_missed_quietly(sara: Talk) -> None:
    await sara.says(LINE)
    await goes_to(sara, "11:00", days=1)
    await sara.hears_later()
    await goes_to(sara, "23:59", days=1)
    await nothing_comes(sara)
    assert sara.plans()[0]["state"] == "planned"
    await goes_to(sara, "00:01", days=1)
    await state_is(sara, "missed")
    await nothing_comes(sara)


async def test_a_late_reminder_says_how_late(sara: Talk) -> None:
    await sara.says(LINE)
    await goes_to(sara, "14:00", days=1)
    assert "۳ ساعت دیر رسید" in (await sara.hears_later()).text


async def test_what_came_too_late_comes_in_one_message_and_repeating_ones_do_not_pile_up(sara: Talk) -> None:
    await sara.says(LINE)
    await sara.says("/plan هر روز ۹ صبح استوری سلام")
    await goes_to(sara, "20:00", days=6)
    await asyncio.sleep(0.5)
    await goes_to(sara, "20:00")
    await sara.town.set_time(await sara.town.now() + timedelta(seconds=5))
    heard = await sara.hears_later()
    assert len(heard.messages) == 1
    assert "معرفی محصول" in heard.text
    assert "نوبت قبل‌ترش" in heard.text
    assert len(heard.of_kind("pn")) == 2
    shown = await sara.presses(data=heard.of_kind("pn")[0])
    assert "معرفی محصول" in shown.text


@pytest.mark.parametrize(("days", "besides"), [(3, 0), (21, 1)])
async def test_a_daily_plan_after_a_standstill_is_one_late_reminder_and_one_message_for_all_before(
    sara: Talk, days: int, besides: int
) -> None:
    """Besides them comes the advice that was due meanwhile."""
    await sara.says("/plan هر روز ۹ صبح استوری پشت صحنه")
    await goes_to(sara, "14:00", days=days)
    heard = await sara.hears_later(2 + besides)
    texts = (each["text"].translate(ISOLATES) for each in heard.messages)
    late, gathered = (text for text in texts if "پشت صحنه" in text)
    assert "۶ ساعت دیر رسید" in late
    assert f"{localise(str(days - 2), 'fa')} نوبت قبل‌ترش" in gathered
    assert gathered.count("پشت صحنه") == 1
    await nothing_comes(sara)


async def test_quiet_hours_hold_reminders_together_until_their_end(sara: Talk) -> None:
    quiet = json.dumps(["22:00", "08:00"])
    sara.town.database.execute("INSERT INTO bundles (person_id, quiet) VALUES (?, ?)", (sara.id, quiet))
    await sara.says("/plan فردا ساعت ۷ صبح عکس شال")
    await sara.says("/plan فردا ساعت ۷:۳۰ صبح ریلز مانتو")
    await goes_to(sara, "06:00", days=1)
    await goes_to(sara, "06:31")
    await nothing_comes(sara)
    await goes_to(sara, "08:00")
    heard = await sara.hears_later()
    assert len(heard.messages) == 1
    assert "شال" in heard.text
    assert "مانتو" in heard.text


async def test_the_one_who_does_it_is_reminded(sara: Talk, mina: Talk) -> None:
    await mina.says("/start")
    await mina.says("@other")
    mina.role("editor", sara.page_id)
    await sara.says(LINE)
    await sara.presses("اصلاح")
    await sara.presses("مسئول")
    assert "مینا" in (await sara.presses("مینا")).text
    await goes_to(sara, "11:00", days=1)
    assert "معرفی محصول" in (await mina.hears_later()).text
    await nothing_comes(sara)


async def test_a_linked_group_hears_of_it_where_that_is_wanted(sara: Talk) -> None:
    group = await Channel.linked(sara, kind="group", title="تیم گل")
    listed = await sara.says("/link")
    await sara.presses(data=listed.button("⚙️"))
    heard = await sara.presses("یادآوری‌ها را این‌جا هم بگو")
    assert heard.labels == ["✓ یادآوری‌ها را این‌جا هم بگو"]
    await sara.says(LINE)
    await goes_to(sara, "11:00", days=1)
    await sara.hears_later()
    for _ in range(100):
        seen = await sara.person.asks("GET", f"/play/chats/{group.id}/messages", **{"as": sara.id})
        if any("معرفی محصول" in (m.get("text") or "") for m in seen):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(seen)


async def test_wall_clocks_hold_when_the_zone_changes(sara: Talk) -> None:
    await sara.says(LINE)
    await sara.says("/page")
    sara.town.database.execute("UPDATE pages SET zone_chosen = 1 WHERE id = ?", (sara.page_id,))
    await sara.forges(f"pg:{sara.page_id}:edit.zone")
    await sara.says("Asia/Dubai")
    kept = sara.plans()[0]
    at = datetime.fromisoformat(kept["wall"]).replace(tzinfo=ZoneInfo("Asia/Dubai"))
    assert datetime.fromisoformat(kept["at"]) == at


async def test_media_comes_with_the_reminder_to_be_posted_by_hand(sara: Talk) -> None:
    await sara.sends_photo(png(), f"{LINE}\nسلام")
    await goes_to(sara, "11:00", days=1)
    photo, card = (await sara.hears_later(2)).messages
    assert photo["photo"]
    assert "معرفی محصول" in card["text"]


async def test_an_alarm_that_rings_twice_reminds_once(sara: Talk) -> None:
    """As after a kill: what was told is marked in the write that tells it."""
    await sara.says(LINE)
    await goes_to(sara, "11:00", days=1)
    await sara.hears_later()
    again = (
        "UPDATE alarms SET done_at = NULL, leased_until = NULL "
        "WHERE kind = 'plan' AND page_id = ? AND done_at IS NOT NULL"
    )
    sara.town.database.execute(again, (sara.page_id,))
    await nothing_comes(sara)
    assert sara.plans()[0]["state"] == "planned"


@pytest.mark.parametrize(
    ("language", "line", "said", "done", "asked"),
    [
        ("ar", "خطة بكرا ١٢ الظهر صورة", "تذكير: صورة", "✅ تمّ", "أرسلوا رابط المنشور"),
        ("en", "plan tomorrow 12pm photo", "Reminder: photo", "✅ Done", "Send the post’s link"),
    ],
)
async def test_reminders_speak_the_persons_language(
    sara: Talk, language: str, line: str, said: str, done: str, asked: str
) -> None:
    await sara.says(f"/language {language}")
    await sara.says(line)
    await goes_to(sara, "11:00", days=1)
    assert said in (await sara.hears_later()).text
    assert asked in (await sara.presses(done)).text
    assert sara.plans()[0]["state"] == "done"


@pytest.mark.parametrize(("line", "misses"), [("ریلز جعبه", True), ("جواب دایرکت‌ها را بدهم", False)])
async def test_only_a_post_misses_a_caption(sara: Talk, line: str, misses: bool) -> None:
    await sara.says(f"یادم بنداز فردا ۹ صبح {line}")
    await goes_to(sara, "09:00", days=1)
    assert ("کپشن هنوز ندارد" in (await sara.hears_later()).text) is misses


@pytest.mark.parametrize(
    ("language", "line", "done", "posted", "asked"),
    [
        ("fa", "یادم بنداز فردا ۱۰ صبح جواب دایرکتا رو بدم", "✅ انجام شد", "پست بود", "لینک پست"),
        ("en", "remind me tomorrow 10am to answer directs", "✅ Done", "It was a post", "post’s link"),
        ("ar", "ذكرني بكرا ١٠ الصبح أرد على الرسائل", "✅ تمّ", "كان منشورًا", "رابط المنشور"),
    ],
)
async def test_what_need_not_be_a_post_is_done_without_one_until_it_is_said_to_be(
    sara: Talk, language: str, line: str, done: str, posted: str, asked: str
) -> None:
    await sara.says(f"/language {language}")
    await sara.says(line)
    await goes_to(sara, "10:00", days=1)
    await sara.hears_later()
    heard = await sara.presses(done)
    assert asked not in heard.text
    assert (sara.plans()[0]["state"], sara.plans()[0]["post_id"], sara.posts()) == ("done", None, [])
    assert sara.town.rows("SELECT id FROM asks WHERE page_id = ?", sara.page_id) == []
    assert asked in (await sara.presses(data=heard.button(posted))).text
    assert sara.plans()[0]["post_id"] == sara.post()["id"]


async def test_what_was_only_ticked_off_can_be_taken_back(sara: Talk) -> None:
    await sara.says("یادم بنداز فردا ۱۰ صبح جواب دایرکتا رو بدم")
    await goes_to(sara, "10:00", days=1)
    await sara.hears_later()
    heard = await sara.presses("✅ انجام شد")
    assert "مثل قبل" in (await sara.presses("برگردان", data=heard.of_kind("un")[0])).text
    assert sara.plans()[0]["state"] == "planned"
