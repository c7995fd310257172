"""Several posts in one message, a line each; the next post like the last; each or together; talk."""

from __future__ import annotations

import pytest

from tests.handlers.talking import Talk, Town, tehran

FOUR = "ریلز ۵۰۰ لایک ۲۰ کامنت\nعکس ۱/۲k لایک ۳ کامنت\nسلام خوبی\nاستوری ۳۰۰ سین"


async def test_lines_beyond_doubt_are_kept_at_once_in_one_change(sara: Talk):
    heard = await sara.says("ریلز ۵۰۰ لایک دیروز\nعکس ۳۰۰ لایک امروز\nاستوری ۴۰ سین")
    assert [(post["kind"], post["likes"], post["views"]) for post in sara.posts()] == [
        ("reel", 500, None),
        ("photo", 300, None),
        ("story", None, 40),
    ]
    assert "۳ پست ثبت شد" in heard.text
    assert not sara.drafts()
    (change,) = sara.town.rows("SELECT * FROM changes WHERE person_id = ? AND what = 'posts'", sara.id)
    assert change["undone_at"] is None


async def test_one_undo_takes_all_lines_of_a_message_back(sara: Talk):
    heard = await sara.says("ریلز ۵۰۰ لایک\nعکس ۳۰۰ لایک")
    await sara.presses(data=heard.of_kind("un")[0])
    assert sara.posts() == []


async def test_a_doubtful_line_is_marked_and_asked_and_an_unreadable_one_is_shown(sara: Talk):
    heard = await sara.says(FOUR)
    assert "۲ پست ثبت شد" in heard.text
    assert "❓ عکس ۱/۲k لایک ۳ کامنت" in heard.text
    assert "✖️ سلام خوبی" in heard.text
    assert [post["kind"] for post in sara.posts()] == ["reel", "story"]
    await sara.presses(data=heard.button("۱٬۲۰۰ لایک"))
    assert [(post["kind"], post["likes"]) for post in sara.posts()][-1] == ("photo", 1200)
    assert not sara.drafts()


async def test_doubtful_lines_are_asked_one_after_the_other(sara: Talk):
    heard = await sara.says("ریلز ۱/۲k لایک\nعکس ۵۰۰۰ لایک ریچ ۲۰۰۰\nاستوری ۳/۴k سین")
    assert "هنوز چیزی ثبت نشد" in heard.text
    assert sara.posts() == []
    heard = await sara.presses(data=heard.button("۱٬۲۰۰ لایک"))
    assert "بیشتر است" in heard.text
    heard = await sara.presses(data=heard.button("درست است"))
    assert "۳/۴k" in heard.text
    await sara.presses(data=heard.button("۳٬۴۰۰"))
    assert [(post["likes"], post["views"]) for post in sara.posts()] == [
        (1200, None),
        (5000, None),
        (None, 3400),
    ]
    assert not sara.drafts()


async def test_cancelling_in_the_queue_shows_every_line_that_was_still_waiting(sara: Talk):
    await sara.says("ریلز ۱/۲k لایک\nاستوری ۳/۴k سین")
    heard = await sara.says("لغو")
    assert "ریلز ۱/۲k لایک" in heard.text
    assert "استوری ۳/۴k سین" in heard.text
    assert not sara.drafts()


async def test_lines_typed_amid_a_queue_do_not_lose_what_waits(sara: Talk):
    await sara.says("ریلز ۱/۲k لایک\nاستوری ۳/۴k سین")
    heard = await sara.says("عکس ۱۰ لایک\nویدیو ۲۰ لایک")
    assert [post["kind"] for post in sara.posts()] == ["photo", "video"]
    heard = await sara.presses(data=heard.button("۱٬۲۰۰ لایک"))
    await sara.presses(data=heard.button("۳٬۴۰۰"))
    assert [post["kind"] for post in sara.posts()] == ["photo", "video", "reel", "story"]


async def test_a_heading_gives_its_day_to_the_lines_under_it(sara: Talk):
    await sara.says("دیروز:\nریلز ۵۰۰ لایک\nعکس ساعت ۹ شب ۳۰۰ لایک\nپریروز:\nاستوری ۴۰ سین")
    assert [(post["published_at"], post["day_only"]) for post in sara.posts()] == [
        (tehran("2026-11-21T12:00"), 1),
        (tehran("2026-11-21T21:00"), 0),
        (tehran("2026-11-20T12:00"), 1),
    ]


async def test_a_heading_gives_its_kind_too(sara: Talk):
    await sara.says("ریلزها:\nدیروز ۵۰۰ لایک ۲۰ کامنت\nامروز ۳۰۰ لایک ۱۰ کامنت")
    assert [post["kind"] for post in sara.posts()] == ["reel", "reel"]


