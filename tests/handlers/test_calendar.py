"""The calendar: what is on, and moving, copying, marking and proposing by taps."""

from __future__ import annotations

import base64
import io
import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from bot.domain.calendars import parts_of
from bot.language.digits import localise
from tests.handlers.talking import ISOLATES, SUNDAY, TEHRAN, Heard, Talk, Town

TODAY = SUNDAY.astimezone(TEHRAN).date()


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def _at_ten(town: Town) -> None:
    """Each test begins on the same Sunday, when the first of the Jalali month Azar is."""
    if (await town.now()) > SUNDAY + timedelta(hours=2):
        pytest.fail("time cannot go back")


async def planned(talk: Talk, line: str = "پس‌فردا ساعت ۱۲ ظهر کاروسل معرفی مانتو") -> dict[str, Any]:
    """A plan, by a line."""
    before = {row["id"] for row in talk.plans()}
    await talk.says(f"/plan {line}")
    (made,) = [row for row in talk.plans() if row["id"] not in before]
    return made


def number(day: date) -> str:
    return localise(str(parts_of("jalali", day)[2]), "fa")


def day_data(heard: Heard, day: date) -> str:
    """What the button of a day carries."""
    (data,) = {d for d in heard.of_kind("cv") if d.startswith(f"cv:day:{day.toordinal()}:")}
    return data


async def opened(talk: Talk, plan: dict[str, Any]) -> Heard:
    """The plan's menu, by the calendar and its day."""
    day = datetime.fromisoformat(plan["wall"]).date()
    weeks = await talk.says("تقویم")
    shown = await talk.presses(data=day_data(weeks, day))
    return await talk.presses(data=shown.of_kind("cd")[0])


async def test_an_empty_calendar_says_so_and_leads_on(sara: Talk) -> None:
    heard = await sara.says("تقویم")
    assert "تقویم @gol_sara" in heard.text
    assert heard.text.count("هنوز چیزی نگذاشته‌اید.") == 2
    assert "➕ برنامهٔ تازه" in heard.labels
    asked = await sara.presses("➕ برنامهٔ تازه")
    assert asked.buttons
    assert sara.plans() == []


async def test_two_weeks_show_plans_on_their_days_and_begin_on_saturday_at_the_right(sara: Talk) -> None:
    await planned(sara)
    heard = await sara.says("/calendar")
    assert "🔹 ۱۲:۰۰ اسلایدی، معرفی مانتو" in heard.text
    rows = heard.messages[0]["buttons"]
    assert [b["label"] for b in rows[0]] == ["ج", "پ", "چ", "س", "د", "ی", "ش"]
    saturday = TODAY - timedelta(days=1)
    assert [b["label"].strip("[]🔹") for b in rows[1]] == [
        number(saturday + timedelta(days=n)) for n in reversed(range(7))
    ]
    assert f"[{number(TODAY)}]" in heard.labels
    assert number(TODAY + timedelta(days=2)) + "🔹" in heard.labels


async def test_a_month_is_a_picture_with_a_grid_and_leads_to_the_next(sara: Talk) -> None:
    await planned(sara)
    await sara.says("/calendar")
    month = await sara.presses("📆 ماه")
    assert month.messages[0]["photo"]
    assert "آذر ۱۴۰۵" in month.text
    assert "۱ برنامه" in month.text
    days = {d for d in month.of_kind("cv") if d.startswith("cv:day:")}
    assert len(days) == 30
    following = await sara.presses("◀️ بعدی")
    assert following.edited
    assert "دی ۱۴۰۵" in following.text
    assert "آذر ۱۴۰۵" in (await sara.presses("قبلی ▶️")).text
    assert "مهر ۱۴۰۵" in [await sara.presses("قبلی ▶️"), await sara.presses("قبلی ▶️")][1].text


async def test_a_month_is_asked_for_in_words(sara: Talk) -> None:
    assert (await sara.says("/calendar ماه")).messages[0]["photo"]


async def test_a_plan_moves_to_another_day_with_its_hour_and_back(sara: Talk) -> None:
    plan = await planned(sara)
    await opened(sara, plan)
    picker = await sara.presses("↔️ برود روز دیگر")
    to = TODAY + timedelta(days=6)
    moved = await sara.presses(data=f"ct:{plan['id']}:{plan['version']}:move:{to.toordinal()}")
    assert picker.edited
    assert moved.edited
    (row,) = sara.plans()
    assert row["wall"].startswith(f"{to.isoformat()}T12:00")
    assert row["state"] == "planned"
    await sara.presses("برگردان")
    (row,) = sara.plans()
    assert row["wall"] == plan["wall"]


