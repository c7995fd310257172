"""The store: one writer, group commits, nothing lost and nothing half done."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from bot.domain.followers import FollowerCount
from bot.domain.people import person_in
from bot.domain.posts import Source
from storage import changes, drafts, followers, gaps, imports, pages, people, pictures, posts, schema
from storage.database import AlreadyRunning, Store
from storage.engine import sqlite_engine
from storage.inbox import Arrived, add
from storage.migrate import FOLDER, current, head, migrate
from tests.storage.conftest import NOW, SARA


@pytest.fixture
async def store(database: Path) -> AsyncIterator[Store]:
    store = Store(database)
    store.open()
    yield store
    store.close()


def keep(number: int) -> Arrived:
    return Arrived(number, 1, "{}")


async def kept(store: Store) -> set[int]:
    """The update ids that are there."""
    rows = await store.read(lambda c: c.exec_driver_sql("SELECT update_id FROM inbox").fetchall())
    return {row[0] for row in rows}


async def test_an_exception_takes_back_its_own_write_and_no_other_of_its_group(store: Store):
    def write(number: int) -> object:
        def work(connection: Connection) -> int:
            add(connection, [keep(number)], NOW)
            if number % 3 == 0:
                raise ZeroDivisionError(number)
            return number

        return work

    outcomes = await asyncio.gather(*(store.write(write(n)) for n in range(60)), return_exceptions=True)  # type: ignore[arg-type]
    assert [n for n, outcome in enumerate(outcomes) if isinstance(outcome, ZeroDivisionError)] == [
        *range(0, 60, 3)
    ]
    assert await kept(store) == {n for n in range(60) if n % 3}
    assert [outcome for outcome in outcomes if isinstance(outcome, int)] == [n for n in range(60) if n % 3]


async def test_a_broken_rule_of_the_schema_harms_only_whoever_broke_it(store: Store):
    def broken(connection: Connection) -> None:
        connection.execute(insert(schema.members).values(page_id=9, person_id=9, role="owner", joined_at=NOW))

    outcomes = await asyncio.gather(
        store.write(lambda c: add(c, [keep(1)], NOW)),
        store.write(broken),
        store.write(lambda c: add(c, [keep(2)], NOW)),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], IntegrityError)
    assert await kept(store) == {1, 2}


async def test_writes_side_by_side_all_land_and_in_order(store: Store):
    await asyncio.gather(*(store.write(lambda c, n=n: add(c, [keep(n)], NOW)) for n in range(500)))
    assert await kept(store) == set(range(500))


async def test_what_is_written_can_be_read_at_once(store: Store):
    for number in range(20):
        await store.write(lambda c, n=number: add(c, [keep(n)], NOW))
        assert number in await kept(store)


async def test_a_reading_that_writes_leaves_nothing(store: Store):
    await store.read(lambda c: add(c, [keep(1)], NOW))
    assert await kept(store) == set()


async def test_a_file_that_somebody_else_holds_for_a_while_loses_nothing(store: Store, database: Path):
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writes = [asyncio.create_task(store.write(lambda c, n=n: add(c, [keep(n)], NOW))) for n in range(5)]
    await asyncio.sleep(0.3)
    assert not any(write.done() for write in writes)
    assert await kept(store) == set()
    other.execute("ROLLBACK")
    other.close()
    await asyncio.gather(*writes)
    assert await kept(store) == set(range(5))


async def test_closing_finishes_what_was_asked_for(database: Path):
    store = Store(database)
    store.open()
    writes = [asyncio.create_task(store.write(lambda c, n=n: add(c, [keep(n)], NOW))) for n in range(50)]
    await asyncio.sleep(0)
    store.close()
    await asyncio.gather(*writes)
    store = Store(database)
    store.open()
    assert await kept(store) == set(range(50))
    store.close()


async def test_a_second_store_cannot_open_the_file_until_the_first_is_closed(database: Path):
    first, second = Store(database), Store(database)
    first.open()
    with pytest.raises(AlreadyRunning):
        second.open()
    first.close()
    second.open()
    second.close()


def test_a_second_process_cannot_open_the_file(database: Path):
    store = Store(database)
    store.open()
    script = (
        "import sys, pathlib; from storage.database import Store; Store(pathlib.Path(sys.argv[1])).open()"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", script, str(database)],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=False,
    )
    store.close()
    assert done.returncode == 1
    assert "AlreadyRunning" in done.stderr


def test_a_store_makes_its_folder_and_its_tables(tmp_path: Path):
    path = tmp_path / "deep" / "er" / "bot.db"
    store = Store(path)
    store.open()
    store.close()
    assert current(path) == head()


# --- migrations


def filled(connection: Connection) -> None:
    """Something in every table that has a subject."""
    people.add(connection, person_in("fa", SARA), NOW)
    page = pages.add(connection, "@gol_sara", "Asia/Tehran", owner=SARA, at=NOW)
    people.use_page(connection, SARA, page)
    number = imports.add(connection, page, SARA, "file", "a.csv", NOW)
    reading = {"likes": 5, "source": Source.TYPED}
    posts.add(connection, {"page_id": page, "import_id": number}, reading, by=SARA, at=NOW)
    followers.add(connection, page, FollowerCount(5), source=Source.TYPED, by=SARA, at=NOW)
    drafts.open_new(connection, SARA, page, "post", {}, NOW)
    changes.note(connection, SARA, page, "post", {}, NOW)
    add(connection, [keep(1)], NOW)
    pictures.add(connection, "f", "id", NOW)
    gaps.watch(connection, page, NOW)


def test_migrations_go_up_down_and_up_again_with_data_in_them(tmp_path: Path):
    path = tmp_path / "bot.db"
    revisions = sorted(found.stem for found in (FOLDER / "versions").glob("[0-9]*.py"))
    migrate(path)
    engine = sqlite_engine(path)
    with engine.connect() as connection, connection.begin():
        filled(connection)
    engine.dispose()
    before = counted(path)
    for revision in [*reversed(revisions[:-1]), *revisions[1:]]:
        migrate(path, revision)
        assert current(path) == revision
    assert counted(path) == before
    migrate(path, "base")
    assert current(path) is None
    assert set(counted(path)) == {"alembic_version"}
    migrate(path)
    assert set(counted(path)) == set(before)


def counted(path: Path) -> dict[str, int]:
    """How many rows each table has."""
    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
    connection.close()
    return found


def test_the_migrated_tables_are_those_of_the_schema(connection: Connection):
    context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
    assert compare_metadata(context, schema.metadata) == []


def test_moments_are_kept_as_text_that_sorts(connection: Connection):
    for number, moment in enumerate(
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(1999, 1, 1, tzinfo=UTC), NOW)
    ):
        add(connection, [keep(number)], moment)
    rows = connection.exec_driver_sql("SELECT update_id FROM inbox ORDER BY received_at").fetchall()
    assert [row[0] for row in rows] == [1, 0, 2]
