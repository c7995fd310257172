"""Several pages: switching, changing, archiving; and what happens to a card that was begun elsewhere."""

from __future__ import annotations

import pytest

from bot.domain.pages import NAME_MOST
from bot.rendering.pages import EDITABLE
from tests.handlers.talking import ISOLATES, Talk, tehran
from tests.handlers.test_team import joined

LINE = "عکس ۳۲۰ لایک ۱۲ کامنت دیروز"
ANSWERS = {
    "name": ("گل‌فروشی\nدوم", "گل‌فروشی"),
    "subject": ("گل   و گیاه", "گل و گیاه"),
    "audience": ("کارمندها", "کارمندها"),
    "zone": ("Dubai", "Asia/Dubai"),
}


def page(talk: Talk, page_id: int | None = None) -> dict[str, object]:
    """A page as the database has it, without the note that its zone was chosen."""
    found = talk.town.row("SELECT * FROM pages WHERE id = ?", page_id or talk.page_id)
    return {name: value for name, value in found.items() if name != "zone_chosen"}


async def test_a_second_page_is_made_by_a_button_and_becomes_the_current_one(sara: Talk):
    first = sara.page_id
    await sara.says("/page")
    await sara.presses("➕ پیج تازه")
    await sara.says("@second")
    assert sara.page_id != first
    assert page(sara)["name"] == "@second"


async def test_the_list_marks_the_current_page_and_leads_to_the_others(sara: Talk):
    first = sara.page_id
    await sara.says("/page @second")
    second = sara.page_id
    heard = await sara.says("/page")
    assert [label.translate(ISOLATES) for label in heard.labels] == ["@gol_sara", "✓ @second", "➕ پیج تازه"]
    await sara.presses(data=f"pg:{first}:show")
    heard = await sara.presses("کار روی این پیج")
    assert sara.page_id == first
    assert heard.messages[0]["placeholder"].translate(ISOLATES) == "پیج @gol_sara"
    await sara.says(LINE)
    assert sara.post()["page_id"] == first
    await sara.forges(f"pg:{second}:use")
    assert sara.posts() == []


async def test_a_card_stays_with_the_page_that_it_was_begun_on(sara: Talk):
    first = sara.page_id
    await sara.says("/page @second")
    second = sara.page_id
    await sara.forges(f"pg:{first}:use")
    await sara.says("/post")
    await sara.presses("ریلز")
    await sara.forges(f"pg:{second}:use")
    await sara.says("۱۲۰۰ لایک ۴۵ کامنت")
    heard = await sara.presses("دیروز")
    assert "@gol_sara" in heard.text
    (post,) = sara.town.rows("SELECT * FROM posts WHERE recorded_by = ?", sara.id)
    assert post["page_id"] == first
    assert sara.page_id == second


async def test_a_field_of_another_pages_post_is_changed_there(sara: Talk):
    await sara.says(LINE)
    first, post = sara.page_id, sara.post()["id"]
    await sara.says("/page @second")
    await sara.forges(f"pe:{post}:likes")
    await sara.says("۳۳۰")
    assert sara.posts() == []
    assert sara.town.row("SELECT likes FROM readings WHERE post_id = ? AND withdrawn_at IS NULL", post) == {
        "likes": 330
    }
    changed = sara.town.row(
        "SELECT page_id FROM changes WHERE person_id = ? AND what = 'post-field'", sara.id
    )
    assert changed["page_id"] == first


@pytest.mark.parametrize("name", EDITABLE)
async def test_each_field_of_a_page_can_be_changed_and_put_back(sara: Talk, name: str):
    before = page(sara)
    await sara.says("/page")
    await sara.presses(data=f"pg:{sara.page_id}:show")
    await sara.presses(data=f"pg:{sara.page_id}:edit.{name}")
    if name == "platform":
        heard, wanted = await sara.presses("اینستاگرام"), "instagram"
    else:
        typed, wanted = ANSWERS[name]
        heard = await sara.says(typed)
    assert page(sara) == {**before, name: wanted}
    assert heard.messages
    await sara.says("/undo")
    assert page(sara) == before


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("name", "x" * (NAME_MOST + 1), "حداکثر"),
        ("name", "\u200b\u200b", "نامی"),
        ("zone", "ناکجا", "نشناختم"),
        ("platform", "اینستا", "دکمه"),
    ],
)
async def test_what_cannot_be_a_pages_field_is_asked_again(sara: Talk, name: str, typed: str, words: str):
    before = page(sara)
    await sara.forges(f"pg:{sara.page_id}:edit.{name}")
    heard = await sara.says(typed)
    assert words in heard.text
    assert page(sara) == before
    assert sara.drafts()


async def test_a_page_in_another_zone_counts_its_days_there(sara: Talk):
    await sara.forges(f"pg:{sara.page_id}:edit.zone")
    await sara.presses("دبی")
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز ساعت ۱۲")
    assert sara.post()["published_at"] == tehran("2026-11-21T11:30")


async def test_an_archived_page_leaves_its_place_to_another_and_comes_back(sara: Talk):
    first = sara.page_id
    await sara.says(LINE)
    await sara.says("/page @second")
    second = sara.page_id
    await sara.forges(f"pg:{second}:archive")
    assert sara.page_id == first
    assert page(sara, second)["archived_at"]
    heard = await sara.forges(f"pg:{second}:use")
    assert "بایگانی" in heard.notice
    await sara.forges(f"pg:{second}:restore")
    assert page(sara, second)["archived_at"] is None
    await sara.forges(f"pg:{second}:use")
    assert sara.page_id == second


