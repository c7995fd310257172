"""One bundle a day: what it holds, when it may come, and how its reader changes that."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.gaps import silent_from
from bot.language.digits import localise
from tests.handlers.talking import ISOLATES, TEHRAN, Heard, Talk, goes_to
from tests.handlers.test_imports import brings

pytestmark = pytest.mark.usefixtures("own_sunday")


async def rung(talk: Talk) -> None:
    """Waits until all bundles that are due have rung."""
    kinds = "('bundle', 'gaps', 'asks', 'goals', 'advice')"
    sql = f"SELECT 1 FROM alarms WHERE kind IN {kinds} AND done_at IS NULL AND due_at <= ?"
    for _ in range(200):
        if not talk.town.rows(sql, (await talk.town.now()).isoformat()):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("something still rings")


def told(talk: Talk) -> list[str]:
    """What was sent to her unasked, by its text."""
    rows = talk.town.rows("SELECT body FROM deliveries WHERE chat_id = ? ORDER BY id", talk.id)
    return [m["text"] for row in rows for m in json.loads(row["body"])["answer"]["messages"]]


def last_at(talk: Talk) -> str | None:
    rows = talk.town.rows("SELECT last_at FROM bundles WHERE person_id = ?", talk.id)
    return rows[0]["last_at"] if rows else None


async def chooses(talk: Talk, *labels: str) -> Heard:
    """Goes through the settings of what comes unasked."""
    await talk.says("/settings")
    heard = await talk.presses("🔔 کِی و چقدر پیام بدهم؟")
    for label in labels:
        heard = await talk.presses(label)
    return heard


async def test_all_pages_of_a_person_are_one_bundle_with_a_list_for_each(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await sara.says("/page")
    await sara.presses("➕ پیج تازه")
    await sara.says("@shal_sara")
    await sara.says("عکس شال ۱۲۰ لایک ۵ کامنت امروز ساعت ۸")
    await goes_to(sara, "20:00", days=1)
    heard = await sara.hears_later(2)
    assert "مانتو" in heard.messages[0]["text"]
    assert "شال" in heard.messages[1]["text"]
    assert len(sara.town.rows("SELECT 1 FROM deliveries WHERE chat_id = ?", sara.id)) == 1
    await rung(sara)
    assert len(told(sara)) == 2


async def test_pages_of_far_apart_zones_are_one_bundle_by_the_clock_she_lives_by(sara: Talk) -> None:
    at_home = sara.page_id
    await sara.says("/page")
    await sara.presses("➕ پیج تازه")
    await sara.says("@far_sara")
    away = "UPDATE pages SET zone = 'America/Los_Angeles', zone_chosen = 1 WHERE id = ?"
    sara.town.database.execute(away, (sara.page_id,))
    await sara.says("عکس شال ۱۲۰ لایک ۵ کامنت ۱ ساعت پیش")
    await sara.says("/page")
    await sara.presses(data=f"pg:{at_home}:show")
    await sara.presses("کار روی این پیج")
    assert sara.page_id == at_home
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await sara.says("ریلز کیف ۳۱۰ لایک ۱۲ کامنت دیروز ساعت ۱۲")
    came = []
    for days in (0, 1, 1):
        for clock in ("02:00", "08:00", "14:00", "20:00"):
            if days or clock > "10:00":
                await goes_to(sara, clock, days=days * (clock == "02:00"))
                await rung(sara)
                rows = sara.town.rows("SELECT 1 FROM deliveries WHERE chat_id = ?", sara.id)
                came += [clock] * (len(rows) - len(came))
    assert came == ["20:00", "20:00"]
    heard = await sara.hears_later(len(told(sara)))
    assert "شال" in heard.text
    assert "مانتو" in heard.text


async def test_advice_about_a_page_far_away_does_not_come_at_that_pages_hour(sara: Talk) -> None:
    at_home = sara.page_id
    await sara.says("/page")
    await sara.presses("➕ پیج تازه")
    await sara.says("@far_sara")
    away = "UPDATE pages SET zone = 'Asia/Tokyo', zone_chosen = 1 WHERE id = ?"
    sara.town.database.execute(away, (sara.page_id,))
    await sara.says("/page")
    await sara.presses(data=f"pg:{at_home}:show")
    await sara.presses("کار روی این پیج")
    await goes_to(sara, "04:40", days=13)
    await rung(sara)
    assert told(sara) == []
    await goes_to(sara, "20:00")
    assert "یک قدم برای @far_sara" in (await sara.hears_later()).text


async def test_nothing_to_say_uses_up_no_day(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await sara.presses("برگردان")
    await goes_to(sara, "20:00", days=1)
    await rung(sara)
    assert told(sara) == []
    assert last_at(sara) is None


async def test_few_words_gather_a_week_for_its_day(sara: Talk) -> None:
    card = await chooses(sara, "🔔 چند وقت یک‌بار", "کم‌حرف: هفته‌ای یک بار")
    assert "کم‌حرف؛ هفته‌ای یک بار، پنجشنبه ساعت ۲۰:۰۰" in card.text
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await goes_to(sara, "20:00", days=1)
    await rung(sara)
    await sara.says("عکس شال ۱۲۰ لایک ۵ کامنت امروز ساعت ۱۲ ظهر")
    await goes_to(sara, "20:00", days=2)
    await rung(sara)
    assert told(sara) == []
    await goes_to(sara, "20:00", days=1)
    assert "آمار امشب: ۲ پست" in (await sara.hears_later()).text


async def test_who_wants_nothing_hears_nothing_until_she_wants_again(sara: Talk) -> None:
    await chooses(sara, "🔔 چند وقت یک‌بار", "خاموش")
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await goes_to(sara, "20:00", days=1)
    await rung(sara)
    assert told(sara) == []
    await goes_to(sara, "09:00", days=1)
    await chooses(sara, "🔔 چند وقت یک‌بار", "روزی یک بار")
    await goes_to(sara, "20:00")
    assert "آمار امشب: ۱ پست" in (await sara.hears_later()).text


async def test_the_bundle_comes_at_the_hour_that_she_chose(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    assert "ساعت ۱۸:۰۰" in (await chooses(sara, "🕗 ساعتش", "۱۸:۰۰")).text
    await goes_to(sara, "18:00", days=1)
    assert "آمار امشب: ۱ پست" in (await sara.hears_later()).text
    await goes_to(sara, "20:00")
    await rung(sara)
    assert len(told(sara)) == 1


async def test_quiet_hours_put_the_bundle_off_to_their_end(sara: Talk) -> None:
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    heard = await chooses(sara, "🌙 ساعت سکوت", "۲۰:۰۰")
    assert [label for label in heard.labels if label.startswith("✓")] == ["✓ ۲۰:۰۰", "✓ ۰۸:۰۰"]
    back = await sara.presses("↩️ برگشت")
    assert "از ۲۰:۰۰ تا ۰۸:۰۰" in back.text
    await goes_to(sara, "20:00", days=1)
    await rung(sara)
    assert told(sara) == []
    await goes_to(sara, "08:00", days=1)
    assert "آمار ۱ پست" in (await sara.hears_later()).text


async def rhythm(talk: Talk, pause: int, posts: int) -> None:
    """Posts of a page every so many days, the last one today."""
    for number in reversed(range(posts)):
        when = f"{number * pause} روز پیش" if number else "امروز"
        await talk.says(f"ریلز {300 + number} لایک ۱۲ کامنت {when} ساعت ۹ صبح")


async def test_a_silence_longer_than_usual_is_said_once_a_week(sara: Talk) -> None:
    await sara.says("/settings")
    await sara.presses("زمان پرسیدن آمار")
    await sara.presses("هیچ‌وقت")
    await rhythm(sara, 2, 7)
    heard: dict[int, str] = {}
    for day in range(1, 17):
        await goes_to(sara, "20:00", days=1)
        await rung(sara)
        said = [text.translate(ISOLATES) for text in told(sara) if "پست تازه‌ای ندارد" in text]
        if len(said) > len(heard):
            heard[day] = said[-1]
    first, second = heard
    assert second - first >= 7
    silent = f"{localise(str(first), 'fa')} روز است پست تازه‌ای ندارد"
    assert f"{silent}؛ معمولاً هر ۲ روز یک پست داشت" in heard[first]


def days_of_posts(now: datetime, last: int, pause: int, posts: int) -> bytes:
    """A table of posts every so many days, the last one so many days ago."""
    moments = (now - timedelta(days=last + number * pause) for number in range(posts))
    rows = (f"p{number},{at.isoformat()},reel,{300 + number},12" for number, at in enumerate(moments))
    return "\n".join(("post_id,published_at,kind,likes,comments", *rows)).encode()


@pytest.mark.parametrize("clock", ["20:00", "10:00"])
async def test_an_imported_page_hears_of_its_silence_as_soon_as_it_is_one(sara: Talk, clock: str) -> None:
    """However the clock jumps between the looks: at the bundle's hour, or before it."""
    now = await sara.town.now()
    await brings(sara, days_of_posts(now, 1, 3, 20))
    before, today = len(told(sara)), now.astimezone(TEHRAN).date()
    start = silent_from({today - timedelta(days=1 + 3 * number) for number in range(20)})
    assert start is not None
    first = (start - today).days + (clock < "20:00")
    for day in range(1, first + 1):
        await goes_to(sara, clock, days=1)
        await rung(sara)
        assert bool([text for text in told(sara) if "پست تازه‌ای ندارد" in text]) == (day == first)
    heard = await sara.hears_later(len(told(sara)) - before)
    assert "معمولاً هر ۳ روز یک پست داشت" in heard.text
    assert "پیشنهاد برای دو هفتهٔ آینده" in (await sara.presses(data=heard.of_kind("cf")[0])).text


