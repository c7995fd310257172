"""New counts of a post that stands already are its next reading, never a post of their own unasked."""

from __future__ import annotations

import pytest

from tests.handlers.talking import Talk

FIRST = "عکس مانتو یلدا ۹۵ لایک ۴ کامنت دیروز ساعت ۱۲"


def likes(talk: Talk) -> list[int]:
    """The likes of all standing readings of her only post, by order of recording."""
    assert len({post["id"] for post in talk.posts()}) == 1
    return sorted(post["likes"] for post in talk.posts())


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fa", "پست قبلیم لایکش شد ۱۵۰"),
        ("fa", "لایک آخرین پستم رسید به ۱۵۰"),
        ("fa", "عکس آخرم ۱۵۰ لایک شد"),
        ("ar", "لايكات آخر منشور صارت ١٥٠"),
        ("ar", "بوستي الأخير وصل ١٥٠ لايك"),
        ("en", "my last post's likes are now 150"),
    ],
)
async def test_counts_of_the_last_post_by_name_are_its_next_reading(sara: Talk, language: str, line: str):
    await sara.says(FIRST)
    await sara.says(f"/language {language}")
    heard = await sara.says(line)
    assert "✅" in heard.text
    assert likes(sara) == [95, 150]
    await sara.presses(data=heard.of_kind("un")[0])
    assert likes(sara) == [95]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fa", "لایکش شد ۱۳۵"),
        ("fa", "لایکاش شد ۱۳۵"),
        ("ar", "صارت اللايكات ١٣٥"),
        ("en", "likes are now 135"),
    ],
)
async def test_a_number_that_was_reached_asks_whose_it_is(sara: Talk, language: str, line: str):
    await sara.says(FIRST)
    await sara.says(f"/language {language}")
    heard = await sara.says(line)
    assert likes(sara) == [95]
    same, another, _ = heard.of_kind("ss")
    assert any("مانتو یلدا" in label for label in heard.labels)
    await sara.presses(data=same)
    assert likes(sara) == [95, 135]
    heard = await sara.says(line)
    await sara.presses(data=heard.of_kind("ss")[1])
    assert len({post["id"] for post in sara.posts()}) == 2
    assert another


async def test_what_was_asked_in_passing_can_be_left(sara: Talk):
    await sara.says(FIRST)
    await sara.says("لایکش شد ۱۳۵")
    heard = await sara.presses("لغو")
    assert "۱۳۵" in heard.text
    assert likes(sara) == [95]


@pytest.mark.parametrize("line", ["پست قبلیم لایکش شد ۵۰", "آخرین عکسم ۱۵۰ لایک"])
async def test_fewer_likes_than_before_or_a_last_one_that_may_be_new_are_asked(sara: Talk, line: str):
    await sara.says(FIRST)
    assert len((await sara.says(line)).of_kind("ss")) == 3
    assert likes(sara) == [95]


@pytest.mark.parametrize("line", ["عکس شومیز ۱۵۰ لایک شد", "دیروز ۱۵۰ لایک گرفت", "آخرین ریلزم ۱۵۰ لایک شد"])
async def test_a_post_of_its_own_stays_one(sara: Talk, line: str):
    await sara.says(FIRST)
    await sara.says(line)
    assert len(sara.posts()) == 2


async def test_the_first_post_of_a_page_is_never_a_later_reading(sara: Talk):
    await sara.says("لایکش شد ۱۳۵")
    assert sara.post()["likes"] == 135


async def test_the_last_post_can_be_named_amid_the_questions_about_another(sara: Talk):
    await sara.says(FIRST)
    await sara.says("/post")
    await sara.says("پست قبلیم لایکش شد ۱۵۰")
    assert likes(sara) == [95, 150]
