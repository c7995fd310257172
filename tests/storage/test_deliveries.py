"""What goes out, in which order, and what waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from bot.domain.identity import PageId
from storage import deliveries, people
from tests.storage.conftest import HOUR, NOW, SARA


def deliver(connection: Connection, chat: int, minutes: int = 0, *, asked: bool = False) -> None:
    due = NOW + timedelta(minutes=minutes)
    body = {"n": minutes}
    deliveries.add(connection, chat, body, at=NOW, due_at=due, asked=asked, page_id=7)


def claimed(connection: Connection, minutes: int = 0, most: int = 10, *, asked: bool = False) -> list[Any]:
    now = NOW + timedelta(minutes=minutes)
    return deliveries.claim(connection, now, now + timedelta(minutes=2), most, asked=asked)


def test_a_chats_messages_go_one_after_the_other(connection: Connection):
    for chat, minutes in ((1, 5), (1, 0), (2, 0)):
        deliver(connection, chat, minutes)
    (other,) = claimed(connection)
    deliveries.mark_sent(connection, [other.id], NOW)
    (first,) = claimed(connection, 5)
    assert (other.chat_id, first.chat_id, first.body) == (2, 1, {"n": 5})
    assert claimed(connection, 5) == []
    deliveries.mark_sent(connection, [first.id], NOW)
    assert [row.body for row in claimed(connection, 5)] == [{"n": 0}]


def test_an_answer_waits_for_answers_only(connection: Connection):
    deliver(connection, 1)
    deliver(connection, 1, asked=True)
    deliver(connection, 1, asked=True)
    assert deliveries.chats_waiting(connection) == {1}
    (answer,) = claimed(connection, asked=True)
    assert answer.asked
    assert len(claimed(connection)) == 1
    deliveries.mark_sent(connection, [answer.id], NOW)
    assert deliveries.is_waiting(connection, 1, asked=True)
    assert len(claimed(connection, asked=True)) == 1


def test_a_claimed_message_is_nobody_elses_until_its_lease_is_over(connection: Connection):
    deliver(connection, 1)
    assert len(claimed(connection)) == 1
    assert claimed(connection, 1) == []
    assert len(claimed(connection, 2)) == 1
    deliveries.release(connection)
    assert len(claimed(connection)) == 1


def test_a_postponed_message_keeps_what_is_left_and_holds_its_chat(connection: Connection):
    deliver(connection, 1)
    deliver(connection, 1)
    (first,) = claimed(connection)
    deliveries.postpone(connection, first.id, {"left": 1}, NOW + timedelta(minutes=3))
    assert claimed(connection, 2) == []
    (row,) = claimed(connection, 3)
    assert (row.id, row.body, row.attempts, row.page_id) == (first.id, {"left": 1}, 1, 7)
    deliveries.mark_failed(connection, first.id, NOW, "why")
    assert len(claimed(connection, 3)) == 1


def test_a_chat_that_must_wait_is_looked_at_later_and_loses_no_try(connection: Connection):
    for _ in range(3):
        deliver(connection, 1)
    claimed(connection)
    deliveries.hold(connection, 1, NOW + HOUR)
    assert not deliveries.any_due(connection, NOW + HOUR - timedelta(minutes=1))
    (row,) = claimed(connection, 60)
    assert row.attempts == 0


def test_what_waits_for_another_try_comes_earlier_when_the_clock_goes_back(connection: Connection):
    deliver(connection, 1)
    deliveries.hold(connection, 1, NOW + timedelta(minutes=5))
    deliveries.hurry(connection, NOW - HOUR, HOUR)
    assert claimed(connection, -56) == []
    assert len(claimed(connection, -55)) == 1


def test_nothing_goes_to_a_chat_that_is_closed_to_us(connection: Connection, page: PageId):
    deliver(connection, SARA)
    assert people.mark_blocked_now(connection, SARA, NOW)
    assert not people.mark_blocked_now(connection, SARA, NOW)
    assert people.blocked(connection) == {SARA}
    assert deliveries.close(connection, SARA, NOW, "blocked") == {7}
    deliver(connection, SARA)
    assert not deliveries.is_waiting(connection, SARA)
    people.mark_blocked(connection, SARA, None)
    deliver(connection, SARA)
    assert len(claimed(connection)) == 1


def test_old_messages_are_forgotten_and_those_on_their_way_are_not(connection: Connection):
    for chat in range(1, 5):
        deliver(connection, chat)
    sent = claimed(connection, most=3)
    deliveries.mark_sent(connection, [row.id for row in sent], NOW)
    assert deliveries.prune(connection, NOW, 9) == 0
    assert deliveries.prune(connection, NOW + HOUR, 2) == 2
    assert deliveries.prune(connection, NOW + HOUR, 9) == 1
    assert deliveries.prune(connection, NOW + HOUR, 9) == 0
    assert deliveries.is_waiting(connection, 4)


def test_the_longest_due_go_first_and_no_more_than_asked_for(connection: Connection):
    for chat in range(1, 6):
        deliver(connection, chat, -chat)
    assert [row.chat_id for row in claimed(connection, most=2)] == [5, 4]
