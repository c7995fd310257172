"""Advice by itself: eight weeks of it, in order, never twice; where and when each page wants it."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.domain.advice import AGAIN
from bot.domain.tips import tips
from bot.domain.trust import Sells, items
from bot.language.texts import Texts
from bot.rendering.tips import piece_of
from tests.handlers.channels import Channel, chooses
from tests.handlers.talking import ISOLATES, TEHRAN, Heard, Talk, Town

pytestmark = pytest.mark.usefixtures("own_sunday")

FA = Texts("fa")
ALL = len(items()) + len(tips())
"""More often than this no page is advised before something comes again."""


def given(talk: Talk) -> list[dict[str, Any]]:
    sql = "SELECT * FROM advice_given WHERE page_id = ? ORDER BY id"
    return talk.town.rows(sql, talk.page_id)


async def sells(talk: Talk, kind: Sells = Sells.GOODS) -> None:
    await talk.says("/trust")
    await talk.forges(f"tr:{talk.page_id}:sell.{kind}")


async def goes_to_saturday(talk: Talk, weeks: int = 1, hour: int = 10) -> None:
    """Moves the clock to the hour of the so-manieth Saturday to come, in Tehran."""
    local = (await talk.town.now()).astimezone(TEHRAN)
    days = (5 - local.weekday()) % 7 or 7
    day = local + timedelta(days=days + 7 * (weeks - 1))
    await talk.town.set_time(day.replace(hour=hour, minute=0, second=1, microsecond=0))


async def hears_advice(talk: Talk) -> Heard:
    """The next thing that the bot says by itself which is advice."""
    while True:
        heard = await talk.hears_later()
        for message in heard.messages:
            if "یک قدم برای" in (message.get("text") or ""):
                return Heard([message])


def titles(row: dict[str, Any]) -> str:
    source, _, item = row["piece"].partition(".")
    if source == "tips":
        return FA(piece_of(tips()[item]).title).translate(ISOLATES)
    return FA(f"trust-{items()[item].id.replace('_', '-')}-name").translate(ISOLATES)


def answers(talk: Talk) -> list[tuple[str, str]]:
    """What is answered of the trust checklist and of the tips, in order."""
    sql = """
        SELECT 'trust.' || item AS piece, reply, answered_at FROM trust_answers WHERE page_id = ?
        UNION ALL SELECT 'tips.' || item, reply, answered_at FROM tip_answers WHERE page_id = ?
        ORDER BY answered_at
    """
    found = talk.town.rows(sql, talk.page_id, talk.page_id)
    return [(row["piece"], row["reply"]) for row in found]


async def test_over_eight_weeks_a_piece_a_week_comes_and_none_twice(sara: Talk) -> None:
    await sells(sara)
    await goes_to_saturday(sara, weeks=2)  # the first week is for settling in
    texts = []
    for week in range(8):
        heard = await hears_advice(sara)
        texts.append(heard.text)
        assert len(given(sara)) == week + 1
        await goes_to_saturday(sara)
    rows = given(sara)[:8]
    at = [datetime.fromisoformat(row["given_at"]).astimezone(TEHRAN) for row in rows]
    assert {(each.weekday(), each.hour) for each in at} == {(5, 10)}
    assert [(b.date() - a.date()).days for a, b in pairwise(at)] == [7] * 7
    assert len({row["piece"] for row in rows}) == 8
    for row, text in zip(rows, texts, strict=True):
        assert titles(row) in text
        assert "دقیقه" in text or "ساعت" in text
        assert re.search("۲۰[۰-۹]{2}", text)


async def test_done_and_not_for_us_never_come_again_and_answer_the_checklist(sara: Talk) -> None:
    await sells(sara)
    heard = await sara.says("قدم بعدی")
    first = given(sara)[0]["piece"]
    done = await sara.presses(data=heard.button("انجام شد"))
    assert "آفرین" in done.text
    heard = await sara.says("/step")
    second = given(sara)[1]["piece"]
    await sara.presses(data=heard.button("به درد ما"))
    assert answers(sara) == [(first, "yes"), (second, "na")]
    await sara.town.set_time(await sara.town.now() + AGAIN + timedelta(days=1))
    for _ in range(ALL):
        await sara.says("/step")
    assert [row["piece"] for row in given(sara)].count(first) == 1
    assert [row["piece"] for row in given(sara)].count(second) == 1


async def test_later_leaves_it_for_ninety_days_and_then_it_may_come_again(sara: Talk) -> None:
    await sells(sara)
    heard = await sara.says("/step")
    first = given(sara)[0]["piece"]
    assert "سه ماه" in (await sara.presses(data=heard.button("بعداً"))).text
    said = [await sara.says("/step") for _ in range(ALL)]
    assert "پیشنهاد تازه‌ای ندارم" in said[-1].text
    pieces = [row["piece"] for row in given(sara)]
    assert len(set(pieces)) == len(pieces)
    await sara.town.set_time(await sara.town.now() + AGAIN + timedelta(hours=1))
    for _ in range(ALL):
        await sara.says("/step")
    assert [row["piece"] for row in given(sara)].count(first) == 2


async def test_more_tells_the_steps_and_leaves_the_piece_open(sara: Talk) -> None:
    await sells(sara)
    heard = await sara.says("/step")
    more = await sara.presses(data=heard.button("بیشتر بگو"))
    assert more.text != heard.text
    assert any(said in more.text for said in ("چطور انجامش بدهید", "یک نمونه"))
    assert given(sara)[0]["verdict"] is None


async def test_advice_speaks_of_the_pages_own_posts(sara: Talk) -> None:
    await sells(sara)
    for hour in range(13, 19):
        await sara.says(f"عکس شال ۱۲۰ لایک ۵ کامنت دیروز ساعت {hour}")
    heard = await sara.says("/step")
    assert "۶ پست آخر شما همه عکس بود" in heard.text


async def test_a_page_chooses_how_often_which_day_what_and_never(sara: Talk) -> None:
    await sells(sara)
    heard = await sara.presses(data=(await _said_later(sara)).button("زمان پیشنهادها"))
    assert "هر هفته، شنبه ساعت ۱۰:۰۰" in heard.text
    heard = await sara.presses(data=heard.button("هر دو هفته"))
    heard = await sara.presses(data=heard.button("چه روزی"))
    heard = await sara.presses(data=heard.button("دوشنبه"))
    heard = await sara.presses(data=heard.button("چه ساعتی"))
    heard = await sara.presses(data=heard.button("۱۷:۰۰"))
    assert "هر دو هفته، دوشنبه ساعت ۱۷:۰۰" in heard.text
    heard = await sara.presses(data=heard.button("دربارهٔ چه"))
    heard = await sara.presses(data=heard.button("اعتماد"))
    row = sara.town.row("SELECT * FROM advice_schedules WHERE page_id = ?", sara.page_id)
    assert (row["every"], row["weekday"], row["hour"]) == (14, 0, 17)
    assert "trust" not in row["areas"]
    heard = await sara.presses(data=heard.button("برگشت"))
    heard = await sara.presses(data=heard.button("هیچ‌وقت"))
    assert "خاموش" in heard.text
    before = len(given(sara))
    await goes_to_saturday(sara, weeks=3)
    await sara.settled()
    assert len(given(sara)) == before


async def _said_later(sara: Talk) -> Heard:
    heard = await sara.says("/step")
    return await sara.presses(data=heard.button("بعداً"))


async def test_advice_in_a_group_is_answered_there_by_the_pages_people_only(town: Town, sara: Talk) -> None:
    await sells(sara)
    group = await Channel.new(sara, title="تیم فروش", kind="group")
    await group.brings_the_bot()
    await sara.hears_later()
    await chooses(sara, "@gol_sara")
    heard = await sara.presses(data=(await _said_later(sara)).button("زمان پیشنهادها"))
    heard = await sara.presses(data=heard.button("کجا"))
    heard = await sara.presses(data=heard.button("تیم فروش"))
    assert "در گروه تیم فروش" in heard.text
    before = len(given(sara))
    await goes_to_saturday(sara, weeks=2)
    message = await _in_group(sara, group)
    assert "یک قدم برای" in message["text"]
    assert given(sara)[before]["chat_id"] == group.id
    async with await Talk.new(town, "غریبه") as stranger:
        await group.joined_by(stranger)
        await _presses_there(stranger, group, message, "انجام شد")
        assert given(sara)[before]["verdict"] is None
    await _presses_there(sara, group, message, "انجام شد")
    assert given(sara)[before]["verdict"] == "done"


async def _in_group(sara: Talk, group: Channel) -> dict[str, Any]:
    """The bot's newest message in a group, once there is one."""
    for _ in range(200):
        query = {"as": sara.id, "after": 0}
        said = await sara.person.asks("GET", f"/play/chats/{group.id}/messages", **query)
        found: list[dict[str, Any]] = [
            m for m in said if m["from"]["is_bot"] and "یک قدم" in (m.get("text") or "")
        ]
        if found:
            return found[-1]
        await asyncio.sleep(0.05)
    raise AssertionError("nothing was said in the group")


