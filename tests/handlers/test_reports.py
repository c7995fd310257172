"""Reports: now, by themselves, in groups and channels; what is for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.language.texts import Texts
from bot.rendering.report_buttons import ReportSet, ReportsOf
from storage.drawn import folder
from tests.handlers.channels import Channel, chooses, waits_for
from tests.handlers.talking import ISOLATES, SUNDAY, Talk, Town, moment, tehran
from tests.handlers.test_besttimes import days_ago, keeps
from tests.handlers.test_groups import Group, text_of
from tests.handlers.test_team import joined

FA = Texts()
SATURDAY = moment("2026-11-28T09:00:00+03:30")


async def posts_of_two_weeks(sara: Talk) -> None:
    """A page with its usual posts, five of them in the last seven days."""
    for number in range(12):
        keeps(sara, 40 + number, days_ago(8 + number, 12))
    for number in range(5):
        keeps(sara, 60 + 10 * number, days_ago(1 + number, 12))


def links(talk: Talk) -> list[dict]:
    return talk.town.rows("SELECT * FROM reports WHERE page_id = ? AND ended_at IS NULL", talk.page_id)


async def test_a_report_now_is_a_card_with_a_short_text_and_buttons_for_its_parts(sara: Talk):
    await posts_of_two_weeks(sara)
    heard = await sara.says("گزارش")
    (message,) = heard.messages
    assert message["photo"]
    assert "گزارش هفتگی" in heard.text
    assert "۵ پست تازه (هفتهٔ قبل: ۶)" in heard.text
    assert "بهترین پست" in heard.text
    assert len((message["caption"] or "").encode("utf-16-le")) // 2 <= 1024
    assert {"تغییرها", "بهترین‌ها", "هدف‌ها", "⏰ زمان‌بندی"} <= set(heard.labels)
    heard = await sara.presses("بهترین‌ها")
    assert heard.edited
    assert "۱. " in heard.text
    assert "۳. " in heard.text
    assert "۴. " not in heard.text
    heard = await sara.presses("بازگشت به گزارش")
    assert heard.edited
    assert "۵ پست تازه" in heard.text


@pytest.mark.parametrize(
    ("lack", "counted_after", "followers"),
    [("age", 20.0, 1000), ("base", 168.0, None), ("counts", None, 1000)],
)
async def test_the_true_reason_is_said_where_posts_cannot_be_measured(
    sara: Talk, lack: str, counted_after: float | None, followers: int | None
):
    for number in range(8):
        keeps(sara, 40 + number, days_ago(20 + number, 12))
    later = ((counted_after or 1.0, 30),)
    fresh = keeps(sara, 30, days_ago(2, 12), later=later, followers_at_publishing=followers)
    if counted_after is None:
        sara.town.database.execute("UPDATE readings SET likes = NULL WHERE post_id = ?", (fresh,))
    said = FA.plain(f"report-lack-{lack}")
    assert said in (await sara.says("گزارش")).text
    for part in ("تغییرها", "بهترین‌ها"):
        assert said in (await sara.presses(part)).text
        await sara.presses("بازگشت به گزارش")


async def test_where_nothing_was_posted_or_liked_the_parts_say_that(sara: Talk):
    await sara.says("گزارش")
    assert FA.plain("report-none-mix") in (await sara.presses("بهترین‌ها")).text
    keeps(sara, 0, days_ago(2, 12))
    await sara.says("گزارش")
    assert FA.plain("report-none-best") in (await sara.presses("بهترین‌ها")).text


async def test_followers_of_the_very_minute_stand_in_the_report_and_later_ones_are_said_to_be(sara: Talk):
    at = await sara.town.now()
    await sara.town.set_time(at.replace(second=10, microsecond=0) + timedelta(minutes=1))
    await sara.says("۴۸۵۰ فالوور")
    heard = await sara.says("گزارش")
    assert "۴٬۸۵۰" in heard.text
    assert "۴٬۸۵۰" in (await sara.presses("فالوورها")).text
    await sara.says("گزارش دیروز")
    assert FA.plain("report-followers-later") in (await sara.presses("فالوورها")).text


async def test_what_comes_into_somebodys_own_chat_is_hers_and_the_owners_to_choose(sara: Talk, mina: Talk):
    await joined(sara, mina)
    await sara.forges(ReportsOf(sara.page_id, "me").pack())
    (own,) = links(sara)
    for what, value in (("end", None), ("every", "day"), ("show", None)):
        heard = await mina.forges(ReportSet(own["id"], what, value).pack())
        assert FA.plain("team-owner-only", page="@gol_sara") == heard.notice
    assert links(sara) == [own]
    await mina.forges(ReportsOf(sara.page_id, "me").pack())
    hers = next(link for link in links(sara) if link["chat_id"] == mina.id)
    await mina.forges(ReportSet(hers["id"], "end", None).pack())
    assert links(sara) == [own]


async def test_a_quiet_week_is_said_kindly(sara: Talk):
    heard = await sara.says("/report")
    assert heard.messages[0]["photo"]
    assert FA.plain("report-quiet-week") in heard.text


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("گزارش ماهانه", "report-title-month"),
        ("/report monthly", "report-title-month"),
        ("تقرير شهري", "report-title-month"),
        ("گزارش روزانه", "report-title-day"),
        ("weekly report", "report-title-week"),
    ],
)
async def test_words_say_over_how_long_a_time(sara: Talk, words: str, key: str):
    heard = await sara.says(words)
    assert FA.plain(key) in heard.text


async def test_a_month_is_a_whole_one_of_the_readers_calendar(sara: Talk):
    keeps(sara, 40, days_ago(1, 12))  # the last day of Aban; the first of Azar is today
    keeps(sara, 40, days_ago(30, 12))
    keeps(sara, 40, days_ago(31, 12))
    heard = await sara.says("گزارش ماهانه")
    assert "۱ آبان ۱۴۰۵ تا ۳۰ آبان ۱۴۰۵" in heard.text
    assert "۲ پست تازه (ماه قبل: ۱)" in heard.text


async def test_a_day_or_week_that_is_over_ends_before_this_one(sara: Talk):
    assert "· ۱ آذر ۱۴۰۵" in (await sara.says("گزارش امروز")).text
    assert "· ۳۰ آبان ۱۴۰۵" in (await sara.says("گزارش دیروز")).text
    assert "۲۵ آبان ۱۴۰۵ تا ۱ آذر ۱۴۰۵" in (await sara.says("گزارش هفتگی")).text
    assert "۲۳ آبان ۱۴۰۵ تا ۲۹ آبان ۱۴۰۵" in (await sara.says("گزارش هفتهٔ پیش")).text


async def test_a_campaign_is_found_however_it_is_written_and_by_its_button(sara: Talk):
    keeps(sara, 40, days_ago(3, 12), campaign="یلدا")
    keeps(sara, 50, days_ago(2, 12), campaign="يلدا")
    keeps(sara, 60, days_ago(2, 15))
    heard = await sara.says("/report campaign یلدا")
    assert "۲ پست در این کمپین" in heard.text
    await sara.says("گزارش کمپین")
    heard = await sara.presses("یلدا")
    assert "۲ پست در این کمپین" in heard.text
    heard = await sara.presses("بهترین‌ها")
    assert heard.edited
    heard = await sara.says("گزارش کمپین نوروز")
    assert "پیدا نکردم" in heard.text


async def test_what_is_not_understood_is_shown_with_an_example(sara: Talk):
    heard = await sara.says("/report banana")
    assert "banana" in heard.text
    assert "گزارش ماهانه" in heard.text


async def weekly(talk: Talk) -> dict:
    """Has the page's report come to her every week."""
    await talk.says("/report")
    await talk.presses("⏰ زمان‌بندی")
    await talk.presses("هر هفته برای خودم بفرست")
    (link,) = links(talk)
    return link


