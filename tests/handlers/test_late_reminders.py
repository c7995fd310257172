"""A reminder that was wished for and whose time is over is told of, and one that can come is kept."""

from __future__ import annotations

import json

import pytest

from tests.handlers.talking import ISOLATES, Talk, goes_to

pytestmark = pytest.mark.usefixtures("own_sunday")

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


async def test_the_nearest_times_of_a_series_are_reminded_of_right_on_time_and_later_ones_as_wished(
    sara: Talk,
) -> None:
    heard = await sara.says("/plan هر روز ۱۲ ظهر عکس شال ۲ روز قبل یادم بنداز")
    assert "برای نوبت‌های نزدیک، یادآوری «۲ روز قبل» دیگر دیر است" in heard.text.translate(ISOLATES)
    found = [json.loads(plan["leads"]) for plan in sara.plans()]
    assert found[:2] == [[0], [0]]
    assert {tuple(leads) for leads in found[2:]} == {(2880,)}
    await goes_to(sara, "12:00")
    assert "یادآوری: عکس، شال" in (await sara.hears_later()).text.translate(ISOLATES)


async def test_another_reminder_for_all_that_follow_is_for_those_that_it_can_reach(sara: Talk) -> None:
    await sara.says("/plan هر روز ۱۲ ظهر عکس شال")
    await sara.presses("اصلاح")
    await sara.presses("یادآوری")
    await sara.says("۱ روز قبل")
    heard = await sara.presses("این و بعدی‌ها")
    assert "سر وقتِ خودشان خبر می‌دهم" in heard.text
    found = [json.loads(plan["leads"]) for plan in sara.plans()]
    assert found[0] == [0]
    assert {tuple(leads) for leads in found[1:]} == {(1440,)}


async def test_a_reminder_too_early_is_refused_on_the_card(sara: Talk) -> None:
    heard = await sara.says("/plan فردا ۱۲ عکس شال یادآوری ۹۹۹۹۹۹ روز قبل")
    assert "حداکثر ۳۰ روز قبل" in heard.text
    assert (leads(sara), sara.plans()[0]["topic"]) == ([60], "شال")
