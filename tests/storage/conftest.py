"""A migrated SQLite file for each test, and two people with a page each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from bot.domain.errors import Refused
from bot.domain.identity import PageId, PersonId, PostId
from bot.domain.pages import Role
from bot.domain.people import person_in
from bot.domain.posts import Kind, Source
from storage import pages, people, posts, schema
from storage.engine import sqlite_engine
from storage.migrate import migrate

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
SARA, LEILA = PersonId(1001), PersonId(1002)
HOUR = timedelta(hours=1)


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


def refused(key: str) -> Any:
    return pytest.raises(Refused, match=f"^{key}$")


def join(connection: Connection, page: PageId, person: PersonId, role: Role) -> None:
    connection.execute(
        insert(schema.members).values(page_id=page, person_id=person, role=role, joined_at=NOW)
    )


def a_post(connection: Connection, page: PageId, **columns: Any) -> PostId:
    reading = {"likes": 5, "source": Source.TYPED, "rounded": {"likes"}}
    values = {"page_id": page, "kind": Kind.PHOTO, **columns}
    return posts.add(connection, values, reading, by=SARA, at=NOW).id
