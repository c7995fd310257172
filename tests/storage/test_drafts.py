"""Whose a draft is, and at which version."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain.identity import DraftId, PageId
from storage import drafts
from tests.storage.conftest import LEILA, NOW, SARA, refused


def test_one_draft_at_a_time_and_only_its_owner_at_its_version(connection: Connection, page: PageId):
    first = drafts.open_new(connection, SARA, page, "post", {"n": 1}, NOW)
    second = drafts.open_new(connection, SARA, page, "post", {"n": 2}, NOW)
    assert drafts.open_of(connection, SARA) == second
    with refused("draft-closed"):
        drafts.at_version(connection, first.id, 1, person=SARA)
    with refused("draft-not-found"):
        drafts.at_version(connection, second.id, 1, person=LEILA)
    with refused("draft-not-found"):
        drafts.at_version(connection, DraftId(99), 1, person=SARA)
    third = drafts.save(connection, second, {"n": 3}, NOW)
    with refused("draft-moved-on"):
        drafts.at_version(connection, second.id, 1, person=SARA)
    assert drafts.at_version(connection, second.id, 2, person=SARA) == third
    assert drafts.close_all(connection, SARA, NOW) == 1
    assert drafts.open_of(connection, SARA) is None
