"""A photo that says no counts: nothing is guessed, and each way leads somewhere."""

from __future__ import annotations

import json

import pytest

from bot.domain.trust import Sells, items
from bot.language.texts import Texts
from tests.handlers.talking import ISOLATES, Talk, Town
from tests.playground.test_files import png

CAPTION = "کیف چرم تازه رسید 😍"
EVIDENCE = "🛡 مدرک فهرست اعتماد است"


def attachments(talk: Talk) -> list[dict[str, object]]:
    return talk.town.rows("SELECT * FROM attachments WHERE added_by = ?", talk.id)


async def test_a_photo_with_a_plain_caption_asks_what_it_is_for_and_keeps_nothing(sara: Talk):
    heard = await sara.sends_photo(png(), CAPTION)
    assert "نمی‌توانم بخوانم" in heard.text
    assert CAPTION in heard.text.translate(ISOLATES)
    assert sara.posts() == sara.plans() == attachments(sara) == []


async def test_it_becomes_the_picture_of_a_plan_with_its_caption(sara: Talk):
    await sara.sends_photo(png(), CAPTION)
    await sara.presses("🗓 برای یک پست آینده")
    await sara.says("فردا ساعت ۲۰")
    (plan,) = sara.plans()
    assert plan["text"] == CAPTION
    assert [kind for _, kind in json.loads(plan["media"])] == ["photo"]
    assert sara.posts() == []


async def test_it_is_a_post_whose_counts_are_typed_and_the_picture_is_no_screenshot(sara: Talk):
    await sara.sends_photo(png(), CAPTION)
    await sara.presses("📝 پستی که گذاشته‌ام؛ عددهایش را می‌نویسم")
    await sara.says("۳۲۰ لایک ۱۲ کامنت")
    post = sara.post()
    assert (post["kind"], post["likes"], post["comments"]) == ("photo", 320, 12)
    assert "کیف چرم" in post["topic"]
    assert attachments(sara) == []


async def test_an_album_is_asked_about_once_and_planned_as_a_whole(sara: Talk):
    await sara.sends_photo(png(), CAPTION, album="a1")
    for caption in ("", ""):
        heard = await sara.sends_photo(png(), caption, album="a1")
        assert heard.messages == []
    await sara.presses("🗓 برای یک پست آینده")
    await sara.says("فردا ساعت ۲۰")
    (plan,) = sara.plans()
    assert len(json.loads(plan["media"])) == 3


async def test_counts_below_a_later_picture_of_an_album_are_read(sara: Talk):
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    asked = await sara.sends_photo(png(), album="a1")
    await sara.sends_photo(png(), "۴۰۰ لایک ۱۵ کامنت", album="a1")
    heard = await sara.presses(data=asked.data[0])
    assert "۴۰۰ لایک" in heard.text.translate(ISOLATES)
    kept = sara.town.rows("SELECT likes FROM readings WHERE recorded_by = ? ORDER BY id", sara.id)
    assert [row["likes"] for row in kept] == [300, 400]


async def test_it_is_praise_of_a_customer(sara: Talk):
    await sara.sends_photo(png(), "خیلی راضی بودم، ممنون")
    await sara.presses("💛 تعریف یا رضایت مشتری است")
    (kept,) = sara.town.rows("SELECT * FROM praises WHERE page_id = ?", sara.page_id)
    assert kept["text"] == "خیلی راضی بودم، ممنون"
    assert kept["file_id"]


async def test_it_is_evidence_for_an_answer_of_the_trust_list(sara: Talk):
    await sara.sends_photo(png(), "مجوز ما")
    heard = await sara.presses(EVIDENCE)
    assert "/trust" in heard.text
    await sara.presses("◀️ برگشت")
    await sara.presses("لازم نیست")
    asked = next(iter(items().values()))
    await sara.says("/trust")
    await sara.forges(f"tr:{sara.page_id}:sell.{Sells.GOODS}")
    await sara.forges(f"ta:{sara.page_id}:{asked.number}:yes:0:")
    await sara.sends_photo(png(), "مجوز ما")
    heard = await sara.presses(EVIDENCE)
    heard = await sara.presses(data=next(data for data in heard.data if "proof." in data))
    assert "کنار" in heard.text
    kept = sara.town.rows("SELECT * FROM trust_answers WHERE page_id = ? ORDER BY id", sara.page_id)[-1]
    assert (kept["item"], kept["evidence"], kept["file_kind"]) == (asked.id, "مجوز ما", "photo")
    await sara.says("برگردان")
    sql = "SELECT file_id FROM trust_answers WHERE page_id = ? AND withdrawn_at IS NULL"
    assert [row["file_id"] for row in sara.town.rows(sql, sara.page_id)] == [None]


async def test_it_shows_counts_after_all_and_a_screenshot_may_be_something_else(sara: Talk):
    await sara.says("ریلز مانتو ۳۰۰ لایک ۱۲ کامنت امروز ساعت ۹")
    await sara.sends_photo(png(), CAPTION)
    heard = await sara.presses("📊 عکسِ آمار یک پست است")
    assert "مال کدام پست" in heard.text
    heard = await sara.presses("🖼 عکسِ آمار نیست")
    assert "با این عکس چه کنم" in heard.text
    await sara.presses("لازم نیست")
    assert sara.drafts() == []


async def test_other_words_while_it_is_asked_lose_nothing(sara: Talk):
    await sara.sends_photo(png(), CAPTION)
    heard = await sara.says("سلام خوبی؟")
    assert "سلام خوبی" in heard.text
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت امروز ساعت ۹")
    assert sara.post()["likes"] == 320


@pytest.mark.parametrize(("language", "caption"), [("ar", "وصلت الحقائب 😍"), ("en", "New bags 😍")])
async def test_each_way_has_its_words_in_every_language(town: Town, language: str, caption: str):
    async with await Talk.new(town, "Nour", language) as nour:
        await nour.has_page("@nour")
        heard = await nour.sends_photo(png(), caption)
        assert heard.labels[0] == Texts(language).plain("photo-plan")  # type: ignore[arg-type]
