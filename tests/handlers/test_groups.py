"""In a group the bot says little, to whom it may concern, and never piles up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.channels import Channel, waits_for
from tests.handlers.talking import ISOLATES, Talk, Town


class Group(Channel):
    """A group of the playground in which people write."""

    @classmethod
    async def with_bot(cls, owner: Talk, title: str = "تیم سارا", kind: str = "supergroup") -> Group:
        group = await cls.new(owner, title=title, kind=kind)
        await group.brings_the_bot()
        await owner.hears_later()
        return group

    async def hears(self, by: Talk, text: str, **more: Any) -> list[dict[str, Any]]:
        """What the bot says in the group to what somebody writes there."""
        before = await self.seen()
        body = {"person": by.id, "chat": self.id, "text": text, **more}
        await by.person.asks("POST", "/play/say", **body)
        await self.settled()
        await self.sent()
        return [m for m in await self.seen() if m["message_id"] > before[-1]["message_id"] + 1]

    async def sent(self) -> None:
        """Until nothing waits to be sent there."""
        sql = (
            "SELECT 0 AS n WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE chat_id = ? AND sent_at IS NULL)"
        )
        await waits_for(self.town, sql, self.id)

    async def seen(self) -> list[dict[str, Any]]:
        query = {"as": self.owner.id, "after": 0}
        found = await self.town.http.get(f"/play/chats/{self.id}/messages", params=query)
        return list(found.json())

    async def presses(self, by: Talk, message: dict[str, Any], number: int = 0) -> dict[str, Any]:
        """Presses a button of a message there; what the press was answered with."""
        button = [b for row in message["buttons"] for b in row][number]
        where = {"chat": self.id, "message_id": message["message_id"]}
        body = {"person": by.id, **where, "data": button["data"], "forged": True}
        pressed = await by.person.asks("POST", "/play/press", **body)
        await self.settled()
        answered: dict[str, Any] = await by.person.answer_to(pressed["callback_query_id"])
        return answered

    def links(self) -> list[dict[str, Any]]:
        return self.town.rows("SELECT * FROM reports WHERE chat_id = ? AND ended_at IS NULL", self.id)


def text_of(message: dict[str, Any]) -> str:
    return str(message.get("text") or message.get("caption") or "").translate(ISOLATES)


async def test_an_administrator_who_may_change_a_page_links_the_group_to_its_reports(sara: Talk):
    group = await Group.with_bot(sara)
    (asked,) = await group.hears(sara, "/link")
    assert "گزارش کدام پیج" in text_of(asked)
    await group.presses(sara, asked)
    (link,) = group.links()
    assert (link["page_id"], link["every"], link["public"]) == (sara.page_id, "week", 0)
    assert link["due_at"].startswith("2026-11-28T05:30")
    waiting = sara.town.rows("SELECT * FROM alarms WHERE kind = 'report' AND subject_id = ?", link["id"])
    assert [alarm["due_at"] for alarm in waiting] == [link["due_at"]]


@pytest.mark.parametrize(
    "text", ["سلام", "کسی گزارش دارد؟", "/report@other_bot", "/nonsense", "12 لایک", "/"]
)
async def test_what_is_not_said_to_the_bot_is_not_answered(sara: Talk, text: str):
    group = await Group.with_bot(sara)
    assert await group.hears(sara, text) == []


async def test_a_reply_to_the_bot_and_a_command_with_its_name_are_answered_shortly(sara: Talk):
    group = await Group.with_bot(sara)
    (menu,) = await group.hears(sara, "/help")
    assert len(text_of(menu)) < 200
    (answer,) = await group.hears(sara, "مقایسه", reply_to=menu["message_id"])
    assert "در خصوصی" in text_of(answer)
    assert await group.hears(sara, "/help@some_other_bot") == []


async def test_a_new_menu_takes_the_place_of_the_last_one(sara: Talk):
    group = await Group.with_bot(sara)
    (first,) = await group.hears(sara, "/help")
    (second,) = await group.hears(sara, "/post")
    shown = [m["message_id"] for m in await group.seen() if m["from"]["is_bot"]]
    assert first["message_id"] not in shown
    assert second["message_id"] in shown


async def test_who_is_no_administrator_can_neither_ask_nor_press(sara: Talk, mina: Talk):
    group = await Group.with_bot(sara)
    await mina.has_page("@other")
    await group.joined_by(mina)
    (refused,) = await group.hears(mina, "/link")
    assert refused["buttons"] == []
    (asked,) = await group.hears(sara, "/link")
    answered = await group.presses(mina, asked)
    assert answered["show_alert"]
    assert group.links() == []


async def test_an_administrator_without_a_page_presses_in_vain_and_stays_a_stranger(sara: Talk, mina: Talk):
    group = await Group.with_bot(sara)
    await group.joined_by(mina, admin=True)
    (asked,) = await group.hears(sara, "/link")
    answered = await group.presses(mina, asked)
    assert answered["show_alert"]
    assert group.links() == []
    assert sara.town.rows("SELECT * FROM people WHERE id = ?", mina.id) == []
    (refused,) = await group.hears(mina, "/link")
    assert "پیجی ندارید" in text_of(refused)


async def test_a_viewer_who_is_administrator_of_the_group_may_not_link(sara: Talk, mina: Talk):
    group = await Group.with_bot(sara)
    await mina.has_page("@other")
    mina.role("viewer", sara.page_id)
    await group.joined_by(mina, admin=True)
    (asked,) = await group.hears(sara, "/link")
    answered = await group.presses(mina, asked)
    assert answered["show_alert"]
    assert "فقط می‌توانید ببینید" in answered["text"].translate(ISOLATES)
    assert group.links() == []


async def test_an_anonymous_administrator_is_told_how_to_go_on(sara: Talk):
    group = await Group.with_bot(sara)
    (answer,) = await group.hears(sara, "/link", anonymous=True)
    assert "ناشناس" in text_of(answer) or "anonym" in text_of(answer).lower()
    assert group.links() == []


async def test_a_group_serves_several_pages_and_each_is_unlinked_alone(sara: Talk):
    group = await Group.with_bot(sara)
    await sara.says("/page @second")
    for _ in range(2):
        (asked,) = await group.hears(sara, "/link")
        await group.presses(sara, asked)
    assert len({link["page_id"] for link in group.links()}) == 2
    (done,) = await group.hears(sara, "/link")
    assert "همین حالا هم" in text_of(done)
    (asked,) = await group.hears(sara, "/unlink")
    await group.presses(sara, asked)
    assert len(group.links()) == 1
    answered = await group.presses(sara, asked)
    assert answered["show_alert"]


async def test_thrown_out_of_a_group_its_reports_end(sara: Talk):
    group = await Group.with_bot(sara)
    (asked,) = await group.hears(sara, "/link")
    await group.presses(sara, asked)
    (link,) = group.links()
    await group.throws_the_bot_out()
    assert group.links() == []
    waiting = "SELECT * FROM alarms WHERE kind = 'report' AND subject_id = ? AND done_at IS NULL"
    assert sara.town.rows(waiting, link["id"]) == []


async def test_a_group_that_moves_keeps_its_reports(sara: Talk):
    group = await Group.with_bot(sara, kind="group")
    (asked,) = await group.hears(sara, "/link")
    await group.presses(sara, asked)
    moved = await sara.person.asks("POST", f"/play/chats/{group.id}/migrate")
    await group.settled()
    rows = await waits_for(sara.town, "SELECT * FROM reports WHERE chat_id = ?", moved["id"])
    assert [row["ended_at"] for row in rows] == [None]


async def test_a_page_with_fifty_chats_takes_no_more(sara: Talk):
    group = await Group.with_bot(sara)
    sql = (
        "INSERT INTO reports (page_id, chat_id, made_by, made_at, language, digits, calendar, public, every, "
        "weekday, at, without) VALUES (?, ?, ?, '2026-11-22T00:00:00.000000+00:00', 'fa', 'fa', 'jalali', 0, "
        "'never', 5, '09:00', '[]')"
    )
    for number in range(50):
        sara.town.database.execute(sql, (sara.page_id, -5000 - number - sara.id * 100, sara.id))
    (asked,) = await group.hears(sara, "/link")
    answered = await group.presses(sara, asked)
    assert "۵۰" in answered["text"]
    assert group.links() == []


async def test_the_words_of_a_group_are_those_of_its_reports(sara: Talk, town: Town):
    async with await Talk.new(town, "Guest", "en") as guest:
        await guest.has_page("@guest")
        group = await Group.with_bot(guest)
        (asked,) = await group.hears(guest, "/link")
        await group.presses(guest, asked)
        await group.joined_by(sara)
        (menu,) = await group.hears(sara, "/help")
        assert "In this group" in text_of(menu)


@pytest.mark.parametrize("data", ["go:post", "pg:1:archive", "nonsense", "rl:1"])
async def test_what_does_nothing_in_a_group_says_so_to_whoever_pressed_it(sara: Talk, mina: Talk, data: str):
    group = await Group.with_bot(sara)
    await group.joined_by(mina)
    (menu,) = await group.hears(sara, "/help")
    forged = {**menu, "buttons": [[{"data": data}]]}
    answered = await group.presses(mina, forged)
    assert answered["show_alert"]
    assert answered["text"]
    assert not sara.town.row("SELECT archived_at FROM pages WHERE id = ?", sara.page_id)["archived_at"]


async def test_a_button_of_groups_says_in_private_that_it_does_nothing(sara: Talk):
    heard = await sara.forges(f"rl:{sara.page_id}:")
    assert heard.alert
    assert "کار نمی‌کند" in heard.notice
