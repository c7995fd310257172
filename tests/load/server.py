"""A Bot API with next to no work in it, so that what is measured is the program that talks to it.

Runs in a process of its own: `python -m tests.load.server`. The first line that it prints is its port. Under
`/load/` it is told what to offer and asked what was said; all times are `time.monotonic()` of this machine.
"""

import asyncio
import json
import re
import sys
import time
from collections import deque
from typing import Any
from urllib.parse import parse_qsl

from bot.playground.common import ApiError
from bot.playground.faults import Limits, Pace
from bot.playground.people import Chat

Fields = dict[str, str]

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_BOUNDARY = re.compile(rb"\r\ncontent-type: *multipart/form-data; *boundary=\"?([^\s\";]+)", re.IGNORECASE)
_NAME = re.compile(rb'name="?([\w]+)"?')
_SAID = frozenset({"sendMessage", "sendPhoto", "editMessageText", "editMessageMedia", "answerCallbackQuery"})
"""What reaches a person; the delay counts for these, as it does for Telegram's own answers."""
_BATCH = 100
_HOUR = {
    "ok": False,
    "error_code": 429,
    "description": "Too Many Requests: retry after 3600",
    "parameters": {"retry_after": 3600},
}
_BOT = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "load_bot"}
_PHOTO = {"file_unique_id": "unique", "width": 1280, "height": 720, "file_size": 50_000}


class World:
    """What is offered and what was said."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.following: asyncio.Task[None] | None = None
        self.clear()

    def clear(self) -> None:
        """A new bot: nothing is offered, nothing was said."""
        if self.following is not None:
            self.following.cancel()
        self.backlog: deque[tuple[int, bytes]] = deque()
        self.offered: dict[int, float] = {}
        self.fetched: dict[int, float] = {}
        self.said: list[tuple[float, str, int, str]] = []
        self.refused: list[tuple[float, int]] = []
        self.pace = Pace()
        self.chats: dict[int, Chat] = {}
        self.stubborn: set[int] = set()
        self.polls: list[tuple[Line, Fields]] = []
        self.polled = 0

    def offer(self, updates: list[dict[str, Any]]) -> None:
        """Makes updates available from now on."""
        now = time.monotonic()
        for update in updates:
            self.backlog.append((update["update_id"], json.dumps(update).encode()))
            self.offered[update["update_id"]] = now
        waiting, self.polls = self.polls, []
        for line, fields in waiting:
            self.poll(line, fields)

    async def follow(self, plan: list[tuple[float, dict[str, Any]]]) -> None:
        """Makes updates available each after its seconds, whether or not the ones before were answered."""
        begun = time.monotonic()
        for after, update in plan:
            await asyncio.sleep(max(0, begun + after - time.monotonic()))
            self.offer([update])

    def poll(self, line: "Line", fields: Fields) -> None:
        """Answers a poll, at once where there is something to fetch."""
        self.polled += 1
        offset, limit = int(fields.get("offset", 0)), int(fields.get("limit", _BATCH))
        while self.backlog and self.backlog[0][0] < offset:
            self.backlog.popleft()
        batch = [self.backlog[i] for i in range(min(len(self.backlog), limit))]
        if not batch and float(fields.get("timeout", 0)) > 0:
            self.polls.append((line, fields))
            asyncio.get_running_loop().call_later(float(fields["timeout"]), self._give_up, line, fields)
            return
        now = time.monotonic()
        for update_id, _ in batch:
            self.fetched.setdefault(update_id, now)
        line.answer(b"[" + b",".join(body for _, body in batch) + b"]")

    def hang_up(self, line: "Line") -> None:
        """A program that is gone polls no more."""
        self.polls = [(each, fields) for each, fields in self.polls if each is not line]

    def _give_up(self, line: "Line", fields: Fields) -> None:
        if any(asked is fields for _, asked in self.polls):
            self.hang_up(line)
            line.answer(b"[]")

    def refusal(self, method: str, fields: Fields) -> bytes | None:
        """Telegram's 429 as the playground enforces it; None where the call may pass."""
        number = int(fields.get("chat_id", 0))
        if number in self.stubborn:
            self.refused.append((time.monotonic(), number))
            return json.dumps(_HOUR).encode()
        if not self.pace.limits.any() or not number:
            return None
        kind = "private" if number > 0 else "supergroup"
        chat = self.chats.setdefault(number, Chat(number, kind))
        try:
            self.pace.check(method.lower(), chat, time.time(), paid="allow_paid_broadcast" in fields)
        except ApiError as error:
            self.refused.append((time.monotonic(), number))
            return json.dumps(error.body()).encode()
        return None

    def say(self, method: str, fields: Fields) -> bytes:
        """Remembers what was said, and what Telegram would return."""
        chat, text = int(fields.get("chat_id", 0)), fields.get("text") or fields.get("caption", "")
        self.said.append((time.monotonic(), method, chat, text))
        if method == "answerCallbackQuery":
            return b"true"
        number = len(self.said)
        sent: dict[str, Any] = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "P"},
            "from": _BOT,
        }
        if method.endswith(("Photo", "Media")):
            sent |= {"caption": text, "photo": [{**_PHOTO, "file_id": f"photo-{number}"}]}
        else:
            sent["text"] = text
        markup = fields.get("reply_markup", "")
        if "inline_keyboard" in markup:
            sent["reply_markup"] = json.loads(markup)
        return json.dumps(sent).encode()

    def control(self, what: str, asked: Any) -> Any:
        """What a benchmark tells or asks."""
        if what == "clear":
            self.clear()
            self.delay = asked["delay"]
        elif what == "limit":
            self.pace.limits = Limits(**asked["limits"])
            self.stubborn = set(asked["stubborn"])
        elif what == "offer":
            self.offer(asked)
        elif what == "follow":
            self.following = asyncio.create_task(self.follow(asked))
        elif what == "count":
            drawn = [chat for _, method, chat, _ in self.said if method == "sendPhoto"]
            return {
                "said": len(self.said),
                "drawn": drawn,
                "polled": self.polled,
                "fetched": len(self.fetched),
            }
        elif what == "report":
            seen = {"said": self.said, "offered": self.offered, "fetched": self.fetched}
            return {**seen, "refused": self.refused}
        return True


