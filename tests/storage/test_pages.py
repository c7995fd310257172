"""Who finds a page, and who may change it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from bot.domain.identity import PageId, PersonId
from bot.domain.pages import Role
from bot.domain.people import person_in
from storage import pages, people
from tests.storage.conftest import LEILA, NOW, SARA, join, refused


def test_somebody_who_is_known_stays_as_she_is(connection: Connection, page: PageId):
    people.add(connection, person_in("en", SARA), NOW)
    assert people.get(connection, SARA).language == "fa"


def test_a_stranger_is_nobody(connection: Connection):
    assert people.find(connection, PersonId(5)) is None


def test_a_page_is_found_by_its_members_alone(connection: Connection, page: PageId):
    assert pages.get(connection, page, member=SARA).role is Role.OWNER
    with refused("page-not-found"):
        pages.get(connection, page, member=LEILA)
    with refused("page-not-found"):
        pages.for_change(connection, page, member=LEILA)
    assert pages.of(connection, LEILA) == []


@pytest.mark.parametrize(
    ("role", "changes_it"), [(Role.OWNER, True), (Role.EDITOR, True), (Role.VIEWER, False)]
)
def test_whoever_may_only_look_may_not_change(
    connection: Connection, page: PageId, role: Role, changes_it: bool
):
    join(connection, page, LEILA, role)
    assert pages.get(connection, page, member=LEILA).name == "@gol_sara"
    if changes_it:
        assert pages.for_change(connection, page, member=LEILA).role is role
    else:
        with refused("page-view-only"):
            pages.for_change(connection, page, member=LEILA)


def test_archived_pages_come_last(connection: Connection, page: PageId):
    second = pages.add(connection, "@second", "Asia/Tehran", owner=SARA, at=NOW)
    pages.change(connection, page, archived_at=NOW)
    assert [(found.id, found.archived) for found in pages.of(connection, SARA)] == [
        (second, False),
        (page, True),
    ]
