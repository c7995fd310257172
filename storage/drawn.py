"""Pictures that were drawn ahead, as files beside the database, until Telegram has them."""

import contextlib
import os
import time
from pathlib import Path
from typing import Final

_OLD_SECONDS: Final = 24 * 3600
"""A file older than this is of a report that was never sent."""


def folder(database: Path) -> Path:
    """Where the pictures of a database lie."""
    return database.with_name(database.name + ".drawn")


def keep(database: Path, fingerprint: str, content: bytes) -> None:
    """Keeps a picture; whole or not at all."""
    room = folder(database)
    room.mkdir(parents=True, exist_ok=True)
    part = room / f"{fingerprint}.{os.getpid()}.part"
    part.write_bytes(content)
    part.replace(room / f"{fingerprint}.png")


def has(database: Path, fingerprint: str) -> bool:
    """Whether a picture was drawn ahead."""
    return (folder(database) / f"{fingerprint}.png").exists()


def find(database: Path, fingerprint: str) -> bytes | None:
    """A picture that was drawn ahead."""
    try:
        return (folder(database) / f"{fingerprint}.png").read_bytes()
    except OSError:
        return None


def forget(database: Path, fingerprint: str) -> None:
    """A picture that Telegram has."""
    (folder(database) / f"{fingerprint}.png").unlink(missing_ok=True)


def sweep(database: Path) -> None:
    """Takes away what nobody came for within a day."""
    old = time.time() - _OLD_SECONDS
    with contextlib.suppress(OSError):
        for file in folder(database).iterdir():
            if file.stat().st_mtime < old:
                file.unlink(missing_ok=True)
