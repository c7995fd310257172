"""What is wanted by «گزارش», however it is said."""

from __future__ import annotations

import pytest

from bot.domain.report_periods import Span
from bot.language.reporting import Wish, report_phrase, report_words, same_campaign


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("گزارش ماهانه", Wish(Span.MONTH)),
        ("گزارش هفتگی", Wish(Span.WEEK)),
        ("گزارش امروز", Wish(Span.DAY)),
        ("گزارش دیروز", Wish(Span.DAY, past=True)),
        ("گزارش هفتهٔ پیش", Wish(Span.WEEK, past=True)),
        ("گزارش این هفته", Wish(Span.WEEK)),
        ("تقرير أمس", Wish(Span.DAY, past=True)),
        ("تقرير الأسبوع الماضي", Wish(Span.WEEK, past=True)),
        ("last week report", Wish(Span.WEEK, past=True)),
        ("گزارش کمپین یلدا", Wish(Span.CAMPAIGN, "یلدا")),
        ("گزارش کمپین", Wish(Span.CAMPAIGN)),
        ("تقرير شهري", Wish(Span.MONTH)),
        ("تقرير حملة رمضان", Wish(Span.CAMPAIGN, "رمضان")),
        ("monthly report", Wish(Span.MONTH)),
        ("report campaign black friday", Wish(Span.CAMPAIGN, "black friday")),
    ],
)
def test_a_wish_is_understood(text: str, wish: Wish):
    assert report_phrase(text) == wish


@pytest.mark.parametrize("text", ["گزارش", "گزارش دادم به رئیس", "ریلز ۱۲۰۰ لایک", "report a problem", ""])
def test_other_talk_is_none(text: str):
    assert report_phrase(text) is None


def test_the_first_piece_that_means_nothing_is_shown():
    assert report_words("monthly banana").unread == "banana"


def test_a_campaign_is_the_same_however_its_letters_are_written():
    assert same_campaign(["یلدا", "يلدا", "نوروز"], " يلدا ") == {"یلدا", "يلدا"}
