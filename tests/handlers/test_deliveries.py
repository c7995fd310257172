"""What never arrives is told to those whom it concerns, once; and a group that moves keeps its page."""

from __future__ import annotations

import json

from tests.handlers.channels import Channel, waits_for
from tests.handlers.talking import SUNDAY, Talk, Town

_SQL = """
    INSERT INTO deliveries (chat_id, body, due_at, created_at, attempts, page_id, asked)
    VALUES (?, ?, ?, ?, 0, ?, 0)
"""


def sends(town: Town, chat: int, text: str, page: int | None) -> None:
    """Puts a message on its way, as an alarm would."""
    body = {
        "to": {"chat": chat, "message": None, "picture": False},
        "answer": {"messages": [{"text": text}]},
    }
    at = SUNDAY.isoformat(timespec="microseconds")
    town.database.execute(_SQL, (chat, json.dumps(body), at, at, page))


async def test_when_a_colleague_blocks_the_bot_the_others_of_the_page_hear_it_once(sara: Talk, mina: Talk):
    await mina.says("/start")
    mina.role("editor", sara.page_id)
    await sara.person.asks("POST", "/play/block", person=mina.id, blocked=True)
    await sara.hears_later()
    # As if Telegram had not told us: only sending shows it.
    sara.town.database.execute("UPDATE people SET blocked_at = NULL WHERE id = ?", (mina.id,))
    for number in range(3):
        sends(sara.town, mina.id, f"یادآوری {number}", sara.page_id)
    heard = await sara.hears_later()
    assert "مینا" in heard.text
    assert "@gol_sara" in heard.text
    failed = await waits_for(
        sara.town, "SELECT failure FROM deliveries WHERE chat_id = ? AND failed_at IS NOT NULL", mina.id
    )
    assert {row["failure"] for row in failed} == {"blocked"}
    assert not await sara.person.hears(count=0, timeout=0.5)


async def test_a_colleague_of_whom_telegram_says_that_she_left_is_told_of_before_anything_is_sent(
    sara: Talk, mina: Talk
):
    await mina.says("/start")
    mina.role("editor", sara.page_id)
    for _ in range(2):
        await sara.person.asks("POST", "/play/block", person=mina.id, blocked=True)
    heard = await sara.hears_later()
    assert "مینا" in heard.text
    assert "@gol_sara" in heard.text
    assert not await sara.person.hears(count=0, timeout=0.3)


async def test_nobody_hears_of_a_viewer_who_leaves(sara: Talk, mina: Talk):
    await mina.says("/start")
    mina.role("viewer", sara.page_id)
    await sara.person.asks("POST", "/play/block", person=mina.id, blocked=True)
    await waits_for(sara.town, "SELECT 1 FROM people WHERE id = ? AND blocked_at IS NOT NULL", mina.id)
    assert not await sara.person.hears(count=0, timeout=0.3)


async def test_when_a_group_throws_the_bot_out_its_page_hears_it(sara: Talk):
    group = await Channel.linked(sara, kind="group", title="گروه فروش")
    await sara.person.asks("POST", f"/play/chats/{group.id}/remove_bot", by=sara.id)
    heard = await sara.hears_later()
    assert "گروه فروش" in heard.text
    sends(sara.town, group.id, "یادآوری", sara.page_id)
    await waits_for(sara.town, "SELECT 1 FROM deliveries WHERE chat_id = ? AND sent_at IS NULL", group.id)
    assert not await sara.person.hears(count=0, timeout=0.5)


async def test_what_is_on_its_way_to_a_group_follows_it_to_its_new_id(sara: Talk):
    group = await Channel.linked(sara, kind="group", title="گروه فروش")
    page = sara.page_id
    made = await sara.person.asks("POST", f"/play/chats/{group.id}/migrate")
    new = made["id"]
    sends(sara.town, group.id, "یادآوری", page)
    (sent,) = await waits_for(
        sara.town, "SELECT chat_id FROM deliveries WHERE chat_id = ? AND sent_at IS NOT NULL", new
    )
    assert sent["chat_id"] == new
    assert sara.town.row("SELECT page_id FROM chats WHERE id = ?", new)["page_id"] == page
