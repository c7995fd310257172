"""Counts asked for again: an evening's list, its answers in one message, and when is asked."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.handlers.talking import ISOLATES, Heard, Talk, goes_to
from tests.playground.test_files import png

pytestmark = pytest.mark.usefixtures("own_sunday")


async def three_posts(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await sara.says("عکس شال ۱۲۰ لایک ۵ کامنت امروز ساعت ۸")
    await sara.says("کاروسل ۸ اسلاید روسری ۵۰۰ لایک ۴۰ کامنت امروز ساعت ۷")


def asks(talk: Talk) -> list[dict[str, Any]]:
    return talk.town.rows("SELECT * FROM asks WHERE page_id = ? ORDER BY id", talk.page_id)


def readings(talk: Talk) -> list[dict[str, Any]]:
    return talk.town.rows(
        "SELECT r.* FROM readings r JOIN posts p ON p.id = r.post_id "
        "WHERE p.page_id = ? AND r.withdrawn_at IS NULL ORDER BY r.id",
        talk.page_id,
    )


async def test_all_of_an_evening_is_one_list_that_one_message_answers(sara: Talk) -> None:
    await three_posts(sara)
    assert [(row["age_hours"]) for row in asks(sara)] == [24, 168] * 3
    await goes_to(sara, "20:00", days=1)
    heard = await sara.hears_later()
    assert "آمار امشب: ۳ پست" in heard.text
    assert heard.text.index("روسری") < heard.text.index("شال") < heard.text.index("مانتو")
    answer = await sara.says("۷۰۰ لایک ۶۰ کامنت\n۱۵۰ لایک ۷ کامنت\n۴۰۰ لایک ۲۰ کامنت ۹ سیو")
    assert "آمار ۳ پست ثبت شد" in answer.text
    assert [row["likes"] for row in readings(sara)] == [300, 120, 500, 700, 150, 400]
    assert sum(row["closed_at"] is not None for row in asks(sara)) == 3
    assert len(sara.posts()) == 6
    await goes_to(sara, "20:00", days=6)
    week = await sara.hears_later()
    assert "آمار امشب: ۳ پست" in week.text
    assert "تا حالا: ۷۰۰ لایک" in week.text


async def an_evening(sara: Talk) -> Heard:
    """Three posts of today, and tomorrow evening's list of them."""
    await three_posts(sara)
    await goes_to(sara, "20:00", days=1)
    return await sara.hears_later()


async def replies(talk: Talk, to: Heard, text: str) -> Heard:
    """Answers a message of the bot by a reply."""
    number = await talk.person.says(text, reply_to=to.messages[0]["message_id"])
    return await talk._hears("$.message.message_id", number)


async def test_a_new_post_goes_its_usual_way_and_the_list_stays_open(sara: Talk) -> None:
    await an_evening(sara)
    assert "ثبت شد" in (await sara.says("ریلز ۹۰۰ لایک ۳ کامنت امروز ساعت ۱۸")).text
    assert len(sara.posts()) == 4
    await sara.says("مقایسه")
    assert "آمار ۳ پست ثبت شد" in (await sara.says("۷۰۰ لایک\n۱۵۰ لایک\n۴۰۰ لایک")).text


async def test_a_single_line_of_counts_is_no_answer_to_three_posts(sara: Talk) -> None:
    await an_evening(sara)
    before = len(sara.posts())
    await sara.says("۷۰۰ لایک ۶۰ کامنت")
    assert len(sara.posts()) == before + 1
    assert sum(row["closed_at"] is not None for row in asks(sara)) == 0


async def test_one_posts_counts_over_three_lines_are_not_taken_for_three_posts(sara: Talk) -> None:
    heard = await an_evening(sara)
    before = readings(sara)
    spread = await replies(sara, heard, "۷۰۰ لایک\n۶۰ کامنت\n۸۰ سیو")
    assert "چیزی ثبت نشد" in spread.text
    assert readings(sara) == before


async def test_fewer_lines_numbers_and_skips(sara: Talk) -> None:
    heard = await an_evening(sara)
    first = await replies(sara, heard, "۷۰۰ لایک ۶۰ کامنت\n-")
    assert "آمار ۱ پست ثبت شد" in first.text
    assert "عکس، شال: رد شد" in first.text
    assert "هنوز مانده" in first.text
    second = await sara.says("۳) ۴۰۰ لایک ۲۰ کامنت")
    assert "ریلز، مانتو: ۴۰۰ لایک" in second.text
    assert "هنوز مانده" not in second.text
    assert [row["likes"] for row in readings(sara)][3:] == [700, 400]


