"""Changing a recorded post: field by field, back again, and by others of its page."""

from __future__ import annotations

import pytest

from bot.rendering.posts import EDITABLE
from tests.handlers.recording import LINE
from tests.handlers.talking import ISOLATES, Talk, tehran


async def test_the_day_of_a_post_without_time_is_one_press(sara: Talk):
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت")
    heard = await sara.presses("دیروز بود")
    assert heard.edited
    assert sara.post()["published_at"] == tehran("2026-11-21T12:00")
    await sara.says("/undo")
    assert sara.post()["published_at"] is None


ANSWERS = {
    "kind": ("عکس", "kind", "photo"),
    "slides": ("۵", "slides", 5),
    "published_at": ("پریروز ساعت ۹ شب", "published_at", tehran("2026-11-20T21:00")),
    "likes": ("۱۳۰۰", "likes", 1300),
    "comments": ("۴۶", "comments", 46),
    "saves": ("۸۱", "saves", 81),
    "shares": ("۱۲", "shares", 12),
    "reach": ("۱۶۰۰۰", "reach", 16000),
    "views": ("۱۸۰۰۰", "views", 18000),
    "replies": ("۳", "replies", 3),
    "follows": ("۹", "follows", 9),
    "followers": ("۴۸۰۰", "followers_at_publishing", 4800),
    "topic": ("مانتو یلدا", "topic", "مانتو یلدا"),
    "link": ("https://instagram.com/p/abc", "link", "https://instagram.com/p/abc"),
}


@pytest.mark.parametrize("name", EDITABLE)
async def test_each_field_of_a_kept_post_can_be_changed_and_put_back(sara: Talk, name: str):
    typed, column, value = ANSWERS[name]
    await sara.says(LINE)
    before = sara.post()
    menu = await sara.presses("اصلاح")
    assert menu.edited
    await sara.presses(data=f"pe:{before['id']}:{name}")
    heard = await sara.says(typed)
    after = sara.post()
    assert after[column] == value
    others = {key: post for key, post in before.items() if key not in (column, "day_only", "rounded")}
    assert {key: after[key] for key in others} == others
    await sara.presses(data=heard.of_kind("un")[0])
    assert {key: sara.post()[key] for key in before} == before


async def test_a_changed_count_is_a_new_reading_and_the_old_one_is_only_withdrawn(sara: Talk):
    await sara.says(LINE)
    post = sara.post()
    await sara.forges(f"pe:{post['id']}:likes")
    await sara.says("۱۳۰۰")
    old, new = sara.town.rows("SELECT * FROM readings WHERE post_id = ? ORDER BY id", post["id"])
    assert (old["likes"], new["likes"]) == (1200, 1300)
    assert old["withdrawn_at"]
    assert new["withdrawn_at"] is None
    assert new["taken_at"] == old["taken_at"]
    same = set(old) - {"id", "likes", "withdrawn_at", "recorded_at"}
    assert {key: old[key] for key in same} == {key: new[key] for key in same}


async def test_a_field_can_be_emptied(sara: Talk):
    await sara.says(LINE)
    post = sara.post()
    await sara.forges(f"pe:{post['id']}:saves")
    await sara.presses("خالی بماند")
    assert sara.post()["saves"] is None
    assert sara.post()["likes"] == 1200


async def test_a_changed_count_is_asked_about_when_it_cannot_well_be(sara: Talk):
    await sara.says(LINE)
    await sara.forges(f"pe:{sara.post()['id']}:likes")
    heard = await sara.says("۱۶۰۰۰")
    assert "بیشتر است" in heard.text
    assert sara.post()["likes"] == 1200
    await sara.presses("درست است")
    assert sara.post()["likes"] == 16000


async def test_the_edit_menu_leads_back_to_the_card(sara: Talk):
    await sara.says(LINE)
    await sara.presses("اصلاح")
    heard = await sara.presses("« برگشت")
    assert heard.edited
    assert "۱٬۲۰۰ لایک" in heard.text


async def test_a_post_that_was_taken_back_cannot_be_changed(sara: Talk):
    await sara.says(LINE)
    number = sara.post()["id"]
    await sara.says("/undo")
    for data in (f"pe:{number}:", f"pe:{number}:likes", f"pw:{number}:today"):
        heard = await sara.forges(data)
        assert "دیگر نیست" in heard.notice
    assert not sara.drafts()


async def test_somebody_elses_buttons_change_nothing_and_are_answered(sara: Talk, mina: Talk):
    await mina.has_page("@other")
    card = await sara.says(LINE)
    draft = await sara.says("/post")
    before = (sara.posts(), sara.drafts())
    for data in (*card.data, *draft.data, f"pe:{sara.post()['id']}:likes", f"pw:{sara.post()['id']}:today"):
        if not data.startswith("go:"):
            heard = await mina.forges(data)
            assert heard.notice, data
            assert heard.alert
    for data in (f"pg:{sara.page_id}:show", f"pg:{sara.page_id}:use", f"cm:{sara.page_id}:kind:::0"):
        heard = await mina.forges(data)
        assert "پیدا نشد" in heard.notice
    assert (sara.posts(), sara.drafts()) == before
    assert mina.posts() == []


async def test_a_viewer_may_look_but_not_change(sara: Talk, mina: Talk):
    await mina.has_page("@own")
    card = await sara.says(LINE)
    mina.role("viewer", sara.page_id)
    number, before = sara.post()["id"], sara.posts()
    for typed in (LINE, "عکس ۵ لایک ۱ کامنت", "فالوورا شد ۴۸۵۳", "/followers 4800"):
        heard = await mina.says(typed)
        assert "فقط می‌توانید ببینید" in heard.text, typed
    for data in (f"pe:{number}:", f"pe:{number}:likes", f"pw:{number}:today", f"pg:{sara.page_id}:archive"):
        heard = await mina.forges(data)
        assert "چیزی عوض نشد" in heard.notice, data
    heard = await mina.forges(card.of_kind("un")[0])
    assert heard.alert
    heard = await mina.sends(b"likes\n5\n", "posts.csv")
    assert "فقط می‌توانید ببینید" in heard.text
    heard = await mina.forges(f"pg:{sara.page_id}:show")
    assert "فقط می‌بینید" in heard.text
    assert "بایگانی" not in heard.labels
    assert "✓ @gol_sara" in " ".join((await mina.says("/page")).labels).translate(ISOLATES)
    assert "زود است" in (await mina.says("/compare")).text
    assert sara.posts() == before
    assert sara.followers() == []


async def test_an_editor_may_change_what_somebody_else_recorded(sara: Talk, mina: Talk):
    await mina.has_page("@own")
    await sara.says(LINE)
    mina.role("editor", sara.page_id)
    await mina.forges(f"pe:{sara.post()['id']}:likes")
    await mina.says("۱۳۰۰")
    assert sara.post()["likes"] == 1300
