"""The looks beside the comparison, in the chat: best and lasting posts, the mix of kinds, the pace."""

from __future__ import annotations

import pytest

from bot.domain.findings import LEAST_POSTS
from bot.domain.mix import LAST
from bot.language.texts import Texts
from bot.rendering.picture import drawing_from_json
from tests.handlers.talking import ISOLATES, Talk
from tests.handlers.test_besttimes import days_ago, keeps, picture

FA = Texts()


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("بهترین پست‌ها", "top-title"),
        ("پست‌های ماندگار", "green-title"),
        ("ترکیب محتوا", "mix-title"),
        ("سرعت تعامل", "pace-title"),
        ("أفضل المنشورات", "top-title"),
        ("تنوع المحتوى", "mix-title"),
        ("top posts", "top-title"),
        ("/mix", "mix-title"),
        ("بیشتر", "more-title"),
    ],
)
async def test_words_ask_for_a_look_and_an_empty_page_is_told_what_to_do(sara: Talk, words: str, title: str):
    heard = await sara.says(words)
    assert FA.plain(title) in heard.text
    assert heard.labels
    assert not heard.messages[0]["photo"]


async def test_the_list_leads_to_every_look(sara: Talk):
    for label, title in (
        ("🏆 بهترین پست‌ها", "top-title"),
        ("🌱 پست‌های ماندگار", "green-title"),
        ("🍱 ترکیب محتوا", "mix-title"),
        ("⏱ سرعت تعامل", "pace-title"),
        ("🕘 بهترین ساعت", "besttime-title"),
    ):
        await sara.says("بیشتر")
        heard = await sara.presses(label)
        assert heard.edited
        assert FA.plain(title) in heard.text


async def test_a_comparison_leads_to_the_list(sara: Talk):
    for number in range(8):
        keeps(sara, 20 + number, days_ago(9 + number, 12))
    await sara.says("مقایسه")
    heard = await sara.presses("بیشتر")
    assert FA.plain("more-title") in heard.text
    assert "🏆 بهترین پست‌ها" in heard.labels


async def test_the_best_posts_stand_first_with_their_link_and_how_many_times_the_usual(sara: Talk):
    for number in range(8):
        keeps(sara, 20, days_ago(9 + number, 12))
    keeps(sara, 50, days_ago(10, 18), link="https://instagram.com/p/abc", topic="یلدا")
    keeps(sara, 30, days_ago(11, 18), link="javascript:alert(1)")
    heard = await sara.says("/top")
    lines = heard.text.split("\n\n")
    assert "یلدا" in lines[1]
    assert "۲٫۵ برابر معمولِ پیج" in lines[1]
    assert "۱٫۵ برابر" in lines[2]
    links = [e["url"] for e in heard.messages[0]["entities"] if e["type"] == "text_link"]
    assert links == ["https://instagram.com/p/abc"]
    assert "معمولِ پیج: ۲ لایک و کامنت از هر ۱۰۰ فالوور" in heard.text
    assert "۱۰ پست، از" in heard.text
    opened = await sara.presses(data=heard.of_kind("pd")[0])
    assert "یلدا" in opened.text


async def test_a_few_posts_are_listed_without_saying_what_is_usual(sara: Talk):
    keeps(sara, 20, days_ago(9, 12))
    heard = await sara.says("/top")
    assert "برابر" not in heard.text
    assert "۵ پست دیگر" in heard.text


async def test_a_post_that_grew_after_its_first_week_is_named_with_how_much(sara: Talk):
    keeps(sara, 0, days_ago(60, 12), topic="راهنما", later=((168.0, 100), (960.0, 150)))
    keeps(sara, 0, days_ago(61, 12), topic="خبر", later=((168.0, 100), (960.0, 110)))
    keeps(sara, 100, days_ago(62, 12), topic="تنها")
    heard = await sara.says("/evergreen")
    assert "راهنما" in heard.text
    assert "۵۰ تای دیگر" in heard.text
    assert "۴۰ روز" in heard.text
    assert "خبر" not in heard.text
    assert "۲ پست هم حدود یک هفته" in heard.text


async def test_posts_that_did_not_grow_are_said_to_have_been_looked_at(sara: Talk):
    keeps(sara, 0, days_ago(60, 12), later=((168.0, 100), (960.0, 119)))
    heard = await sara.says("/evergreen")
    assert "هیچ‌کدام" in heard.text


