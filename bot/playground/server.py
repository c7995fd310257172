"""The playground as a web application, and as something to be opened in a running event loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import cast

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from bot.playground import play
from bot.playground.wire import BotEndpoint, FileEndpoint
from bot.playground.world import World

_PAGE = Path(__file__).parent / "page"
_GRACE = 0.5


def create_app(language: str = "fa") -> Starlette:
    """A playground of its own, its world in `app.state.world`. `language` is that of its first person."""
    world = World(language)
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", BotEndpoint(world)),
            Route("/file/bot{token}/{path:path}", FileEndpoint(world)),
            *play.routes(world),
            Route("/", _index),
            Mount("/page", StaticFiles(directory=_PAGE, check_dir=False)),
        ]
    )
    app.state.world = world
    return app


async def _index(_: Request) -> Response:
    page = _PAGE / "index.html"
    return FileResponse(page) if page.is_file() else PlainTextResponse("no page here", 404)


class Playground:
    """`async with Playground() as playground`: a playground on 127.0.0.1, at `playground.url`.

    Port 0 takes any free one. It runs in the present event loop, says nothing, and is gone within a second
    after the block, whoever still waits for something.
    """

    def __init__(self, port: int = 0, language: str = "fa", host: str = "127.0.0.1") -> None:
        app = create_app(language)
        self.world: World = app.state.world
        self.app = app
        self._address = (host, port)
        self._server = _Server(app)
        self._task: asyncio.Task[None] | None = None
        self.url = ""

    async def __aenter__(self) -> Playground:
        listener = socket.create_server(self._address, backlog=2048)
        # asyncio sets it only on sockets that name their protocol; without it each answer waits 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.url = f"http://{self._address[0]}:{listener.getsockname()[1]}"
        self._task = asyncio.create_task(self._server.serve([listener]))
        started = asyncio.create_task(self._server.ready.wait())
        await asyncio.wait((self._task, started), return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            started.cancel()
            listener.close()
            await self._task
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.close()
        self._server.stopping.set()
        if self._task is not None:
            await self._task


class _Line(AutoHTTPProtocol):  # type: ignore[misc, valid-type] # httptools where it is installed, else h11
    """A connection that a request can cut: the transport stands in the request's state as "line"."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "line": transport}  # type: ignore[has-type]


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers and without its clock tick, so that it starts and stops at once."""

    def __init__(self, app: Starlette) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=_Line,
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                date_header=False,
                server_header=False,
                timeout_keep_alive=75,
            )
        )
        self.ready = asyncio.Event()
        self.stopping = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        await self.on_tick(0)
        self.ready.set()
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take nothing new, let what runs finish for a moment, then let go of everything."""
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            _, late = await asyncio.wait(set(self.server_state.tasks), timeout=_GRACE)
            for task in late:
                task.cancel()
        await self._let_go()

    async def _let_go(self) -> None:
        """Waits a little for connections to close by themselves, and for the rest does it."""
        for attempt in range(50):
            if not self.server_state.connections:
                break
            if attempt == 25:
                self._abort()
            await asyncio.sleep(0.002)

    def _abort(self) -> None:
        for connection in list(self.server_state.connections):
            transport = cast("asyncio.Transport | None", getattr(connection, "transport", None))
            if transport is not None:
                transport.abort()