async def test_a_weekly_report_comes_on_saturday_at_nine_once_and_the_next_one_is_set(town: Town):
    async with await Talk.new(town, "سارا") as sara:
        await sara.has_page()
        await posts_of_two_weeks(sara)
        # Reports that other people wanted before are not prepared beside hers.
        town.database.execute("UPDATE reports SET due_at = NULL, ended_at = made_at")
        link = await weekly(sara)
        assert link["due_at"] == tehran("2026-11-28 09:00")
        await town.set_time(SATURDAY - timedelta(minutes=50))
        ready = "SELECT * FROM reports WHERE id = ? AND ready_for = due_at AND ready IS NOT NULL"
        await waits_for(town, ready, link["id"])
        assert [file.suffix for file in folder(town.path).iterdir()] == [".png"]
        await town.set_time(SATURDAY)
        heard = await sara.hears_later()
        (message,) = heard.messages
        assert message["photo"]
        assert "گزارش هفتگی · ۳۰ آبان ۱۴۰۵ تا ۶ آذر ۱۴۰۵" in heard.text
        after = "SELECT * FROM reports WHERE id = ? AND last_at IS NOT NULL AND due_at = ?"
        await waits_for(town, after, link["id"], tehran("2026-12-05 09:00"))
        gone = "SELECT 1 FROM deliveries WHERE chat_id = ? AND sent_at IS NOT NULL"
        await waits_for(town, gone, sara.id)
        assert list(folder(town.path).iterdir()) == []
        heard = await sara.presses("ترکیب")
        assert heard.edited
        await town.set_time(SUNDAY)


