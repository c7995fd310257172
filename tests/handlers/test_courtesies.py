"""What people say in passing is answered in a few words."""

from __future__ import annotations

import pytest

from tests.handlers.talking import Talk, Town


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("fa", "ممنون", "خواهش می‌کنم"),
        ("fa", "مرسی 🙏", "خواهش می‌کنم"),
        ("ar", "شكرًا", "على الرحب"),
        ("en", "Thanks!", "welcome"),
    ],
)
async def test_thanks_are_answered_warmly(sara: Talk, language: str, line: str, said: str):
    await sara.says(f"/language {language}")
    assert said in (await sara.says(line)).text
    assert not sara.posts()


async def test_thanks_amid_the_questions_about_a_post_leave_them_open(sara: Talk):
    await sara.says("/post")
    assert "خواهش" in (await sara.says("مرسی")).text
    await sara.says("عکس ۹۵ لایک ۴ کامنت دیروز")
    assert sara.post()["likes"] == 95


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("fa", "عربی", "ar"),
        ("fa", "English", "en"),
        ("en", "persian please", "fa"),
        ("ar", "الفارسية", "fa"),
        ("en", "عربي", "ar"),
    ],
)
async def test_the_name_of_a_language_switches_to_it_and_back(sara: Talk, before: str, line: str, after: str):
    await sara.says(f"/language {before}")
    heard = await sara.says(line)
    spoken = "SELECT language FROM people WHERE id = ?"
    assert sara.town.row(spoken, sara.id)["language"] == after
    await sara.presses(data=heard.of_kind("se")[0])
    assert sara.town.row(spoken, sara.id)["language"] == before


async def test_the_language_that_is_spoken_needs_no_way_back(sara: Talk):
    heard = await sara.says("فارسی")
    assert "فارسی حرف می‌زنیم" in heard.text
    assert not heard.of_kind("se")


async def test_the_name_of_a_language_may_be_the_name_of_a_page(town: Town):
    async with await Talk.new(town) as mina:
        await mina.says("/start")
        await mina.says("English")
        assert town.row("SELECT name FROM pages WHERE id = ?", mina.page_id)["name"] == "English"
        assert town.row("SELECT language FROM people WHERE id = ?", mina.id)["language"] == "fa"


@pytest.mark.parametrize(
    ("language", "line"), [("fa", "گزارش سالانه"), ("ar", "تقرير سنوي"), ("en", "yearly report")]
)
async def test_instead_of_a_yearly_report_there_is_a_month_and_a_comparison(
    sara: Talk, language: str, line: str
):
    await sara.says("/post photo likes=95 comments=4 at=2026-11-20T12:00")
    await sara.says(f"/language {language}")
    heard = await sara.says(line)
    assert "@gol_sara" in (await sara.presses(data=heard.of_kind("rp")[0])).text
    heard = await sara.says(line)
    assert (await sara.presses(data=heard.of_kind("cp")[0])).text


@pytest.mark.parametrize(
    ("language", "line", "same"),
    [
        ("fa", "مقایسه با ماه قبل", "/compare دوره قبل ۳۰ روز"),
        ("fa", "مقایسه این ماه با ماه پیش", "/compare دوره قبل ۳۰ روز"),
        ("fa", "مقایسه با هفته قبل", "/compare دوره قبل ۷ روز"),
        ("ar", "مقارنة مع الشهر الماضي", "/compare الفترة السابقة 30 يوم"),
        ("en", "compare with last month", "/compare period 30 days"),
    ],
)
async def test_the_month_before_is_a_comparison_of_periods(sara: Talk, language: str, line: str, same: str):
    await sara.says("/post photo likes=95 comments=4 at=2026-11-20T12:00")
    await sara.says(f"/language {language}")
    assert (await sara.says(line)).text == (await sara.says(same)).text
