"""Somebody who talks to the bot in the playground: says, presses, sends files, hears."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import httpx

Json = dict[str, Any]


class Refused(AssertionError):
    """The playground would not do what the person wanted; its answer is in the text."""


class Person:
    """One person in her private chat with the bot. Close her, or use `async with`.

    `hears` gives each message (or edit) of the bot once, in order; what she misses now, she hears next time.
    """

    def __init__(self, url: str, person_id: int = 1001) -> None:
        self.id = person_id
        self.chat = person_id
        self._http = httpx.AsyncClient(base_url=url, timeout=70.0, verify=False)
        self._seq = 0
        self._heard: list[Json] = []
        self._answers: list[Json] = []

    @classmethod
    async def new(cls, url: str, first_name: str = "مینا", language: str = "fa") -> Person:
        """Somebody who was not there before."""
        person = cls(url, 0)
        made = await person.asks("POST", "/play/people", first_name=first_name, language_code=language)
        person.id = person.chat = made["id"]
        return person

    async def __aenter__(self) -> Person:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.aclose()

    async def asks(self, method: str, path: str, **body: Any) -> Any:
        """Any request to the people's side; a GET takes the rest as its query."""
        if method == "GET":
            answer = await self._http.get(path, params=body)
        else:
            answer = await self._http.request(method, path, json=body)
        if answer.is_error:
            raise Refused(f"{method} {path} {answer.status_code}: {answer.text}")
        return answer.json()

    async def says(self, text: str, chat: int | None = None, reply_to: int | None = None) -> int:
        """Write a text (or press a button of the reply keyboard, which is the same)."""
        where = self.chat if chat is None else chat
        body = {"person": self.id, "chat": where, "text": text, "reply_to": reply_to}
        return int((await self.asks("POST", "/play/say", **body))["message_id"])

    async def presses(
        self, label: str | None = None, message_id: int | None = None, data: str | None = None, **more: Any
    ) -> Json:
        """Press the newest inline button of that label; the answer holds its callback_query_id."""
        body = {"person": self.id, "chat": self.chat, "label": label, "message_id": message_id, "data": data}
        pressed: Json = await self.asks("POST", "/play/press", **{**body, **more})
        return pressed

    async def sends_file(
        self,
        content: Path | str | bytes,
        name: str | None = None,
        as_: str = "document",
        caption: str = "",
        album: str = "",
    ) -> int:
        """Send a file from the disk or out of memory."""
        data = content if isinstance(content, bytes) else await asyncio.to_thread(Path(content).read_bytes)
        shown = name or ("file" if isinstance(content, bytes) else Path(content).name)
        fields = {"person": str(self.id), "chat": str(self.chat), "caption": caption, "as": as_}
        fields |= {"album": album} if album else {}
        answer = await self._http.post("/play/file", data=fields, files={"file": (shown, data)})
        if answer.is_error:
            raise Refused(f"/play/file {answer.status_code}: {answer.text}")
        return int(answer.json()["message_id"])

    async def hears(self, timeout: float = 60.0, count: int = 1) -> list[Json]:  # noqa: ASYNC109
        """What the bot wrote or edited since she last listened, once at least `count` came.

        Fails if they do not. With `count=0` it waits the whole time and gives what came, or nothing.
        """
        deadline = time.monotonic() + timeout
        await self._listen(0.0)
        while len(self._heard) < count or count == 0:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            await self._listen(left)
        if len(self._heard) < count:
            texts = [message.get("text", message.get("caption")) for message in self._heard]
            raise AssertionError(f"heard {len(texts)} of {count} messages in {timeout} s: {texts}")
        heard, self._heard = self._heard, []
        return heard

    async def answer_to(self, callback_query_id: str, timeout: float = 60.0) -> Json:  # noqa: ASYNC109
        """What the bot answered to a press: {text, show_alert}."""
        deadline = time.monotonic() + timeout
        await self._listen(0.0)
        while True:
            for answer in self._answers:
                if answer["callback_query_id"] == callback_query_id:
                    return answer
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"the press {callback_query_id} was not answered in {timeout} s")
            await self._listen(left)

    async def sees(self, after: int = 0) -> list[Json]:
        """All messages in her chat with the bot, hers too."""
        query = {"as": self.id, "after": after}
        found: list[Json] = await self.asks("GET", f"/play/chats/{self.chat}/messages", **query)
        return found

    async def last(self) -> Json | None:
        """The bot's newest message as it stands now; None before its first."""
        return next((m for m in reversed(await self.sees()) if m["from"]["is_bot"]), None)

    async def keyboard(self) -> Json | None:
        """The reply keyboard under her input field."""
        found: Json | None = await self.asks("GET", "/play/keyboard", chat=self.chat)
        return found

    async def commands(self) -> list[Json]:
        """Her command menu."""
        found: list[Json] = await self.asks("GET", "/play/commands", chat=self.chat, person=self.id)
        return found

    async def _listen(self, wait: float) -> None:
        """Read on in the events, to their end; wait only if there is nothing yet."""
        while True:
            query = {"after": self._seq, "wait": min(wait, 50.0)}
            found: Json = await self.asks("GET", "/play/events", **query)
            if not found["events"]:
                return
            self._seq = found["next"]
            wait = 0.0
            for event in found["events"]:
                self._take(event)

    def _take(self, event: Json) -> None:
        if event["type"] == "answer" and event["person"] == self.id:
            self._answers.append(event)
        elif event["type"] in ("message", "edit") and event["chat"] == self.chat:
            message = event["message"]
            self._heard += [{**message, "event": event["type"]}] if message["from"]["is_bot"] else []
