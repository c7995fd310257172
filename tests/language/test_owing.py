"""Lines that say that somebody waits for an answer, and those that say something else."""

import pytest

from bot.language.owing import owed_to


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("جواب مشتری سارا مونده", "سارا"),
        ("جواب سارا خانم مانده", "سارا خانم"),
        ("باید جواب مینا رو بدم", "مینا"),
        ("پاسخ @gol_sara را نداده‌ام", "@gol_sara"),
        ("علی منتظر جوابه", "علی"),
        ("جواب مشتری مونده", ""),
        ("الرد على سارة باقي", "سارة"),
        ("لازم أرد على أم علي", "أم علي"),
        ("الزبونة نورة تنتظر الرد", "نورة"),
        ("owe Sara an answer", "Sara"),
        ("I need to reply to Mrs Smith", "Mrs Smith"),
        ("Ali is waiting for an answer", "Ali"),
    ],
)
def test_who_waits_is_read_as_it_was_typed(text: str, who: str):
    assert owed_to(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "",
        "عکس ۱۲۰ لایک ۳ کامنت",
        "جواب",
        "منتظر جوابم",
        "گزارش هفتگی",
        "جواب همه مشتری‌هایی که از دیروز تا حالا پیام داده بودند مونده",
        "مقایسه ساعت‌ها",
        "an answer",
        "سارا ۲۵۰ هزار تومان",
    ],
)
def test_what_says_something_else_is_left_to_others(text: str):
    assert owed_to(text) is None