async def test_the_mix_is_drawn_by_the_persons_months_and_told_in_words(sara: Talk):
    for number in range(6):
        keeps(sara, 10, days_ago(number, 12), kind="reel" if number % 3 else "photo")
    keeps(sara, 10, None)
    heard = await sara.says("/mix")
    assert heard.messages[0]["photo"]
    stack = picture(sara)["stack"]
    assert [row["label"].translate(dict.fromkeys((0x2068, 0x2069))) for row in stack["rows"]] == [
        "آبان ۱۴۰۵",
        "آذر ۱۴۰۵",
    ]
    assert [sum(p["share"] for p in row["parts"]) for row in stack["rows"]] == [pytest.approx(1)] * 2
    assert "آذر ۱۴۰۵: عکس‌ها ۱" in heard.text
    assert "۱ پست در هیچ ماهی نیامده" in heard.text
    assert "از ۳۰ پست آخر" not in heard.text


async def test_one_kind_that_pushes_the_others_out_gets_a_word(sara: Talk):
    for number in range(LAST):
        keeps(sara, 10, days_ago(number, 12), kind="photo" if number >= 5 else "reel")
    heard = await sara.says("/mix")
    assert "از ۳۰ پست آخر ۲۵ تا عکس‌ها" in heard.text
    keeps(sara, 10, days_ago(0, 5), kind="reel")
    assert "از ۳۰ پست آخر" not in (await sara.says("/mix")).text


async def test_the_pace_is_drawn_where_posts_were_counted_early_and_after_a_week(sara: Talk):
    for number in range(LEAST_POSTS):
        keeps(sara, 0, days_ago(10 + number, 12), later=((1.0, 20 + number), (24.0, 70), (168.0, 100)))
    heard = await sara.says("/pace")
    assert heard.messages[0]["photo"]
    points = picture(sara)["points"]
    assert [dot["value"] for dot in points["dots"]] == [22.5, 70.0, 100.0]
    assert "ساعت اول: معمولاً ۲۲ تا از هر ۱۰۰" in heard.text
    assert "۶ پست" in heard.text


@pytest.mark.parametrize("command", ["/mix", "/pace"])
async def test_all_that_a_picture_says_can_be_read(sara: Talk, command: str):
    for number in range(LEAST_POSTS):
        keeps(sara, 0, days_ago(10 + 30 * number, 12), later=((1.0, 20 + number), (24.0, 70), (168.0, 100)))
    await sara.says(command)
    shown = drawing_from_json(picture(sara))
    told = await sara.presses("جزئیات")
    assert not told.edited
    assert told.text.split() == shown.said().translate(ISOLATES).split()


async def test_a_pace_that_is_not_known_says_how_many_posts_would_do_and_offers_to_ask(sara: Talk):
    keeps(sara, 0, days_ago(10, 12), later=((1.0, 20), (168.0, 100)))
    heard = await sara.says("/pace")
    assert "ساعت اول: هنوز زود است؛ ۵ پست دیگر" in heard.text
    assert "روز اول: هنوز زود است؛ ۶ پست دیگر" in heard.text
    asked = await sara.presses("🔔 آن وقت‌ها بپرس")
    assert asked.messages


async def test_a_viewer_sees_the_looks_but_is_not_offered_to_change_anything(sara: Talk, mina: Talk):
    await mina.says("/start")
    await mina.has_page("@mina")
    mina.role("viewer", sara.page_id)
    assert "🔔 آن وقت‌ها بپرس" not in (await mina.says("/pace")).labels
    assert "مخاطب پیج کیست؟" not in (await mina.says("/besttime")).labels


@pytest.mark.parametrize(
    "data", ["iv:{page}:nothing:30:0", "iv:{page}:top:31:0", "iv:0:mix::0", "iv:{page}:mix:0"]
)
async def test_a_forged_button_is_refused(sara: Talk, data: str):
    assert (await sara.forges(data.format(page=sara.page_id))).alert


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_every_look_speaks_the_persons_language(sara: Talk, language: str):
    for number in range(8):
        keeps(sara, 0, days_ago(30 + number, 12), later=((1.0, 20), (24.0, 70), (168.0, 100), (500.0, 130)))
    await sara.says(f"/language {language}")
    texts = Texts(language)  # type: ignore[arg-type]
    for command, title in (("/top", "top"), ("/evergreen", "green"), ("/mix", "mix"), ("/pace", "pace")):
        assert texts.plain(f"{title}-title") in (await sara.says(command)).text
