"""The way to the Bot API: through a proxy where one is set, and only through it."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.playground.faults import Rule
from bot.playground.server import Playground
from bot.transport import request

_SOCKS5, _NO_PASSWORD, _CONNECT, _GRANTED = 5, 0, 1, 0


class Relay:
    """A proxy in this process that counts what goes through it."""

    def __init__(self) -> None:
        self.passed: list[str] = []

    async def http(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """An HTTP proxy for plain requests: the request line names the whole address."""
        head = await reader.readuntil(b"\r\n")
        method, address, version = head.decode().split()
        host, _, path = address.removeprefix("http://").partition("/")
        self.passed.append(host)
        name, _, port = host.partition(":")
        there, out = await asyncio.open_connection(name, int(port))
        out.write(f"{method} /{path} {version}\r\n".encode())
        await _join(reader, writer, there, out, told=f"http://{host}".encode())

    async def socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A SOCKS5 proxy without a password."""
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(bytes([_SOCKS5, _NO_PASSWORD]))
        _, command, _, kind = await reader.readexactly(4)
        assert command == _CONNECT
        size = 4 if kind == 1 else (await reader.readexactly(1))[0]
        raw = await reader.readexactly(size)
        host = ".".join(map(str, raw)) if kind == 1 else raw.decode()
        port = int.from_bytes(await reader.readexactly(2))
        self.passed.append(f"{host}:{port}")
        there, out = await asyncio.open_connection(host, port)
        writer.write(bytes([_SOCKS5, _GRANTED, 0, 1, 0, 0, 0, 0, 0, 0]))
        await _join(reader, writer, there, out)


async def _join(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    there: asyncio.StreamReader,
    out: asyncio.StreamWriter,
    told: bytes = b"",
) -> None:
    """Passes everything on; `told` is what requests to a proxy say in front of their paths."""

    async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while piece := await source.read(65536):
                sink.write(piece.replace(told, b"") if told else piece)
                await sink.drain()
        sink.close()

    await asyncio.gather(pump(reader, out), pump(there, writer))


@asynccontextmanager
async def listening(kind: str) -> AsyncIterator[tuple[Relay, str]]:
    relay = Relay()
    server = await asyncio.start_server(getattr(relay, kind), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    scheme = "socks5" if kind == "socks" else "http"
    try:
        yield relay, f"{scheme}://127.0.0.1:{port}"
    finally:
        server.close()


def bot_through(playground: Playground, proxy: str | None) -> Bot:
    return Bot(
        "1:x",
        base_url=f"{playground.url}/bot",
        request=request(4, proxy),
        get_updates_request=request(1, proxy),
    )


@pytest.mark.parametrize("kind", ["http", "socks"])
async def test_calls_go_through_the_proxy(kind: str) -> None:
    async with Playground() as playground, listening(kind) as (relay, proxy):
        async with bot_through(playground, proxy) as bot:
            assert (await bot.get_me()).is_bot
            assert await bot.get_updates(timeout=0) == ()
        assert set(relay.passed) == {playground.url.removeprefix("http://")}


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_is_away_is_not_walked_around(scheme: str) -> None:
    async with Playground() as playground:
        bot = bot_through(playground, f"{scheme}://127.0.0.1:9")
        with pytest.raises(NetworkError):
            await bot.initialize()
        assert playground.world.calls.after(0) == []
        await bot.shutdown()


async def test_two_hundred_slow_calls_are_under_way_side_by_side() -> None:
    slow = 0.5
    async with Playground() as playground:
        async with Bot("1:x", base_url=f"{playground.url}/bot", request=request(200)) as bot:
            playground.world.faults.set([Rule("slow", method="getMe", seconds=slow)])
            started = time.monotonic()
            assert len(await asyncio.gather(*(bot.get_me() for _ in range(200)))) == 200
        one_after_another = 200 * slow
        assert time.monotonic() - started < one_after_another / 8
