"""Channels and groups: which page they serve, what is recorded of itself, and what becomes of it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.play import play_app
from bot.playground.server import Playground
from tests.handlers.channels import NUMBERS, Channel, chooses, waits_for
from tests.handlers.talking import ISOLATES, Talk, Town


@pytest_asyncio.fixture(loop_scope="module")
async def leila(town: Town) -> AsyncIterator[Talk]:
    """لیلا, who has a page of her own."""
    async with await Talk.new(town, "لیلا") as leila:
        await leila.has_page("@leila")
        yield leila


# --- which page it is


async def test_whoever_makes_the_bot_admin_is_asked_in_private_which_page_it_is(sara: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    heard = await sara.hears_later()
    assert "مدیر کانال مزون سارا" in heard.text
    assert [label.translate(ISOLATES) for label in heard.labels] == [
        "@gol_sara",
        "➕ پیج تازه: مزون سارا",
        "فعلاً نه",
    ]
    heard = await chooses(sara, "@gol_sara")
    assert heard.edited
    assert "کانال مزون سارا به پیج @gol_sara وصل شد" in heard.text
    row = channel.row()
    assert (row["page_id"], row["added_by"], row["collects"]) == (sara.page_id, sara.id, 1)
    assert sara.town.row("SELECT platform FROM pages WHERE id = ?", sara.page_id)["platform"] == "telegram"


async def test_a_new_page_is_named_after_the_channel_and_works_go_on_where_they_were(sara: Talk):
    channel = await Channel.new(sara, title="شال و روسری")
    await channel.brings_the_bot()
    await sara.hears_later()
    page = sara.page_id
    await chooses(sara, "پیج تازه")
    made = sara.town.row("SELECT * FROM pages WHERE id = ?", channel.row()["page_id"])
    assert (made["name"], made["platform"]) == ("شال و روسری", "telegram")
    assert sara.page_id == page


async def test_who_never_started_the_bot_is_asked_at_her_start(mina: Talk):
    channel = await Channel.new(mina)
    await channel.brings_the_bot()
    heard = await mina.says("/start")
    assert "مدیر کانال" in heard.text
    await chooses(mina, "پیج تازه")
    assert channel.row()["page_id"] == mina.page_id
    await channel.posts("سلام")
    assert mina.post()["caption"] == "سلام"


async def test_who_has_blocked_the_bot_is_asked_when_she_is_back(sara: Talk):
    await sara.person.asks("POST", "/play/block", person=sara.id, blocked=True)
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    assert channel.row()["page_id"] is None
    heard = await sara.says("/start")
    assert "مدیر کانال" in heard.text


async def test_not_now_is_not_asked_again_but_can_be_taken_up(sara: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    await sara.hears_later()
    assert "/link" in (await sara.presses("فعلاً نه")).text
    assert "کدام پیج" not in (await sara.says("/start")).text
    await channel.posts("این ثبت نمی‌شود")
    assert sara.posts() == []
    heard = await sara.says("/link")
    assert "هنوز نگفته‌اید" in heard.text
    await sara.presses(data=heard.button("❔"))
    await chooses(sara, "@gol_sara")
    await channel.posts("این ثبت می‌شود")
    assert [post["caption"] for post in sara.posts()] == ["این ثبت می‌شود"]


async def test_a_stranger_who_forges_the_answer_changes_nothing_and_learns_nothing(sara: Talk, leila: Talk):
    channel = await Channel.new(sara, title="کانال محرمانه")
    await channel.brings_the_bot()
    for data in (f"cl:{channel.id}:{leila.page_id}", f"cl:{channel.id}:", f"ch:{channel.id}:ask"):
        heard = await leila.forges(data)
        assert heard.alert
        assert "محرمانه" not in heard.text
    for do in ("later", "on", "off", "unlink", "dance"):
        assert (await leila.forges(f"ch:{channel.id}:{do}")).alert
    assert (await leila.forges("cl:-1:1")).alert
    row = channel.row()
    assert (row["page_id"], row["put_off_at"]) == (None, None)


async def test_a_plain_member_of_the_channel_may_not_say_whose_it_is(sara: Talk, leila: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    await channel.joined_by(leila)
    assert (await leila.forges(f"cl:{channel.id}:{leila.page_id}")).alert
    assert channel.row()["page_id"] is None


async def test_an_administrator_cannot_link_it_to_a_page_that_is_not_hers(sara: Talk, leila: Talk):
    channel = await Channel.new(leila)
    await channel.brings_the_bot()
    assert "پیدا نشد" in (await leila.forges(f"cl:{channel.id}:{sara.page_id}")).text
    page = sara.page_id
    leila.role("viewer", page)
    assert "فقط می‌توانید ببینید" in (await leila.forges(f"cl:{channel.id}:{page}")).text
    assert channel.row()["page_id"] is None


async def test_a_channel_serves_one_page_only(sara: Talk):
    channel = await Channel.linked(sara)
    await sara.says("/page پیج دوم")
    heard = await sara.forges(f"cl:{channel.id}:{sara.page_id}")
    assert heard.alert
    assert "به پیج دیگری وصل است" in heard.text


async def test_a_link_is_taken_back_by_its_button(sara: Talk):
    channel = await Channel.linked(sara)
    heard = await sara.presses("برگردان")
    assert "مثل قبل" in heard.text
    assert channel.row()["page_id"] is None
    page = sara.town.row("SELECT platform FROM pages WHERE id = ?", sara.page_id)
    assert page["platform"] is None


# --- what is recorded of itself


async def test_texts_photos_and_videos_become_posts_of_their_kind(sara: Talk):
    channel = await Channel.linked(sara, username=f"shop_{next(NUMBERS)}")
    numbers = [
        await channel.posts("حراج *یلدا*"),
        await channel.shows("مانتوی تازه"),
        await channel.shows("", as_="video"),
        await channel.shows("لیست قیمت", as_="document"),
    ]
    posts = sara.posts()
    assert [post["kind"] for post in posts] == ["text", "photo", "video", None]
    assert [post["caption"] for post in posts] == ["حراج *یلدا*", "مانتوی تازه", None, "لیست قیمت"]
    assert [post["link"] for post in posts] == [f"https://t.me/{channel.username}/{n}" for n in numbers]
    assert [post["external_id"] for post in posts] == [f"{channel.id}/{n}" for n in numbers]
    assert {post["recorded_by"] for post in posts} == {sara.id}
    assert posts[0]["published_at"].startswith("2026-11-22T06:3")
    assert posts[0]["likes"] is None


async def test_nobody_is_sent_a_card_of_what_a_channel_posts(sara: Talk):
    channel = await Channel.linked(sara)
    await sara.person.hears(timeout=0.3, count=0)
    await channel.posts("سلام")
    assert await sara.person.hears(timeout=0.3, count=0) == []


async def test_an_album_is_one_carousel_that_grows_part_by_part(sara: Talk):
    channel = await Channel.linked(sara)
    first = await channel.shows(album="a1")
    assert (sara.post()["kind"], sara.post()["slides"]) == ("carousel", None)
    await channel.shows("پاییزه", album="a1")
    await channel.shows(album="a1", as_="video")
    await channel.shows("تکی")
    album, single = sara.posts()
    assert (album["kind"], album["slides"], album["caption"]) == ("carousel", 3, "پاییزه")
    assert album["external_id"] == f"{channel.id}/{first}"
    assert (single["kind"], single["slides"]) == ("photo", None)


async def test_what_is_edited_is_kept_as_it_is_now(sara: Talk):
    channel = await Channel.linked(sara)
    number = await channel.posts("قیمت ۱۰۰")
    await channel.edits(number, "قیمت ۹۰")
    assert sara.post()["caption"] == "قیمت ۹۰"
    await channel.shows("الف", album="b")
    second = await channel.shows(album="b")
    await channel.edits(second, "ب")
    assert sara.posts()[1]["caption"] == "الف"


async def test_reactions_are_likes_one_reading_an_hour(sara: Talk, leila: Talk, mina: Talk):
    channel = await Channel.linked(sara)
    for person in (leila, mina):
        await channel.joined_by(person)
    number = await channel.posts("سلام")
    await channel.reacted(leila, number)
    await channel.reacted(mina, number, "❤")
    (reading,) = channel.readings()
    assert (reading["likes"], reading["comments"], reading["source"]) == (2, None, "telegram")
    assert reading["rounded"] == "[]"
    assert [each["likes"] for each in channel.readings(standing=False)] == [1]
    await channel.town.set_time(await channel.town.now() + timedelta(hours=1))
    await channel.reacted(sara, number)
    assert [each["likes"] for each in channel.readings()] == [2, 3]


async def test_reactions_to_parts_of_an_album_are_counted_together(sara: Talk, leila: Talk):
    channel = await Channel.linked(sara)
    await channel.joined_by(leila)
    first, second = await channel.shows(album="r"), await channel.shows(album="r")
    await channel.reacted(leila, first)
    await channel.reacted(leila, second)
    assert [each["likes"] for each in channel.readings()] == [2]


async def test_subscribers_are_counted_at_once_and_every_day(sara: Talk, leila: Talk):
    channel = await Channel.linked(sara)
    sql = "SELECT * FROM follower_counts WHERE page_id = ? AND source = 'telegram' AND taken_at > ?"
    (first,) = await waits_for(sara.town, sql, sara.page_id, "")
    assert (first["count"], first["rounded"], first["recorded_by"]) == (2, 0, sara.id)
    await channel.joined_by(leila)
    await sara.town.set_time(await sara.town.now() + timedelta(days=1, minutes=1))
    (second,) = await waits_for(sara.town, sql, sara.page_id, first["taken_at"])
    assert second["count"] == 3
    alarms = "SELECT * FROM alarms WHERE subject_id = ? AND kind = 'channel-count' AND done_at IS NULL"
    assert len(sara.town.rows(alarms, channel.id)) == 1


async def test_a_channel_that_nobody_placed_records_nothing(sara: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    await channel.posts("سلام")
    assert sara.posts() == []
    assert sara.town.rows("SELECT * FROM alarms WHERE subject_id = ?", channel.id) == []


async def test_on_a_telegram_page_likes_are_called_reactions(sara: Talk):
    heard = await sara.says("عکس ۱۲۰۰ لایک ۱۴ فوروارد")
    assert "لایک" in heard.text
    await sara.says("/undo")
    await Channel.linked(sara)
    heard = await sara.says("عکس ۱۳۰۰ لایک ۱۴ فوروارد")
    assert "۱٬۳۰۰ ری‌اکشن" in heard.text
    assert "۱۴ فوروارد" in heard.text


# --- switching, leaving, coming back


async def test_recording_is_switched_off_and_on_and_a_channel_unlinked_on_the_list(sara: Talk):
    channel = await Channel.linked(sara)
    heard = await sara.says("/link")
    assert "خودش ثبت می‌شود" in heard.text
    heard = await sara.presses(data=heard.button("⏸"))
    assert "ثبت نمی‌شود" in heard.text
    await channel.posts("یک")
    await sara.presses(data=heard.button("▶️"))
    await channel.posts("دو")
    heard = await sara.says("/unlink")
    heard = await sara.presses(data=heard.button("جدا کن"))
    await channel.posts("سه")
    await sara.presses("برگردان")
    await channel.posts("چهار")
    assert [post["caption"] for post in sara.posts()] == ["دو", "چهار"]


async def test_a_bare_link_without_any_chat_says_how_to_begin(sara: Talk):
    heard = await sara.says("/link")
    assert "هنوز کانالی وصل نیست" in heard.text
    assert "startchannel" in heard.buttons[0]["url"]
    assert "نمی‌شناسم" in (await sara.says("/link @nowhere")).text


async def test_a_viewer_of_the_page_sees_the_list_and_may_not_switch(sara: Talk, leila: Talk):
    channel = await Channel.linked(sara)
    leila.role("viewer", sara.page_id)
    heard = await leila.says("/link")
    assert channel.title in heard.text
    assert heard.of_kind("ch") == []
    assert (await leila.forges(f"ch:{channel.id}:off")).alert
    assert channel.row()["collects"] == 1


async def test_thrown_out_collection_stops_its_linker_is_told_and_nothing_is_lost(sara: Talk):
    channel = await Channel.linked(sara)
    await channel.posts("پیش از رفتن")
    await channel.throws_the_bot_out()
    heard = await sara.hears_later()
    assert "دیگر مدیر کانال مزون سارا نیستم" in heard.text
    assert "سر جایش است" in heard.text
    assert channel.row()["gone_at"] is not None
    assert sara.post()["caption"] == "پیش از رفتن"
    assert "دیگر مدیر آن‌جا نیستم" in (await sara.says("/link")).text
    await channel.brings_the_bot()
    assert "مثل قبل" in (await sara.hears_later()).text
    await channel.posts("پس از برگشتن")
    assert [post["caption"] for post in sara.posts()] == ["پیش از رفتن", "پس از برگشتن"]


async def test_brought_back_by_somebody_else_she_is_asked_and_the_old_page_is_left_alone(
    sara: Talk, leila: Talk
):
    channel = await Channel.linked(sara)
    await channel.posts("مال سارا")
    await channel.joined_by(leila, admin=True)
    await channel.throws_the_bot_out()
    await sara.hears_later()
    await channel.brings_the_bot(leila)
    assert "کدام پیج" in (await leila.hears_later()).text
    await chooses(leila, "@leila")
    await channel.posts("مال لیلا")
    assert sara.post()["caption"] == "مال سارا"
    assert leila.post()["caption"] == "مال لیلا"


async def test_an_answer_that_comes_when_the_bot_is_gone_is_refused(sara: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    await sara.hears_later()
    await channel.throws_the_bot_out()
    heard = await chooses(sara, "@gol_sara")
    assert heard.alert
    assert "دیگر در مزون سارا نیستم" in heard.text
    assert channel.row()["page_id"] is None


async def test_the_owner_of_the_page_is_told_as_well(sara: Talk, leila: Talk):
    page = sara.page_id
    leila.role("editor", page)
    channel = await Channel.new(leila)
    await channel.brings_the_bot()
    await leila.hears_later()
    await chooses(leila, "@gol_sara")
    await sara.person.hears(timeout=0.1, count=0)
    await channel.throws_the_bot_out()
    for told in (sara, leila):
        assert "دیگر مدیر کانال" in (await told.hears_later()).text


async def test_a_change_of_rights_asks_nothing_again(sara: Talk):
    channel = await Channel.linked(sara)
    rights = {"bot": True, "rights": ["can_post_messages"], "by": sara.id}
    await sara.person.asks("POST", f"/play/chats/{channel.id}/promote", **rights)
    await channel.settled()
    assert await sara.person.hears(timeout=0.3, count=0) == []
    await sara.person.asks("POST", f"/play/chats/{channel.id}/promote", **{**rights, "rights": []})
    assert "دیگر مدیر کانال" in (await sara.hears_later()).text


async def test_where_telegram_cannot_be_asked_nothing_is_changed_and_the_button_stays(sara: Talk):
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    await sara.hears_later()
    rule = {"kind": "500", "method": "getChatMember"}
    await sara.person.asks("POST", "/play/faults", rules=[rule])
    heard = await chooses(sara, "@gol_sara")
    assert heard.alert
    assert "دوباره همین دکمه" in heard.text
    await sara.person.asks("DELETE", "/play/faults")
    await chooses(sara, "@gol_sara")
    assert channel.row()["page_id"] == sara.page_id


# --- groups


async def test_in_a_group_the_bot_is_quiet_and_only_asks_who_brought_it(sara: Talk):
    group = await Channel.new(sara, title="تیم فروش", kind="group")
    await group.brings_the_bot()
    heard = await sara.hears_later()
    assert "گروه تیم فروش" in heard.text
    await chooses(sara, "@gol_sara")
    assert (group.row()["page_id"], group.row()["collects"]) == (sara.page_id, 0)
    await sara.person.says("پست ۱۲۰۰ لایک", chat=group.id)
    await group.settled()
    sent = await sara.person.asks("GET", f"/play/chats/{group.id}/messages", **{"as": sara.id, "after": 0})
    assert not [message for message in sent if message["from"]["is_bot"]]
    assert sara.posts() == []


async def test_a_group_that_becomes_a_supergroup_keeps_its_page(sara: Talk):
    group = await Channel.new(sara, title="تیم", kind="group")
    await group.brings_the_bot()
    await sara.hears_later()
    await chooses(sara, "@gol_sara")
    moved = await sara.person.asks("POST", f"/play/chats/{group.id}/migrate")
    (row,) = await waits_for(sara.town, "SELECT * FROM chats WHERE id = ?", moved["id"])
    assert row["page_id"] == sara.page_id
    await group.settled()
    assert group.row()["page_id"] is None


async def test_linked_again_to_another_page_it_is_counted_for_that_one_at_once(sara: Talk):
    channel = await Channel.linked(sara)
    sql = "SELECT count FROM follower_counts WHERE page_id = ?"
    await waits_for(sara.town, sql, sara.page_id)
    heard = await sara.says("/unlink")
    await sara.presses(data=heard.button("جدا کن"))
    await sara.forges(f"ch:{channel.id}:ask")
    await chooses(sara, "پیج تازه")
    await waits_for(sara.town, sql, channel.row()["page_id"])


async def test_after_kills_at_any_moment_an_album_is_still_one_post(tmp_path: Path):
    """Some updates were not handled yet, others were and nobody knows it: all are handled from the start."""
    path = tmp_path / "killed.db"
    async with Playground() as playground:
        first = play_app(playground, path)
        first.open()
        await first.start()
        town = Town(playground.url, sqlite3.connect(path, isolation_level=None), path)
        town.database.row_factory = sqlite3.Row
        async with await Talk.new(town, "سارا") as sara:
            await sara.has_page()
            channel = await Channel.linked(sara)
            numbers = [await channel.shows("یک", album="k"), await channel.shows(album="k")]
            await channel.reacted(sara, numbers[0])
            await first.stop()
            await channel.shows(album="k")
            await channel.edits(numbers[0], "دو")
            undone = "UPDATE inbox SET done_at = NULL, answered_at = NULL, answer = NULL WHERE chat_id = ?"
            town.database.execute(undone, (channel.id,))
            second = play_app(playground, path)
            second.open()
            await second.start()
            await channel.settled()
            await waits_for(town, "SELECT 1 FROM posts WHERE slides = 3 AND caption = 'دو'")
            post = sara.post()
            assert (post["slides"], post["caption"], post["likes"]) == (3, "دو", 1)
            assert channel.row()["page_id"] == sara.page_id
            await second.stop()
        await town.close()
        town.database.close()


async def test_posts_without_a_topic_are_told_apart_by_how_they_begin(sara: Talk):
    channel = await Channel.linked(sara)
    await channel.posts("شمع‌های تازه رسید، هر عدد صد هزار تومان با ارسال")
    await channel.posts("گلدان سفالی دست‌ساز")
    await channel.settled()
    heard = await sara.says("/posts")
    assert "شمع‌های تازه رسید، هر عدد صد…" in heard.text
    assert "گلدان سفالی دست‌ساز" in heard.text


async def test_a_channel_beside_posts_from_elsewhere_is_not_mixed_with_them_until_that_is_wanted(sara: Talk):
    await sara.says("عکس ۳۲۰ لایک ۱۲ کامنت دیروز")
    channel = await Channel.new(sara)
    await channel.brings_the_bot()
    await sara.hears_later()
    heard = await chooses(sara, "@gol_sara")
    assert "ثبت نمی‌شوند" in heard.text
    assert (channel.row()["page_id"], channel.row()["collects"]) == (sara.page_id, 0)
    assert sara.town.row("SELECT platform FROM pages WHERE id = ?", sara.page_id)["platform"] is None
    await channel.posts("شال تازه رسید")
    assert len(sara.posts()) == 1
    assert sara.followers() == []
    listed = await sara.says("/link")
    await sara.presses(data=next(data for data in listed.of_kind("ch") if data.endswith(":on")))
    await channel.posts("شال آبی رسید")
    assert len(sara.posts()) == 2