async def _presses_there(talk: Talk, group: Channel, message: dict[str, Any], label: str) -> dict[str, Any]:
    data = next(b["data"] for row in message["buttons"] for b in row if label in b["label"])
    pressed = await talk.person.presses(data=data, chat=group.id, message_id=message["message_id"])
    return await talk.person.answer_to(pressed["callback_query_id"])


async def test_old_answers_are_asked_again_gently_after_half_a_year(sara: Talk) -> None:
    await sells(sara)
    await sara.forges(f"ta:{sara.page_id}:1:yes:0:")
    await sara.forges(f"ta:{sara.page_id}:8:no:0:")
    await sara.town.set_time(await sara.town.now() + timedelta(days=190))
    stale = await _hears_stale(sara)
    assert "نماد اعتماد (اینماد): بله" in stale.text
    held = await sara.presses(data=stale.button("هنوز همین است"))
    assert "۲ جواب تازه شد" in held.notice.translate(ISOLATES)
    sql = "SELECT item, reply FROM trust_answers WHERE page_id = ? ORDER BY id"
    found = [tuple(row.values()) for row in sara.town.rows(sql, sara.page_id)]
    assert sorted(found) == sorted([("enamad", "yes"), ("returns", "no")] * 2)


async def _hears_stale(talk: Talk) -> Heard:
    while True:
        for message in (await talk.hears_later()).messages:
            if "شش ماه" in (message.get("text") or ""):
                return Heard([message])


