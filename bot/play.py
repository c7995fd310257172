"""The bot in the playground: one process, talking over HTTP as it would with Telegram."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from shutil import rmtree

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from bot.app import App
from bot.playground.server import Playground
from bot.settings import read_settings
from storage import alarms, deliveries, inbox

TOKEN = "1:playground"  # noqa: S105 - it opens nothing but the local playground
DATABASE = Path("var/play.db")
_LOOK_SECONDS = 0.05
_A_MOMENT = timedelta(seconds=2)


def play_app(playground: Playground, database: Path | None = None) -> App:
    """The bot for a playground, on a fresh database unless one is named in the settings."""
    if database is None and "DATABASE_URL" in os.environ:
        # Only what was said for this run: the database in `.env` is the real bot's.
        database = read_settings().database_path
    elif database is None:
        database = DATABASE
        forget(database)
    settings = read_settings(
        bot_token=TOKEN,
        bot_api_url=playground.url,
        proxy_url=None,
        # Nobody plays with the real preview pages, unless by name.
        channel_preview_url=os.environ.get("CHANNEL_PREVIEW_URL"),
        database_url=f"sqlite+aiosqlite:///{database}",
        time_url=f"{playground.url}/play/time",
    )
    return App(settings)


def forget(database: Path) -> None:
    """Removes a database with all that stands beside it, pictures that wait too."""
    for old in database.parent.glob(f"{database.name}*"):
        if old.is_dir():
            rmtree(old)
        else:
            old.unlink()


async def play_forever(port: int, language: str) -> None:
    """Serves the playground and the bot in it until a signal comes."""
    async with Playground(port, language) as playground:
        app = play_app(playground)
        app.open()
        print(f"Adminyar plays at {playground.url} – open it in a browser. Ctrl+C ends.", flush=True)  # noqa: T201
        await app.serve()


@asynccontextmanager
async def playing(database: Path, language: str = "fa") -> AsyncIterator[Playground]:
    """A playground with the bot in it, for as long as the block lasts."""
    async with Playground(language=language) as playground:
        app = play_app(playground, database)
        app.open()
        await app.start()
        try:
            yield playground
        finally:
            await app.stop()


async def at_rest(database: Path, now: datetime, seconds: float) -> None:
    """Waits until the bot on `database` has answered all, and done and sent whatever is due at `now`.

    TimeoutError where that takes longer than `seconds`.
    """
    # What rings at `now` becomes a message a moment later.
    soon = now + _A_MOMENT
    engine = create_engine(f"sqlite:///file:{database}?mode=ro&uri=true", poolclass=NullPool)

    def is_busy() -> bool:
        with engine.connect() as connection:
            unanswered = inbox.waiting(connection) or inbox.unanswered(connection)
            return (
                bool(unanswered)
                or alarms.any_unfinished(connection, soon)
                or deliveries.any_unsent(connection, soon)
            )

    async with asyncio.timeout(seconds):
        while await asyncio.to_thread(is_busy):  # noqa: ASYNC110 - a file tells nobody that it changed
            await asyncio.sleep(_LOOK_SECONDS)
