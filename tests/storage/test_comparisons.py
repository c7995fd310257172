"""What comparisons read for themselves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.domain.followers import FollowerCount
from bot.domain.frames import Frame
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
    assert found.posts.tolist() == [[post, page, now, published, 0, 900]]
    assert found.facts == ["شال"]
    np.testing.assert_array_equal(
        sorted(found.readings.tolist()),
        [[post, now, 5, *[np.nan] * 5], [post, now + 3600, *[np.nan] * 5, 70]],
    )


def test_numbers_and_words_come_as_they_were_kept(connection: Connection, page: PageId):
    """What is unknown stays apart from zero, and the largest counts from their neighbours."""
    counts = [None, 0, 1, 2**31, 2**53]
    words = ["a,b", '"', "شال\\n☕\n", "\x1f", "", None]
    for likes in counts:
        add(connection, page, likes, followers_at_publishing=likes)
    found = comparisons.material(connection, [page], None, None)
    known = [np.nan if likes is None else likes for likes in counts]
    np.testing.assert_array_equal(found.posts[:, 5], known)
    np.testing.assert_array_equal(found.readings[:, 2], known[1:])
    for word in words:
        add(connection, page, topic=word)
    assert comparisons.material(connection, [page], "topic", None).facts == [None] * len(counts) + words


def test_hashtags_come_as_a_number_only_where_no_caption_is_known(connection: Connection, page: PageId):
    for more in ({"hashtags": 7}, {"hashtags": 7, "caption": "#a"}, {"caption": ""}, {}):
        add(connection, page, **more)
    assert comparisons.material(connection, [page], "hashtags", None).facts == [7, "#a", "", None]


def test_a_page_without_posts_has_no_rows(connection: Connection, page: PageId):
    found = comparisons.material(connection, [page], "kind", None)
    assert (found.posts.shape, found.readings.shape, found.facts) == ((0, 6), (0, 8), [])


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
    assert Frame.of_material(found).counts["likes"].tolist() == [6]


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
