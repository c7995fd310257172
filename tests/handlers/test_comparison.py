"""`/compare` in the chat: too early, by kind, by weekday, other periods, details; and the sample."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from bot.domain.findings import LEAST_POSTS
from bot.language.texts import Texts
from tests.handlers.talking import ISOLATES, Talk
from tests.handlers.test_imports import brings, table

TEXTS = Texts()


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
    "data",
    [
        "cm:{page}:kind:99999999:followers:0",
        "cm:{page}:kind:-5::0",
        "cm:{page}:kind:30:er:0",
        "cp:{page}:moon::::0:s",
        "cp:{page}:kind:gold:::0:s",
        "cp:{page}:kind:reach:reach:30:0:s",
        "cp:{page}:kind:::0:0:s",
        "cp:{page}:kind:::30:0:z",
        "cp:{page}:kind:::30",
    ],
)
async def test_a_comparison_that_was_never_offered_is_refused(sara: Talk, data: str):
    await brings(sara, table(12))
    heard = await sara.forges(data.format(page=sara.page_id))
    assert heard.alert


async def test_a_button_of_an_old_message_still_works(sara: Talk):
    await brings(sara, table(40))
    heard = await sara.forges(f"cm:{sara.page_id}:weekday:90:plain:0")
    assert not heard.alert
    assert TEXTS.plain("compare-title-weekday") in heard.text
    details = await sara.forges(f"cm:{sara.page_id}:kind:180::1")
    assert "میانه" in details.text


@pytest.mark.parametrize("data", ["cp:{page}:kind::::0:s", "cp:{page}:kind::::0:t", "cm:{page}:kind:::0"])
async def test_somebody_elses_page_is_not_compared(sara: Talk, mina: Talk, data: str):
    await brings(sara, table(12))
    await mina.has_page("@mina")
    heard = await mina.forges(data.format(page=sara.page_id))
    assert heard.alert
    assert "@gol_sara" not in heard.text
    assert not heard.messages


async def test_everything_that_posts_can_be_compared_by_is_a_press_away_in_one_message(sara: Talk):
    await brings(sara, table(60))
    heard = await sara.says("/compare")
    number = heard.messages[0]["message_id"]
    offered = await sara.presses(TEXTS.plain("compare-others"))
    assert offered.edited
    assert TEXTS.plain("compare-by-hashtags") in offered.labels
    assert TEXTS.plain("compare-by-page") not in offered.labels
    weekdays = await sara.presses(TEXTS.plain("compare-by-weekday"))
    assert weekdays.messages[0]["message_id"] == number
    await sara.presses(TEXTS.plain("compare-others"))
    back = await sara.presses(TEXTS.plain("compare-back"))
    assert TEXTS.plain("compare-title-weekday") in back.text
    await sara.presses(TEXTS.plain("compare-amounts"))
    likes = await sara.presses(TEXTS.plain("compare-count-likes"))
    assert "لایک از هر ۱۰۰ فالوور" in likes.text
    assert likes.messages[0]["message_id"] == number


async def test_topics_that_differ_in_spelling_alone_are_one(sara: Talk):
    for number in range(6):
        topic = ("كيف چرم", "کیف چرم", "کیف‌چرم")[number % 2]
        await sara.says(f"عکس {topic}، {300 + number} لایک، ۱۲ کامنت، دیروز ساعت ۱۲")
    heard = await sara.says("مقایسه موضوع‌ها")
    assert heard.text.count("چرم") == 1


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("مقایسه ساعت ها", "hour"),
        ("/compare hashtags 90", "hashtags"),
        ("compare campaigns reach", "campaign"),
        ("مقارنة الأيام", "weekday"),
        ("/compare با دوره قبل", "period"),
    ],
)
async def test_a_wish_in_words_is_granted(sara: Talk, wish: str, title: str):
    await brings(sara, table(12))
    heard = await sara.says(wish)
    assert TEXTS.plain(f"compare-title-{title}") in heard.text


@pytest.mark.parametrize("piece", ["abc", "0", "-3", "99999999999"])
async def test_what_is_not_understood_is_said_beside_the_usual_comparison(sara: Talk, piece: str):
    await brings(sara, table(12))
    heard = await sara.says(f"/compare {piece}")
    assert f"«{piece}»" in heard.messages[0]["text"].translate(ISOLATES)
    assert TEXTS.plain("compare-title-kind") in heard.text


async def test_tables_come_as_a_file_that_opens(sara: Talk):
    await brings(sara, table(30))
    await sara.says("/compare")
    heard = await sara.presses(TEXTS.plain("compare-table"))
    (message,) = heard.messages
    assert message["document"]["file_name"].endswith(".xlsx")
    assert "@gol_sara" in heard.text
    content = (await sara.town.http.get(message["document"]["url"])).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    groups = book.get_sheet_by_name(TEXTS.plain("compare-sheet-groups")).to_python()
    posts = book.get_sheet_by_name(TEXTS.plain("compare-sheet-posts")).to_python()[1:]
    assert sum(row[1] for row in groups[1:-1]) == len(posts) > 20
    assert isinstance(groups[1][2], float)
    assert all(row[2] == pytest.approx(100 * row[3] / row[4]) for row in posts)


async def test_a_page_stands_beside_her_other_pages_and_nobody_elses(sara: Talk, mina: Talk):
    await mina.has_page("@mina")
    await brings(mina, table(20))
    await brings(sara, table(20))
    alone = await sara.says("/compare pages")
    assert "@mina" not in alone.text
    sara.role("viewer", mina.page_id)
    both = await sara.says("/compare pages")
    assert both.messages[0]["photo"]
    assert "@mina" in both.text
    assert "@gol_sara" in both.text
    sql = "DELETE FROM members WHERE person_id = ? AND page_id = ?"
    sara.town.database.execute(sql, (sara.id, mina.page_id))
    assert (await sara.forges(both.of_kind("cp")[0])).alert


async def test_a_viewer_may_compare(sara: Talk, mina: Talk):
    await brings(sara, table(20))
    await mina.says("/start")
    mina.role("viewer", sara.page_id)
    heard = await mina.says("/compare")
    assert heard.messages[0]["photo"]


async def test_far_posts_are_left_out_by_a_press_and_come_back_by_another(sara: Talk):
    content = table(40).decode("utf-8-sig").replace(",39,1,", ",39000,1,")
    await brings(sara, content.encode())
    heard = await sara.says("/compare")
    without = next(label for label in heard.labels if "دور از بقیه" in label)
    pressed = await sara.presses(without)
    assert "کنار گذاشته شده" in pressed.text
    again = await sara.presses(TEXTS.plain("compare-with-outliers"))
    assert "کنار گذاشته شده" not in again.text
