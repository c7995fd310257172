"""Audits by taps, three at a time; bios and captions checked; praise kept; all of it a source of advice."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.captions import Call, calls_in
from bot.domain.tips import tips
from tests.domain.bios import BIOS, CAPTIONS
from tests.handlers.channels import PNG
from tests.handlers.talking import Talk, Town

RIGHT_TO_LEFT = "\u202e"


def answers(talk: Talk) -> list[dict[str, object]]:
    """The standing answers of her page."""
    sql = "SELECT * FROM tip_answers WHERE page_id = ? AND withdrawn_at IS NULL ORDER BY id"
    return talk.town.rows(sql, talk.page_id)


def praises(talk: Talk) -> list[dict[str, object]]:
    return talk.town.rows("SELECT * FROM praises WHERE page_id = ? ORDER BY id", talk.page_id)


async def test_an_audit_goes_three_by_three_until_everything_is_answered(sara: Talk):
    heard = await sara.says("نکته")
    assert "نکته‌ها برای" in heard.text
    seen: list[str] = []
    heard = await sara.presses("شروع: سه مورد اول ◀️")
    for _ in range(40):
        asked = [data for data in heard.of_kind("tk") if data.split(":")[3] == "yes"]
        if not asked:
            break
        assert len(asked) <= 3
        for data in asked:
            seen.append(data.split(":")[2])
            heard = await sara.presses(data=data)
        assert heard.edited
        if not any("سه مورد بعدی" in label for label in heard.labels):
            break
        heard = await sara.presses("سه مورد بعدی ◀️")
    assert len(seen) == len(set(seen)) == len(tips()) == len(answers(sara))
    heard = await sara.says("/tips")
    assert "۱۰۰ از ۱۰۰" in heard.text
    assert "همه را دارید" in heard.text


async def test_an_answer_can_be_changed_and_taken_back_and_none_is_overwritten(sara: Talk):
    await sara.says("/tips")
    heard = await sara.presses("شروع: سه مورد اول ◀️")
    data = next(each for each in heard.of_kind("tk") if each.split(":")[3] == "no")
    heard = await sara.presses(data=data)
    await sara.presses(data=heard.button("۱ تغییر جواب"))
    await sara.presses("تا حدی")
    assert [row["reply"] for row in answers(sara)] == ["no", "partly"]
    await sara.says("برگردان")
    assert [row["reply"] for row in answers(sara)] == ["no"]
    heard = await sara.forges(data)
    assert "همین جواب ثبت شده" in heard.notice
    assert len(answers(sara)) == 1


async def test_of_two_admins_at_once_the_later_answer_counts_and_both_are_told(sara: Talk, mina: Talk):
    await mina.says("/start")
    await mina.says("@other")
    mina.role("editor", sara.page_id)
    await sara.says("/tips")
    hers = next(
        d for d in (await sara.presses("شروع: سه مورد اول ◀️")).of_kind("tk") if d.split(":")[3] == "yes"
    )
    await mina.says("/tips")
    theirs = (await mina.presses("شروع: سه مورد اول ◀️")).of_kind("tk")
    await sara.presses(data=hers)
    heard = await mina.presses(
        data=next(d for d in theirs if d.split(":")[2:4] == [hers.split(":")[2], "no"])
    )
    assert heard.alert
    assert "سارا" in heard.notice
    told = await sara.hears_later()
    assert "مینا" in told.text
    assert [row["reply"] for row in answers(sara)] == ["yes", "no"]


async def test_a_viewer_sees_the_audits_and_changes_none(sara: Talk, mina: Talk):
    await sara.says("/tips")
    heard = await sara.presses("شروع: سه مورد اول ◀️")
    data = heard.of_kind("tk")[0]
    await mina.says("/start")
    await mina.says("@other")
    mina.role("viewer", sara.page_id)
    heard = await mina.says("/tips")
    assert not any("شروع" in label or "بیو" in label for label in heard.labels)
    for forged in (data, f"tq:{sara.page_id}:three", f"tq:{sara.page_id}:bio", f"tq:{sara.page_id}:praised"):
        heard = await mina.forges(forged)
        assert heard.alert
        assert "فقط می‌توانید ببینید" in heard.notice
    assert answers(sara) == []


async def test_somebody_else_learns_nothing_of_a_page_by_forged_buttons(sara: Talk, mina: Talk):
    await sara.says("/tips")
    await sara.presses("💛 رضایت مشتری")
    await sara.presses("➕ یکی تازه")
    await sara.says("خیلی خوب بود")
    (kept,) = praises(sara)
    await mina.says("/start")
    await mina.says("@other")
    for forged in (f"tq:{sara.page_id}:home", f"tx:{sara.page_id}:1:why:", f"pz:{kept['id']}:show"):
        heard = await mina.forges(forged)
        assert heard.alert
        assert "خیلی خوب" not in heard.text
    assert len(praises(sara)) == 1


async def test_old_and_forged_buttons_are_refused_politely(sara: Talk):
    await sara.says("/tips")
    page = sara.page_id
    for forged in (
        f"tx:{page}:999:why:",
        f"tx:{page}:1:nonsense:",
        f"tq:{page}:call.nothing",
        f"tq:{page}:xx",
    ):
        heard = await sara.forges(forged)
        assert heard.alert
        assert heard.notice


async def test_each_part_of_an_item_is_shown_with_its_time_and_source(sara: Talk):
    await sara.says("/tips")
    heard = await sara.presses("شروع: سه مورد اول ◀️")
    heard = await sara.presses(data=heard.button("راهنمای ۱"))
    assert "چرا مهم است" in heard.text
    assert "دقیقه" in heard.text
    assert "۲۰۱۶" in heard.text
    heard = await sara.presses("چطور؟")
    assert "چطور انجامش بدهید" in heard.text
    heard = await sara.presses("یک نمونه")
    assert "یک نمونه" in heard.text


async def test_a_pasted_bio_is_answered_with_what_it_has_and_lacks(sara: Talk):
    bio = next(bio for bio, found in BIOS["fa"] if found == {"sells", "shipping"})
    await sara.says("/tips")
    await sara.presses("🔍 بررسی بیو")
    heard = await sara.says(bio)
    assert heard.text.count("✓") == 2
    assert heard.text.count("✗") == 3
    assert "ارسال رایگان بالای" in heard.text
    assert "از ۱۵۰" in heard.text
    assert sara.drafts() == []


async def test_bios_that_are_none_are_answered_clearly_and_lose_nothing(sara: Talk):
    await sara.says("/tips")
    await sara.presses("🔍 بررسی بیو")
    heard = await sara.says("🌸🌸🌸🌸")
    assert "فقط نشانه" in heard.text
    heard = await sara.says("گل " * 1340)
    assert "۴٬۰" in heard.text or "۴٬۰۱۹" in heard.text
    heard = await sara.says(f"<b>فروش عسل</b> {RIGHT_TO_LEFT}& <script>")
    assert "✓ چه می‌فروشید: <b>فروش عسل</b>" in heard.text.replace("&lt;", "<").replace("&gt;", ">")
    assert RIGHT_TO_LEFT not in heard.text
    await sara.presses("بیوی دیگر")
    heard = await sara.says("فروش گل " + "و" * 3900)
    assert "تا زیاد است" in heard.text


async def test_a_pasted_caption_is_answered_and_leads_to_calls_where_it_has_none(sara: Talk):
    await sara.says("/tips")
    await sara.presses("✍️ بررسی کپشن")
    heard = await sara.says(CAPTIONS["fa"][2][0])
    assert "خط اول فقط سلام است" in heard.text
    assert "دعوت به قدم بعدی ندیدم" in heard.text
    await sara.presses("متن دعوت")
    heard = await sara.presses("ذخیره")
    copies = [button["copy_text"] for button in heard.buttons if "copy_text" in button]
    assert len(copies) == 3
    assert all(calls_in(text) == (Call.SAVE,) for text in copies)
    heard = await sara.presses("العربية")
    assert [b["copy_text"] for b in heard.buttons if "copy_text" in b] != copies


async def test_the_content_check_says_nothing_of_what_it_does_not_know(sara: Talk):
    await sara.says("/tips")
    heard = await sara.presses("ترکیب پست‌ها")
    assert "هنوز پستی ندارید" in heard.text
    for number in range(6):
        await sara.says(f"photo likes={number + 9} comments=2 at=2026-11-21T{number + 10}:00")
        if not number:
            await sara.says("/tips")
            assert "نمی‌شود نتیجه گرفت" in (await sara.presses("ترکیب پست‌ها")).text
    await sara.says("/tips")
    heard = await sara.presses("ترکیب پست‌ها")
    assert "۶ از ۶ پست عکس است" in heard.text
    assert "از آگهی و بازنشر چیزی نمی‌گویم" in heard.text
    sara.town.database.execute(
        "UPDATE posts SET caption = 'شال نخی، قیمت ۲۰۰ تومن' WHERE page_id = ?", (sara.page_id,)
    )
    await sara.says("/tips")
    heard = await sara.presses("ترکیب پست‌ها")
    assert "همهٔ ۶ پستی که کپشنش را می‌دانم آگهی است" in heard.text


async def test_praise_is_kept_as_text_or_photo_listed_shown_shared_and_deleted(sara: Talk):
    await sara.says("/tips")
    await sara.presses("💛 رضایت مشتری")
    await sara.presses("➕ یکی تازه")
    heard = await sara.says("خیلی قشنگ بود <3")
    assert "نگه داشتم" in heard.text
    await sara.presses("برگشت")
    await sara.presses("➕ یکی تازه")
    await sara.sends_photo(PNG)
    words, photo = praises(sara)
    assert (words["text"], words["file_id"]) == ("خیلی قشنگ بود <3", None)
    assert photo["file_id"]
    heard = await sara.presses(data=f"pz:{photo['id']}:shared")
    assert "۲ تا نگه داشته‌اید؛ ۱ تا هنوز" in heard.text
    await sara.presses(data=f"pz:{words['id']}:show")
    await sara.presses("🗑 پاک کردن")
    await sara.presses("بله، پاک شود")
    assert [row["id"] for row in praises(sara)] == [photo["id"]]
    heard = await sara.forges(f"pz:{words['id']}:show")
    assert "دیگر نیست" in heard.notice


async def test_what_is_missing_is_advised_and_praise_is_reminded_until_it_was_shown(sara: Talk, town: Town):
    await sara.says("/tips")
    await sara.presses("💛 رضایت مشتری")
    await sara.presses("➕ یکی تازه")
    await sara.says("عالی بود")
    (kept,) = praises(sara)
    await town.set_time(await town.now() + timedelta(days=2))
    found = set()
    for _ in range(70):
        heard = await sara.says("/step")
        if not heard.of_kind("ad"):
            break
        row = town.row("SELECT * FROM advice_given WHERE page_id = ? ORDER BY id DESC LIMIT 1", sara.page_id)
        found.add(row["piece"])
        if row["piece"] == f"tips.praise-{kept['id']}":
            heard = await sara.presses("بیشتر بگو")
            assert "عالی بود" in heard.text
            await sara.presses(data=f"ad:{row['id']}:done")
    assert {tip.piece for tip in tips().values()} <= found
    assert f"tips.praise-{kept['id']}" in found
    assert praises(sara)[0]["shared_at"] is not None


async def test_done_and_not_for_us_answer_the_audit_as_well(sara: Talk):
    for _ in range(12):
        await sara.says("/step")
        row = sara.town.row(
            "SELECT * FROM advice_given WHERE page_id = ? ORDER BY id DESC LIMIT 1", sara.page_id
        )
        await sara.presses(data=f"ad:{row['id']}:done")
        if row["piece"].startswith("tips."):
            break
    (kept,) = answers(sara)
    assert (kept["item"], kept["reply"]) == (row["piece"].partition(".")[2], "yes")


async def test_the_tips_speak_arabic_and_english(town: Town):
    for language, word, said, bio in (
        ("ar", "نصائح", "✗ الموقع الإلكتروني", BIOS["ar"][5][0]),
        ("en", "tips", "✗ a site", BIOS["en"][1][0]),
    ):
        async with await Talk.new(town, "Nour", language) as nour:
            await nour.has_page("@nour")
            heard = await nour.says(word)
            await nour.presses(next(label for label in heard.labels if "🔍" in label))
            heard = await nour.says(bio)
            assert said in heard.text
