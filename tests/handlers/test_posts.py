"""Recording posts: by a line, by buttons, mixed; what is broken off, what is taken back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.handlers.recording import LINE, told
from tests.handlers.talking import Talk, Town, moment, tehran

TYPED = [
    (
        "کاروسل ۸تایی 1200لایک ۴۵کامنت ۸۰سیو ریچ۱۵هزار دیروز ساعت ۱۲",
        {"kind": "carousel", "slides": 8, "likes": 1200, "comments": 45, "saves": 80, "reach": 15000},
        ["reach"],
        tehran("2026-11-21T12:00"),
    ),
    (
        "عکس مانتو یلدا، لایک ۱.۲۰۰، نظر ۲۳ بازدید ۱۲ هزار و ۴۰۰",
        {"kind": "photo", "topic": "مانتو یلدا", "likes": 1200, "comments": 23, "views": 12400},
        [],
        None,
    ),
    (
        "استوری ۱۱۰۰سین ۱۴ریپلای ۶تا شیر",
        {"kind": "story", "views": 1100, "replies": 14, "shares": 6},
        [],
        None,
    ),
    (
        "ريلز امبارح ٩ بالليل: ١٢٠٠ لايك ٤٥ كومنت ٨٠ حفظ وصول ١٥ ألف",
        {"kind": "reel", "likes": 1200, "comments": 45, "saves": 80, "reach": 15000},
        ["reach"],
        tehran("2026-11-21T21:00"),
    ),
    (
        "كاروسيل 7سلايدات لايكات2,340 شير56 سيف190 الريتش31k 🔥",
        {"kind": "carousel", "slides": 7, "likes": 2340, "shares": 56, "saves": 190, "reach": 31000},
        ["reach"],
        None,
    ),
]


@pytest.mark.parametrize(("typed", "known", "rounded", "when"), TYPED)
async def test_what_admins_write_is_kept_as_they_mean_it(
    sara: Talk, typed: str, known: dict[str, Any], rounded: list[str], when: str | None
):
    await sara.says(typed)
    post = sara.post()
    assert told(post) == known
    assert json.loads(post["rounded"]) == rounded
    assert post["published_at"] == when
    assert (post["source"], post["typed"], post["recorded_by"]) == ("typed", typed, sara.id)
    assert not sara.drafts()


async def test_a_follower_count_in_free_text_is_no_post(sara: Talk):
    await sara.says("فالوورا شد ۴۸۵۳ 🥳")
    (count,) = sara.followers()
    assert count["count"] == 4853
    assert abs((moment(count["taken_at"]) - await sara.town.now()).total_seconds()) < 60
    assert sara.posts() == []


async def test_two_follower_counts_of_two_days_in_arabic(town: Town):
    async with await Talk.new(town, "ليلى", "ar") as leila:
        await leila.has_page("متجر الورد")
        await leila.says("المتابعين صاروا ٥٠٢٣ والبارح كانوا ٤٩٩٠")
        yesterday, today = leila.followers()
        assert (yesterday["count"], today["count"]) == (4990, 5023)
        assert yesterday["taken_at"].startswith("2026-11-21")
        assert today["taken_at"].startswith("2026-11-22")


async def test_a_line_about_several_posts_is_asked_and_nothing_is_kept(sara: Talk):
    heard = await sara.says("دیروز ۲تا پست گذاشتم ۵۰۰ لایک")
    assert "؟" in heard.text
    assert sara.posts() == []


CONTRACT = (
    "/post carousel slides=8 likes=1200 comments=45 saves=80 shares=12 reach=15000 views=18000"
    " followers=4800 at=2026-11-20T12:00"
)


async def test_the_contracts_line_is_kept_field_by_field(sara: Talk):
    await sara.says(CONTRACT)
    assert told(sara.post()) == {
        "kind": "carousel",
        "slides": 8,
        "followers_at_publishing": 4800,
        "likes": 1200,
        "comments": 45,
        "saves": 80,
        "shares": 12,
        "reach": 15000,
        "views": 18000,
    }
    assert sara.post()["published_at"] == tehran("2026-11-20T12:00")
    assert json.loads(sara.post()["rounded"]) == []


async def test_the_contracts_persian_twin_says_the_same(sara: Talk):
    await sara.says(LINE)
    post = sara.post()
    assert told(post) == {
        "kind": "carousel",
        "slides": 8,
        "likes": 1200,
        "comments": 45,
        "saves": 80,
        "reach": 15000,
    }
    assert post["published_at"] == tehran("2026-11-21T12:00")


async def test_a_card_says_what_was_kept_with_its_weekday_and_a_rate(sara: Talk):
    heard = await sara.says(LINE)
    assert "شنبه ۳۰ آبان" in heard.text
    assert "۱٬۲۰۰ لایک" in heard.text
    assert "حدود ۱۵٬۰۰۰" in heard.text
    rate = f"{(1200 + 45) / 15000 * 100:.1f}".translate(str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫"))
    assert f"از هر ۱۰۰ نفری که پست را دیدند، {rate} لایک و کامنت" in heard.text
    assert heard.labels[:3] == ["اصلاح", "برگردان", "بعدی"]


async def test_a_rate_names_its_followers_once_they_are_known(sara: Talk):
    await sara.says("/followers 4800")
    heard = await sara.says("عکس ۴۸۰ لایک ۰ کامنت امروز")
    assert "۱۰" in heard.text
    assert "فالوور" in heard.text
    assert sara.post()["comments"] == 0


async def test_the_first_post_lets_the_keyboard_grow_and_the_second_does_not(sara: Talk):
    first = await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت امروز")
    assert "📊 مقایسه" in str(first.messages[-1]["keyboard"])
    second = await sara.says("عکس ۳۲۱ لایک ۱۲ کامنت امروز")
    assert len(second.messages) == 1


async def test_a_post_by_buttons_alone(sara: Talk):
    heard = await sara.says("✍️ ثبت پست")
    assert "ریلز" in heard.labels
    heard = await sara.presses("ریلز")
    assert heard.edited
    await sara.says("۱۲۰۰ لایک ۴۵ کامنت")
    heard = await sara.presses("دیروز")
    post = sara.post()
    assert told(post) == {"kind": "reel", "likes": 1200, "comments": 45}
    assert (post["published_at"], post["day_only"]) == (tehran("2026-11-21T12:00"), 1)
    assert "دیروز، شنبه ۳۰ آبان" in heard.text
    assert "ساعت" not in heard.text
    assert not sara.drafts()


async def test_one_line_in_the_middle_of_the_buttons_fills_all_that_it_says(sara: Talk):
    await sara.says("/post")
    await sara.says("ریلز ۱۲۰۰ لایک ۴۵ کامنت دیروز ۹ شب")
    assert told(sara.post()) == {"kind": "reel", "likes": 1200, "comments": 45}
    assert sara.post()["published_at"] == tehran("2026-11-21T21:00")


async def test_the_kind_can_be_typed_in_words_and_the_time_too(sara: Talk):
    await sara.says("/post")
    await sara.says("استوری")
    await sara.says("۱۱۰۰ سین")
    if sara.drafts():
        await sara.says("دیروز ساعت ۹ شب")
    post = sara.post()
    assert (post["kind"], post["views"]) == ("story", 1100)


async def test_what_is_skipped_stays_unknown(sara: Talk):
    await sara.says("/post")
    await sara.presses("رد شو")
    await sara.says("۱۲۰۰ لایک")
    heard = await sara.presses("رد شو")
    post = sara.post()
    assert told(post) == {"likes": 1200}
    assert post["published_at"] is None
    assert {"امروز بود", "دیروز بود", "زمان دیگر", "نوع پست چه بود؟"} <= set(heard.labels)


@pytest.mark.parametrize("word", ["لغو", "/cancel", "cancel", "إلغاء"])
async def test_cancelling_by_a_word_shows_what_was_typed(sara: Talk, word: str):
    await sara.says("/post")
    await sara.says("ریلز")
    heard = await sara.says(word)
    assert "ریلز" in heard.text
    assert not sara.drafts()
    assert sara.posts() == []


async def test_cancelling_by_the_button_shows_what_was_typed(sara: Talk):
    await sara.says("/post")
    await sara.says("ریلز")
    heard = await sara.presses("لغو")
    assert heard.edited
    assert "ریلز" in heard.text
    assert not sara.drafts()


async def test_cancelling_nothing_says_so(sara: Talk):
    assert "چیزی نیمه‌کاره نیست" in (await sara.says("لغو")).text


async def test_undo_takes_a_post_back_once(sara: Talk):
    card = await sara.says(LINE)
    heard = await sara.presses(data=card.of_kind("un")[0])
    assert "برگردانده شد" in heard.text
    assert sara.posts() == []
    heard = await sara.forges(card.of_kind("un")[0])
    assert "قبلاً برگردانده شده" in heard.notice
    assert heard.alert


async def test_undo_by_word_goes_back_step_by_step(sara: Talk):
    await sara.says("عکس ۱ لایک ۱ کامنت امروز")
    await sara.says("عکس ۲ لایک ۱ کامنت امروز")
    await sara.says("برگردان")
    assert [post["likes"] for post in sara.posts()] == [1]
    await sara.says("/undo")
    assert sara.posts() == []


async def test_the_same_button_twice_is_one_undo_and_both_presses_are_answered(sara: Talk):
    card = await sara.says(LINE)
    data = card.of_kind("un")[0]
    message = card.messages[0]["message_id"]
    await sara.presses(data=data, message_id=message)
    again = await sara.presses(data=data, message_id=message, forged=True)
    assert again.notice
    (row,) = sara.town.rows("SELECT undone_at FROM changes WHERE id = ?", int(data.split(":")[1]))
    assert row["undone_at"]


async def test_an_old_button_after_the_card_moved_on_changes_nothing(sara: Talk):
    first = await sara.says("/post")
    reel, photo = first.button("ریلز"), first.button("عکس")
    await sara.presses(data=reel)
    before = sara.drafts()
    heard = await sara.forges(photo)
    assert "قدیمی" in heard.notice
    assert sara.drafts() == before


async def test_a_button_of_a_finished_card_changes_nothing(sara: Talk):
    first = await sara.says("/post")
    await sara.says(LINE)
    heard = await sara.forges(first.button("ریلز"))
    assert heard.notice
    assert sara.post()["kind"] == "carousel"


async def test_next_begins_another_post_like_the_last_one(sara: Talk):
    await sara.says(LINE)
    heard = await sara.presses("بعدی")
    assert "از پست قبلی ماند" in heard.text
    assert len(sara.drafts()) == 1


async def test_english_and_arabic_are_answered_in_their_own_words(town: Town):
    async with await Talk.new(town, "Ann", "en") as ann:
        await ann.has_page("@ann")
        heard = await ann.says("carousel 8 slides 1,200 likes 45 comments reach 15k yesterday 12:00")
        assert "1,200 likes" in heard.text
        assert "Saturday" in heard.text
        assert told(ann.post()) == {
            "kind": "carousel",
            "slides": 8,
            "likes": 1200,
            "comments": 45,
            "reach": 15000,
        }
    async with await Talk.new(town, "ليلى", "ar") as leila:
        await leila.has_page("متجر الورد")
        heard = await leila.says("ريلز امبارح ٩ بالليل: ١٢٠٠ لايك ٤٥ كومنت")
        assert "السبت" in heard.text
        assert "١٬٢٠٠" in heard.text
