"""Brings an SQLite file to the schema of this version, before anything else touches it."""

import sqlite3
from pathlib import Path

from storage.engine import sqlite_engine

FOLDER = Path(__file__).parent / "migrations"


class BrokenReferences(Exception):
    """A migration left rows that point nowhere; nothing of it was kept."""


def head() -> str:
    """The newest revision: the name of the last migration in order."""
    return max(path.stem for path in (FOLDER / "versions").glob("[0-9]*.py"))


def current(path: Path) -> str | None:
    """The revision that a file has; None for a new or an empty one."""
    if not path.exists():
        return None
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA busy_timeout = 10000")
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            row = None
    connection.close()
    return row[0] if row else None


def migrate(path: Path, revision: str | None = None) -> None:
    """Migrates up (or down) to `revision`, by default the newest. Nothing happens where it stands there.

    Foreign keys are off meanwhile, since a batch migration copies and drops tables (with cascades on, that
    empties their children); they are checked before the commit. BrokenReferences takes it all back.
    """
    target = revision or head()
    if current(path) == target:
        return
    # Alembic takes a while to import, and most starts have nothing to migrate.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    engine = sqlite_engine(path, begin="BEGIN IMMEDIATE", foreign_keys=False)
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    downwards = target == "base" or (current(path) or "") > target
    try:
        with engine.connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            (command.downgrade if downwards else command.upgrade)(config, target)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise BrokenReferences(repr(broken[:10]))
    finally:
        engine.dispose()
