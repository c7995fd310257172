"""Channels and groups of the playground, and what their administrators do there."""

from __future__ import annotations

import asyncio
import itertools
import time
from typing import Any

from tests.handlers.talking import ISOLATES, Heard, Talk, Town

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00\x90\x91h6"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
NUMBERS = itertools.count(1)
"""For public names, each of which is taken once."""


class Channel:
    """A channel (or group) of the playground, run by one of its administrators."""

    def __init__(self, owner: Talk, made: dict[str, Any]) -> None:
        self.owner = owner
        self.town = owner.town
        self.id: int = made["id"]
        self.username = made.get("username")
        self.title = made["title"]

    @classmethod
    async def new(cls, owner: Talk, title: str = "مزون سارا", kind: str = "channel", **more: Any) -> Channel:
        body = {"type": kind, "title": title, "owner": owner.id, **more}
        return cls(owner, await owner.person.asks("POST", "/play/chats", **body))

    @classmethod
    async def linked(cls, owner: Talk, **more: Any) -> Channel:
        """A channel that serves its owner's page."""
        channel = await cls.new(owner, **more)
        await channel.brings_the_bot()
        await owner.hears_later()
        await chooses(owner, "@gol_sara")
        return channel

    async def brings_the_bot(self, by: Talk | None = None) -> None:
        await self._changed("add_bot", by=(by or self.owner).id)

    async def throws_the_bot_out(self) -> None:
        await self._changed("remove_bot", by=self.owner.id)

    async def joined_by(self, person: Talk, *, admin: bool = False) -> None:
        await self._changed("join", person=person.id)
        if admin:
            await self._changed("promote", person=person.id, by=self.owner.id)

    async def _changed(self, change: str, **body: Any) -> None:
        await self.owner.person.asks("POST", f"/play/chats/{self.id}/{change}", **body)
        await self.settled()

    async def posts(self, text: str) -> int:
        body = {"by": self.owner.id, "chat": self.id, "text": text}
        number = (await self.owner.person.asks("POST", "/play/post", **body))["message_id"]
        await self.settled()
        return int(number)

    async def shows(self, caption: str = "", as_: str = "photo", album: str = "") -> int:
        """Posts a photo or video, or one part of an album."""
        fields = {"person": str(self.owner.id), "chat": str(self.id), "caption": caption, "as": as_}
        sent = await self.town.http.post(
            "/play/file", data={**fields, "album": album}, files={"file": ("a.png", PNG)}
        )
        sent.raise_for_status()
        await self.settled()
        return int(sent.json()["message_id"])

    async def edits(self, message_id: int, text: str) -> None:
        body = {"by": self.owner.id, "chat": self.id, "message_id": message_id, "text": text}
        await self.owner.person.asks("POST", "/play/edit", **body)
        await self.settled()

    async def reacted(self, by: Talk, message_id: int, emoji: str = "🔥") -> None:
        body = {"person": by.id, "chat": self.id, "message_id": message_id, "emoji": emoji}
        await self.owner.person.asks("POST", "/play/react", **body)
        await self.settled()

    async def settled(self) -> None:
        """Until what came from the channel is done. The bot may not have fetched it at first."""
        before = self.town.row("SELECT count(*) AS n FROM inbox WHERE chat_id = ?", self.id)["n"]
        until = time.monotonic() + 0.25
        while time.monotonic() < until:
            await asyncio.sleep(0.01)
            if self.town.row("SELECT count(*) AS n FROM inbox WHERE chat_id = ?", self.id)["n"] > before:
                break
        await self.owner.settled(self.id)

    def row(self) -> dict[str, Any]:
        return self.town.row("SELECT * FROM chats WHERE id = ?", self.id)

    def readings(self, standing: bool = True) -> list[dict[str, Any]]:
        sql = """
            SELECT r.* FROM readings r JOIN posts p ON p.id = r.post_id WHERE p.page_id = ?
            AND (r.withdrawn_at IS NULL) = ? ORDER BY r.id
        """
        return self.town.rows(sql, self.row()["page_id"], standing)


async def waits_for(town: Town, sql: str, *values: Any) -> list[dict[str, Any]]:
    """The rows, once there are any."""
    until = time.monotonic() + 60
    while not (rows := town.rows(sql, *values)):
        assert time.monotonic() < until, sql
        await asyncio.sleep(0.02)
    return rows


async def chooses(talk: Talk, part: str) -> Heard:
    """Presses the newest button whose label contains a part."""
    for message in reversed(await talk.person.sees()):
        for button in itertools.chain(*message["buttons"]):
            if part in button["label"].translate(ISOLATES):
                return await talk.presses(data=button["data"], message_id=message["message_id"])
    raise AssertionError(part)