async def test_what_is_not_understood_is_shown_back_and_stays_asked(sara: Talk) -> None:
    heard = await an_evening(sara)
    answer = await replies(sara, heard, "۷۰۰ لایک ۶۰ کامنت\nنمی‌دانم والا\n۱/۲k لایک")
    assert "نمی‌دانم والا" in answer.text
    assert "۱/۲k لایک" in answer.text
    assert len(readings(sara)) == 4
    again = await sara.says("۱۵۰ لایک\n۴۰۰ لایک")
    assert "آمار ۲ پست ثبت شد" in again.text


async def test_counts_that_fell_are_taken_only_when_they_are_sent_again(sara: Talk) -> None:
    heard = await an_evening(sara)
    mixed = "۱۵۰ لایک ۷ کامنت\n۷۰۰ لایک ۶۰ کامنت\n۴۰۰ لایک"
    answer = await replies(sara, heard, mixed)
    assert "جور نیست" in answer.text
    assert [row["likes"] for row in readings(sara)][3:] == [700, 400]
    sure = await sara.says("۱: ۱۵۰ لایک ۷ کامنت")
    assert "ثبت نشد" in sure.text
    sure = await sara.says("۱: ۱۵۰ لایک ۷ کامنت")
    assert "آمار ۱ پست ثبت شد" in sure.text


async def test_undo_takes_the_readings_back_and_asks_again(sara: Talk) -> None:
    await an_evening(sara)
    await sara.says("۷۰۰ لایک\n۱۵۰ لایک\n۴۰۰ لایک")
    await sara.presses("برگردان")
    assert len(readings(sara)) == 3
    assert all(row["closed_at"] is None for row in asks(sara))
    assert "آمار ۳ پست ثبت شد" in (await sara.says("۷۰۱ لایک\n۱۵۱ لایک\n۴۰۱ لایک")).text
    assert [row["likes"] for row in readings(sara)][3:] == [701, 151, 401]


async def test_later_is_tomorrow_evening(sara: Talk) -> None:
    await an_evening(sara)
    put_off = await sara.presses("فردا شب بپرس")
    assert put_off.edited
    assert "ساعت ۲۰:۰۰" in put_off.text
    await goes_to(sara, "20:00", days=1)
    assert "آمار امشب: ۳ پست" in (await sara.hears_later()).text


async def test_not_these_posts_are_not_asked_about_again(sara: Talk) -> None:
    await an_evening(sara)
    await sara.presses("این پست‌ها را نپرس")
    assert all(row["closed_at"] for row in asks(sara))
    await sara.presses("برگردان")
    assert not any(row["closed_at"] for row in asks(sara))


async def test_a_list_survives_what_is_filled_in_beside_it(sara: Talk) -> None:
    heard = await an_evening(sara)
    await sara.says("/post")
    assert "آمار ۳ پست ثبت شد" in (await replies(sara, heard, "۷۰۰ لایک\n۱۵۰ لایک\n۴۰۰ لایک")).text
    (draft,) = sara.drafts()
    assert draft["form"] == "post"


