"""In a forum the bot keeps to the topic in which it was linked, as long as that takes anything."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.handlers.talking import Talk, goes_to
from tests.handlers.test_groups import Group, text_of

pytestmark = pytest.mark.usefixtures("own_sunday")


class Forum(Group):
    """A group with topics."""

    async def topic(self, name: str) -> int:
        made = await self._asks("topic", name=name)
        await self.settled()
        return int(made["topics"][-1]["id"])

    async def _asks(self, change: str, **body: Any) -> Any:
        return await self.owner.person.asks(
            "POST", f"/play/chats/{self.id}/{change}", by=self.owner.id, **body
        )

    async def loses(self, topic: int, how: str) -> None:
        await self._asks(how, topic=topic)
        await self.settled()

    async def linked_in(self, topic: int | None) -> dict[str, Any]:
        """Links it there; the question that was asked."""
        (asked,) = await self.hears(self.owner, "/link", topic=topic)
        await self.presses(self.owner, asked)
        return asked

    async def newest(self, is_it: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """All messages of some kind, once there are any."""
        for _ in range(300):
            if found := [m for m in await self.seen() if m["from"]["is_bot"] and is_it(m)]:
                return found
            await asyncio.sleep(0.05)
        raise AssertionError([text_of(m) for m in await self.seen()])

    async def reports(self) -> list[dict[str, Any]]:
        return await self.newest(lambda m: m["photo"] is not None)


async def forum(sara: Talk) -> tuple[Forum, int]:
    """A forum with a topic in which it was linked."""
    made = await Forum.with_bot(sara)
    assert isinstance(made, Forum)
    topic = await made.topic("گزارش‌ها")
    asked = await made.linked_in(topic)
    assert asked["topic"] == topic
    return made, topic


async def test_reports_come_to_the_topic_in_which_the_group_was_linked(sara: Talk) -> None:
    group, topic = await forum(sara)
    (link,) = group.links()
    assert link["thread_id"] == topic
    await goes_to(sara, "09:00", days=6)
    (report,) = await group.reports()
    assert report["topic"] == topic


async def test_link_in_another_topic_brings_the_reports_there(sara: Talk) -> None:
    group, _ = await forum(sara)
    other = await group.topic("فروش")
    await group.linked_in(other)
    (link,) = group.links()
    assert link["thread_id"] == other
    (refused,) = await group.hears(sara, "/link", topic=other)
    assert "همین حالا هم به این گروه می‌آید" in text_of(refused)
    await group.linked_in(None)
    assert [link["thread_id"] for link in group.links()] == [None]


@pytest.mark.parametrize("how", ["close_topic", "delete_topic"])
async def test_a_topic_that_takes_nothing_gives_way_to_the_group_and_the_owner_is_told_once(
    sara: Talk, how: str
) -> None:
    group, topic = await forum(sara)
    await group.loses(topic, how)
    await goes_to(sara, "09:00", days=6)
    (report,) = await group.reports()
    assert report["topic"] is None
    told = await sara.hears_later()
    assert "تاپیکی از گروه تیم سارا" in told.text
    assert [link["thread_id"] for link in group.links()] == [None]
    before = len(sara.town.rows("SELECT 1 FROM deliveries WHERE chat_id = ?", sara.id))
    (again,) = await group.hears(sara, "/report")
    assert again["topic"] is None
    await goes_to(sara, "09:00", days=7)
    assert len(await group.newest(lambda m: m["message_id"] > again["message_id"])) == 1
    said = sara.town.rows("SELECT body FROM deliveries WHERE chat_id = ?", sara.id)[before:]
    assert not [row for row in said if "تاپیک" in row["body"]]


async def test_reminders_of_a_group_come_to_its_topic(sara: Talk) -> None:
    group, topic = await forum(sara)
    sara.town.database.execute(
        "UPDATE chats SET page_id = ?, reminds = 1, linked_at = added_at WHERE id = ?",
        (sara.page_id, group.id),
    )
    await sara.says("/plan فردا ۱۲ کاروسل معرفی محصول")
    await goes_to(sara, "11:00", days=1)
    (reminder,) = await group.newest(lambda m: "معرفی محصول" in text_of(m))
    assert reminder["topic"] == topic
