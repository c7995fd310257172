"""Recording posts: by a line, by buttons, mixed; what is doubtful, what is impossible, what is taken back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.domain.posts import COUNTS
from bot.rendering.posts import EDITABLE
from tests.handlers.talking import ISOLATES, Talk, Town, moment, tehran

LINE = "کاروسل ۸ اسلاید، ۱۲۰۰ لایک، ۴۵ کامنت، ۸۰ ذخیره، ریچ ۱۵ هزار، دیروز ساعت ۱۲"


def told(post: dict[str, Any]) -> dict[str, Any]:
    """What is known of a post, without what is only for us."""
    names = ("kind", "slides", "topic", "campaign", "link", "followers_at_publishing", *COUNTS)
    return {name: post[name] for name in names if post[name] is not None}


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


async def test_the_day_of_a_post_without_time_is_one_press(sara: Talk):
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت")
    heard = await sara.presses("دیروز بود")
    assert heard.edited
    assert sara.post()["published_at"] == tehran("2026-11-21T12:00")
    await sara.says("/undo")
    assert sara.post()["published_at"] is None


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


async def test_the_same_line_again_is_asked_and_kept_as_another(sara: Talk):
    await sara.says(LINE)
    heard = await sara.says("  ".join(LINE.split(" ")))
    assert "همین خط" in heard.text
    assert len(sara.posts()) == 1
    await sara.presses("بله، پست دیگری است")
    assert len(sara.posts()) == 2


async def test_the_same_line_again_is_asked_and_dropped(sara: Talk):
    await sara.says(LINE)
    await sara.says(LINE)
    await sara.presses("نه، همان است")
    assert len(sara.posts()) == 1
    assert not sara.drafts()


async def test_the_same_line_on_another_page_or_after_undo_is_not_asked(sara: Talk):
    await sara.says(LINE)
    await sara.says("/undo")
    await sara.says(LINE)
    assert len(sara.posts()) == 1
    await sara.says("/page @other")
    await sara.says(LINE)
    assert len(sara.posts()) == 1


async def test_more_likes_than_reach_is_asked_and_can_be_true(sara: Talk):
    heard = await sara.says("ریلز ۵۰۰۰ لایک ۱۰ کامنت ریچ ۲۰۰۰ دیروز")
    assert "بیشتر است" in heard.text
    assert sara.posts() == []
    await sara.presses("درست است")
    assert told(sara.post()) == {"kind": "reel", "likes": 5000, "comments": 10, "reach": 2000}


@pytest.mark.parametrize(
    ("label", "left"), [("لایک را بردار", {"reach": 2000}), ("ریچ را بردار", {"likes": 5000})]
)
async def test_more_likes_than_reach_loses_the_one_that_is_taken_out(
    sara: Talk, label: str, left: dict[str, int]
):
    await sara.says("ریلز ۵۰۰۰ لایک ۱۰ کامنت ریچ ۲۰۰۰ دیروز")
    await sara.presses(label)
    assert told(sara.post()) == {"kind": "reel", "comments": 10, **left}


async def test_more_likes_than_reach_is_set_right_by_typing(sara: Talk):
    await sara.says("ریلز ۵۰۰۰ لایک ۱۰ کامنت ریچ ۲۰۰۰ دیروز")
    await sara.says("۵۰۰")
    assert told(sara.post()) == {"kind": "reel", "likes": 500, "comments": 10, "reach": 2000}


async def test_more_likes_than_reach_is_set_right_by_the_other_number(sara: Talk):
    await sara.says("ریلز ۵۰۰۰ لایک ۱۰ کامنت ریچ ۲۰۰۰ دیروز")
    await sara.says("ریچ ۲۰۰۰۰")
    assert told(sara.post()) == {"kind": "reel", "likes": 5000, "comments": 10, "reach": 20000}


async def test_a_time_that_is_still_to_come_is_asked(sara: Talk):
    heard = await sara.says("/post photo likes=5 comments=1 at=2026-11-25T12:00")
    assert "هنوز نرسیده" in heard.text
    assert sara.posts() == []
    await sara.presses("هیچ‌کدام")
    assert sara.post()["published_at"] is None


async def test_a_time_that_was_changed_to_one_still_to_come_is_asked(sara: Talk):
    await sara.says(LINE)
    await sara.forges(f"pe:{sara.post()['id']}:published_at")
    await sara.says("2026-11-25T12:00")
    assert sara.post()["published_at"] == tehran("2026-11-21T12:00")
    while sara.drafts():
        card = await sara.person.last()
        await sara.presses(card["buttons"][0][0]["label"])
    assert sara.post()["published_at"] == tehran("2026-11-25T12:00")


async def test_a_time_that_is_still_to_come_is_set_right_by_typing(sara: Talk):
    await sara.says("/post photo likes=5 comments=1 at=2026-11-25T12:00")
    await sara.says("دیروز ساعت ۱۲")
    assert sara.post()["published_at"] == tehran("2026-11-21T12:00")


@pytest.mark.parametrize(("label", "kept"), [("درست است", 48000), ("فالوور را بردار", None)])
async def test_a_leap_of_followers_in_a_post_is_asked(sara: Talk, label: str, kept: int | None):
    await sara.says("/followers 4800")
    await sara.says("عکس ۵ لایک ۱ کامنت ۴۸۰۰۰ فالوور امروز")
    assert sara.posts() == []
    await sara.presses(label)
    assert sara.post()["followers_at_publishing"] == kept


@pytest.mark.parametrize(("answer", "kept"), [("درست است", 48000), ("نه، اشتباه شد", None), ("4900", 4900)])
async def test_a_leap_of_the_follower_count_is_asked(sara: Talk, answer: str, kept: int | None):
    await sara.says("/followers 4800")
    await sara.says("فالوورها شد 48000")
    assert len(sara.followers()) == 1
    if answer.isdigit():
        await sara.says(answer)
    else:
        await sara.presses(answer)
        if kept is None:
            await sara.presses("لغو")
    assert [row["count"] for row in sara.followers()] == [4800, *([kept] if kept else [])]
    assert not sara.drafts()


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("ریلز -۵ لایک ۴۵ کامنت دیروز", {"kind": "reel", "comments": 45}),
        ("ریلز 1000000000000 لایک ۴۵ کامنت دیروز", {"kind": "reel", "comments": 45}),
        ("/post reel likes=-5 comments=45", {"kind": "reel", "comments": 45}),
        ("کاروسل ۴۰ اسلاید ۴۵ کامنت دیروز", {"kind": "carousel", "comments": 45}),
        ("ریلز " + "9" * 1000 + " لایک ۴۵ کامنت", {"kind": "reel", "comments": 45}),
    ],
)
async def test_what_is_impossible_is_refused_and_the_rest_is_kept(
    sara: Talk, typed: str, rest: dict[str, Any]
):
    heard = await sara.says(typed)
    assert told(sara.post()) == rest
    assert "بقیه ماند" in heard.text


async def test_what_was_not_understood_is_shown_and_the_rest_is_kept(sara: Talk):
    heard = await sara.says("عکس ۳۲۰ لایک، ۷ زبلن، ۱۲ کامنت، امروز")
    assert "نفهمیدم" in heard.text
    assert "۷ زبلن" in heard.text
    assert told(sara.post()) == {"kind": "photo", "likes": 320, "comments": 12}


async def test_impressions_are_asked_about_once_for_a_page(sara: Talk):
    await sara.says("عکس ۵ لایک ۱ کامنت ۱۸۰۰۰ ایمپرشن امروز")
    assert sara.posts() == []
    await sara.presses("بله، همان بازدید است")
    await sara.says("عکس ۶ لایک ۱ کامنت ۱۹۰۰۰ ایمپرشن امروز")
    assert [post["views"] for post in sara.posts()] == [18000, 19000]


async def test_impressions_that_are_no_views_are_left_out_from_then_on(sara: Talk):
    await sara.says("عکس ۵ لایک ۱ کامنت ۱۸۰۰۰ ایمپرشن امروز")
    await sara.presses("نه، کنار بگذار")
    await sara.says("عکس ۶ لایک ۱ کامنت ۱۹۰۰۰ ایمپرشن امروز")
    assert [post["views"] for post in sara.posts()] == [None, None]


async def test_a_number_that_reads_two_ways_is_asked(sara: Talk):
    heard = await sara.says("ریلز ۱/۲k لایک ۴۵ کامنت دیروز")
    assert "۱/۲k" in heard.text
    assert sara.posts() == []
    await sara.presses(heard.labels[0])
    assert sara.post()["likes"] in (500, 1200)


# --- changing a kept post

ANSWERS = {
    "kind": ("عکس", "kind", "photo"),
    "slides": ("۵", "slides", 5),
    "published_at": ("پریروز ساعت ۹ شب", "published_at", tehran("2026-11-20T21:00")),
    "likes": ("۱۳۰۰", "likes", 1300),
    "comments": ("۴۶", "comments", 46),
    "saves": ("۸۱", "saves", 81),
    "shares": ("۱۲", "shares", 12),
    "reach": ("۱۶۰۰۰", "reach", 16000),
    "views": ("۱۸۰۰۰", "views", 18000),
    "replies": ("۳", "replies", 3),
    "follows": ("۹", "follows", 9),
    "followers": ("۴۸۰۰", "followers_at_publishing", 4800),
    "topic": ("مانتو یلدا", "topic", "مانتو یلدا"),
    "link": ("https://instagram.com/p/abc", "link", "https://instagram.com/p/abc"),
}


@pytest.mark.parametrize("name", EDITABLE)
async def test_each_field_of_a_kept_post_can_be_changed_and_put_back(sara: Talk, name: str):
    typed, column, value = ANSWERS[name]
    await sara.says(LINE)
    before = sara.post()
    menu = await sara.presses("اصلاح")
    assert menu.edited
    await sara.presses(data=f"pe:{before['id']}:{name}")
    heard = await sara.says(typed)
    after = sara.post()
    assert after[column] == value
    others = {key: post for key, post in before.items() if key not in (column, "day_only", "rounded")}
    assert {key: after[key] for key in others} == others
    await sara.presses(data=heard.of_kind("un")[0])
    assert {key: sara.post()[key] for key in before} == before


async def test_a_changed_count_is_a_new_reading_and_the_old_one_is_only_withdrawn(sara: Talk):
    await sara.says(LINE)
    post = sara.post()
    await sara.forges(f"pe:{post['id']}:likes")
    await sara.says("۱۳۰۰")
    old, new = sara.town.rows("SELECT * FROM readings WHERE post_id = ? ORDER BY id", post["id"])
    assert (old["likes"], new["likes"]) == (1200, 1300)
    assert old["withdrawn_at"]
    assert new["withdrawn_at"] is None
    assert new["taken_at"] == old["taken_at"]
    same = set(old) - {"id", "likes", "withdrawn_at", "recorded_at"}
    assert {key: old[key] for key in same} == {key: new[key] for key in same}


async def test_a_field_can_be_emptied(sara: Talk):
    await sara.says(LINE)
    post = sara.post()
    await sara.forges(f"pe:{post['id']}:saves")
    await sara.presses("خالی بماند")
    assert sara.post()["saves"] is None
    assert sara.post()["likes"] == 1200


async def test_a_changed_count_is_asked_about_when_it_cannot_well_be(sara: Talk):
    await sara.says(LINE)
    await sara.forges(f"pe:{sara.post()['id']}:likes")
    heard = await sara.says("۱۶۰۰۰")
    assert "بیشتر است" in heard.text
    assert sara.post()["likes"] == 1200
    await sara.presses("درست است")
    assert sara.post()["likes"] == 16000


async def test_the_edit_menu_leads_back_to_the_card(sara: Talk):
    await sara.says(LINE)
    await sara.presses("اصلاح")
    heard = await sara.presses("« برگشت")
    assert heard.edited
    assert "۱٬۲۰۰ لایک" in heard.text


async def test_next_begins_another_post_like_the_last_one(sara: Talk):
    await sara.says(LINE)
    heard = await sara.presses("بعدی")
    assert "از پست قبلی ماند" in heard.text
    assert len(sara.drafts()) == 1


async def test_a_post_that_was_taken_back_cannot_be_changed(sara: Talk):
    await sara.says(LINE)
    number = sara.post()["id"]
    await sara.says("/undo")
    for data in (f"pe:{number}:", f"pe:{number}:likes", f"pw:{number}:today"):
        heard = await sara.forges(data)
        assert "دیگر نیست" in heard.notice
    assert not sara.drafts()


# --- other people's posts


async def test_somebody_elses_buttons_change_nothing_and_are_answered(sara: Talk, mina: Talk):
    await mina.has_page("@other")
    card = await sara.says(LINE)
    draft = await sara.says("/post")
    before = (sara.posts(), sara.drafts())
    for data in (*card.data, *draft.data, f"pe:{sara.post()['id']}:likes", f"pw:{sara.post()['id']}:today"):
        if not data.startswith("go:"):
            heard = await mina.forges(data)
            assert heard.notice, data
            assert heard.alert
    for data in (f"pg:{sara.page_id}:show", f"pg:{sara.page_id}:use", f"cm:{sara.page_id}:kind:::0"):
        heard = await mina.forges(data)
        assert "پیدا نشد" in heard.notice
    assert (sara.posts(), sara.drafts()) == before
    assert mina.posts() == []


async def test_a_viewer_may_look_but_not_change(sara: Talk, mina: Talk):
    await mina.has_page("@own")
    card = await sara.says(LINE)
    mina.role("viewer", sara.page_id)
    number, before = sara.post()["id"], sara.posts()
    for typed in (LINE, "عکس ۵ لایک ۱ کامنت", "فالوورا شد ۴۸۵۳", "/followers 4800"):
        heard = await mina.says(typed)
        assert "فقط می‌توانید ببینید" in heard.text, typed
    for data in (f"pe:{number}:", f"pe:{number}:likes", f"pw:{number}:today", f"pg:{sara.page_id}:archive"):
        heard = await mina.forges(data)
        assert "فقط می‌توانید ببینید" in heard.notice, data
    heard = await mina.forges(card.of_kind("un")[0])
    assert heard.alert
    heard = await mina.sends(b"likes\n5\n", "posts.csv")
    assert "فقط می‌توانید ببینید" in heard.text
    heard = await mina.forges(f"pg:{sara.page_id}:show")
    assert "فقط می‌بینید" in heard.text
    assert "بایگانی" not in heard.labels
    assert "✓ @gol_sara" in " ".join((await mina.says("/page")).labels).translate(ISOLATES)
    assert "زود است" in (await mina.says("/compare")).text
    assert sara.posts() == before
    assert sara.followers() == []


async def test_an_editor_may_change_what_somebody_else_recorded(sara: Talk, mina: Talk):
    await mina.has_page("@own")
    await sara.says(LINE)
    mina.role("editor", sara.page_id)
    await mina.forges(f"pe:{sara.post()['id']}:likes")
    await mina.says("۱۳۰۰")
    assert sara.post()["likes"] == 1300


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
