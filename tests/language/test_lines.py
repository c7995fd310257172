# ruff: noqa: E501 - a list of words stands on one line
"""What admins type is read, asked or shown back; nothing is guessed."""

from datetime import UTC, datetime

import pytest

from bot.domain.lines import FollowersSaid, PostLine, Unclear
from bot.domain.posts import Kind
from bot.language.lines import read_field, read_followers, read_message
from tests.language.phrases import ACCEPTED, SUNDAY, TRAPS, TYPED, shown

COUNTED = {
    "likes": "لایک|پسند|لایکا|لاییک|لایگ|❤️|إعجاب|إعجابات|لايك|لايكات|اعجبات|قلوب|likes|like",
    "comments": "کامنت|کامنتا|نظر|دیدگاه|کامت|کامنط|کومنت|💬|تعليق|تعليقات|كومنت|كومنتات|كومنتس|تعليقت|comments",
    "saves": "سیو|سیوش|ذخیره|زخیره|سیف|سیوو|بوکمارک|🔖|حفظ|سيف|سيفات|مرات الحفظ|حفض|saves",
    "shares": "شیر|شیرا|شییر|اشتراک|هم‌رسانی|فوروارد|فروارد|مشاركة|مشاركات|شير|شيرات|إعادة توجيه|shares",
    "reach": "ریچ|ریچش|ریج|رچ|رییچ|دسترسی|اکانت رسیده|وصول|ريتش|رتش|ريتج|حسابات تم الوصول|reach",
    "impressions": "ایمپرشن|ایمپریشن|امپرشن|ایمپرشین|اینپرشن|ایمپرسشن|دفعات نمایش|مرات الظهور|ظهور|انطباعات|امبريشن|امبرشن",
    "views": "بازدید|باردید|بازدد|ویو|وییو|سین|پلی|دیده شده|👁|مشاهدة|مشاهدات|فيو|فيوز|فيوهات|مشاهدت|views",
    "followers": "فالوور|فالور|فالوئر|فلوور|فلور|دنبال‌کننده|ممبر|عضو|متابع|متابعين|فولورز|فلورز|فولوورز|أعضاء",
    "follows": "فالو|فالوور جدید|متابع جديد|follows|new followers",
    "reposts": "ریپست|ريبوست|reposts",
    "replies": "ریپلای|پاسخ|ردود|replies",
}
KINDS = {
    Kind.CAROUSEL: "اسلایدی|کاروسل|کروسل|کاراسل|اسلایدشو|چندعکسه|ورقی|آلبوم|چرخ‌فلک|كاروسيل|كروسيل|كاروسل|منشور متعدد|ألبوم|carousel",
    Kind.REEL: "ریلز|ریل|ریلس|ریلزا|رییلز|رلز|ریلیز|ريلز|ريل|ريلس|ريلزات|رليز|reel",
    Kind.STORY: "استوری|استوریا|استری|استروی|اسوری|اسطوری|ستوري|ستوريات|استوري|قصة|ستورز|story",
    Kind.PHOTO: "عکس|عکسی|تک‌عکس|تصویر|عسک|فوتو|صورة|صور|تصوير|بوست صورة|photo",
    Kind.VIDEO: "ویدیو|ویدئو|ویدو|فیلم|کلیپ|ویدیوو|فيديو|فديو|ڤيديو|مقطع|فيدو|video",
    Kind.TEXT: "متن|متنی|نوشته|تکست|مطلب|پست متنی|نص|نصي|كتابة|منشور نصي|تكست|text",
}
PLACES = (
    "{} 1200",
    "1200 {}",
    "{}1200",
    "1200{}",
    "{}: ۱۲۰۰",
    "{}=1200",
    "١٢٠٠ تا {}",
    "1200 تا {} گرفت",
    "{} شد ۱٬۲۰۰",
)
EDGES = ("{} ۵۰۰ لایک", "۵۰۰ لایک {}", "{}، ۵۰۰ لایک", "{} مانتو، ۵۰۰ لایک", "500 likes {}")
PLAIN = (
    "نرخ تعامل",
    "درصد تعامل",
    "نرخ درگیری",
    "اینگیجمنت",
    "ER",
    "معدل التفاعل",
    "نسبة التفاعل",
    "انجيجمنت",
    "انقيجمنت",
)
NOUNS = (
    *(
        "هایلایت",
        "برجسته",
        "بیو",
        "بایو",
        "کپشن",
        "کبشن",
        "متن پست",
        "کاور",
        "جلد",
        "هشتگ",
        "هشتک",
        "دایرکت",
        "دیرکت",
    ),
    *(
        "دی‌ام",
        "پی‌وی",
        "تبادل",
        "شات‌اوت",
        "هايلايت",
        "قصص مميزة",
        "بايو",
        "نبذة",
        "السيرة",
        "كابشن",
        "وصف",
        "غلاف",
    ),
    *(
        "كوفر",
        "هاشتاق",
        "هاشتاج",
        "وسم",
        "صفحة",
        "بيج",
        "حساب",
        "دايركت",
        "دي ام",
        "تبادل نشر",
        "شاوت أوت",
        "منشن",
    ),
)