async def test_the_only_page_can_be_archived_and_brought_back(sara: Talk):
    only = sara.page_id
    await sara.says(LINE)
    heard = await sara.forges(f"pg:{only}:archive")
    assert any("🗄" in label for label in heard.labels)
    assert sara.town.row("SELECT page_id FROM people WHERE id = ?", sara.id)["page_id"] is None
    await sara.forges(f"pg:{only}:restore")
    await sara.forges(f"pg:{only}:use")
    assert len(sara.posts()) == 1


async def test_without_a_current_page_the_list_still_leads_to_an_archived_one(sara: Talk):
    await sara.forges(f"pg:{sara.page_id}:archive")
    heard = await sara.says("/page")
    assert any("@gol_sara" in label for label in heard.labels)


async def test_a_new_page_taken_back_leads_to_the_one_before(sara: Talk):
    first = sara.page_id
    await sara.says("/page @second")
    second = sara.page_id
    await sara.says("/undo")
    assert sara.page_id == first
    assert page(sara, second)["archived_at"]


@pytest.mark.parametrize("do", ["burn", "edit.role", "edit.", "", "use.x"])
async def test_a_page_button_that_never_was_is_answered(sara: Talk, do: str):
    before = page(sara)
    heard = await sara.forges(f"pg:{sara.page_id}:{do}")
    assert heard.alert or heard.messages
    assert page(sara) == before


async def test_cancelling_the_first_question_is_no_dead_end(mina: Talk):
    await mina.says("/start")
    await mina.presses("لغو")
    heard = await mina.says("/start")
    assert "نام یا آیدی" in heard.text
    await mina.says("@later")
    assert page(mina)["name"] == "@later"


async def test_a_line_about_a_post_is_recorded_and_renames_no_page(sara: Talk):
    await sara.says("/page")
    await sara.presses(data=f"pg:{sara.page_id}:show")
    await sara.presses(data=f"pg:{sara.page_id}:edit.name")
    await sara.says("ریلز ۱۲۰ لایک ۳ کامنت دیروز")
    assert sara.post()["kind"] == "reel"
    assert "@gol_sara" in (await sara.says("/page")).labels[0].translate(ISOLATES)


async def test_a_second_page_is_asked_for_without_greeting_anew(sara: Talk):
    await sara.says("/page")
    heard = await sara.presses("➕ پیج تازه")
    assert "سلام" not in heard.text
    assert "پیج تازه چیست" in heard.text
    assert "آماده است" in (await sara.says("قهوه‌سرا")).text


async def test_a_post_typed_while_the_zone_is_asked_is_a_post(sara: Talk):
    await sara.forges(f"pg:{sara.page_id}:edit.zone")
    heard = await sara.says("ریلز ۱۲۰۰ لایک ۴۵ کامنت دیروز ۹ شب")
    assert "ثبت شد" in heard.text
    assert [post["kind"] for post in sara.posts()] == ["reel"]


async def test_who_has_put_her_only_page_away_is_shown_it_instead_of_being_greeted(sara: Talk):
    page = sara.page_id
    heard = await sara.presses(data=(await sara.forges(f"pg:{page}:show")).button("بایگانی"))
    assert "برش گردانید" in heard.notice
    for said in ("عکس ۳۲۰ لایک ۱۲ کامنت دیروز", "مقایسه", "/start"):
        heard = await sara.says(said)
        assert "سلام" not in heard.text
        assert heard.of_kind("pg")
    assert sara.drafts() == []


async def test_a_page_brought_back_is_the_one_she_works_on(sara: Talk):
    page = sara.page_id
    await sara.presses(data=(await sara.forges(f"pg:{page}:show")).button("بایگانی"))
    await sara.presses(data=(await sara.forges(f"pg:{page}:show")).button("بازگرداندن"))
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز")
    assert sara.page_id == page
    assert sara.post()["likes"] == 320


async def test_another_page_brought_back_leaves_her_where_she_is(sara: Talk):
    away = sara.page_id
    await sara.says("/page قهوه‌سرا")
    here = sara.page_id
    await sara.presses(data=(await sara.forges(f"pg:{away}:show")).button("بایگانی"))
    await sara.presses(data=(await sara.forges(f"pg:{away}:show")).button("بازگرداندن"))
    assert sara.page_id == here


async def test_a_page_that_another_owner_brought_back_is_not_called_put_away(sara: Talk, mina: Talk):
    page = sara.page_id
    await joined(sara, mina, "صاحب پیج")
    await mina.forges(f"pg:{page}:archive")
    await sara.forges(f"pg:{page}:restore")
    heard = await mina.says(LINE)
    assert "هیچ پیجی نیستید" in heard.text
    assert "بایگانی" not in heard.text
    await mina.forges(f"pg:{page}:use")
    await mina.says(LINE)
    assert mina.post()["page_id"] == page


@pytest.mark.parametrize(("name", "said"), [("خ" * 65, "۶۵ حرف"), ("\u2067\u2069", "نامی در این پیام ندیدم")])
async def test_a_name_that_cannot_be_is_asked_for_again(sara: Talk, name: str, said: str):
    heard = await sara.says(f"/page {name}")
    assert said in heard.text
    assert "آماده است" in (await sara.says("قهوه‌سرا")).text
    assert sara.posts() == []
