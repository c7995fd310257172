"""Plans that repeat: made ahead, each changed alone or with all that follow."""

from __future__ import annotations

import itertools
import json
from datetime import datetime, timedelta

import pytest

from bot.domain.calendars import clamped_day, next_month, parts_of
from tests.handlers.talking import TEHRAN, Talk, goes_to

pytestmark = pytest.mark.usefixtures("own_sunday")

LINE = "/plan هر شنبه ۹ صبح عکس مشتری"


def walls(talk: Talk) -> list[datetime]:
    """The wall-clock times of her plans."""
    return [datetime.fromisoformat(row["wall"]) for row in talk.plans()]


async def test_the_plans_of_the_coming_weeks_are_made(sara: Talk) -> None:
    heard = await sara.says(LINE)
    assert "تکرار: هر شنبه، ساعت ۰۹:۰۰" in heard.text
    found = walls(sara)
    now = (await sara.town.now()).astimezone(TEHRAN).replace(tzinfo=None)
    assert {wall.strftime("%A %H:%M") for wall in found} == {"Saturday 09:00"}
    assert now < found[0] <= now + timedelta(days=7)
    assert found[-1] >= now + timedelta(days=55)
    assert {b - a for a, b in itertools.pairwise(found)} == {timedelta(days=7)}


async def test_more_are_made_as_time_goes_on_and_none_twice(sara: Talk) -> None:
    await sara.says(LINE)
    first = walls(sara)
    for _ in range(3):
        await goes_to(sara, "10:00", days=7)
        await sara.hears_later()
    later = walls(sara)
    assert later[: len(first)] == first
    assert len(later) == len(first) + 3
    assert len(set(later)) == len(later)


async def test_it_ends_after_as_many_times_as_were_said(sara: Talk) -> None:
    await sara.says("/plan هر روز ۹ صبح استوری ۵ بار")
    assert len(sara.plans()) == 5
    series = sara.town.row("SELECT id FROM plan_series WHERE page_id = ?", sara.page_id)
    waiting = "SELECT 1 FROM alarms WHERE kind = 'plan-series' AND subject_id = ? AND done_at IS NULL"
    assert sara.town.rows(waiting, series["id"]) == []


async def test_one_is_moved_or_skipped_without_touching_the_others(sara: Talk) -> None:
    await sara.says(LINE)
    first = walls(sara)
    await sara.presses("اصلاح")
    await sara.presses("زمان")
    await sara.says("دوشنبه ساعت ۱۸")
    await sara.presses("فقط همین یکی")
    assert walls(sara)[1:] == first[1:]
    assert sara.plans()[0]["series_wall"] == f"{first[0]:%Y-%m-%dT%H:%M}"
    await goes_to(sara, "10:00", days=14)
    assert len(set(walls(sara))) == len(walls(sara)) >= len(first)
    assert first[0] not in walls(sara)


async def test_this_and_all_that_follow_move(sara: Talk) -> None:
    await sara.says(LINE)
    first = walls(sara)
    await goes_to(sara, "08:00", days=6)
    heard = await sara.hears_later()
    await goes_to(sara, "08:00", days=7)
    heard = await sara.hears_later()
    assert sara.plans()[1]["wall"] == f"{first[1]:%Y-%m-%dT%H:%M}"
    await sara.presses(data=heard.button("وقت دیگر"))
    await sara.says("فردا ساعت ۲۰")
    await sara.presses("این و بعدی‌ها")
    moved = walls(sara)
    assert moved[0] == first[0]
    assert {wall.strftime("%A %H:%M") for wall in moved[1:]} == {"Sunday 20:00"}
    await sara.presses("برگردان")
    back = walls(sara)
    assert back[: len(first)] == first
    assert len(set(back)) == len(back)


async def test_a_caption_for_all_that_follow_leaves_moved_ones_where_they_are(sara: Talk) -> None:
    await sara.says(LINE)
    first = walls(sara)
    await sara.presses("اصلاح")
    await sara.presses("کپشن")
    await sara.says("سلام شنبه‌ای‌ها")
    await sara.presses("این و بعدی‌ها")
    assert {row["text"] for row in sara.plans()} == {"سلام شنبه‌ای‌ها"}
    assert walls(sara) == first
    await goes_to(sara, "08:00", days=13)
    assert {row["text"] for row in sara.plans()} == {"سلام شنبه‌ای‌ها"}
    assert len(set(walls(sara))) == len(walls(sara))


