"""When an alarm rings, and again."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain.identity import PageId, PersonId
from storage import alarms
from tests.storage.conftest import HOUR, NOW, SARA


def test_an_alarm_is_claimed_when_due_and_again_after_its_lease(connection: Connection, page: PageId):
    number = alarms.add(connection, "import", NOW, person_id=SARA, page_id=page, subject_id=7)
    assert not alarms.any_due(connection, NOW - HOUR)
    assert alarms.claim(connection, NOW - HOUR, NOW, 5) == []
    assert alarms.any_due(connection, NOW)
    (alarm,) = alarms.claim(connection, NOW, NOW + HOUR, 5)
    assert (alarm.id, alarm.kind, alarm.subject_id, alarm.attempts) == (number, "import", 7, 0)
    assert alarms.claim(connection, NOW, NOW + HOUR, 5) == []
    (again,) = alarms.claim(connection, NOW + HOUR, NOW + 2 * HOUR, 5)
    assert again.attempts == 0, "only failures count: a kill is none"
    alarms.extend(connection, number, NOW + 5 * HOUR)
    assert alarms.claim(connection, NOW + 3 * HOUR, NOW + 9 * HOUR, 5) == []
    alarms.release(connection, NOW + 3 * HOUR)
    assert len(alarms.claim(connection, NOW + 3 * HOUR, NOW + 9 * HOUR, 5)) == 1
    assert alarms.finish(connection, number, NOW)
    assert not alarms.finish(connection, number, NOW)
    assert not alarms.any_due(connection, NOW + 99 * HOUR)


def test_an_alarm_that_failed_rings_later_and_knows_how_often_it_failed(connection: Connection):
    number = alarms.add(connection, "plan", NOW)
    alarms.postpone(connection, number, NOW + HOUR)
    assert alarms.claim(connection, NOW, NOW + HOUR, 5) == []
    (alarm,) = alarms.claim(connection, NOW + HOUR, NOW + 2 * HOUR, 5)
    assert (alarm.id, alarm.attempts) == (number, 1)


def test_a_subject_has_many_alarms_and_all_of_a_kind_can_be_cancelled(connection: Connection):
    for hours in (2, 1):
        alarms.add(connection, "plan", NOW + hours * HOUR, subject_id=7, chat_id=-5)
    alarms.add(connection, "plan", NOW, subject_id=8)
    alarms.add(connection, "other", NOW, subject_id=7)
    first, second = alarms.waiting(connection, "plan", 7)
    assert (first.due_at, second.due_at, first.chat_id) == (NOW + HOUR, NOW + 2 * HOUR, -5)
    assert alarms.cancel(connection, "plan", 7) == 2
    assert not alarms.finish(connection, first.id, NOW)
    assert [a.kind for a in alarms.claim(connection, NOW + 9 * HOUR, NOW + 10 * HOUR, 9)] == ["plan", "other"]


def test_what_is_due_for_one_person_can_be_gathered_into_one_message(connection: Connection, page: PageId):
    def due(hours: int, person: PersonId | None = SARA, kind: str = "plan") -> int:
        return alarms.add(connection, kind, NOW + hours * HOUR, person_id=person, page_id=page)

    numbers = [due(-1), due(-3), due(-2)]
    coming, others = due(1), {due(-5, None), due(-5, kind="x")}
    claimed = alarms.claim(connection, NOW, NOW + HOUR, 9)
    rung = next(alarm for alarm in claimed if alarm.id == numbers[0])
    assert alarms.finish(connection, rung.id, NOW)
    assert [each.id for each in alarms.gather(connection, rung, NOW)] == [numbers[1], numbers[2]]
    assert not alarms.finish(connection, numbers[1], NOW)
    left = {each.id for each in alarms.claim(connection, NOW + 2 * HOUR, NOW + 3 * HOUR, 9)}
    assert left == {coming, *others}


def test_what_was_done_long_ago_is_forgotten(connection: Connection):
    numbers = [alarms.add(connection, "plan", NOW) for _ in range(3)]
    for number in numbers[:2]:
        alarms.finish(connection, number, NOW)
    assert alarms.prune(connection, NOW, 9) == 0
    assert alarms.prune(connection, NOW + HOUR, 1) == 1
    assert alarms.prune(connection, NOW + HOUR, 9) == 1
    assert len(alarms.claim(connection, NOW, NOW + HOUR, 9)) == 1
