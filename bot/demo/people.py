"""Somebody who talks to the bot over the playground's HTTP, as a person would."""

from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx
from markupsafe import Markup

from bot.demo.show import Show, Unexpected, in_brackets
from bot.language.texts import Language, Texts
from bot.play import at_rest

ZONE: Final = ZoneInfo("Asia/Tehran")
MORNING: Final = time(10)
NIGHT: Final = time(20, 30)
"""After the evening's list of posts to count."""
_PATIENCE_SECONDS: Final = 90.0
_IMPORT_SECONDS: Final = 120.0

Json = dict[str, Any]


class Admin:
    """Somebody who talks to the bot over HTTP, as a person would, and shows what is said."""

    def __init__(self, http: httpx.AsyncClient, show: Show, database: Path, person: Json, bot: str) -> None:
        self._http = http
        self._show = show
        self._database = database
        self._person: int = person["id"]
        self._name: str = person["first_name"]
        self._chats = {self._person: ""}
        self._bot = bot
        self._seq = 0
        self._keyboard: list[list[str]] = []
        self._last: Json = {}
        self.now = datetime.now(ZONE)

    @staticmethod
    async def join(http: httpx.AsyncClient, show: Show, database: Path, name: str) -> "Admin":
        """Somebody who was not there before."""
        made = (await http.post("/play/people", json={"first_name": name, "language_code": "fa"})).json()
        bot = (await http.get("/play/state")).json()["me"]["first_name"]
        return Admin(http, show, database, made, bot)

    @property
    def labels(self) -> list[str]:
        """The buttons under the bot's last message."""
        return [button["label"] for row in self._last.get("buttons") or () for button in row]

    async def makes(self, kind: str, title: str, username: str | None = None) -> int:
        """A group or channel of hers, into which she brings the bot; its id."""
        chat = {"type": kind, "title": title, "owner": self._person, "username": username}
        made: int = (await self._asks("/play/chats", **chat))["id"]
        self._chats[made] = title
        self._show.said(self._name, f"({title} +{self._bot})")
        await self._asks(f"/play/chats/{made}/add_bot", by=self._person)
        return made

    async def says(self, text: str, then: str | None = None, chat: int | None = None) -> str:
        """Writes a text; what came back, once `then` is among its words and buttons."""
        self._show.said(self._in(chat, self._name), text)
        await self._asks("/play/say", text=text, chat=chat or self._person)
        return await self.hears(then)

    async def presses(self, label: str, then: str | None = None, chat: int | None = None) -> str:
        """Presses the newest button of that label; what came back."""
        self._show.said(self._in(chat, self._name), f"[{label}]")
        await self._asks("/play/press", label=label, chat=chat or self._person)
        return await self.hears(then)

    async def presses_number(self, number: int, then: str | None = None, chat: int | None = None) -> str:
        """Presses a button of the first row under the bot's last message, counted from 1."""
        row = (self._last.get("buttons") or [[]])[0]
        if len(row) < number:
            raise Unexpected(f"{number} buttons under the last message")
        return await self.presses(row[number - 1]["label"], then, chat)

    async def sends(self, name: str, content: bytes, then: str) -> str:
        """Sends a file; what came back."""
        self._show.said(self._name, f"({name}, {len(content):,} bytes)")
        fields = {"person": str(self._person), "chat": str(self._person)}
        answer = await self._http.post("/play/file", data=fields, files={"file": (name, content)})
        answer.raise_for_status()
        return await self.hears(then, seconds=_IMPORT_SECONDS)

    async def waits(self, days: int = 1) -> None:
        """Lets days go by, each with its evening, and hears what comes of itself meanwhile."""
        for _ in range(days):
            await self.until(NIGHT)
            await self.until(MORNING)

    async def until(self, hour: time) -> str:
        """Lets time go by until an hour of the page's day; what came of itself."""
        told = (await self._http.get("/play/time")).json()["now"]
        now = datetime.fromisoformat(told).astimezone(ZONE)
        there = self.now = datetime.combine(now.date() + timedelta(days=now.time() >= hour), hour, ZONE)
        forward = (there - now).total_seconds()
        (await self._http.post("/play/time", json={"forward": forward})).raise_for_status()
        if there.date() != now.date():
            self._show.line(f"\n──── {there:%A %d %B %Y} " + "─" * 40)
        return "\n".join(await self._at_rest())

    async def _asks(self, path: str, **body: Any) -> Any:
        answer = await self._http.post(path, json={"person": self._person, "chat": self._person, **body})
        if answer.is_error:
            raise Unexpected(f"{body}: {answer.json()}")
        return answer.json()

    async def hears(self, then: str | None = None, seconds: float = _PATIENCE_SECONDS) -> str:
        """All that the bot says until `then` was said (or anything at all) and nothing more is to come."""
        heard: list[str] = []
        deadline = monotonic() + seconds
        while monotonic() < deadline:
            if bool(heard) if then is None else any(then in text for text in heard):
                return "\n".join([*heard, *await self._at_rest()])
            for event in await self._events(deadline - monotonic()):
                heard += await self._take(event)
        raise Unexpected(then or "an answer")

    async def _at_rest(self) -> list[str]:
        """What comes until nothing is due any more: otherwise it would come amid what she says next."""
        now = datetime.fromisoformat((await self._http.get("/play/time")).json()["now"])
        try:
            await at_rest(self._database, now, _PATIENCE_SECONDS)
        except TimeoutError:
            raise Unexpected("what is due") from None
        return [text for event in await self._events(0) for text in await self._take(event)]

    async def _events(self, wait: float) -> list[Json]:
        query = {"after": self._seq, "wait": max(0.0, min(wait, 50.0))}
        found = (await self._http.get("/play/events", params=query)).json()
        self._seq = found["next"]
        events: list[Json] = found["events"]
        return events

    async def _take(self, event: Json) -> list[str]:
        """Shows an event of her chats; its words and buttons."""
        if event["type"] == "answer" and event["person"] == self._person and event["text"]:
            self._show.said(f"{self._bot} (notice)", event["text"])
            return [event["text"]]
        if event["type"] not in ("message", "edit") or event["chat"] not in self._chats:
            return []
        message = event["message"]
        if message["from"]["id"] == self._person:
            return []
        self._last = message
        rows = [[button["label"] for button in row] for row in message["buttons"]]
        below = [in_brackets(row) for row in rows]
        if message.get("keyboard") and message["keyboard"] != self._keyboard:
            self._keyboard = message["keyboard"]
            below += ["(keyboard)", *(in_brackets(row) for row in self._keyboard)]
        text = message.get("text", message.get("caption", ""))
        if message["photo"]:
            data = (await self._http.get(message["photo"]["url"])).content
            below.insert(0, f"(picture: {self._show.picture(data)})")
        who = self._in(event["chat"], self._bot)
        self._show.said(who + (" (edits)" if event["type"] == "edit" else ""), text, *below)
        return [text, *(label for row in rows for label in row)]

    def _in(self, chat: int | None, who: str) -> str:
        """Who it is, and where, unless it is between her and the bot."""
        title = self._chats[chat or self._person]
        return f"{who} ({title})" if title else who


class Labels:
    """What stands on buttons, and sentences without facts, in one language."""

    def __init__(self, language: Language) -> None:
        self._texts = Texts(language=language)

    def __call__(self, key: str, **facts: object) -> str:
        return self._texts.plain(key, **facts)

    def markup(self, key: str) -> Markup:
        """The same as a fact of another sentence."""
        return self._texts(key)
