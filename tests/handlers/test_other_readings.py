"""What is said of a post in words of its own: midnight, no comments, its caption, last week."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.handlers.talking import SUNDAY, TEHRAN, Talk

MIDNIGHT = SUNDAY.astimezone(TEHRAN).replace(hour=0, minute=0)


def published(talk: Talk) -> datetime:
    return datetime.fromisoformat(talk.post()["published_at"])


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fa", "عکس نیمه شب ۲۰۰ لایک"),
        ("fa", "عکس دیشب نصف‌شب ۲۰۰ لایک"),
        ("ar", "صورة منتصف الليل ٢٠٠ لايك"),
        ("en", "photo at midnight 200 likes"),
    ],
)
async def test_midnight_is_an_hour(sara: Talk, language: str, line: str):
    await sara.says(f"/language {language}")
    await sara.says(line)
    assert published(sara) == MIDNIGHT
    assert sara.post()["topic"] is None


async def test_midnight_of_a_day_is_asked(sara: Talk):
    await sara.says("عکس دیروز نیمه‌شب ۲۰۰ لایک")
    assert not sara.posts()
    await sara.presses(data=(await sara.says("/post عکس دیروز نیمه‌شب ۳۰۰ لایک")).of_kind("fo")[0])
    assert published(sara) in (MIDNIGHT, MIDNIGHT - timedelta(days=1))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fa", "عکس ۲۰۰ لایک بدون کامنت"),
        ("fa", "عکس بدون کامنت ۲۰۰ لایک"),
        ("ar", "صورة ٢٠٠ لايك بدون تعليقات"),
        ("en", "photo 200 likes no comments"),
    ],
)
async def test_without_comments_is_none_of_them(sara: Talk, language: str, line: str):
    await sara.says(f"/language {language}")
    await sara.says(line)
    found = sara.post()
    assert (found["likes"], found["comments"], found["topic"]) == (200, 0, None)


@pytest.mark.parametrize(
    ("language", "line", "caption"),
    [
        ("fa", "عکس ۲۰۰ لایک کپشن: سلام، ۲ رنگ تازه رسید", "سلام، ۲ رنگ تازه رسید"),
        ("ar", "صورة ٢٠٠ لايك كابشن: مرحبا يا أصدقاء", "مرحبا يا أصدقاء"),
        ("en", "photo 200 likes caption: hello dear friends", "hello dear friends"),
    ],
)
async def test_what_is_called_a_caption_is_kept_as_one(sara: Talk, language: str, line: str, caption: str):
    await sara.says(f"/language {language}")
    heard = await sara.says(line)
    assert caption in heard.text
    found = sara.post()
    assert (found["likes"], found["caption"], found["topic"]) == (200, caption, None)


@pytest.mark.parametrize(
    ("language", "line", "said", "day"),
    [
        ("fa", "عکس هفته پیش ۲۰۰ لایک", "کدام روزش", "۶ روز پیش"),
        ("ar", "صورة الأسبوع الماضي ٢٠٠ لايك", "أي يوم", "قبل ٦ أيام"),
        ("en", "photo last week 200 likes", "Which day", "6 days ago"),
    ],
)
async def test_a_week_without_a_day_is_asked_for_the_day(
    sara: Talk, language: str, line: str, said: str, day: str
):
    await sara.says(f"/language {language}")
    assert said in (await sara.says(line)).text
    assert not sara.posts()
    await sara.says(day)
    assert published(sara).astimezone(TEHRAN).date() == MIDNIGHT.date() - timedelta(days=6)
    assert sara.post()["topic"] is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fa", "دوتا عکس گذاشتم یکی ۱۰۰ یکی ۱۲۰ لایک"),
        ("ar", "نزلت صورتين وحدة ١٠٠ ووحدة ١٢٠ لايك"),
        ("en", "I posted two photos one 100 one 120 likes"),
    ],
)
async def test_posts_with_numbers_of_their_own_are_wanted_a_line_each(sara: Talk, language: str, line: str):
    await sara.says(f"/language {language}")
    assert line in (await sara.says(line)).text
    assert not sara.posts()


async def test_several_posts_with_what_is_no_count_are_asked_about_as_ever(sara: Talk):
    heard = await sara.says("دیروز ۲تا پست گذاشتم ۵۰۰ لایک ۳ دایرکت")
    assert "هرکدام" in heard.labels


async def test_followers_that_a_post_brought_are_called_new_followers(sara: Talk):
    assert "۲۰ فالوور تازه" in (await sara.says("عکس ۲۰۰ لایک ۲۰ فالو")).text