async def test_a_page_that_is_put_away_has_no_bundle_come_for_its_silence(sara: Talk) -> None:
    away = sara.page_id
    await brings(sara, days_of_posts(await sara.town.now(), 9, 1, 20))
    await sara.says("/page @second")
    await sara.forges(f"pg:{away}:archive")
    await goes_to(sara, "12:00", days=1)
    await rung(sara)
    looked = "SELECT 1 FROM alarms WHERE kind = 'gaps' AND page_id = ? AND done_at IS NOT NULL"
    assert sara.town.rows(looked, away)
    assert sara.town.rows("SELECT 1 FROM alarms WHERE kind = 'bundle' AND page_id = ?", away) == []


async def test_the_days_plans_come_in_the_morning_to_who_wants_them(sara: Talk) -> None:
    await sara.says("/plan فردا ساعت ۲۱ ریلز پشت صحنه")
    await chooses(sara, "☀️ برنامهٔ روز", "۰۸:۰۰")
    await goes_to(sara, "08:00", days=1)
    heard = await sara.hears_later()
    assert "برنامهٔ امروز" in heard.text
    assert "🔹 ۲۱:۰۰ ریلز، پشت صحنه" in heard.text
    menu = await sara.presses(data=heard.of_kind("cd")[0])
    assert menu.of_kind("pn")
    await chooses(sara, "☀️ برنامهٔ روز", "نمی‌خواهم")
    waiting = "SELECT 1 FROM alarms WHERE kind = 'morning' AND person_id = ? AND done_at IS NULL"
    assert sara.town.rows(waiting, sara.id) == []