async def test_a_line_under_another_that_only_counts_belongs_to_it(sara: Talk):
    await sara.says("ریلز\nلایک ۵۰۰\nکامنت ۱۲\nعکس\nلایک ۳۰۰")
    assert [(post["kind"], post["likes"], post["comments"]) for post in sara.posts()] == [
        ("reel", 500, 12),
        ("photo", 300, None),
    ]


async def test_followers_on_a_line_of_their_own_are_counted_and_taken_back_with_the_rest(sara: Talk):
    heard = await sara.says("ریلز ۵۰۰ لایک\nعکس ۳۰۰ لایک\nفالوور ۴۸۵۳")
    assert [row["count"] for row in sara.followers()] == [4853]
    await sara.presses(data=heard.of_kind("un")[0])
    assert sara.followers() == []
    assert sara.posts() == []


async def test_thirty_lines_are_read_at_once_and_one_more_is_refused_whole(sara: Talk):
    lines = [f"ریلز {n} لایک {n} کامنت" for n in range(100, 131)]
    heard = await sara.says("\n".join(lines))
    assert "۳۱" in heard.text
    assert sara.posts() == []
    heard = await sara.says("\n".join(lines[:30]))
    assert len(sara.posts()) == 30
    assert "۳۰ پست ثبت شد" in heard.text


async def test_the_same_line_twice_in_a_message_is_asked(sara: Talk):
    heard = await sara.says("ریلز ۵۰۰ لایک\nریلز ۵۰۰ لایک\nعکس ۳ لایک")
    assert "همین خط" in heard.text
    assert len(sara.posts()) == 2
    await sara.presses(data=heard.button("نه، همان است"))
    assert len(sara.posts()) == 2


async def test_lines_typed_before_there_is_a_page_are_kept_for_it(mina: Talk):
    await mina.says("ریلز ۵۰۰ لایک\nعکس ۳۰۰ لایک")
    await mina.says("@mina")
    assert [post["likes"] for post in mina.posts()] == [500, 300]


async def test_several_lines_answer_an_open_card_as_well(sara: Talk):
    await sara.says("/post")
    await sara.says("ریلز ۵۰۰ لایک\nعکس ۳۰۰ لایک")
    assert [post["likes"] for post in sara.posts()] == [500, 300]
    assert not sara.drafts()


async def test_a_viewer_cannot_record_lines(sara: Talk, mina: Talk):
    await mina.has_page("@own")
    mina.role("viewer", sara.page_id)
    heard = await mina.says("ریلز ۵۰۰ لایک\nعکس ۳۰۰ لایک")
    assert "فقط می‌توانید ببینید" in heard.text
    assert sara.posts() == []


# --- each, or together


async def test_each_of_two_posts_gets_the_counts(sara: Talk):
    heard = await sara.says("دیروز ۲تا ریلز گذاشتم ۵۰۰ لایک")
    assert sara.posts() == []
    heard = await sara.presses(data=heard.button("هرکدام"))
    assert [(post["kind"], post["likes"]) for post in sara.posts()] == [("reel", 500)] * 2
    assert {post["published_at"] for post in sara.posts()} == {tehran("2026-11-21T12:00")}
    await sara.presses(data=heard.of_kind("un")[0])
    assert sara.posts() == []


async def test_together_keeps_nothing_and_asks_for_them_apart(sara: Talk):
    heard = await sara.says("۲تا پست گذاشتم ۵۰۰ لایک")
    heard = await sara.presses(data=heard.button("روی هم"))
    assert "جدا" in heard.text
    assert sara.posts() == []
    assert not sara.drafts()


async def test_the_posts_told_apart_answer_the_question(sara: Talk):
    await sara.says("۲تا پست گذاشتم ۵۰۰ لایک")
    await sara.says("ریلز ۳۰۰ لایک\nعکس ۲۰۰ لایک")
    assert [post["likes"] for post in sara.posts()] == [300, 200]
    assert not sara.drafts()


async def test_what_else_is_doubtful_about_each_is_asked_too(sara: Talk):
    heard = await sara.says("شنبه ۲ تا ریلز گذاشتم ۵۰۰ لایک")
    heard = await sara.presses(data=heard.button("هرکدام"))
    assert sara.posts() == []
    await sara.presses(data=heard.data[0])
    assert [post["published_at"] for post in sara.posts()] == [tehran("2026-11-21T12:00")] * 2


# --- the next one


