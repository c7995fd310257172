"""`/besttime` in the chat: too early, the map, the general guess, other periods, everything in words."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.besttimes import LEAST_SHOWN, LEAST_TIMED
from bot.language.texts import Texts, write_number
from tests.handlers.talking import SUNDAY, TEHRAN, Talk


def keeps(
    talk: Talk,
    likes: int,
    at: datetime | None,
    *,
    kind: str = "photo",
    later: tuple[tuple[float, int], ...] = (),
    **more: Any,
) -> int:
    """Puts a post into her page, counted a week after publishing, and as often as is told besides."""
    published = at.astimezone(UTC).isoformat(timespec="microseconds") if at else None
    values = {
        "page_id": talk.page_id,
        "published_at": published,
        "recorded_at": published or SUNDAY.isoformat(timespec="microseconds"),
        "recorded_by": talk.id,
        "kind": kind,
        "day_only": 0,
        "followers_at_publishing": 1000,
        **more,
    }
    post = _insert(talk, "posts", values)
    for hours, count in later or ((168.0, likes),):
        taken = ((at or SUNDAY) + timedelta(hours=hours)).astimezone(UTC).isoformat(timespec="microseconds")
        said = {"likes": count, "comments": 0, "source": "typed", "rounded": "[]"}
        reading = {"post_id": post, "taken_at": taken, "recorded_at": taken, "recorded_by": talk.id, **said}
        _insert(talk, "readings", reading)
    return post


def _insert(talk: Talk, table: str, values: dict[str, Any]) -> int:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    return int(talk.town.database.execute(sql, tuple(values.values())).lastrowid or 0)


def picture(talk: Talk) -> dict[str, Any]:
    """The last picture that was said to her, as it is kept."""
    sql = "SELECT answer FROM inbox WHERE chat_id = ? AND answer LIKE '%\"picture\"%' ORDER BY update_id DESC"
    answer = json.loads(talk.town.rows(sql, talk.id)[0]["answer"])
    return dict(answer["messages"][0]["picture"])


def days_ago(days: int, hour: int) -> datetime:
    local = SUNDAY.astimezone(TEHRAN).replace(hour=hour, minute=0)
    return local - timedelta(days=days)


def clear_evenings(talk: Talk, count: int = 120) -> None:
    """Evening posts do several times better than those of the morning."""
    for number in range(count):
        evening = number % 2
        keeps(talk, 100 + number % 5 + 200 * evening, days_ago(8 + number, 21 if evening else 9))


async def test_without_posts_only_the_general_guess_is_said_and_labelled_as_one(sara: Talk):
    heard = await sara.says("/besttime")
    assert not heard.messages[0]["photo"]
    missing = write_number(LEAST_SHOWN, "fa")
    assert f"{missing} پست دیگر" in heard.text
    assert "نه از پیج شما" in heard.text
    assert "کارمندها: ۱۲ تا ۱۳ و از ۱۷ به بعد" in heard.text
    assert "نوجوان‌ها" in heard.text
    assert "ثبت پست" in heard.labels


async def test_an_audience_that_is_known_is_the_only_one_spoken_of(sara: Talk):
    sara.town.database.execute("UPDATE pages SET audience = 'نوجوان‌ها' WHERE id = ?", (sara.page_id,))
    heard = await sara.says("/besttime")
    assert "کارمندها" not in heard.text
    assert "نوجوان‌ها: آخر شب، از ۲۱ به بعد" in heard.text
    assert "مخاطب پیج کیست؟" not in heard.labels


async def test_who_has_not_told_her_audience_can_do_so_with_one_tap(sara: Talk):
    await sara.says("/besttime")
    heard = await sara.presses("مخاطب پیج کیست؟")
    assert heard.messages
    await sara.says("کارمندهای شرکت‌ها")
    assert "نوجوان‌ها" not in (await sara.says("/besttime")).text


@pytest.mark.parametrize("words", ["بهترین ساعت", "کی پست بذارم", "أفضل وقت", "best time"])
async def test_words_ask_for_the_best_time(sara: Talk, words: str):
    heard = await sara.says(words)
    assert Texts().plain("besttime-title") in heard.text


async def test_clear_evenings_are_named_with_how_sure_it_is_and_on_how_many_posts(sara: Talk):
    clear_evenings(sara)
    heard = await sara.says("/besttime")
    assert heard.messages[0]["photo"]
    assert "۲۱ تا ۲۲" in heard.text
    assert "تقریباً مطمئن" in heard.text
    assert "۱۲۰ پستِ ساعت‌دار" in heard.text
    assert "نه از پیج شما" not in heard.text
    heat = picture(sara)["heat"]
    assert heat["columns"][0] == "شنبه"
    assert sum(cell["marked"] for row in heat["cells"] for cell in row) == 3
    evening = dict(zip(heat["rows"], heat["cells"], strict=True))[Texts().plain("besttime-hour", hour=21)]
    assert all(cell["value"] > 50 for cell in evening)


async def test_few_timed_posts_have_the_guess_beside_their_own_map(sara: Talk):
    clear_evenings(sara, LEAST_TIMED - 1)
    heard = await sara.says("/besttime")
    assert heard.messages[0]["photo"]
    assert "نه از پیج شما" in heard.text
    keeps(sara, 100, days_ago(60, 9))
    assert "نه از پیج شما" not in (await sara.says("/besttime")).text


async def test_posts_of_which_only_the_day_is_known_are_left_out_and_counted(sara: Talk):
    clear_evenings(sara, 40)
    for number in range(4):
        keeps(sara, 5000, days_ago(9 + number, 12), day_only=1)
    heard = await sara.says("/besttime")
    assert "۴۰ پستِ ساعت‌دار" in heard.text
    assert "۴ پست کنار ماند" in heard.text


async def test_hours_without_any_difference_are_not_praised(sara: Talk):
    for number in range(60):
        keeps(sara, 100, days_ago(8 + number, 9 + number % 12))
    heard = await sara.says("/besttime")
    assert Texts().plain("besttime-none") in heard.text


async def test_another_period_is_drawn_in_place_and_everything_is_told_in_words(sara: Talk):
    clear_evenings(sara)
    first = await sara.says("/besttime")
    again = await sara.presses(data=first.button("۳۰ روز"))
    assert again.edited
    assert again.messages[0]["message_id"] == first.messages[0]["message_id"]
    told = await sara.presses("جزئیات")
    assert not told.edited
    for row in picture(sara)["heat"]["cells"]:
        for cell in row:
            assert cell["text"].translate(dict.fromkeys((0x2068, 0x2069))) in told.text
    assert re.search("p [<=] ۰٫", told.text)


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_the_map_speaks_the_persons_language(sara: Talk, language: str):
    clear_evenings(sara, 40)
    await sara.says(f"/language {language}")
    heard = await sara.says("/besttime")
    assert Texts(language).plain("besttime-title") in heard.text  # type: ignore[arg-type]
    heat = picture(sara)["heat"]
    assert heat["right_to_left"] is (language == "ar")
    assert heat["columns"][0] == ("السبت" if language == "ar" else "Mon")


@pytest.mark.parametrize("data", ["bt:{page}:31:0", "bt:{page}:x:0", "bt:999999:30:0", "bo:{page}:9:12"])
async def test_a_forged_button_is_refused(sara: Talk, data: str):
    heard = await sara.forges(data.format(page=sara.page_id))
    assert heard.alert


async def test_a_stranger_sees_nothing_of_a_page(sara: Talk, mina: Talk):
    clear_evenings(sara, 40)
    await mina.has_page("@mina")
    for data in (f"bt:{sara.page_id}:180:0", f"bo:{sara.page_id}:5:21", f"iv:{sara.page_id}:top:30:0"):
        heard = await mina.forges(data)
        assert heard.alert
        assert "gol_sara" not in heard.text


async def test_one_tap_begins_a_plan_at_the_next_such_time(sara: Talk):
    clear_evenings(sara)
    heard = await sara.says("/besttime")
    opening = heard.of_kind("bo")[0]
    _, _, weekday, hour = opening.split(":")
    assert hour == "21"
    await sara.presses(data=opening)
    heard = await sara.says("ریلز")
    (plan,) = sara.town.rows("SELECT * FROM plans WHERE page_id = ?", sara.page_id)
    local = datetime.fromisoformat(plan["at"]).astimezone(TEHRAN)
    assert (str(local.weekday()), local.hour) == (weekday, 21)
    assert SUNDAY < local <= SUNDAY + timedelta(days=7)


async def test_an_hour_of_the_general_guess_goes_into_the_calendar_as_well(sara: Talk):
    sara.town.database.execute("UPDATE pages SET audience = 'کارمندها' WHERE id = ?", (sara.page_id,))
    heard = await sara.says("/besttime")
    assert [data.split(":")[2:] for data in heard.of_kind("bo")] == [["", "12"], ["", "17"]]
    await sara.presses(data=heard.of_kind("bo")[0])
    await sara.says("عکس")
    (plan,) = sara.town.rows("SELECT * FROM plans WHERE page_id = ?", sara.page_id)
    assert datetime.fromisoformat(plan["at"]).astimezone(TEHRAN).isoformat()[:16] == "2026-11-22T12:00"
