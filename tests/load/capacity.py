"""How much the lean server can answer, asked over many lines by a client with as little work in it."""

import asyncio
import time
from urllib.parse import urlencode

from tests.load.common import PEOPLE, TOKEN, Server, people, post_line

NEEDED_PER_SECOND = 3_000
_SECONDS = 2.0
_TEXT_REPEATED = 4
"""A card is about four lines long."""


class _Caller(asyncio.Protocol):
    def __init__(self, request: bytes, until: float) -> None:
        self._request = request
        self._until = until
        self.answered = 0
        self.closed = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        # One small answer arrives in one piece on this machine.
        self.answered += 1
        if time.monotonic() < self._until:
            self._transport.write(self._request)
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed.set_result(None)


async def _ask(port: int) -> float:
    loop = asyncio.get_running_loop()
    begun = time.monotonic()
    callers = []
    for person in people(PEOPLE):
        body = urlencode({"chat_id": person, "text": post_line(person) * _TEXT_REPEATED}).encode()
        head = f"POST /bot{TOKEN}/sendMessage HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n\r\n"
        request = head.encode() + body
        _, caller = await loop.create_connection(
            lambda request=request: _Caller(request, begun + _SECONDS), "127.0.0.1", port
        )
        callers.append(caller)
    await asyncio.gather(*(caller.closed for caller in callers))
    return sum(caller.answered for caller in callers) / (time.monotonic() - begun)


def capacity(server: Server, delay: float) -> float:
    """Messages a second that the server answers."""
    server.clear(delay)
    return asyncio.run(_ask(server.port))
