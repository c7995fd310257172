"""Ideas: kept without a day, listed by the calendar, given a day or dropped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.handlers.talking import ISOLATES, SUNDAY, TEHRAN, Talk

TOMORROW = SUNDAY.astimezone(TEHRAN).date() + timedelta(days=1)


@pytest.mark.parametrize(
    ("language", "line", "topic"),
    [
        ("fa", "/plan ایده: چالش ۷ روزه", "چالش ۷ روزه"),
        ("fa", "ایده مقایسهٔ دو رنگ، فردا یا شنبه", "مقایسهٔ دو رنگ، فردا یا شنبه"),
        ("ar", "فكرة: جولة في المتجر", "جولة في المتجر"),
        ("en", "idea: behind the scenes", "behind the scenes"),
    ],
)
async def test_an_idea_is_kept_in_its_own_words_at_once(
    sara: Talk, language: str, line: str, topic: str
) -> None:
    await sara.says(f"/language {language}")
    heard = await sara.says(line)
    (kept,) = sara.plans()
    assert (kept["state"], kept["topic"], kept["at"]) == ("idea", topic, None)
    assert heard.of_kind("pn")
    await sara.presses(data=heard.of_kind("un")[0])
    assert sara.plans() == []


async def test_an_idea_of_which_nothing_is_said_yet_is_asked(sara: Talk) -> None:
    assert "ایده‌تان چیست" in (await sara.says("ایده")).text
    assert "نگه داشتم" in (await sara.says("یک روز با ما، فردا")).text
    (kept,) = sara.plans()
    assert (kept["state"], kept["topic"]) == ("idea", "یک روز با ما، فردا")


async def test_an_idea_in_the_midst_of_a_plan_is_kept_beside_it(sara: Talk) -> None:
    await sara.says("/plan عکس شال")
    await sara.says("ایده: پرسش و پاسخ")
    assert [row["topic"] for row in sara.plans()] == ["پرسش و پاسخ"]


async def test_ideas_without_a_day_are_listed_and_given_one_or_dropped(sara: Talk) -> None:
    assert not (await sara.says("تقویم")).of_kind("cj")
    for topic in ("چالش ۷ روزه", "پشت صحنه", "پرسش و پاسخ"):
        await sara.says(f"ایده: {topic}")
    weeks = await sara.says("تقویم")
    assert "ایده‌ها (۳)" in " ".join(weeks.labels).translate(ISOLATES)
    listed = await sara.presses(data=weeks.of_kind("cj")[0])
    assert "۱. پرسش و پاسخ\n۲. پشت صحنه\n۳. چالش ۷ روزه" in listed.text.translate(ISOLATES)
    await sara.presses(data=[d for d in listed.of_kind("pn") if d.endswith("edit.when")][1])
    await sara.says("فردا ساعت ۱۸")
    dated = {row["topic"]: (row["state"], row["wall"]) for row in sara.plans()}
    assert dated["پشت صحنه"] == ("planned", f"{TOMORROW}T18:00")
    await sara.forges(next(data for data in listed.of_kind("pn") if data.endswith("delete")))
    assert {row["topic"] for row in sara.plans()} == {"پشت صحنه", "چالش ۷ روزه"}
    assert "۱. چالش ۷ روزه" in (await sara.forges(weeks.of_kind("cj")[0])).text


async def test_ideas_of_others_are_not_listed(sara: Talk, mina: Talk) -> None:
    await sara.says("ایده: پشت صحنه")
    await mina.has_page("@mina_shop")
    refused = await mina.forges(f"cj:{sara.page_id}")
    assert "پشت صحنه" not in refused.text + (refused.notice or "")
