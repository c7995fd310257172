"""What is wrong with an installation, for `python -m bot check`."""

import os
import sqlite3
from pathlib import Path

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.logs import redacted
from bot.settings import Settings
from bot.transport import request
from storage.migrate import current, head


async def problems(settings: Settings) -> list[str]:
    """Sentences for the operator, none where all is well; no token stands in them.

    Whether the settings can be read at all was found out when they were read.
    """
    return [*_database(settings.database_path), *await _token(settings)]


def _database(path: Path) -> list[str]:
    wrong = _folder(path.parent) or (_file(path) if path.exists() else None)
    return [f"Database: {wrong}"] if wrong else []


def _folder(wanted: Path) -> str | None:
    folder = _nearest(wanted)
    if not folder.is_dir():
        return f"{folder} is a file, and a folder is needed there."
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"the folder {folder} is not writable for this user."
    return None


def _file(path: Path) -> str | None:
    """What is wrong with a file that is there; `run` makes and migrates one that is not."""
    if not os.access(path, os.R_OK | os.W_OK):
        return f"{path} is not readable and writable for this user."
    try:
        revision = current(path)
    except sqlite3.DatabaseError as error:
        return f"{path} cannot be read: {error}."
    if revision == head():
        return None
    if (revision or "") > head():
        return f"{path} is of a newer version ({revision}) than this program ({head()})."
    found = f"at {revision}" if revision else "empty"
    return f"{path} is {found}, this version wants {head()}. Run: python -m bot migrate"


async def _token(settings: Settings) -> list[str]:
    if settings.bot_token is None:
        return ["BOT_TOKEN is not set: `run` would play in a local playground. Get one from @BotFather."]
    root = settings.bot_api_url
    bot = Bot(settings.token, f"{root}/bot", request=request(2, settings.proxy_url))
    way = f"{root} through the proxy" if settings.proxy_url else root
    try:
        async with bot:
            await bot.get_me()
    except InvalidToken:
        return ["Telegram does not know this BOT_TOKEN: copy it anew from @BotFather."]
    except TelegramError as error:
        # What lies beneath says more: a refused connection, too, comes up as "Timed out".
        why = redacted(str(error.__cause__ or error))
        return [f"Telegram is not reachable at {way}: {why}. Is a PROXY_URL needed?"]
    return []


def _nearest(folder: Path) -> Path:
    """The folder, or where it is still to be made the nearest one above it that is there."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
