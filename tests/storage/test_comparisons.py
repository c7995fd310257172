"""What comparisons read for themselves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.domain.followers import FollowerCount
from bot.domain.identity import PageId
from bot.domain.posts import Source
from storage import comparisons, followers, imported, imports, pages, posts, readings
from tests.storage.conftest import LEILA, NOW, SARA

HOUR = timedelta(hours=1)


def add(connection: Connection, page: PageId, likes: int | None = 5, **more: object) -> int:
    made = {"page_id": page, "kind": "reel", "published_at": NOW - 5 * HOUR, **more}
    reading = None if likes is None else {"likes": likes, "source": Source.TYPED}
    return posts.add(connection, made, reading, by=SARA, at=NOW).id


def ids(connection: Connection, *page: PageId, since=None):
    found = comparisons.material(connection, page, None, since)
    return [row[0] for row in found.posts]


def test_posts_come_with_their_readings_and_moments_in_seconds(connection: Connection, page: PageId):
    post = add(connection, page, followers_at_publishing=900, topic="شال")
    readings.add(connection, post, {"views": 70, "source": Source.TYPED}, by=SARA, at=NOW + HOUR)
    found = comparisons.material(connection, [page], "topic", None)
    published, now = (NOW - 5 * HOUR).timestamp(), NOW.timestamp()
    assert found.posts == [(post, page, now, published, 0, 900, "شال")]
    assert sorted(found.readings) == [
        (post, now, 5, None, None, None, None, None),
        (post, now + 3600, None, None, None, None, None, 70),
    ]


def test_what_does_not_count_is_not_read(connection: Connection, page: PageId):
    seen, deleted, old = add(connection, page), add(connection, page), add(connection, page)
    posts.delete(connection, deleted, NOW)
    posts.change(connection, old, published_at=NOW - 100 * HOUR)
    readings.correct(connection, seen, {"likes": 6}, by=SARA, at=NOW)
    other = pages.add(connection, "other", "Asia/Tehran", owner=LEILA, at=NOW)
    theirs = add(connection, other)
    assert ids(connection, page, since=NOW - 10 * HOUR) == [seen]
    assert sorted(ids(connection, page, other)) == [seen, old, theirs]
    found = comparisons.material(connection, [page], None, NOW - 10 * HOUR)
    assert [reading[2] for reading in found.readings] == [6]


def test_a_files_posts_are_read_once_it_is_finished(connection: Connection, page: PageId):
    file = imports.add(connection, page, SARA, file_id="f", file_name="a.csv", at=NOW)
    rows = [({"page_id": page, "published_at": NOW - HOUR}, {"likes": 3, "source": Source.FILE})]
    imported.add_posts(connection, rows, import_id=file, by=SARA, at=NOW)
    assert ids(connection, page) == []
    connection.exec_driver_sql("UPDATE imports SET finished_at = '2026-11-22T06:30:00.000000+00:00'")
    assert len(ids(connection, page)) == 1


def test_follower_counts_come_in_order_of_time(connection: Connection, page: PageId):
    for at, count in ((NOW, 30), (NOW - HOUR, 20)):
        followers.add(connection, page, FollowerCount(count, at), source=Source.TYPED, by=SARA, at=NOW)
    found = comparisons.material(connection, [page], None, None)
    assert found.followers == {page: [((NOW - HOUR).timestamp(), 20), (NOW.timestamp(), 30)]}


def test_the_reading_connection_cannot_write(database: Path):
    with comparisons.reading(database) as connection, pytest.raises(OperationalError, match="readonly"):
        connection.exec_driver_sql("DELETE FROM posts")