@pytest.mark.parametrize(("typed", "meant"), [*ACCEPTED.items(), *TRAPS.items(), *TYPED.items()])
def test_a_message_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert shown(read_message(typed, SUNDAY)) == meant


@pytest.mark.parametrize(
    ("field", "word"), [(f, w) for f, words in COUNTED.items() for w in words.split("|")]
)
def test_a_word_counts_on_either_side_of_its_number(field: str, word: str) -> None:
    for place in PLACES:
        read = read_message(f"ریلز {place.format(word)}", SUNDAY)
        assert isinstance(read, PostLine)
        assert dict(read.values) == {"kind": "reel", field: 1200}, place
        assert not read.doubts
        assert not read.unread


@pytest.mark.parametrize(("kind", "word"), [(k, w) for k, words in KINDS.items() for w in words.split("|")])
def test_a_kind_is_known_by_any_of_its_words(kind: Kind, word: str) -> None:
    for edge in EDGES:
        read = read_message(edge.format(word), SUNDAY)
        assert isinstance(read, PostLine)
        assert (read.values["kind"], read.values["likes"]) == (kind, 500), edge
        assert not read.doubts
        assert read_field("kind", word, SUNDAY).values == {"kind": kind}


@pytest.mark.parametrize("word", [*PLAIN, *NOUNS])
def test_a_number_of_something_else_is_shown_back_and_no_count_takes_it(word: str) -> None:
    read = read_message(f"ریلز {word} ۵، لایک ۵۰۰", SUNDAY)
    assert isinstance(read, PostLine)
    assert dict(read.values) == {"kind": "reel", "likes": 500}
    assert len(read.unread) == 1


@pytest.mark.parametrize(
    "word", ["ارسال رایگان", "لاک ژل", "معرفی محصول", "شیر مادر", "نظرسنجی", "سینا", "شیرینی", "تب و لرز"]
)
def test_an_everyday_word_away_from_numbers_is_topic(word: str) -> None:
    read = read_message(f"ریلز {word}، ۵۰۰ لایک", SUNDAY)
    assert isinstance(read, PostLine)
    assert dict(read.values) == {"kind": "reel", "topic": word, "likes": 500}
    assert not read.doubts


