"""A migrated SQLite file for each test, and two people with a page each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.domain.identity import PageId, PersonId
from bot.domain.people import person_in
from storage import pages, people
from storage.engine import sqlite_engine
from storage.migrate import migrate

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
SARA, LEILA = PersonId(1001), PersonId(1002)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh file of the present schema, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "fresh.db"
    migrate(path)
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Path:
    """A file of the present schema."""
    path = tmp_path / "bot.db"
    path.write_bytes(migrated.read_bytes())
    return path


@pytest.fixture
def connection(database: Path) -> Iterator[Connection]:
    """A connection with a transaction open."""
    engine = sqlite_engine(database)
    with engine.connect() as connection, connection.begin():
        yield connection
    engine.dispose()


@pytest.fixture
def page(connection: Connection) -> PageId:
    """Sara's page; Leila is there as well, with none."""
    for person in (SARA, LEILA):
        people.add(connection, person_in("fa", person), NOW)
    return pages.add(connection, "@gol_sara", "Asia/Tehran", owner=SARA, at=NOW)