class Line(asyncio.Protocol):
    """One connection, one request after the other."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody called."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Somebody hung up."""
        self._transport = None
        self._world.hang_up(self)

    def data_received(self, data: bytes) -> None:
        """Reads as many whole requests as there are."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head, rest = self._buffer[:end], self._buffer[end + 4 :]
            found = _body(head, rest)
            if found is None:
                return
            body, self._buffer = found
            self._request(head, body)

    def answer(self, result: bytes) -> None:
        """Writes a result as the Bot API wraps it."""
        self._write(b"200 OK", b'{"ok":true,"result":' + result + b"}")

    def _write(self, status: bytes, body: bytes) -> None:
        if self._transport is not None:
            head = b"content-type: application/json\r\ncontent-length: %d" % len(body)
            self._transport.write(b"HTTP/1.1 " + status + b"\r\n" + head + b"\r\n\r\n" + body)

    def _request(self, head: bytes, body: bytes) -> None:
        address = head.split(b" ", 2)[1].decode()
        path, _, query = address.partition("?")
        method = path.rpartition("/")[2]
        if path.startswith("/load/"):
            self.answer(json.dumps(self._world.control(method, json.loads(body or b"null"))).encode())
        elif method == "getUpdates":
            self._world.poll(self, _fields(head, query, body))
        elif method == "getFile":
            # the id of a file is its place on this machine, where the bot reads it
            place = _fields(head, query, body)["file_id"]
            found = {"file_id": place, "file_unique_id": "unique", "file_path": place}
            self.answer(json.dumps(found).encode())
        elif method in _SAID:
            fields = _fields(head, query, body)
            if refusal := self._world.refusal(method, fields):
                self._write(b"429 Too Many Requests", refusal)
                return
            answer = self._world.say(method, fields)
            asyncio.get_running_loop().call_later(self._world.delay, self.answer, answer)
        else:
            self.answer(json.dumps(_BOT).encode() if method == "getMe" else b"true")


def _body(head: bytes, rest: bytes) -> tuple[bytes, bytes] | None:
    """A request's body and what stands behind it; None where it is not whole yet."""
    if _CHUNKED.search(head):
        return _unchunked(rest)
    length = _LENGTH.search(head)
    size = int(length.group(1)) if length else 0
    return (rest[:size], rest[size:]) if len(rest) >= size else None


def _unchunked(rest: bytes) -> tuple[bytes, bytes] | None:
    parts = []
    while True:
        size_said, separator, rest = rest.partition(b"\r\n")
        size = int(size_said or b"0", 16)
        if not separator or len(rest) < size + 2:
            return None
        parts.append(rest[:size])
        rest = rest[size + 2 :]
        if size == 0:
            return b"".join(parts), rest


def _fields(head: bytes, query: str, body: bytes) -> Fields:
    """The arguments of a call, in any of the encodings that bots use."""
    fields = dict(parse_qsl(query))
    boundary = _BOUNDARY.search(head)
    if boundary:
        for part in body.split(b"--" + boundary.group(1)):
            about, _, value = part.partition(b"\r\n\r\n")
            name = _NAME.search(about)
            if name and b"filename" not in about:
                fields[name.group(1).decode()] = value[:-2].decode()
    elif body.startswith(b"{"):
        given = json.loads(body)
        fields |= {name: v if isinstance(v, str) else json.dumps(v) for name, v in given.items()}
    else:
        fields |= dict(parse_qsl(body.decode()))
    return fields


async def serve() -> None:
    """Serves until the process ends."""
    world = World()
    server = await asyncio.get_running_loop().create_server(lambda: Line(world), "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    sys.exit(asyncio.run(serve()))
