"""Whatever was recorded is found again, changed, deleted and brought back; who did what when is kept."""

from __future__ import annotations

from tests.handlers.talking import Talk

REEL = "ریلز مانتو یلدا ۵۰۰ لایک ۲۰ کامنت دیروز"
PHOTO = "عکس کیف چرم ۳۰۰ لایک https://www.instagram.com/p/Abc123/?igsh=1 پریروز"


async def test_the_list_shows_the_newest_first(sara: Talk):
    await sara.says(PHOTO)
    await sara.says(REEL)
    heard = await sara.says("/post list")
    assert heard.text.index("مانتو یلدا") < heard.text.index("کیف چرم")
    assert heard.of_kind("pd") == [f"pd:{post['id']}:show" for post in reversed(sara.posts())]


async def test_the_list_is_reached_by_a_word_and_from_the_page(sara: Talk):
    await sara.says(REEL)
    assert "مانتو یلدا" in (await sara.says("پست‌ها")).text
    card = await sara.forges(f"pg:{sara.page_id}:show")
    heard = await sara.presses(data=card.of_kind("pl")[0])
    assert heard.edited
    assert "مانتو یلدا" in heard.text


async def test_the_list_turns_its_leaves_in_one_message(sara: Talk):
    await sara.says("\n".join(f"ریلز {n} لایک {n} کامنت" for n in range(100, 111)))
    heard = await sara.says("پست‌ها")
    assert len(heard.of_kind("pd")) == 8
    heard = await sara.presses("قدیمی‌تر »")
    assert heard.edited
    assert len(heard.of_kind("pd")) == 3
    heard = await sara.presses("« جدیدتر")
    assert len(heard.of_kind("pd")) == 8


async def test_posts_are_found_by_words_in_either_spelling(sara: Talk):
    await sara.says(REEL)
    await sara.says(PHOTO)
    for words in ("یلدا", "يلدا", "مانتو یلدا"):
        heard = await sara.says(f"/post find {words}")
        assert len(heard.of_kind("pd")) == 1, words
        assert "مانتو یلدا" in heard.text
    heard = await sara.says("/post find زززز")
    assert not heard.of_kind("pd")
    assert "چیزی پیدا نشد" in heard.text


async def test_a_percent_sign_finds_only_what_has_it(sara: Talk):
    await sara.says(REEL)
    assert not (await sara.says("/post find %x_")).of_kind("pd")


async def test_posts_are_found_by_a_day_or_a_month(sara: Talk):
    await sara.says(REEL)
    await sara.says(PHOTO)
    await sara.says("عکس ۳ لایک امروز")
    assert len((await sara.says("/post list آبان")).of_kind("pd")) == 2
    assert len((await sara.says("/post list آذر")).of_kind("pd")) == 1
    assert len((await sara.says("/post list دیروز")).of_kind("pd")) == 1
    assert len((await sara.says("/post list November 2026")).of_kind("pd")) == 3
    heard = await sara.presses("همهٔ پست‌ها")
    assert len(heard.of_kind("pd")) == 3


async def test_a_link_alone_opens_its_post(sara: Talk):
    await sara.says(PHOTO)
    heard = await sara.says("https://instagram.com/p/Abc123")
    assert "کیف چرم" in heard.text
    assert len(sara.posts()) == 1
    heard = await sara.says("/post find instagram.com/p/Abc123")
    assert len(heard.of_kind("pd")) == 1


async def test_a_post_is_deleted_without_a_question_and_brought_back(sara: Talk):
    await sara.says(REEL)
    number = sara.post()["id"]
    heard = await sara.forges(f"pd:{number}:delete")
    assert sara.posts() == []
    assert "حذف شد" in heard.text
    await sara.presses("برگردان")
    assert sara.post()["id"] == number


async def test_its_history_says_who_changed_what_and_when(sara: Talk, mina: Talk):
    await sara.says(REEL)
    number = sara.post()["id"]
    await mina.has_page("@own")
    mina.role("editor", sara.page_id)
    await mina.forges(f"pe:{number}:likes")
    await mina.says("۵۵۰")
    await sara.forges(f"pe:{number}:topic")
    await sara.says("مانتو پاییزه")
    await sara.says("/undo")
    heard = await sara.forges(f"pd:{number}:history")
    assert "شما: ثبت شد" in heard.text
    assert "عضو دیگر: اصلاح شد (لایک: ۵۰۰ ← ۵۵۰)" in heard.text
    assert "شما: اصلاح شد (موضوع)؛ برگردانده شد" in heard.text
    assert "۵۰۰ لایک، ۲۰ کامنت (نوشته‌شده) (کنار گذاشته شده)" in heard.text


