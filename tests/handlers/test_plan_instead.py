"""Lines that begin like any post and speak of a time to come: plans, or asked whether they are."""

from __future__ import annotations

import json

import pytest

from tests.handlers.talking import Talk, tehran


@pytest.mark.parametrize(
    ("language", "line", "said", "kept"),
    [
        ("fa", "فردا ۶ عصر ریلز معرفی مانتو بذارم", "برنامه ثبت شد", ("reel", "معرفی مانتو")),
        ("en", "tomorrow 6pm reel new product", "Planned", ("reel", "new product")),
        ("ar", "غدًا ٦ مساءً ريلز", "سُجّلت", ("reel", None)),
    ],
)
async def test_a_time_to_come_without_counts_is_a_plan(
    sara: Talk, language: str, line: str, said: str, kept: tuple[str, str | None]
) -> None:
    await sara.says(f"/language {language}")
    assert said in (await sara.says(line)).text
    (plan,) = sara.plans()
    assert ((plan["kind"], plan["topic"]), plan["at"]) == (kept, tehran("2026-11-23T18:00"))
    assert sara.posts() == []


@pytest.mark.parametrize(
    ("language", "line", "label"),
    [
        ("fa", "پنجشنبه ۸ شب کاروسل معرفی کیف", "در تقویم بگذار"),
        ("en", "thursday 8pm carousel bags", "Put it in the calendar"),
        ("ar", "الخميس ٨ مساءً كاروسيل شنط", "إلى التقويم"),
    ],
)
async def test_a_day_that_was_and_comes_again_is_asked_with_the_calendar_beside_it(
    sara: Talk, language: str, line: str, label: str
) -> None:
    await sara.says(f"/language {language}")
    heard = await sara.says(line)
    assert (sara.posts(), sara.plans()) == ([], [])
    await sara.presses(data=heard.button(label))
    (plan,) = sara.plans()
    assert (plan["kind"], plan["at"]) == ("carousel", tehran("2026-11-26T20:00"))
    assert sara.posts() == []


async def test_the_past_day_of_the_question_still_records_the_post(sara: Talk) -> None:
    heard = await sara.says("پنجشنبه ۸ شب کاروسل معرفی کیف")
    heard = await sara.presses(data=heard.data[0])
    assert sara.plans() == []
    assert "چند" in heard.text or "لایک" in heard.text


@pytest.mark.parametrize("line", ["فردا ۶ عصر ریلز ۱۲۰۰ لایک", "فردا چه ریلزی بذارم؟", "شنبه ریلز گذاشتم"])
async def test_counts_questions_and_what_was_posted_make_no_plan(sara: Talk, line: str) -> None:
    heard = await sara.says(line)
    assert not [label for label in heard.labels if "تقویم بگذار" in label]
    assert sara.plans() == []


async def test_what_repeats_is_a_plan_and_a_whole_one_goes_before_an_open_question(sara: Talk) -> None:
    await sara.says("کاروسل ۱۲۰۰ لایک پنجشنبه")
    await sara.says("هر پنجشنبه ۹ شب ریلز")
    series = sara.town.rows("SELECT rule FROM plan_series WHERE page_id = ?", sara.page_id)
    assert [json.loads(row["rule"])["pattern"]["weekdays"] for row in series] == [[3]]


async def test_who_has_no_page_yet_gets_the_plan_with_the_page(mina: Talk) -> None:
    await mina.says("فردا ۶ عصر ریلز معرفی مانتو بذارم")
    heard = await mina.says("@mina")
    assert "برنامه ثبت شد" in "".join(m.get("text", "") for m in heard.messages)
