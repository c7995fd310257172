"""How an SQLite file is opened."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

_LOCKED_SECONDS = 10
"""How long SQLite waits for a file that another program holds."""


def sqlite_engine(
    path: Path, *, begin: str = "BEGIN", foreign_keys: bool = True, locked_seconds: float = _LOCKED_SECONDS
) -> Engine:
    """An engine over one connection, with transactions begun by us: the driver's own begin too late."""
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "timeout": locked_seconds},
    )

    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        connection.execute("PRAGMA cache_size = -8000")
        connection.execute("PRAGMA temp_store = MEMORY")

    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