async def test_a_viewer_gets_no_step_and_says_nothing_to_one(town: Town, sara: Talk) -> None:
    await sells(sara)
    await sara.says("/step")
    async with await Talk.new(town, "لیلا") as leila:
        await leila.says("/start")
        leila.role("viewer", sara.page_id)
        await leila.says("/step")
        number = given(sara)[0]["id"]
        assert (await leila.forges(f"ad:{number}:done")).alert
        assert (await leila.forges(f"av:{sara.page_id}:every:0")).alert
    assert [row["verdict"] for row in given(sara)] == [None]


async def test_old_answers_are_asked_again_also_of_who_wants_no_advice(sara: Talk) -> None:
    await sells(sara)
    await sara.forges(f"ta:{sara.page_id}:1:yes:0:")
    await sara.forges(f"av:{sara.page_id}:every:0")
    await sara.town.set_time(await sara.town.now() + timedelta(days=190))
    stale = await _hears_stale(sara)
    looked = await sara.presses(data=stale.button("نماد اعتماد"))
    assert not looked.edited
    assert "چرا مهم است" in looked.text
    assert [row["piece"] for row in given(sara)] == ["trust.stale"]


async def test_done_is_taken_back_as_if_the_piece_had_never_been_answered(sara: Talk, town: Town) -> None:
    await sells(sara)
    await sara.says("/step")
    await sara.presses("انجام شد ✅")
    (row,) = given(sara)
    assert answers(sara) == [(row["piece"], "yes")]
    heard = await sara.presses("برگردان")
    assert "انگار هنوز به این قدم جوابی نداده‌اید" in heard.text
    (row,) = given(sara)
    assert (row["verdict"], row["verdict_by"], row["verdict_at"]) == (None, None, None)
    table = f"{'trust' if row['piece'].startswith('trust') else 'tip'}_answers"
    standing = f"SELECT 1 FROM {table} WHERE page_id = ? AND withdrawn_at IS NULL"
    assert sara.town.rows(standing, sara.page_id) == []
    await town.set_time(await town.now() + AGAIN + timedelta(days=1))
    pieces = []
    while "پیشنهاد تازه‌ای ندارم" not in (await sara.says("/step")).text and len(pieces) < ALL:
        pieces.append(given(sara)[-1]["piece"])
        if pieces[-1] == row["piece"]:
            break
    assert row["piece"] in pieces


async def test_not_for_us_and_later_are_taken_back_by_undo(sara: Talk) -> None:
    await sells(sara)
    for label in ("به درد ما نمی‌خورد", "بعداً"):
        await sara.says("/step")
        await sara.presses(label)
        await sara.says("برگردان")
    assert [row["verdict"] for row in given(sara)] == [None, None]
