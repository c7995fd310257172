"""What is doubtful about a post is asked, what cannot be is refused, and the rest of its line stands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.recording import LINE, told
from tests.handlers.talking import Talk, tehran


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


async def test_what_was_not_understood_of_a_recorded_post_is_added_by_edit_not_by_another_line(sara: Talk):
    heard = await sara.says("عکس ۱۲۰ لایک ۴ کامنت دیروز ۸۰۰ نفر")
    assert "۸۰۰ نفر" in heard.text
    assert "«اصلاح»" in heard.text
    assert "اصلاح" in heard.labels


async def test_a_negative_count_is_asked_again_where_there_is_nothing_to_edit_yet(sara: Talk):
    heard = await sara.says("عکس -۵ لایک دیروز")
    assert "منفی" in heard.text
    assert "اصلاح" not in heard.text


@pytest.mark.parametrize(
    ("language", "line", "sure", "counts"),
    [
        ("fa", "عکس ۱۰۰۰۰۰۰۰ لایک ۱۲ کامنت دیروز", "درست است", {"likes": 10_000_000, "comments": 12}),
        ("fa", "عکس ۵۰۰ لایک ۹۰۰۰۰۰ کامنت دیروز", "درست است", {"likes": 500, "comments": 900_000}),
        ("ar", "صورة ٥٠٠ لايك ٩٠٠٠٠٠ كومنت امبارح", "صحيح", {"likes": 500, "comments": 900_000}),
        ("en", "photo 10000000 likes yesterday", "It is right", {"likes": 10_000_000}),
    ],
)
async def test_counts_far_beyond_the_page_are_asked_once_and_can_be_true(
    sara: Talk, language: str, line: str, sure: str, counts: dict[str, int]
):
    await sara.says("فالوورا شد ۴۸۰۰")
    await sara.says(f"/language {language}")
    heard = await sara.says(line)
    assert sara.posts() == []
    await sara.presses(data=heard.button(sure))
    assert told(sara.post()) == {"kind": "photo", **counts}


async def test_comments_far_beyond_likes_are_left_out_if_wanted(sara: Talk):
    await sara.says("عکس ۵۰۰ لایک ۹۰۰۰۰۰ کامنت دیروز")
    await sara.presses("کامنت را بردار")
    assert told(sara.post()) == {"kind": "photo", "likes": 500}


async def test_counts_that_were_confirmed_are_not_doubted_when_something_else_changes(sara: Talk):
    await sara.says("عکس ۵۰۰ لایک ۹۰۰۰۰۰ کامنت دیروز")
    await sara.presses("درست است")
    await sara.presses("اصلاح")
    await sara.presses("موضوع")
    await sara.says("حراج پاییزه")
    assert sara.post()["topic"] == "حراج پاییزه"
