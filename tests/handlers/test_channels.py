"""What is recorded of itself from a channel: its posts, albums, reactions, subscribers."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from bot.play import play_app
from bot.playground.server import Playground
from tests.handlers.channels import NUMBERS, Channel, chooses, waits_for
from tests.handlers.talking import Talk, Town


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