async def test_when_which_parts_and_which_language_are_chosen(sara: Talk):
    await posts_of_two_weeks(sara)
    await weekly(sara)
    await sara.presses("هر چند وقت")
    await sara.presses("هر روز")
    await sara.presses("ساعت")
    heard = await sara.presses("۱۸:۰۰")
    assert "هر روز ساعت ۱۸:۰۰" in heard.text
    (link,) = links(sara)
    assert (link["every"], link["at"]) == ("day", "18:00")
    assert link["due_at"] == tehran("2026-11-22 18:00")
    await sara.presses("بخش‌ها")
    heard = await sara.presses("✓ اعتماد")
    assert "اعتماد" in heard.labels
    await sara.presses("بازگشت")
    await sara.presses("زبان")
    heard = await sara.presses("English")
    assert "بدون این بخش‌ها: اعتماد" in heard.text
    (link,) = links(sara)
    assert (link["language"], link["without"]) == ("en", '["trust"]')
    await sara.presses("دیگر نفرست")
    assert links(sara) == []
    waiting = "SELECT * FROM alarms WHERE kind = 'report' AND done_at IS NULL AND page_id = ?"
    assert sara.town.rows(waiting, sara.page_id) == []


async def test_a_viewer_reads_but_does_not_schedule(sara: Talk, mina: Talk):
    await posts_of_two_weeks(sara)
    link = await weekly(sara)
    await mina.has_page("@other")
    mina.role("viewer", sara.page_id)
    heard = await mina.says("/report")
    assert "۵ پست تازه" in heard.text
    assert "⏰ زمان‌بندی" not in heard.labels
    for forged in (f"rw:{sara.page_id}:show", f"rw:{sara.page_id}:me", f"rs:{link['id']}:every:day"):
        heard = await mina.forges(forged)
        assert heard.alert
    assert [each["every"] for each in links(sara)] == ["week"]


async def test_a_stranger_learns_nothing_by_forged_buttons(sara: Talk, mina: Talk):
    link = await weekly(sara)
    await mina.has_page("@other")
    for forged in (
        f"rp:{sara.page_id}:0:all:week:29000000",
        f"rp:{link['id']}:1:all:week:29000000",
        f"rs:{link['id']}:show:",
        f"rw:{sara.page_id}:show",
        f"rp:{mina.page_id}:0:nonsense:week:29000000",
        f"rp:{mina.page_id}:0:all:week:99999999999999",
        f"rp:{mina.page_id}:0:all:campaign:1",
    ):
        heard = await mina.forges(forged)
        assert heard.alert, forged
        assert "gol_sara" not in heard.text


async def linked_group(sara: Talk) -> Group:
    group = await Group.with_bot(sara)
    (asked,) = await group.hears(sara, "/link")
    await group.presses(sara, asked)
    return group


async def test_a_group_gets_its_report_and_everybody_there_turns_its_parts(sara: Talk, mina: Talk):
    await posts_of_two_weeks(sara)
    group = await linked_group(sara)
    await group.joined_by(mina)
    (report,) = await group.hears(sara, "/report")
    assert report["photo"]
    assert "۵ پست تازه" in text_of(report)
    labels = [button["label"] for row in report["buttons"] for button in row]
    assert "⏰ زمان‌بندی" not in labels
    answered = await group.presses(mina, report, labels.index("ترکیب"))
    assert not answered["show_alert"]
    shown = next(m for m in await group.seen() if m["message_id"] == report["message_id"])
    assert "ترکیب" in text_of(shown)
    assert [b["label"] for row in shown["buttons"] for b in row] == ["بازگشت به گزارش"]
    (refused,) = await group.hears(mina, "/report")
    assert FA.plain("report-not-for-you") in text_of(refused)


async def test_a_group_that_takes_no_pictures_gets_the_words(sara: Talk):
    await posts_of_two_weeks(sara)
    group = await linked_group(sara)
    await sara.person.asks("POST", f"/play/chats/{group.id}/only_texts", by=sara.id)
    (report,) = await group.hears(sara, "/report")
    assert not report["photo"]
    assert "۵ پست تازه" in text_of(report)
    await group.presses(sara, report, 1)
    shown = [m for m in await group.seen() if m["from"]["is_bot"]]
    assert "بهترین‌ها" in text_of(shown[-1])
    assert shown[-1]["message_id"] == report["message_id"]