async def test_nobody_is_asked_about_a_post_that_was_taken_back(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await sara.presses("برگردان")
    assert all(row["closed_at"] for row in asks(sara))


async def test_ages_past_and_unknown_times_are_not_asked_for(sara: Talk) -> None:
    await sara.says("ریلز ۳۰۰ لایک ۱۲ کامنت سه روز پیش")
    await sara.says("عکس ۳۰۰ لایک ۱۲ کامنت")
    assert [row["age_hours"] for row in asks(sara)] == [168]
    await sara.presses("امروز بود")
    assert [row["age_hours"] for row in asks(sara)] == [168, 24, 168]


async def test_the_admin_says_when_she_is_asked(sara: Talk) -> None:
    heard = await sara.says("/settings")
    assert "یک روز بعد" in heard.text
    await sara.presses("زمان پرسیدن آمار")
    card = await sara.presses("یک ساعت بعد از انتشار")
    assert "✓ یک ساعت بعد از انتشار" in card.labels
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹ و نیم")
    assert [row["age_hours"] for row in asks(sara)] == [1, 24, 168]
    await goes_to(sara, "10:30")
    assert "آمار ۱ پست" in (await sara.hears_later()).text
    await sara.presses("هیچ‌وقت", message_id=card.messages[0]["message_id"])
    await sara.says("عکس شال ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۱۰")
    assert len(asks(sara)) == 3
    assert "هیچ‌وقت" in (await sara.says("/settings")).text


async def test_a_fortnight_of_posts_asks_once_an_evening(sara: Talk) -> None:
    for _ in range(14):
        await sara.says("ریلز ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
        await sara.says("عکس ۲۰۰ لایک ۷ کامنت امروز ساعت ۹")
        await goes_to(sara, "20:00")
        await goes_to(sara, "10:00", days=1)
    alarms = sara.town.rows(
        "SELECT due_at, count(*) AS n FROM alarms WHERE kind = 'bundle' AND person_id = ? GROUP BY 1", sara.id
    )
    assert all(row["n"] == 1 for row in alarms)
    lists = sara.town.rows("SELECT created_at FROM drafts WHERE form = 'asks' AND person_id = ?", sara.id)
    assert len({row["created_at"][:10] for row in lists}) == len(lists)


async def test_a_screenshot_with_a_line_is_kept_with_its_new_post(sara: Talk) -> None:
    heard = await sara.sends_photo(png(), "عکس ۳۲۰ لایک ۱۲ کامنت امروز ساعت ۹")
    assert "ثبت شد" in heard.text
    assert "کنار این پست" in heard.text
    (kept,) = sara.town.rows("SELECT * FROM attachments WHERE post_id = ?", sara.post()["id"])
    assert kept["file_id"]


async def test_a_screenshot_without_a_line_asks_which_post_and_its_counts(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    heard = await sara.sends_photo(png())
    assert "مال کدام پست" in heard.text
    asked = await sara.presses(data=heard.data[0])
    assert "در یک خط بنویسید" in asked.text
    counted = await sara.says("۴۵۰ لایک ۲۰ کامنت")
    assert "۴۵۰ لایک" in counted.text
    assert [row["likes"] for row in readings(sara)] == [300, 450]
    assert len(sara.town.rows("SELECT * FROM attachments WHERE post_id = ?", asks(sara)[0]["post_id"])) == 1
    await sara.presses("برگردان", data=counted.of_kind("un")[0])
    assert [row["likes"] for row in readings(sara)] == [300]


async def test_a_post_of_which_little_is_known_has_a_name_on_its_button(sara: Talk) -> None:
    await sara.says("۳۰۰ لایک")
    heard = await sara.sends_photo(png())
    assert "مال کدام پست" in heard.text
    assert "۳۰۰ لایک" in heard.labels[0].translate(ISOLATES)


async def test_a_screenshot_of_a_new_post_becomes_one(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await sara.sends_photo(png())
    await sara.presses("➕ پست تازه‌ای است")
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت امروز ساعت ۹")
    assert len(sara.posts()) == 2
    assert (
        sara.town.row("SELECT count(*) AS n FROM attachments WHERE post_id = ?", sara.posts()[1]["id"])["n"]
        == 1
    )


async def test_a_screenshot_answers_the_list(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await goes_to(sara, "20:00", days=1)
    await sara.hears_later()
    heard = await sara.sends_photo(png(), "۴۵۰ لایک ۲۰ کامنت")
    assert "آمار ۱ پست ثبت شد" in heard.text
    assert sara.town.row("SELECT count(*) AS n FROM attachments WHERE added_by = ?", sara.id)["n"] == 1


@pytest.mark.parametrize(
    ("language", "title", "line", "kept"),
    [
        ("ar", "أرقام الليلة: منشور واحد", "٤٥٠ لايك ٢٠ كومنت", "سُجّلت أرقام منشور واحد"),
        ("en", "Tonight’s counts: 1 post", "450 likes 20 comments", "Counts of 1 post are kept"),
    ],
)
async def test_the_list_speaks_the_persons_language(
    sara: Talk, language: str, title: str, line: str, kept: str
) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await sara.says(f"/language {language}")
    await goes_to(sara, "20:00", days=1)
    assert title in (await sara.hears_later()).text
    assert kept in (await sara.says(line)).text


async def test_an_alarm_that_rings_twice_asks_once(sara: Talk) -> None:
    """As after a kill: what was asked is marked in the write that asks."""
    await an_evening(sara)
    again = "UPDATE alarms SET done_at = NULL, leased_until = NULL WHERE kind = 'bundle' AND person_id = ?"
    sara.town.database.execute(again, (sara.id,))
    until = "SELECT 1 FROM alarms WHERE kind = 'bundle' AND person_id = ? AND done_at IS NULL AND due_at < ?"
    for _ in range(100):
        if not sara.town.rows(until, sara.id, (await sara.town.now()).isoformat()):
            break
        await asyncio.sleep(0.05)
    assert len(sara.town.rows("SELECT 1 FROM drafts WHERE form = 'asks' AND person_id = ?", sara.id)) == 1


async def test_a_viewer_cannot_change_when_is_asked(sara: Talk, mina: Talk) -> None:
    await mina.says("/start")
    await mina.says("@other")
    mina.role("viewer", sara.page_id)
    refused = await mina.forges(f"aa:{sara.page_id}:1")
    assert "فقط می‌توانید ببینید" in refused.notice
