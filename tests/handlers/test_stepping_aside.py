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


DOUBTED = "ریلز مانتو ۱/۲k لایک ۳۰ کامنت دیروز"


@pytest.mark.parametrize(
    "line",
    [
        "عکس کیف ۳۲۰ لایک ۱۲ کامنت امروز ساعت ۹",
        "ریلز کیف ۳۲۰ لایک ۱۲ کامنت پریروز",
        "عکس ۳۲۰ لایک",
        "ریلز ۳۲۰ لایک ۴۵ کامنت ۸۰ سیو",
    ],
)
async def test_a_whole_post_amid_the_doubt_about_another_is_one_of_its_own(sara: Talk, line: str) -> None:
    await sara.says(DOUBTED)
    heard = await sara.says(line)
    post = sara.post()
    assert post["likes"] == 320
    assert post["topic"] != "مانتو"
    assert "۱/۲k" in heard.text
    await sara.presses("\u2068۱٬۲۰۰\u2069 لایک")
    assert len(sara.posts()) == 2
    (first,) = [row for row in sara.posts() if row["topic"] == "مانتو"]
    assert (first["likes"], first["comments"]) == (1200, 30)
    assert sara.drafts() == []


@pytest.mark.parametrize(
    "line", ["۱۲۰۰ لایک", "۱۲۰۰", "ریلز مانتو ۱۲۰۰ لایک ۳۰ کامنت دیروز", "ریلز ۱۲۰۰ لایک ۳۰ کامنت"]
)
async def test_whoever_says_the_doubted_post_once_more_corrects_it(sara: Talk, line: str) -> None:
    await sara.says(DOUBTED)
    await sara.says(line)
    post = sara.post()
    assert (post["kind"], post["topic"], post["likes"], post["comments"]) == ("reel", "مانتو", 1200, 30)


async def test_a_slip_that_is_hardly_true_is_corrected_by_the_whole_line(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰۰ لایک ریچ ۱۰۰۰ دیروز")
    await sara.says("ریلز مانتو ۳۰۰ لایک ریچ ۱۰۰۰ دیروز")
    assert sara.post()["likes"] == 300


async def test_two_posts_in_doubt_are_asked_about_one_after_the_other(sara: Talk) -> None:
    await sara.says(DOUBTED)
    heard = await sara.says("عکس کیف ۳/۴k لایک ۱۲ کامنت پریروز")
    assert "۳/۴k" in heard.text
    await sara.presses("\u2068۳٬۴۰۰\u2069 لایک")
    await sara.presses("\u2068۵۰۰\u2069 لایک")
    assert [(row["topic"], row["likes"]) for row in sara.posts()] == [("کیف", 3400), ("مانتو", 500)]


@pytest.mark.parametrize("opening", ["مشتری تازه", "خرید", "هدف"])
async def test_a_post_amid_other_questions_is_recorded_and_the_question_stays(
    sara: Talk, opening: str
) -> None:
    if opening == "هدف":
        await sara.says("/goals")
        await sara.presses("🎯 هدف تازه")
        await sara.presses("فالوور")
    else:
        await sara.says("/customers")
        await sara.presses({"مشتری تازه": "➕ مشتری تازه", "خرید": "🧾 فهرست خریدها"}[opening])
    asked = sara.drafts()
    assert len(asked) == 1
    await sara.says("ریلز کیف ۳۲۰ لایک ۱۲ کامنت دیروز")
    assert sara.post()["likes"] == 320
    assert sara.drafts() == asked
    assert sara.town.rows("SELECT 1 FROM customers WHERE page_id = ?", sara.page_id) == []


async def test_followers_told_in_full_settle_the_question_whether_they_were_meant(sara: Talk) -> None:
    assert "«۲۰» یعنی کدام" in (await sara.says("۲۰ تا فالوور اضافه شد")).text
    await sara.says("فالوور ۴۹۲۰")
    assert [row["count"] for row in sara.followers()] == [4920]
    assert sara.drafts() == []
