"""An update is known, done and answered once."""

from __future__ import annotations

from sqlalchemy import Connection

from storage import inbox
from storage.inbox import Arrived
from tests.storage.conftest import HOUR, NOW


def arrived(*ids: int) -> list[Arrived]:
    return [Arrived(number, 1, "{}") for number in ids]


def test_a_known_update_is_never_new_again(connection: Connection):
    assert inbox.add(connection, arrived(1, 2), NOW) == arrived(1, 2)
    assert inbox.finish(connection, 1, NOW, {"messages": []})
    inbox.mark_answered(connection, [1], NOW)
    assert inbox.add(connection, arrived(1, 2, 3), NOW) == arrived(3)
    assert inbox.waiting(connection) == arrived(2, 3)


def test_an_update_is_done_once_and_keeps_its_first_answer(connection: Connection):
    inbox.add(connection, arrived(1), NOW)
    assert inbox.finish(connection, 1, NOW, {"messages": ["a"]})
    assert not inbox.finish(connection, 1, NOW, {"messages": ["b"]})
    assert not inbox.finish(connection, 9, NOW, None)
    (left,) = inbox.unanswered(connection)
    assert left.answer == {"messages": ["a"]}


def test_only_answered_updates_are_forgotten(connection: Connection):
    inbox.add(connection, arrived(1, 2), NOW)
    inbox.finish(connection, 1, NOW, None)
    inbox.finish(connection, 2, NOW, None)
    inbox.mark_answered(connection, [1], NOW)
    assert inbox.prune(connection, NOW) == 0
    assert inbox.prune(connection, NOW + HOUR) == 1
    assert [left.update_id for left in inbox.unanswered(connection)] == [2]
