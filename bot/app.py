"""The one place where settings, storage, handlers and the clock are put together."""

import asyncio
import gc
import signal
import sys
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Connection
from telegram import Update
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import Application, ContextTypes, ExtBot
from telegram.request import BaseRequest

from bot.clock import Clock
from bot.delivery import Delivery, Ending, Speed
from bot.domain.errors import Refused
from bot.domain.imports import MOST_BYTES
from bot.intake import Intake
from bot.lookups import Lookups
from bot.now import Now
from bot.preview import Preview
from bot.rendering.drawing import draw
from bot.rendering.home import menu
from bot.rendering.message import Answer
from bot.rendering.picture import Drawing
from bot.settings import Settings
from bot.subjects import SUBJECTS
from bot.transport import request
from bot.worker import Worker
from handlers.context import Context
from handlers.desk import Desk
from handlers.house import House
from handlers.routing import install
from storage import drawn
from storage.database import Store

_log = structlog.get_logger()

_AWAY_SECONDS = 5
"""How long to wait before Telegram is tried again at the start."""

_SWITCH_SECONDS = 0.001
_CONNECTIONS = 300
"""More than the updates that are handled side by side, so that none waits for a connection."""


class App:
    """The running program: started, serving until stopped, and stopped in good order."""

    def __init__(self, settings: Settings) -> None:
        self._store = Store(settings.database_path)
        self._now = Now(settings.time_url)
        self._worker = Worker()
        self._desk = Desk()
        for subject in SUBJECTS:
            subject.register(self._desk)
        self._polling = request(2, settings.proxy_url)
        self._sending = request(_CONNECTIONS, settings.proxy_url)
        self._bot = _bot_of(settings, self._sending, self._polling)
        speed = Speed(settings.broadcast_per_second, paid=settings.allow_paid_broadcast)
        self._delivery = Delivery(
            self._bot, self._store, self._now, self._draw, menu, speed=speed, ended=self._ended
        )
        self._preview = Preview(settings.channel_preview_url or "", settings.proxy_url)
        self._house = self._furnished(settings)
        self._application = (
            Application.builder()
            .bot(self._bot)
            .updater(None)
            .context_types(ContextTypes(context=Context))
            .build()
        )
        self._application.bot_data = self._house  # type: ignore[assignment]
        install(self._application, self._desk)
        incoming = f"{settings.bot_api_url}/bot{settings.token}"
        self._intake = Intake(self._polling, incoming, self._store, self._now, self._handle, self._delivery)
        self._clock = Clock(self._store, self._now, self._delivery)
        for kind, (ring, give_up) in self._desk.rings.items():
            self._clock.rings(kind, partial(ring, self._house), partial(give_up, self._house))
        self._fetching: asyncio.Task[None] | None = None
        self._settling: asyncio.Task[None] | None = None

    def _furnished(self, settings: Settings) -> House:
        """All that a handler may use."""
        lookups = Lookups(self._bot)
        return House(
            store=self._store,
            now=self._now,
            compute=self._worker.run,
            download=self._download,
            tell=self._delivery.put,
            show_busy=self._delivery.show_busy,
            standing=lookups.standing,
            may_post=lookups.may_post,
            subscribers=lookups.subscribers,
            preview=self._preview.fetch if settings.channel_preview_url else None,
            desk=self._desk,
            language=settings.default_language,
            zone=settings.default_timezone,
            kept={},
        )

    def open(self) -> None:
        """Opens and migrates the database; before the loop runs. AlreadyRunning where another has it."""
        # SQLite lets the interpreter go at every row; five milliseconds are long to wait for it again.
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._store.open()

    def settle(self) -> None:
        """Spares the collector of garbage all that was loaded: for a process that does nothing but serve.

        Looking through it stops the loop for a tenth of a second, every few minutes, for nothing.
        """
        gc.freeze()

    async def start(self) -> None:
        """Says who we are to Telegram, takes up what was left, and starts to fetch.

        InvalidToken where Telegram does not know the bot; where it cannot be reached, it is tried on.
        """
        await self._now.refresh()
        await self._introduce()
        await self._delivery.start()
        await self._clock.start()
        await self._intake.resume()
        self._fetching = asyncio.create_task(self._intake.run())
        self._settling = asyncio.create_task(self._settle_menu())
        _log.info("app.started", bot=self._bot.username)

    async def serve(self) -> None:
        """Runs until a signal comes or fetching ends for good."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop.set)
        stopping = asyncio.create_task(stop.wait())
        running = asyncio.create_task(self._run())
        await asyncio.wait({stopping, running}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        try:
            if running.done():
                running.result()
        finally:
            await _ended(running)
            await self.stop()

    async def _run(self) -> None:
        await self.start()
        if self._fetching is not None:
            await asyncio.shield(self._fetching)

    async def _introduce(self) -> None:
        while True:
            try:
                await self._application.initialize()
            except BadRequest:
                raise
            except NetworkError as error:
                _log.warning("app.telegram_away", why=type(error).__name__)
                await asyncio.sleep(_AWAY_SECONDS)
            else:
                return

    async def stop(self) -> None:
        """Stops fetching, lets what has begun end, and closes everything."""
        for task in (self._fetching, self._settling):
            if task is not None:
                await _ended(task)
        await self._intake.finish()
        await self._clock.stop()
        await self._delivery.close()
        await self._preview.close()
        await self._worker.close()
        await self._application.shutdown()
        # An application that never got through to Telegram leaves its connections open.
        await self._sending.shutdown()
        await self._polling.shutdown()
        await self._now.close()
        self._store.close()
        _log.info("app.stopped")

    async def _handle(self, update_id: int, made: dict[str, Any]) -> Answer | None:
        try:
            update = Update.de_json(made, self._bot)
        except Exception:  # noqa: BLE001 - one update that nobody can read must not stop the others
            _log.exception("intake.unreadable", update=update_id)
            return None
        await self._application.process_update(update)
        return self._house.kept.pop(update_id, None)

    def _ended(self, connection: Connection, ending: Ending) -> None:
        self._desk.ended(self._house, connection, ending)

    async def _draw(self, picture: Drawing) -> bytes:
        ahead = await asyncio.to_thread(drawn.find, self._store.path, picture.fingerprint())
        return await self._worker.run(draw, picture) if ahead is None else ahead

    async def _download(self, file_id: str, most: int) -> bytes:
        found = await self._bot.get_file(file_id)
        if found.file_size is not None and found.file_size > most:
            raise Refused("import-too-big", most=MOST_BYTES // 1_000_000)
        return bytes(await found.download_as_bytearray())

    async def _settle_menu(self) -> None:
        for language in ("", "fa", "ar", "en"):
            commands = menu(language or "en")
            try:
                await self._bot.set_my_commands(commands, language_code=language or None)
            except TelegramError as error:
                _log.warning("app.menu_not_set", language=language, why=error.message)


def _bot_of(settings: Settings, sending: BaseRequest, polling: BaseRequest) -> ExtBot[None]:
    root = settings.bot_api_url
    return ExtBot(
        settings.token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=sending,
        get_updates_request=polling,
    )


async def _ended(task: asyncio.Task[None]) -> None:
    """Cancels a task and waits for its end; how it ended is somebody else's question."""
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled():
        task.exception()
