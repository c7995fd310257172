"""Which follower count is the last."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from bot.domain.followers import FollowerCount
from bot.domain.identity import PageId
from bot.domain.posts import Source
from storage import followers
from tests.storage.conftest import HOUR, NOW, SARA


def test_the_last_follower_count_is_the_latest_taken_not_the_latest_told(
    connection: Connection, page: PageId
):
    def add(count: int, hours: int) -> int:
        said = FollowerCount(count, NOW + hours * HOUR)
        return followers.add(connection, page, said, source=Source.TYPED, by=SARA, at=NOW)

    newest = add(5000, 0)
    add(4900, -24)
    assert followers.last(connection, page) == 5000
    followers.delete(connection, newest, NOW)
    assert followers.last(connection, page) == 4900
    assert [count.count for count in followers.of_page(connection, page)] == [4900]


def test_a_follower_count_without_a_moment_is_of_now(connection: Connection, page: PageId):
    followers.add(connection, page, FollowerCount(5), source=Source.TYPED, by=SARA, at=NOW)
    (count,) = followers.of_page(connection, page)
    assert count.at == NOW
    assert followers.around(connection, page, NOW + timedelta(days=15)) == []
    assert followers.around(connection, page, NOW + timedelta(days=13)) == [count]
