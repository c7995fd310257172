"""Which reading of a post counts."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from bot.domain.identity import PageId, ReadingId
from bot.domain.posts import Counts, Source
from storage import posts, readings, schema
from tests.storage.conftest import HOUR, LEILA, NOW, SARA, a_post


def test_a_corrected_reading_leaves_the_old_one_withdrawn_as_it_was(connection: Connection, page: PageId):
    post = a_post(connection, page)
    before = connection.execute(select(schema.readings)).one()._asdict()
    withdrawn, added = readings.correct(connection, post, {"likes": 6, "saves": 1}, by=LEILA, at=NOW + HOUR)
    old, new = (row._asdict() for row in connection.execute(select(schema.readings).order_by("id")))
    assert (withdrawn, added) == (old["id"], new["id"])
    assert old == {**before, "withdrawn_at": NOW + HOUR}
    assert (new["likes"], new["saves"], new["taken_at"], new["recorded_by"]) == (6, 1, NOW, LEILA)
    assert new["rounded"] == []
    readings.withdraw(connection, ReadingId(added), NOW)
    readings.withdraw(connection, ReadingId(old["id"]), None)
    assert posts.get(connection, post, member=SARA).counts == Counts(likes=5)


def test_the_latest_reading_counts(connection: Connection, page: PageId):
    post = a_post(connection, page)
    for hours, likes in ((2, 9), (1, 7)):
        reading = {"likes": likes, "taken_at": NOW + hours * HOUR, "source": Source.FILE}
        readings.add(connection, post, reading, by=SARA, at=NOW)
    assert posts.get(connection, post, member=SARA).counts.likes == 9
    assert connection.scalar(select(func.count()).select_from(schema.readings)) == 3


def test_a_post_without_counts_has_no_reading_and_gets_its_first_by_correction(
    connection: Connection, page: PageId
):
    post = posts.add(connection, {"page_id": page}, None, by=SARA, at=NOW).id
    assert posts.get(connection, post, member=SARA).reading is None
    assert readings.correct(connection, post, {"likes": 1}, by=SARA, at=NOW)[0] is None
    assert posts.get(connection, post, member=SARA).counts == Counts(likes=1)
