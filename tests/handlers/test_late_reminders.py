"""A reminder that was wished for and whose time is over is told of, and one that can come is kept."""

from __future__ import annotations

import json

import pytest

from tests.handlers.talking import ISOLATES, Talk

LATE = "دیگر دیر است"


def leads(talk: Talk) -> list[int]:
    (plan,) = talk.plans()
    found: list[int] = json.loads(plan["leads"])
    return found


async def test_a_reminder_that_is_over_is_said_on_the_card(sara: Talk) -> None:
    heard = await sara.says("یادم بنداز ۲ روز قبل فردا ۱۲ عکس شال")
    assert "«۲ روز قبل» دیگر دیر است؛ به‌جایش سر وقت" in heard.text.translate(ISOLATES)
    assert leads(sara) == [0]


async def test_one_of_two_reminders_that_is_over_is_said(sara: Talk) -> None:
    heard = await sara.says("/plan فردا ۱۲ عکس شال ۲ روز قبل و ۱ ساعت قبل یادم بنداز")
    assert "«۲ روز قبل» دیگر دیر است" in heard.text.translate(ISOLATES)
    assert "به‌جایش" not in heard.text
    assert 60 in leads(sara)


@pytest.mark.parametrize("line", ["/plan فردا ۱۲ عکس شال", "/plan فردا ۱۲ عکس شال یک ساعت قبل یادم بنداز"])
async def test_a_reminder_to_come_is_not_remarked_on(sara: Talk, line: str) -> None:
    assert LATE not in (await sara.says(line)).text
    assert leads(sara) == [60]


async def test_a_changed_reminder_that_is_over_is_said_too(sara: Talk) -> None:
    await sara.says("/plan فردا ۱۲ عکس شال")
    await sara.presses("اصلاح")
    await sara.presses("یادآوری")
    assert LATE in (await sara.says("۳ روز قبل")).text
    assert leads(sara) == [0]


async def test_a_reminder_too_early_is_refused_on_the_card(sara: Talk) -> None:
    heard = await sara.says("/plan فردا ۱۲ عکس شال یادآوری ۹۹۹۹۹۹ روز قبل")
    assert "حداکثر ۳۰ روز قبل" in heard.text
    assert (leads(sara), sara.plans()[0]["topic"]) == ([60], "شال")
