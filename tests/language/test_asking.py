"""What stands behind «مقایسه»."""

import pytest

from bot.domain.engagement import Base
from bot.domain.groupings import Dimension
from bot.domain.measures import Amount
from bot.language.asking import MOST_DAYS, ComparisonSaid, comparison_phrase, comparison_words


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("", ComparisonSaid()),
        ("روزها", ComparisonSaid(Dimension.WEEKDAY)),
        ("weekday", ComparisonSaid(Dimension.WEEKDAY)),
        ("ساعت ها", ComparisonSaid(Dimension.HOUR)),
        ("ساعت‌ها ۹۰ روز", ComparisonSaid(Dimension.HOUR, days=90)),
        ("hashtags 90", ComparisonSaid(Dimension.HASHTAGS, days=90)),
        ("90 days", ComparisonSaid(days=90)),
        ("۳ ماه", ComparisonSaid(days=90)),
        ("٩٠", ComparisonSaid(days=90)),
        ("کپشن‌ها یک سال", ComparisonSaid(Dimension.CAPTION, days=365)),
        ("سه ماه", ComparisonSaid(days=90)),
        ("campaigns reach", ComparisonSaid(Dimension.CAMPAIGN, Amount.REACH)),
        ("هشتگ بر اساس لایک نسبت به بازدید", ComparisonSaid(Dimension.HASHTAGS, Amount.LIKES, Base.VIEWS)),
        ("reach by views", ComparisonSaid(amount=Amount.REACH)),
        ("با دوره قبل ۳۰ روز", ComparisonSaid(Dimension.PERIOD, days=30)),
        ("با پارسال", ComparisonSaid(Dimension.YEAR)),
        ("الأيام", ComparisonSaid(Dimension.WEEKDAY)),
        ("الهاشتاقات آخر ٩٠ يوم", ComparisonSaid(Dimension.HASHTAGS, days=90)),
        ("پیج‌ها", ComparisonSaid(Dimension.PAGE)),
        ("ریلز و عکس", ComparisonSaid(Dimension.KIND)),
        ("call to action", ComparisonSaid(Dimension.CALL)),
        ("months all time", ComparisonSaid(Dimension.MONTH, days=None)),
    ],
)
def test_what_is_wanted_is_read(said, wanted):
    assert comparison_words(said) == wanted


@pytest.mark.parametrize("said", ["abc", "مانتو", "hours and days", "قهوه"])
def test_what_is_not_understood_is_told(said):
    assert comparison_words(said).unread


@pytest.mark.parametrize("said", ["0", "-3", "99999999999", "۰", f"{MOST_DAYS + 1}", "1.5", "400 years"])
def test_what_is_no_number_of_days_is_told_and_not_used(said):
    found = comparison_words(said)
    assert found.odd_days is not None
    assert found.days == ComparisonSaid().days


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("مقایسه ساعت ها", "ساعت ها"),
        ("compare campaigns reach", "campaigns reach"),
        ("مقارنة الأيام", "الأيام"),
        ("مقایسه کن روزها", "روزها"),
        ("مقایسه قیمت مانتو ۲۰۰ لایک", None),
        ("عکس مقایسه ۲۰۰ لایک", None),
        ("compare 0", None),
        ("مقایسه", None),
        ("", None),
        ("👋", None),
    ],
)
def test_only_a_message_that_is_nothing_but_a_wish_is_one(text, rest):
    assert comparison_phrase(text) == rest
