"""Which change can be taken back, and by whom."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain.identity import ChangeId, PageId
from bot.domain.pages import Role
from storage import changes, schema
from tests.storage.conftest import HOUR, LEILA, NOW, SARA, join, refused


def test_a_change_is_found_by_who_made_it_and_still_belongs_there(connection: Connection, page: PageId):
    number = changes.note(connection, SARA, page, "post", {"post": 1}, NOW)
    assert changes.get(connection, number, person=SARA).facts == {"post": 1}
    join(connection, page, LEILA, Role.EDITOR)
    with refused("change-not-found"):
        changes.get(connection, number, person=LEILA)
    with refused("change-not-found"):
        changes.get(connection, ChangeId(99), person=SARA)
    connection.execute(schema.members.delete().where(schema.members.c.person_id == SARA))
    with refused("change-not-found"):
        changes.get(connection, number, person=SARA)


def test_the_last_change_is_the_newest_that_still_stands(connection: Connection, page: PageId):
    first, second = (changes.note(connection, SARA, page, "post", {}, NOW) for _ in range(2))
    assert (found := changes.last_of(connection, SARA, NOW))
    assert found.id == second
    changes.mark_undone(connection, second, NOW)
    assert (found := changes.last_of(connection, SARA, NOW))
    assert found.id == first
    assert changes.last_of(connection, SARA, NOW + HOUR) is None
    assert changes.last_of(connection, LEILA, NOW) is None