async def test_a_channel_gets_the_public_report_which_an_owner_switches_on(sara: Talk):
    await sara.says("/goals ۵۰۰۰ فالوور تا ۱ بهمن")
    await posts_of_two_weeks(sara)
    channel = await Channel.linked(sara)
    await sara.says("/link")
    await chooses(sara, FA.plain("chat-more"))
    heard = await sara.presses("گزارش هفتگی عمومی")
    assert "✓ گزارش هفتگی عمومی" in heard.labels
    (link,) = links(sara)
    assert (link["chat_id"], link["public"]) == (channel.id, 1)
    await sara.town.set_time(SATURDAY)
    sql = "SELECT * FROM deliveries WHERE chat_id = ? AND sent_at IS NOT NULL"
    await waits_for(sara.town, sql, channel.id)
    query = {"as": sara.id, "after": 0}
    seen = (await sara.town.http.get(f"/play/chats/{channel.id}/messages", params=query)).json()
    report = seen[-1]
    assert report["photo"]
    assert report["buttons"] == []
    for private in ("هدف", "اعتماد", "پیشنهاد", "برنامه"):
        assert private not in text_of(report)
    await sara.town.set_time(SUNDAY)


async def test_reports_end_where_the_page_is_archived_and_its_maker_is_told(sara: Talk):
    link = await weekly(sara)
    sara.town.database.execute(
        "UPDATE pages SET archived_at = '2026-11-22T07:00:00.000000+00:00' WHERE id = ?", (sara.page_id,)
    )
    await sara.town.set_time(SATURDAY)
    heard = await sara.hears_later()
    assert "بایگانی شده" in heard.text
    await waits_for(sara.town, "SELECT * FROM reports WHERE id = ? AND ended_at IS NOT NULL", link["id"])
    await sara.town.set_time(SUNDAY)


@pytest.mark.parametrize(("language", "key"), [("ar", "report-title-week"), ("en", "report-title-week")])
async def test_reports_speak_arabic_and_english(town: Town, language: str, key: str):
    async with await Talk.new(town, "Sara", language) as sara:
        await sara.has_page()
        await posts_of_two_weeks(sara)
        heard = await sara.says("/report")
        texts = Texts(language, language, "gregorian")  # type: ignore[arg-type]
        assert texts.plain(key) in heard.text
        assert heard.messages[0]["photo"]


async def test_reports_end_quietly_where_their_maker_has_left_the_page(sara: Talk, mina: Talk):
    await mina.has_page("@other")
    mina.role("editor", sara.page_id)
    link = await weekly(mina)
    sara.town.database.execute(
        "DELETE FROM members WHERE page_id = ? AND person_id = ?", (link["page_id"], mina.id)
    )
    await sara.town.set_time(SATURDAY)
    await waits_for(sara.town, "SELECT * FROM reports WHERE id = ? AND ended_at IS NOT NULL", link["id"])
    assert sara.town.rows("SELECT * FROM deliveries WHERE chat_id = ?", mina.id) == []
    await sara.town.set_time(SUNDAY)


async def test_buttons_of_reports_that_come_no_more_say_so(sara: Talk):
    await posts_of_two_weeks(sara)
    group = await linked_group(sara)
    (report,) = await group.hears(sara, "/report")
    (link,) = links(sara)
    (asked,) = await group.hears(sara, "/unlink")
    await group.presses(sara, asked)
    answered = await group.presses(sara, report)
    assert answered["show_alert"]
    assert answered["text"].translate(ISOLATES) == FA.plain("report-not-found").translate(ISOLATES)
    heard = await sara.forges(f"rs:{link['id']}:show:")
    assert heard.alert


@pytest.mark.usefixtures("own_sunday")
async def test_a_group_whose_reports_end_with_who_brought_them_is_told_of_to_the_owners(
    sara: Talk, mina: Talk
):
    await mina.says("/start")
    mina.role("editor", sara.page_id)
    group = await Channel.linked(mina, kind="supergroup", title="گروه فروش")
    link = mina.town.row("SELECT * FROM reports WHERE chat_id = ?", group.id)
    assert link["made_by"] == mina.id
    await sara.person.hears(count=0, timeout=0.2)
    sara.town.database.execute("DELETE FROM members WHERE person_id = ?", (mina.id,))
    await sara.town.set_time(moment(link["due_at"]) + timedelta(seconds=1))
    heard = await sara.hears_later()
    assert "گروه فروش" in heard.text
    assert "/link" in heard.text
    ended = sara.town.row("SELECT ended_at FROM reports WHERE id = ?", link["id"])["ended_at"]
    assert ended is not None