async def test_a_plan_is_copied_to_another_day(sara: Talk) -> None:
    plan = await planned(sara)
    await opened(sara, plan)
    await sara.presses("⧉ یک نسخه در روز دیگر")
    later = await sara.presses("◀️ بعدی")
    day = TODAY + timedelta(days=35)
    assert f"ct:{plan['id']}:{plan['version']}:copy:{day.toordinal()}" in later.data
    await sara.presses(data=f"ct:{plan['id']}:{plan['version']}:copy:{day.toordinal()}")
    first, second = sara.plans()
    assert first["wall"] == plan["wall"]
    assert second["wall"].startswith(f"{day.isoformat()}T12:00")
    assert (second["kind"], second["topic"]) == (plan["kind"], plan["topic"])


async def test_one_of_a_series_moves_alone(sara: Talk) -> None:
    await sara.says("/plan هر شنبه ساعت ۹ صبح عکس")
    first, second, *_ = sara.plans()
    to = TODAY + timedelta(days=8)
    await opened(sara, first)
    await sara.presses("↔️ برود روز دیگر")
    await sara.presses(data=f"ct:{first['id']}:{first['version']}:move:{to.toordinal()}")
    rows = {row["id"]: row for row in sara.plans()}
    assert rows[first["id"]]["wall"].startswith(to.isoformat())
    assert rows[second["id"]]["wall"] == second["wall"]


async def test_a_plan_is_skipped_taken_up_again_and_deleted_by_taps(sara: Talk) -> None:
    plan = await planned(sara)
    menu = await opened(sara, plan)
    assert menu.edited
    await sara.presses(data=next(d for d in menu.of_kind("pn") if d.endswith(":skip")))
    (row,) = sara.plans()
    assert row["state"] == "skipped"
    skipped = await sara.says("تقویم")
    assert "⏭ ۱۲:۰۰" in skipped.text
    assert not [label for label in skipped.labels if "✓" in label]
    again = await opened(sara, row)
    await sara.presses(data=next(d for d in again.of_kind("pn") if d.endswith(":again")))
    (row,) = sara.plans()
    assert row["state"] == "planned"
    menu = await opened(sara, row)
    await sara.presses(data=next(d for d in menu.of_kind("pn") if d.endswith(":delete")))
    assert sara.plans() == []


async def test_an_hour_that_is_over_is_no_place_for_a_plan(sara: Talk) -> None:
    plan = await planned(sara, "فردا ساعت ۷ صبح عکس")
    await opened(sara, plan)
    refused = await sara.forges(f"ct:{plan['id']}:{plan['version']}:move:{TODAY.toordinal()}")
    assert "گذشته" in refused.notice
    past = TODAY - timedelta(days=3)
    refused = await sara.forges(f"ct:{plan['id']}:{plan['version']}:copy:{past.toordinal()}")
    assert refused.alert
    assert [row["wall"] for row in sara.plans()] == [plan["wall"]]


async def test_an_old_button_is_refused(sara: Talk) -> None:
    plan = await planned(sara)
    await opened(sara, plan)
    to = TODAY + timedelta(days=6)
    old = f"ct:{plan['id']}:{plan['version']}:move:{to.toordinal()}"
    await sara.forges(old)
    assert (await sara.forges(old)).alert
    assert (await sara.forges(f"cd:{plan['id']}:{plan['version']}:copy:{to.toordinal()}")).alert
    assert len(sara.plans()) == 1


@pytest.mark.parametrize(
    "data",
    [
        "cv:years:{day}::",
        "cv:day:1::",
        "cv:day:99999999::",
        "cv:weeks:{day}::12345",
        "cd:{plan}:{v}:eat:{day}",
        "ct:{plan}:{v}:eat:{day}",
        "ct:{plan}:{v}:move:5",
        "ca:7:",
    ],
)
async def test_a_forged_button_is_refused(sara: Talk, data: str) -> None:
    plan = await planned(sara)
    day = (TODAY + timedelta(days=4)).toordinal()
    forged = data.format(day=day, plan=plan["id"], v=plan["version"])
    assert (await sara.forges(forged)).alert
    assert [row["wall"] for row in sara.plans()] == [plan["wall"]]


async def test_a_stranger_sees_and_moves_nothing(sara: Talk, mina: Talk) -> None:
    plan = await planned(sara)
    await mina.says("/start")
    await mina.says("@other")
    day = (TODAY + timedelta(days=4)).toordinal()
    page = sara.page_id
    for data in (
        f"cv:weeks:{day}:{page}:",
        f"cv:month:{day}:{page}:",
        f"cv:weeks:{day}::{sara.id}",
        f"ca:{day}:{page}",
        f"cd:{plan['id']}:{plan['version']}:show:",
        f"ct:{plan['id']}:{plan['version']}:move:{day}",
        f"cf:{page}",
        f"cx:{page}",
        f"ci:{plan['id']}:{plan['version']}:1",
    ):
        heard = await mina.forges(data)
        assert heard.alert, data
    assert [row["wall"] for row in sara.plans()] == [plan["wall"]]