async def test_a_reading_is_set_aside_and_brought_back(sara: Talk):
    await sara.says(REEL)
    (reading,) = sara.town.rows("SELECT * FROM readings WHERE post_id = ?", sara.post()["id"])
    heard = await sara.forges(f"rd:{reading['id']}:withdraw")
    assert sara.post()["likes"] is None
    await sara.presses(data=heard.of_kind("un")[0])
    assert sara.post()["likes"] == 500
    await sara.forges(f"rd:{reading['id']}:withdraw")
    await sara.forges(f"rd:{reading['id']}:restore")
    assert sara.post()["likes"] == 500


async def test_a_reading_is_corrected_at_its_own_moment(sara: Talk):
    await sara.says(REEL)
    (old,) = sara.town.rows("SELECT * FROM readings WHERE post_id = ?", sara.post()["id"])
    await sara.forges(f"rd:{old['id']}:correct")
    heard = await sara.says("۵۲۰ لایک")
    post = sara.post()
    assert (post["likes"], post["comments"], post["taken_at"]) == (520, 20, old["taken_at"])
    await sara.presses(data=heard.of_kind("un")[0])
    assert sara.post()["likes"] == 500


async def test_somebody_elses_posts_and_readings_are_not_found(sara: Talk, mina: Talk):
    await mina.has_page("@other")
    await sara.says(REEL)
    number = sara.post()["id"]
    (reading,) = sara.town.rows("SELECT id FROM readings WHERE post_id = ?", number)
    tried = [f"pd:{number}:{do}" for do in ("show", "history", "delete")]
    tried += [f"rd:{reading['id']}:{do}" for do in ("show", "correct", "withdraw")]
    for data in (*tried, f"pl:{sara.page_id}:0:::"):
        heard = await mina.forges(data)
        assert heard.alert, data
        assert heard.notice, data
    assert len(sara.posts()) == 1
    assert not (await mina.says("/post find یلدا")).of_kind("pd")


async def test_a_viewer_may_look_but_not_delete(sara: Talk, mina: Talk):
    await mina.has_page("@own")
    await sara.says(REEL)
    number = sara.post()["id"]
    (reading,) = sara.town.rows("SELECT id FROM readings WHERE post_id = ?", number)
    mina.role("viewer", sara.page_id)
    heard = await mina.forges(f"pd:{number}:show")
    assert "حذف" not in heard.labels
    for data in (f"pd:{number}:delete", f"rd:{reading['id']}:withdraw", f"rd:{reading['id']}:correct"):
        heard = await mina.forges(data)
        assert "فقط می‌توانید ببینید" in heard.notice, data
    assert len(sara.posts()) == 1


async def test_forged_days_and_leaves_do_no_harm(sara: Talk):
    await sara.says(REEL)
    for data in (
        f"pl:{sara.page_id}:99999::: ",
        f"pl:{sara.page_id}:-5:::",
        f"pl:{sara.page_id}:0:0:99999999:",
    ):
        await sara.forges(data)
    assert len(sara.posts()) == 1


async def test_a_whole_post_typed_while_a_count_is_corrected_overwrites_nothing(sara: Talk):
    await sara.says("ریلز ۱۲۰ لایک ۳ کامنت دیروز")
    await sara.presses("اصلاح")
    await sara.presses("لایک")
    await sara.says("عکس ۵۰ لایک ۱ کامنت امروز ساعت ۸")
    assert [post["kind"] for post in sara.posts()] == ["reel", "photo"]
    assert "اصلاح شد" in (await sara.says("۱۳۰")).text


async def test_an_empty_list_says_so_and_how_to_begin(sara: Talk):
    heard = await sara.says("/posts")
    assert "هنوز پستی ثبت نشده" in heard.text
    assert "ریلز ۱۲۰۰ لایک" in heard.text


async def test_delete_behind_post_shows_what_can_be_deleted(sara: Talk):
    await sara.says(REEL)
    heard = await sara.says("/post delete")
    assert heard.of_kind("pd") == [f"pd:{post['id']}:show" for post in sara.posts()]
    assert len(sara.posts()) == 1


async def test_help_leads_to_what_was_recorded(sara: Talk):
    await sara.says("/help")
    heard = await sara.presses("📝 ثبت و اصلاح")
    assert "/posts" in heard.text
    assert "/post find" in heard.text
