"""The bot is thrown out, brought back, or moves along with its group."""

from __future__ import annotations

from tests.handlers.channels import Channel, chooses, waits_for
from tests.handlers.talking import Talk


async def test_thrown_out_collection_stops_its_linker_is_told_and_nothing_is_lost(sara: Talk):
    channel = await Channel.linked(sara)
    await channel.posts("پیش از رفتن")
    await channel.throws_the_bot_out()
    heard = await sara.hears_later()
    assert "دیگر مدیر کانال «مزون سارا» نیستم" in heard.text
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


async def test_in_a_group_the_bot_is_quiet_and_only_asks_who_brought_it(sara: Talk):
    group = await Channel.new(sara, title="تیم فروش", kind="group")
    await group.brings_the_bot()
    heard = await sara.hears_later()
    assert "گروه «تیم فروش»" in heard.text
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