async def test_a_viewer_looks_and_changes_nothing(sara: Talk, mina: Talk) -> None:
    plan = await planned(sara)
    await mina.says("/start")
    await mina.says("@other")
    mina.role("viewer", sara.page_id)
    heard = await mina.says("تقویم")
    assert "معرفی مانتو" in heard.text
    assert "➕ برنامهٔ تازه" not in heard.labels
    assert not heard.of_kind("cf")
    menu = await opened(mina, plan)
    assert not menu.of_kind("pn")
    day = (TODAY + timedelta(days=4)).toordinal()
    for data in (
        f"ct:{plan['id']}:{plan['version']}:move:{day}",
        f"cd:{plan['id']}:{plan['version']}:move:{day}",
        f"ca:{day}:{sara.page_id}",
        f"cf:{sara.page_id}",
        f"ci:{plan['id']}:{plan['version']}:1",
    ):
        assert "فقط می‌توانید ببینید" in (await mina.forges(data)).notice, data
    assert [row["wall"] for row in sara.plans()] == [plan["wall"]]


async def test_a_day_is_planned_from_the_calendar(sara: Talk) -> None:
    weeks = await sara.says("تقویم")
    day = TODAY + timedelta(days=3)
    shown = await sara.presses(data=day_data(weeks, day))
    assert "برای این روز چیزی نیست" in shown.text
    await sara.presses("➕ برای همین روز")
    await sara.says("عکس شال")
    await sara.says("ساعت ۹ صبح")
    (row,) = sara.plans()
    assert row["wall"].startswith(f"{day.isoformat()}T09:00")


async def test_plans_are_narrowed_by_page_and_by_person(sara: Talk, mina: Talk) -> None:
    await mina.says("/start")
    await mina.says("@other")
    await planned(sara)
    mina.role("editor", sara.page_id)
    await mina.says("/plan پس‌فردا ساعت ۱۸ ریلز پشت صحنه")
    await sara.says("/page")
    await sara.presses("➕ پیج تازه")
    await sara.says("@shal_sara")
    await planned(sara, "پس‌فردا ساعت ۱۵ عکس شال")
    assert "مانتو" not in (await sara.says("تقویم")).text
    await sara.presses("👥 پیج و آدم")
    await sara.presses("همهٔ پیج‌ها")
    everything = await sara.presses("🗓 نشان بده")
    assert "مانتو (@gol_sara)" in everything.text
    assert "شال (@shal_sara)" in everything.text
    assert "پشت صحنه" in everything.text
    await sara.presses("👥 پیج و آدم")
    chosen = await sara.presses("مینا")
    assert "✓ مینا" in chosen.labels
    only = await sara.presses("🗓 نشان بده")
    assert "پشت صحنه" in only.text
    assert "مانتو" not in only.text


async def test_two_weeks_are_proposed_and_taken_one_by_one(sara: Talk) -> None:
    heard = await sara.says("/calendar پر کن")
    assert "۶ پیشنهاد" in heard.text
    assert "حدس" in heard.text
    ideas = sara.plans()
    assert {row["state"] for row in ideas} == {"idea"}
    assert len({row["wall"][:10] for row in ideas}) == len(ideas) == 6
    taken = await sara.presses("✅ بردار ۱")
    assert "رفت توی تقویم" in taken.text
    assert "۵ پیشنهاد" in taken.text
    assert [row["state"] for row in sara.plans()] == ["planned", *["idea"] * 5]
    due = "SELECT due_at FROM alarms WHERE kind = 'plan' AND subject_id = ? AND done_at IS NULL"
    alarm = sara.town.row(due, ideas[0]["id"])
    assert datetime.fromisoformat(alarm["due_at"]) < datetime.fromisoformat(ideas[0]["at"])
    await sara.presses("✖️ نه ۱")
    assert [row["state"] for row in sara.plans()] == ["planned", *["idea"] * 4]
    await sara.presses("برگردان")
    assert len(sara.plans()) == 6
    again = await sara.says("/calendar پر کن")
    assert "۵ پیشنهاد" in again.text
    assert len(sara.plans()) == 6
    assert "💡" in (await sara.says("تقویم")).text


async def test_a_proposal_that_was_taken_is_not_taken_twice(sara: Talk) -> None:
    heard = await sara.says("/calendar fill")
    first = heard.of_kind("ci")[0]
    await sara.presses(data=first)
    assert (await sara.forges(first)).alert
    assert [row["state"] for row in sara.plans()].count("planned") == 1