@pytest.mark.parametrize("word", ["لیک", "لاک", "سبو", "شر", "پیچ", "تب"])
def test_a_word_with_another_meaning_is_asked_beside_a_number(word: str) -> None:
    read = read_message(f"ریلز {word} ۵۰۰", SUNDAY)
    assert isinstance(read, PostLine)
    assert dict(read.values) == {"kind": "reel"}
    (doubt,) = read.doubts
    assert doubt.question == "doubt-word"
    assert [option.label for option in doubt.options] == [None, "unknown"]


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [
        ("likes", "۱٬۲۰۰", "likes=1200"),
        ("likes", "1200 تا", "likes=1200"),
        ("likes", "هزار و دویست", "likes~=1200"),
        ("likes", "صد", "likes~=100"),
        ("likes", "١٥ ألف", "likes~=15000"),
        ("likes", "-5", "!likes:reject-negative"),
        ("likes", "9" * 10_000, "!likes:reject-huge"),
        ("likes", "12.5", "!likes:reject-fraction"),
        ("likes", "۱/۲k", "?likes:doubt-number(likes=500|likes=1200)"),
        ("likes", "۵۰۰ لایک", "likes=500"),
        ("likes", "نمیدونم", "unread=نمیدونم"),
        ("likes", "۳۰ کامنت ۵۰۰ لایک", "comments=30 likes=500"),
        ("views", "500 likes", "likes=500"),
        ("slides", "8", "slides=8"),
        ("slides", "۸ تا", "slides=8"),
        ("slides", "40", "!slides:reject-slides"),
        ("kind", "یه ویدیو", "video"),
        ("kind", "پست", "unread=پست"),
        ("published_at", "دیروز", "day=2026-11-21"),
        ("published_at", "دیشب ۹", "at=2026-11-21T21:00"),
        ("published_at", "21:30", "?published_at:doubt-date(2026-11-21T21:30|unknown)"),
        ("topic", "مانتو یلدا ۱۴۰۵", "topic=مانتو_یلدا_۱۴۰۵"),
        ("link", "https://instagram.com/p/abc", "link=https://instagram.com/p/abc"),
        ("followers", "۴.۸k", "followers~=4800"),
        ("followers", "4853 دیروز", "followers=4853"),
        ("likes", "", ""),
    ],
)
def test_the_answer_to_one_field_fills_that_field(field: str, typed: str, meant: str) -> None:
    assert shown(read_field(field, typed, SUNDAY)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4800", "FOLLOWERS 4800"),
        ("۴۸۵۳ دیروز", "FOLLOWERS 4853@2026-11-21T12:00"),
        ("۴.۸k", "FOLLOWERS 4800~"),
        ("٤٩٩٠ امبارح", "FOLLOWERS 4990@2026-11-21T12:00"),
        ("4800 yesterday 9pm", "FOLLOWERS 4800@2026-11-21T21:00"),
        ("امروز ۴۸۵۳ دیروز ۴۸۰۰", "FOLLOWERS 4853 4800@2026-11-21T12:00"),
        ("4853\n4900 yesterday", "FOLLOWERS 4853 4900@2026-11-21T12:00"),
        ("-5", "FOLLOWERS !followers:reject-negative"),
        ("سلام", "FOLLOWERS"),
    ],
)
def test_follower_counts_are_read_with_their_days(typed: str, meant: str) -> None:
    assert shown(read_followers(typed, SUNDAY)) == meant


@pytest.mark.parametrize(
    "typed", ["سلام خوبی؟", "چطور فالوور بگیرم", "", "   ", "👍", "مرسی", "how do I grow?", "كيف الحال"]
)
def test_a_sentence_about_something_else_is_unclear(typed: str) -> None:
    assert isinstance(read_message(typed, SUNDAY), Unclear)


def test_followers_beside_counts_belong_to_the_post() -> None:
    assert shown(read_message("ریلز ۵۰۰ لایک فالوور ۴۸۰۰", SUNDAY)) == "reel likes=500 followers=4800"
    assert isinstance(read_message("فالوور ۴۸۰۰", SUNDAY), FollowersSaid)


def test_a_moment_is_utc_and_a_day_is_noon_there() -> None:
    read = read_message("ریلز دیروز", SUNDAY)
    assert isinstance(read, PostLine)
    assert read.values["published_at"] == datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    assert read.values["day_only"] is True


def test_a_piece_is_shown_as_it_was_typed() -> None:
    read = read_message("ریلز لایـکِ ۱/۲k", SUNDAY)
    assert isinstance(read, PostLine)
    assert read.doubts[0].piece == "لایـکِ ۱/۲k"
