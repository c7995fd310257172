"""A whole line about something else, typed amid a question, goes to its own subject; the question stays."""

from __future__ import annotations

import pytest

from tests.handlers.talking import Talk

FOLLOWERS = "فالوورا شد ۴۸۵۳"


@pytest.mark.parametrize("open_lines", [("/plan ۲۹ اسفند",), ("/plan", "۲۹ اسفند"), ("ایده",), ("۲۹ اسفند",)])
async def test_followers_told_amid_a_question_are_recorded(sara: Talk, open_lines: tuple[str, ...]) -> None:
    for line in open_lines:
        await sara.says(line)
    asked = sara.drafts()
    await sara.says(FOLLOWERS)
    assert [row["count"] for row in sara.followers()] == [4853]
    assert (sara.plans(), sara.posts()) == ([], [])
    assert sara.drafts() == asked


async def test_the_plan_that_was_asked_about_goes_on(sara: Talk) -> None:
    await sara.says("/plan ۲۹ اسفند عکس شال")
    await sara.says(FOLLOWERS)
    assert "برنامه ثبت شد" in (await sara.says("۹ صبح")).text
    assert [row["topic"] for row in sara.plans()] == ["شال"]


async def test_a_changed_plan_lets_followers_pass(sara: Talk) -> None:
    await sara.says("/plan فردا ۱۲ عکس شال")
    before = sara.plans()
    await sara.presses("اصلاح")
    await sara.presses("زمان")
    await sara.says(FOLLOWERS)
    assert [row["count"] for row in sara.followers()] == [4853]
    assert sara.plans() == before


async def test_a_bare_date_is_asked_with_what_it_is_for(sara: Talk) -> None:
    assert "تاریخ این پست" in (await sara.says("۲۹ اسفند")).text