async def test_a_full_fortnight_gets_no_proposals(sara: Talk) -> None:
    await sara.says("/plan هر روز ساعت ۹ صبح عکس")
    before = len(sara.plans())
    assert "پر است" in (await sara.says("/calendar پر کن")).text
    assert len(sara.plans()) == before


async def test_plans_leave_as_a_file_for_other_calendars(sara: Talk) -> None:
    assert "اول یکی بسازید" in (await sara.says("/calendar فایل")).text
    plan = await planned(sara)
    await sara.says("/plan جمعه عکس شال")
    await sara.presses("ساعتش مهم نیست")
    sent = await sara.says("/calendar فایل")
    assert "۲ برنامه" in sent.text
    sql = "SELECT answer FROM inbox WHERE chat_id = ? ORDER BY update_id DESC LIMIT 1"
    kept = json.loads(sara.town.row(sql, sara.id)["answer"])["messages"][0]["document"]
    events = Calendar.from_ical(base64.b64decode(kept["content"])).walk("VEVENT")
    first = next(event for event in events if str(event["uid"]) == f"plan-{plan['id']}@adminyar")
    assert first["dtstart"].dt == datetime.fromisoformat(plan["at"])
    assert str(first["summary"]) == "اسلایدی، معرفی مانتو · @gol_sara"
    assert len(first.walk("VALARM")) == 1


async def test_plans_leave_as_a_table_with_real_days(sara: Talk) -> None:
    plan = await planned(sara)
    await sara.says("/plan جمعه عکس شال")
    await sara.presses("ساعتش مهم نیست")
    await sara.says("/calendar فایل")
    sent = await sara.presses("📊 جدول اکسل")
    content = (await sara.town.http.get(sent.messages[0]["document"]["url"])).content
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    at = datetime.fromisoformat(plan["at"]).astimezone(TEHRAN).replace(tzinfo=None)
    row = dict(zip(head, rows[0], strict=True))
    assert row["تاریخ و ساعت"] == at
    assert row["پیج"] == "@gol_sara"
    assert row["چه پستی"] == "اسلایدی، معرفی مانتو"
    assert (row["وضعیت"], row["با چه کسی"]) == ("در برنامه", "سارا")
    assert rows[1][1] == date(2026, 11, 27)


async def test_occasions_stand_on_their_days_and_give_proposals_a_topic(sara: Talk) -> None:
    heard = await sara.says("تقویم")
    assert "جمعه ۶ آذر · بلک فرایدی" in heard.text
    month = await sara.presses("📆 ماه")
    assert "شب یلدا" in month.text
    await sara.says("/calendar پر کن")
    friday = date(2026, 11, 27)
    (row,) = [row for row in sara.plans() if row["wall"].startswith(friday.isoformat())]
    assert row["topic"]


async def test_a_cheerful_post_on_a_day_of_mourning_is_questioned(sara: Talk) -> None:
    mourning = date(2027, 1, 3)
    plan = await planned(sara)
    asked = await sara.forges(f"ct:{plan['id']}:{plan['version']}:move:{mourning.toordinal()}")
    assert "روز عزاست" in asked.text
    (row,) = sara.plans()
    assert row["wall"].startswith(mourning.isoformat())
    day = await sara.forges(f"cv:day:{mourning.toordinal()}:{sara.page_id}:")
    assert "🏴" in day.text
    assert "روز عزاست" in day.text
    quiet = await planned(sara, "۱۳ دی ساعت ۱۸ عکس تسلیت")
    await sara.forges(f"cd:{row['id']}:{row['version']}:show:")
    menu = await sara.presses(data=f"pn:{row['id']}:{row['version']}:delete")
    assert not menu.alert
    day = await sara.forges(f"cv:day:{mourning.toordinal()}:{sara.page_id}:")
    assert [each["id"] for each in sara.plans()] == [quiet["id"]]
    assert "روز عزاست" not in day.text


@pytest.mark.parametrize(
    ("language", "word", "title", "first"),
    [("ar", "تقويم", "تقويم @gol_sara", "ج"), ("en", "calendar", "Calendar of @gol_sara", "Sa")],
)
async def test_the_calendar_speaks_the_persons_language(
    sara: Talk, language: str, word: str, title: str, first: str
) -> None:
    await planned(sara)
    await sara.says(f"/language {language}")
    heard = await sara.says(word)
    assert title in heard.text
    assert heard.messages[0]["buttons"][0][0]["label"] == first
    month = await sara.presses(data=next(d for d in heard.of_kind("cv") if d.startswith("cv:month:")))
    assert month.messages[0]["photo"]
    assert "2026" in month.text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")).translate(ISOLATES)
    for data in {d.split(":")[1]: d for d in heard.of_kind("cv")}.values():
        assert not (await sara.forges(data)).alert
