"""`/followers` in the chat: the first counts, the curve and its periods, and counts put right."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.rendering.counts import PER_LIST
from tests.handlers.talking import SUNDAY, Heard, Talk, Town, moment, tehran

CURVE = "📈 روند فالوورها"
LIST = "فهرست شمارش‌ها"


def count(talk: Talk, days: float, number: int, *, rounded: bool = False, page: int | None = None) -> int:
    """A count of some days ago, as if given then; its row."""
    at = (SUNDAY - timedelta(days=days)).isoformat(timespec="microseconds")
    sql = """INSERT INTO follower_counts (page_id, taken_at, count, rounded, source, recorded_at, recorded_by)
             VALUES (?, ?, ?, ?, 'typed', ?, ?) RETURNING id"""
    rows = talk.town.rows(sql, page or talk.page_id, at, number, rounded, at, talk.id)
    return int(rows[0]["id"])


async def curve(talk: Talk) -> Heard:
    """Three counts of the last weeks, and their curve."""
    for days, number in ((37, 4200), (8, 4700), (1, 4800)):
        count(talk, days, number)
    return await talk.says("/followers")


@pytest.mark.parametrize("known", [0, 1])
async def test_with_fewer_than_two_counts_the_count_is_asked_for(sara: Talk, known: int):
    for number in range(known):
        count(sara, 3 + number, 4700)
    heard = await sara.says("/followers")
    assert not heard.messages[0]["photo"]
    assert "چند فالوور" in heard.text
    kept = await sara.says("۴۸۵۳")
    assert [row["count"] for row in sara.followers()] == [4700] * known + [4853]
    assert (CURVE in kept.labels) is bool(known)


async def test_the_curve_is_a_picture_with_what_it_says_in_words(sara: Talk):
    heard = await curve(sara)
    assert heard.messages[0]["photo"]["width"] == 1080
    assert "آخرین شمارش: ۴٬۸۰۰ فالوور" in heard.text
    assert "یک هفته قبل‌تر (شنبه ۲۳ آبان): ۱۰۰ نفر بیشتر" in heard.text
    assert "۶۰۰ نفر بیشتر (با ۳ شمارش)" in heard.text
    assert heard.labels[:2] == ["ثبت تعداد تازه", LIST]


async def test_both_ways_of_telling_a_count_lead_to_the_curve(sara: Talk):
    assert CURVE not in (await sara.says("/followers 4800")).labels
    count(sara, 40, 4100)
    kept = await sara.says("فالوورا شد ۴۸۵۳")
    assert "۵۳ نفر بیشتر از بار قبل" in kept.text
    drawn = await sara.presses(CURVE)
    assert drawn.messages[0]["photo"]
    assert "الان ۴٬۸۵۳ فالوور دارید" in drawn.text


async def test_a_count_of_an_earlier_day_is_compared_with_the_one_before_that_day(sara: Talk):
    count(sara, 20, 4600)
    await sara.says("/followers 4800")
    kept = await sara.says("فالوورا دیروز ۴۷۵۰ بود")
    assert "۱۵۰ نفر بیشتر از بار قبل" in kept.text


async def test_other_periods_are_drawn_in_place(sara: Talk):
    count(sara, 300, 1000)
    heard = await curve(sara)
    first = heard.messages[0]["message_id"]
    for label in ("یک سال", "همه", "۹۰", "۳۰"):
        redrawn = await sara.presses(data=heard.button(label))
        assert redrawn.edited
        assert redrawn.messages[0]["photo"]
        assert redrawn.messages[0]["message_id"] == first
        heard = redrawn


async def test_the_same_curve_again_is_not_drawn_again(sara: Talk):
    await curve(sara)
    await sara.settled()
    before = sara.town.row("SELECT count(*) AS n FROM pictures")["n"]
    assert (await sara.says("/followers")).messages[0]["photo"]
    await sara.settled()
    assert sara.town.row("SELECT count(*) AS n FROM pictures")["n"] == before


async def test_followers_told_with_a_post_are_part_of_the_curve(sara: Talk):
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت ۴۶۰۰ فالوور ۲۵ آبان")
    assert sara.post()["followers_at_publishing"] == 4600
    await sara.says("/followers 4800")
    heard = await sara.says("/followers")
    assert heard.messages[0]["photo"]
    assert "۲۰۰ نفر بیشتر (با ۲ شمارش)" in heard.text


async def test_an_old_last_count_is_gently_asked_to_be_renewed(sara: Talk):
    count(sara, 60, 4200)
    count(sara, 21, 4700)
    heard = await sara.says("/followers")
    assert "۲۱ روز از آخرین شمارش گذشته" in heard.text
    await sara.presses("ثبت تعداد تازه")
    kept = await sara.says("4900")
    assert "۲۰۰ نفر بیشتر" in kept.text
    assert "گذشته است" not in (await sara.says("/followers")).text


async def test_a_count_that_is_far_off_is_pointed_out(sara: Talk):
    for days, number in ((9, 4700), (5, 47_500), (1, 4800)):
        count(sara, days, number)
    assert "عدد ۴۷٬۵۰۰" in (await sara.says("/followers")).text


async def test_a_count_is_put_right_and_taken_back(sara: Talk):
    await curve(sara)
    await sara.presses(LIST)
    card = await sara.presses(data=(await sara.presses(LIST)).of_kind("fx")[1])
    assert card.edited
    assert "۴٬۷۰۰ فالوور" in card.text
    await sara.presses("اصلاح")
    changed = await sara.says("۴۶۵۰ دو روز پیش")
    assert "۴٬۶۵۰ فالوور" in changed.text
    assert "قبلاً این بود: ۴٬۷۰۰" in changed.text
    assert [row["count"] for row in sara.followers()] == [4200, 4650, 4800]
    assert sara.followers()[1]["taken_at"] == tehran("2026-11-20T12:00")
    back = await sara.presses("برگردان")
    assert back.edited
    assert [row["count"] for row in sara.followers()] == [4200, 4700, 4800]
    assert moment(sara.followers()[1]["taken_at"]) == SUNDAY - timedelta(days=8)


async def test_a_bare_number_puts_the_count_right_and_leaves_its_day(sara: Talk):
    row = count(sara, 5, 4700)
    await sara.forges(f"fx:{row}:edit")
    await sara.says("4750")
    assert [(r["count"], moment(r["taken_at"])) for r in sara.followers()] == [
        (4750, SUNDAY - timedelta(days=5))
    ]


async def test_a_count_is_deleted_and_comes_back(sara: Talk):
    await curve(sara)
    listed = await sara.presses(LIST)
    await sara.presses(data=listed.of_kind("fx")[0])
    gone = await sara.presses("پاک کردن")
    assert gone.edited
    assert "۴٬۸۰۰ فالوور" in gone.text
    assert [row["count"] for row in sara.followers()] == [4200, 4700]
    await sara.presses("برگردان")
    assert [row["count"] for row in sara.followers()] == [4200, 4700, 4800]


async def test_who_changed_a_count_and_what_it_was_is_kept(sara: Talk):
    row = count(sara, 5, 4700)
    await sara.forges(f"fx:{row}:edit")
    await sara.says("4750")
    await sara.forges(f"fx:{row}:delete")
    sql = "SELECT what, facts FROM changes WHERE person_id = ? ORDER BY id DESC LIMIT 2"
    deleted, edited = sara.town.rows(sql, sara.id)
    assert [deleted["what"], edited["what"]] == ["followers-delete", "followers-edit"]
    assert json.loads(edited["facts"])["count"] == 4700


async def test_a_count_that_was_recorded_and_taken_back_stays_away(sara: Talk):
    recorded = await sara.says("/followers 4800")
    deleted = await sara.forges(f"fx:{sara.followers()[0]['id']}:delete")
    await sara.forges(deleted.of_kind("un")[0])
    assert len(sara.followers()) == 1
    row = sara.followers()[0]["id"]
    await sara.forges(recorded.of_kind("un")[0])
    await sara.forges(deleted.of_kind("un")[0])
    heard = await sara.forges(f"fx:{row}:show")
    assert "دیگر نیست" in heard.notice
    assert sara.followers() == []


async def test_a_long_list_is_turned_page_by_page(sara: Talk):
    for day in range(PER_LIST + 3):
        count(sara, day, 4000 - day)
    await sara.says("/followers")
    listed = await sara.presses(LIST)
    assert len(listed.of_kind("fx")) == PER_LIST
    older = await sara.presses("قدیمی‌ترها »")
    assert older.edited
    assert len(older.of_kind("fx")) == 3
    newer = await sara.presses("« تازه‌ترها")
    assert newer.of_kind("fx") == listed.of_kind("fx")


async def test_a_list_far_beyond_its_end_is_empty_and_kind(sara: Talk):
    await curve(sara)
    heard = await sara.forges(f"fl:{sara.page_id}:9000000000")
    assert "شمارشی نیست" in heard.text
    assert "« تازه‌ترها" in heard.labels


async def test_a_viewer_sees_the_curve_and_changes_nothing(town: Town, sara: Talk):
    await curve(sara)
    row = sara.followers()[0]["id"]
    async with await Talk.new(town, "نرگس") as guest:
        await guest.has_page("x")
        guest.role("viewer", sara.page_id)
        heard = await guest.says("/followers")
        assert heard.messages[0]["photo"]
        assert not {"fr", "fl", "fx"} & {data.split(":")[0] for data in heard.data}
        for data in (
            f"fr:{sara.page_id}",
            f"fl:{sara.page_id}:0",
            *(f"fx:{row}:{do}" for do in ("edit", "delete")),
        ):
            refused = await guest.forges(data)
            assert refused.alert
            assert "فقط می‌توانید ببینید" in refused.notice
    assert len(sara.followers()) == 3


async def test_a_viewer_of_a_page_without_counts_is_not_asked_for_one(town: Town, sara: Talk):
    async with await Talk.new(town, "نرگس") as guest:
        await guest.has_page("x")
        guest.role("viewer", sara.page_id)
        assert "فقط می‌توانید ببینید" in (await guest.says("/followers")).text
        assert guest.drafts() == []


async def test_strangers_buttons_find_nothing(town: Town, sara: Talk):
    await curve(sara)
    row, page = sara.followers()[0]["id"], sara.page_id
    async with await Talk.new(town, "بیگانه") as stranger:
        await stranger.has_page("y")
        for data in (f"fc:{page}:90", f"fc:{page}:", f"fr:{page}", f"fl:{page}:0"):
            heard = await stranger.forges(data)
            assert heard.alert
            assert "۴٬۸۰۰" not in heard.text
        for do in ("show", "edit", "delete"):
            heard = await stranger.forges(f"fx:{row}:{do}")
            assert heard.alert
            assert "دیگر نیست" in heard.notice
    assert [each["count"] for each in sara.followers()] == [4200, 4700, 4800]


@pytest.mark.parametrize(
    "data", ["fc:{page}:7", "fc:{page}:-1", "fx:{row}:burn", "fl:{page}:x", "fx:99999999:show"]
)
async def test_a_button_that_was_never_offered_is_refused(sara: Talk, data: str):
    await curve(sara)
    heard = await sara.forges(data.format(page=sara.page_id, row=sara.followers()[0]["id"]))
    assert heard.alert
    assert len(sara.followers()) == 3


async def test_a_period_that_no_longer_holds_two_counts_says_so(sara: Talk):
    await curve(sara)
    await sara.forges(f"fx:{sara.followers()[2]['id']}:delete")
    heard = await sara.forges(f"fc:{sara.page_id}:30")
    assert heard.alert
    assert "کمتر از دو شمارش" in heard.notice


async def test_an_estimate_between_two_counts_is_marked_on_the_post(sara: Talk):
    count(sara, 10, 4700)
    count(sara, 0.5, 4890)
    heard = await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت ۵ روز پیش")
    assert "حدود ۴٬۷" in heard.text or "حدود ۴٬۸" in heard.text
    assert "از روی دو شمارش نزدیک" in heard.text


async def test_an_estimate_from_one_count_before_is_marked_on_the_post(sara: Talk):
    count(sara, 10, 4700)
    heard = await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت ۵ روز پیش")
    assert "حدود ۴٬۷۰۰ فالوور، از روی آخرین شمارشِ پیش از آن" in heard.text


async def test_a_counted_or_stated_figure_is_not_called_an_estimate(sara: Talk):
    count(sara, 5.1, 4700)
    assert "از روی" not in (await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت ۵ روز پیش")).text
    assert "از روی" not in (await sara.says("ریلز ۳۲۰ لایک ۱۲ کامنت ۴۷۰۰ فالوور ۲۰ روز پیش")).text


@pytest.mark.parametrize(
    ("language", "sentence"), [("ar", "لديكم الآن"), ("en", "You have 4,800 followers now")]
)
async def test_the_curve_speaks_the_persons_language(sara: Talk, language: str, sentence: str):
    count(sara, 10, 4700)
    count(sara, 0.2, 4800)
    await sara.says(f"/language {language}")
    heard = await sara.says("/followers")
    assert heard.messages[0]["photo"]
    assert sentence in heard.text


async def test_a_line_about_a_post_is_not_taken_for_followers_that_were_asked_for(sara: Talk):
    await sara.says("/followers")
    heard = await sara.says("ریلز ۱۲۰۰ لایک ۴۵ کامنت دیروز")
    assert "۱٬۲۰۰ لایک" in heard.text
    assert sara.post()["kind"] == "reel"
    assert (await sara.says("عکس ۱/۲k لایک ۳ کامنت پریروز")).button("۵۰۰ لایک")
    assert sara.followers() == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [("فالوورا شد -۱۲", "منفی نمی‌شود"), ("فالوورا شد ۹۹۹۹۹۹۹۹۹۹۹۹۹۹", "خیلی بزرگ است")],
)
async def test_a_count_that_cannot_be_says_what_to_write_and_nothing_of_posts(
    sara: Talk, typed: str, words: str
):
    heard = await sara.says(typed)
    assert words in heard.text
    assert "فالوورا شد ۴۸۵۳" in heard.text
    assert "بقیه" not in heard.text
    assert "یک پست" not in heard.text
    assert sara.town.rows("SELECT * FROM follower_counts WHERE page_id = ?", sara.page_id) == []
