"""A customer who waits for an answer: noted by a line, reminded of, answered by a button."""

from __future__ import annotations

import pytest

from bot.language.texts import Texts
from tests.handlers.talking import SUNDAY, Talk, Town, moment
from tests.handlers.test_customers import a_customer
from tests.handlers.test_groups import text_of
from tests.handlers.test_reports import linked_group, posts_of_two_weeks

EVENING = moment("2026-11-22T20:00:00+03:30")


def waiting(talk: Talk) -> list[str]:
    sql = "SELECT who FROM owed_answers WHERE page_id = ? AND answered_at IS NULL ORDER BY id"
    return [row["who"] for row in talk.town.rows(sql, talk.page_id)]


async def test_a_line_notes_who_waits_and_a_button_ends_it(sara: Talk):
    heard = await sara.says("جواب مشتری مینا مونده")
    assert "مینا" in heard.text
    assert waiting(sara) == ["مینا"]
    await sara.says("باید جواب علی رو بدم")
    await sara.says("جواب مینا مانده")
    assert waiting(sara) == ["مینا", "علی"]
    heard = await sara.presses("✓ علی")
    assert heard.edited
    assert waiting(sara) == ["مینا"]
    assert "مینا" in heard.text
    await sara.presses("برگردان")
    assert waiting(sara) == ["مینا", "علی"]


async def test_a_note_is_taken_back_and_its_old_button_ends_nobody_else(sara: Talk):
    heard = await sara.says("جواب مینا مونده")
    old = heard.button("✓ جواب دادم")
    await sara.says("/undo")
    assert waiting(sara) == []
    await sara.says("جواب علی مونده")
    heard = await sara.presses(data=old, forged=True)
    assert heard.alert
    assert waiting(sara) == ["علی"]


async def test_a_line_without_a_name_is_asked_about(sara: Talk):
    heard = await sara.says("جواب مشتری مونده")
    assert "چه کسی" in heard.text
    assert waiting(sara) == []


async def test_the_report_tells_who_waits_to_the_team_and_a_press_there_answers(sara: Talk):
    await posts_of_two_weeks(sara)
    await sara.says("جواب مینا مونده")
    heard = await sara.says("/report")
    assert "۱ مشتری منتظر جواب شماست: مینا" in heard.text
    heard = await sara.presses("جواب‌ها")
    assert "مینا" in heard.text
    await sara.presses("✓ مینا")
    assert waiting(sara) == []


async def test_a_group_hears_how_many_wait_and_not_who(sara: Talk):
    await posts_of_two_weeks(sara)
    await sara.says("جواب مینا مونده")
    group = await linked_group(sara)
    (report,) = await group.hears(sara, "/report")
    labels = [button["label"] for row in report["buttons"] for button in row]
    await group.presses(sara, report, labels.index("جواب‌ها"))
    shown = next(m for m in await group.seen() if m["message_id"] == report["message_id"])
    assert "۱ مشتری منتظر جواب" in text_of(shown)
    assert all("مینا" not in text_of(message) for message in await group.seen())
    assert [b["label"] for row in shown["buttons"] for b in row] == ["بازگشت به گزارش"]


async def test_the_bundle_of_the_day_reminds_until_everybody_is_answered(sara: Talk):
    await sara.says("جواب مینا مونده")
    await sara.town.set_time(EVENING)
    heard = await sara.hears_later()
    assert "منتظر جواب" in heard.text
    await sara.presses("✓ مینا")
    assert waiting(sara) == []
    await sara.town.set_time(SUNDAY)


@pytest.mark.parametrize(("language", "line"), [("ar", "الرد على سارة باقي"), ("en", "owe Sara an answer")])
async def test_it_is_noted_in_every_language(town: Town, language: str, line: str):
    async with await Talk.new(town, "Guest", language) as guest:
        await guest.has_page("@guest")
        heard = await guest.says(line)
        texts = Texts(language, language, "gregorian")  # type: ignore[arg-type]
        assert texts.plain("owed-done") in heard.labels
        assert len(waiting(guest)) == 1


async def test_who_is_deleted_from_the_customers_is_named_nowhere_any_more(sara: Talk):
    number = await a_customer(sara, "مینا کریمی")
    await sara.says("جواب علی مونده")
    await sara.says("جواب مینا كريمي مونده")
    await sara.presses("✓ جواب دادم")
    await sara.says("جواب مینا کریمی هنوز مونده")
    await sara.forges(f"ck:{number}:delete.yes")
    sql = "SELECT who FROM owed_answers WHERE page_id = ? AND who != '' ORDER BY id"
    assert [row["who"] for row in sara.town.rows(sql, sara.page_id)] == ["علی"]
    await sara.says("/undo")
    await sara.says("/undo")
    assert waiting(sara) == ["علی"]