async def test_deleting_asks_which(sara: Talk) -> None:
    await sara.says(LINE)
    first = walls(sara)
    await sara.presses("اصلاح")
    await sara.presses("پاک کردن")
    await sara.presses("فقط همین")
    assert walls(sara) == first[1:]
    await sara.presses("برگردان")
    shown = sara.plans()[2]
    await sara.forges(f"pn:{shown['id']}:{shown['version']}:delete.later")
    assert walls(sara) == first[:2]
    await goes_to(sara, "12:00", days=30)
    assert walls(sara) == first[:2]


async def test_a_single_plan_is_made_to_repeat_and_no_more(sara: Talk) -> None:
    await sara.says("/plan فردا ۱۸ ریلز پشت صحنه")
    await sara.presses("اصلاح")
    await sara.presses("تکرار")
    heard = await sara.says("هر روز")
    assert "تکرار: هر روز، ساعت ۱۸:۰۰" in heard.text
    assert len(sara.plans()) > 50
    await sara.presses("اصلاح")
    await sara.presses("تکرار")
    await sara.presses("خالی بماند")
    assert len(sara.plans()) == 1
    await sara.presses("برگردان")
    assert len(sara.plans()) > 50


async def test_the_whole_series_is_taken_back(sara: Talk) -> None:
    await sara.says(LINE)
    await sara.presses("برگردان")
    assert sara.plans() == []
    waiting = (
        "SELECT count(*) AS n FROM alarms WHERE kind IN ('plan', 'plan-series') AND page_id = ? "
        "AND done_at IS NULL"
    )
    assert sara.town.row(waiting, sara.page_id)["n"] == 0


async def test_each_occurrence_has_its_own_reminders(sara: Talk) -> None:
    await sara.says(f"{LINE} یک ساعت قبلش یادم بنداز")
    assert {json.dumps([60])} == {row["leads"] for row in sara.plans()}
    for days in (6, 7):
        await goes_to(sara, "08:00", days=days)
        heard = await sara.hears_later()
        assert "مشتری" in heard.text
        assert "ساعت ۰۹:۰۰" in heard.text


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("fa", "هر پنجشنبه ۹ شب ریلز پشت صحنه یادم بنداز", "تکرار: هر پنجشنبه، ساعت ۲۱:۰۰"),
        ("ar", "كل خميس ٩ بالليل ريلز كواليس ذكرني", "يتكرّر: كل أسبوع، الخميس، الساعة ٢١:٠٠"),
        ("en", "every thursday 9pm behind the scenes reel, remind me", "Repeats: every Thursday, at 21:00"),
    ],
)
async def test_who_asks_to_be_reminded_last_has_a_plan_and_no_past_post(
    sara: Talk, language: str, line: str, said: str
) -> None:
    await sara.says(f"/language {language}")
    heard = await sara.says(line)
    assert said in heard.text
    assert sara.posts() == []
    assert {json.dumps([0])} == {row["leads"] for row in sara.plans()}


@pytest.mark.parametrize(
    ("language", "line", "said"),
    [
        ("fa", "/plan هر دوشنبه و شنبه ۹ صبح عکس به مدت ۳ ماه", "هر شنبه و دوشنبه"),
        ("en", "/plan every Monday and Saturday 9am photo for 3 months", "every Saturday and Monday"),
    ],
)
async def test_days_are_said_in_the_order_of_her_week_and_months_end_by_her_calendar(
    sara: Talk, language: str, line: str, said: str
) -> None:
    """Her page lives by Tehran's clock, whatever language she speaks."""
    await sara.says(f"/language {language}")
    calendar = "jalali" if language == "fa" else "gregorian"
    sara.town.database.execute("UPDATE people SET calendar = ? WHERE id = ?", (calendar, sara.id))
    heard = await sara.says(line)
    assert said in heard.text
    rule = json.loads(sara.town.row("SELECT rule FROM plan_series WHERE page_id = ?", sara.page_id)["rule"])
    first = walls(sara)[0].date()
    year, month, day = parts_of(calendar, first)
    end = clamped_day(calendar, *next_month(year, month, 3), day)
    assert end is not None
    assert rule["until"] == (end - timedelta(days=1)).isoformat()
