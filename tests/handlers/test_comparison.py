"""`/compare` in the chat: too early, by kind, by weekday, other periods, details; and the sample."""

from __future__ import annotations

import pytest

from bot.domain.findings import LEAST_POSTS
from bot.language.texts import Texts
from tests.handlers.talking import Talk
from tests.handlers.test_imports import brings, table


async def test_a_comparison_of_nothing_offers_to_begin(sara: Talk):
    heard = await sara.says("/compare")
    assert not heard.messages[0]["photo"]
    assert "ثبت پست" in heard.labels


async def test_a_comparison_that_is_too_early_says_how_many_posts_would_do(sara: Talk):
    for number in range(2):
        await sara.says(f"عکس {320 + number} لایک ۱۲ کامنت دیروز")
    heard = await sara.says("مقایسه")
    assert "زود است" in heard.text
    assert not heard.messages[0]["photo"]
    missing = str(LEAST_POSTS - 2).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert f"{missing} پست دیگر" in heard.text


async def test_posts_are_compared_by_kind_and_by_weekday_with_pictures(sara: Talk):
    await brings(sara, table(120))
    heard = await sara.says("/compare")
    assert heard.messages[0]["photo"]
    assert "@gol_sara" in heard.text
    weekdays = await sara.presses("بر اساس روز هفته")
    assert weekdays.edited
    assert weekdays.messages[0]["photo"]
    assert weekdays.messages[0]["message_id"] == heard.messages[0]["message_id"]
    assert Texts().plain("compare-title-weekday") in weekdays.text
    again = await sara.says("/compare روزها")
    assert Texts().plain("compare-title-weekday") in again.text
    details = await sara.presses("جزئیات")
    assert not details.edited
    assert "میانه" in details.text


async def test_other_periods_and_bases_are_drawn_in_place(sara: Talk):
    await brings(sara, table(60))
    heard = await sara.says("/compare 90")
    assert "فالوور" in heard.text
    for label in ("۳۰ روز", "یک سال", "همه"):
        shown = next(
            each for each in heard.labels if label in each.replace("\u2068", "").replace("\u2069", "")
        )
        redrawn = await sara.presses(shown)
        assert redrawn.edited
        assert redrawn.messages[0]["photo"]
        heard = redrawn
    redrawn = await sara.presses("فقط تعداد")
    assert redrawn.edited


async def test_the_same_comparison_again_is_not_drawn_again(sara: Talk):
    await brings(sara, table(40))
    await sara.says("/compare")
    await sara.settled()
    before = sara.town.row("SELECT count(*) AS n FROM pictures")["n"]
    heard = await sara.says("/compare")
    assert heard.messages[0]["photo"]
    await sara.settled()
    assert sara.town.row("SELECT count(*) AS n FROM pictures")["n"] == before


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_a_comparison_speaks_the_persons_language(sara: Talk, language: str):
    await brings(sara, table(40))
    await sara.says(f"/language {language}")
    heard = await sara.says("/compare")
    assert Texts(language).plain("compare-title-kind") in heard.text  # type: ignore[arg-type]
    assert heard.messages[0]["photo"]


@pytest.mark.parametrize(
    "data", ["cm:{page}:kind:99999999:followers:0", "cm:{page}:kind:-5::0", "cm:{page}:kind:30:er:0"]
)
async def test_a_comparison_that_was_never_offered_is_refused(sara: Talk, data: str):
    await brings(sara, table(12))
    heard = await sara.forges(data.format(page=sara.page_id))
    assert heard.alert