async def test_next_keeps_kind_topic_and_day_and_needs_only_counts(sara: Talk):
    await sara.says("ریلز مانتو یلدا ۵۰۰ لایک ۲۰ کامنت دیروز ۹ شب")
    heard = await sara.presses("بعدی")
    assert "از پست قبلی ماند: ریلز، مانتو یلدا، دیروز" in heard.text
    await sara.says("۳۳۰ لایک ۹ کامنت")
    post = sara.posts()[-1]
    assert (post["kind"], post["topic"], post["likes"]) == ("reel", "مانتو یلدا", 330)
    assert (post["published_at"], post["day_only"]) == (tehran("2026-11-21T12:00"), 1)
    assert not sara.drafts()


async def test_what_next_carried_over_can_be_dropped(sara: Talk):
    await sara.says("ریلز مانتو یلدا ۵۰۰ لایک دیروز")
    await sara.presses("بعدی")
    heard = await sara.presses("این‌ها را بردار")
    assert "عکس" in heard.labels
    await sara.says("عکس ۱۰ لایک امروز")
    post = sara.posts()[-1]
    assert (post["kind"], post["topic"], post["likes"]) == ("photo", None, 10)


async def test_what_is_typed_wins_over_what_was_carried(sara: Talk):
    await sara.says("ریلز مانتو ۵۰۰ لایک دیروز")
    await sara.presses("بعدی")
    await sara.says("عکس ۱۰ لایک پریروز")
    post = sara.posts()[-1]
    assert (post["kind"], post["published_at"]) == ("photo", tehran("2026-11-20T12:00"))


async def test_several_lines_after_next_share_what_was_carried(sara: Talk):
    await sara.says("ریلز مانتو ۵۰۰ لایک ۲ کامنت دیروز")
    await sara.presses("بعدی")
    await sara.says("۱۰۰ لایک ۳ کامنت\n۲۰۰ لایک ۴ کامنت")
    assert [(post["kind"], post["likes"]) for post in sara.posts()[1:]] == [("reel", 100), ("reel", 200)]


# --- talk


@pytest.mark.parametrize(
    "typed",
    [
        "سلام من ۵۰۰۰ فالوور دارم چطور زیادش کنم؟",
        "چطور ۱۰۰۰ لایک بگیرم",
        "میخوام به ۱۰ هزار فالوور برسم",
        "چطور با ریلز ۱۰۰۰ فالوور بگیرم؟",
    ],
)
async def test_talk_with_a_number_in_it_is_asked_before_anything_is_kept(sara: Talk, typed: str):
    heard = await sara.says(typed)
    assert "هنوز چیزی ثبت نکرده‌ام" in heard.text
    await sara.presses(data=heard.button("نه، فقط پرسیدم"))
    assert sara.posts() == []
    assert sara.followers() == []
    assert not sara.drafts()


async def test_talk_that_was_a_report_is_kept_once_that_is_said(sara: Talk):
    heard = await sara.says("فالوورام شد ۵۰۰۰ خوبه؟")
    await sara.presses(data=heard.button("بله، ثبت کن"))
    assert [row["count"] for row in sara.followers()] == [5000]


async def test_a_slip_of_one_letter_is_offered_and_kept_if_meant(sara: Talk):
    heard = await sara.says("ریلز لایکک ۵۰۰ دیروز")
    assert "لایکک ۵۰۰" in heard.text
    assert sara.posts() == []
    await sara.presses(data=heard.data[0])
    assert sara.post()["likes"] == 500


async def test_lines_in_arabic_and_english(town: Town):
    async with await Talk.new(town, "ليلى", "ar") as leila:
        await leila.has_page("متجر الورد")
        heard = await leila.says("ريلز ٥٠٠ لايك\nصورة ٣٠٠ لايك")
        assert "منشوران" in heard.text
        assert [post["likes"] for post in leila.posts()] == [500, 300]
    async with await Talk.new(town, "Ann", "en") as ann:
        await ann.has_page("@ann")
        heard = await ann.says("1. reel 500 likes\n2. photo 300 likes\n3. story 40 views")
        assert "3 posts recorded" in heard.text


async def test_leaving_the_last_doubtful_line_says_that_the_others_stand(sara: Talk):
    await sara.says(
        "ریلز ۵۰۰ لایک ۲۰ کامنت دیروز\nعکس ۳۰۰ لایک ۱۲ کامنت پریروز\nریلز ۱/۲k بازدید ۲۱۰ لایک دیروز"
    )
    heard = await sara.says("/cancel")
    assert "سر جایشان" in heard.text
    assert "چیزی ثبت نشد" not in heard.text
    assert "۱/۲k" in heard.text
    assert len(sara.posts()) == 2