async def test_gaps_can_be_switched_off(sara: Talk) -> None:
    await rhythm(sara, 2, 7)
    await chooses(sara, "⏸ خبر از وقفه", "خاموش")
    for _ in range(10):
        await goes_to(sara, "20:00", days=1)
        await rung(sara)
    assert not [text for text in told(sara) if "پست تازه‌ای ندارد" in text]


@pytest.mark.parametrize("data", ["bu:nothing:", "bu:pace:hourly", "bu:at:3", "bu:quiet:x9", "bu:weekday:9"])
async def test_a_forged_setting_is_refused(sara: Talk, data: str) -> None:
    await sara.says("/settings")
    assert (await sara.forges(data)).alert
    assert sara.town.rows("SELECT 1 FROM bundles WHERE person_id = ?", sara.id) == []


@pytest.mark.parametrize(
    ("language", "title"), [("ar", "متى أراسلكم"), ("en", "When I write to you"), ("fa", "کِی پیام بدهم")]
)
async def test_the_settings_speak_the_persons_language(sara: Talk, language: str, title: str) -> None:
    await sara.says(f"/language {language}")
    settings = await sara.says("/settings")
    heard = await sara.presses(data=settings.of_kind("bu")[0])
    assert title in heard.text
    for data in heard.of_kind("bu"):
        shown = await sara.presses(data=data)
        await sara.presses(data=next(each for each in shown.of_kind("bu") if each == "bu:show:"))


def alarms(talk: Talk) -> list[dict[str, Any]]:
    return talk.town.rows("SELECT * FROM alarms WHERE person_id = ? AND kind = 'bundle'", talk.id)


async def test_a_bundle_that_rings_twice_is_said_once(sara: Talk) -> None:
    """As after a kill: what was said is marked in the write that says it."""
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await goes_to(sara, "20:00", days=1)
    await sara.hears_later()
    again = "UPDATE alarms SET done_at = NULL, leased_until = NULL WHERE kind = 'bundle' AND person_id = ?"
    sara.town.database.execute(again, (sara.id,))
    await rung(sara)
    assert len(told(sara)) == 1
