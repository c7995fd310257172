"""How moments are kept."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import StatementError

from bot.domain.identity import PageId
from storage import pages, schema
from tests.storage.conftest import NOW


def test_a_moment_without_a_zone_is_not_kept(connection: Connection, page: PageId):
    with pytest.raises(StatementError):
        connection.execute(update(schema.pages).values(archived_at=NOW.replace(tzinfo=None)))


def test_a_moment_comes_back_aware_and_in_order_of_its_text(connection: Connection, page: PageId):
    there = NOW.astimezone(ZoneInfo("Asia/Tehran"))
    pages.change(connection, page, archived_at=there)
    kept = connection.exec_driver_sql("SELECT archived_at FROM pages").scalar_one()
    assert kept == "2026-11-22T06:30:00.000000+00:00"
    assert connection.scalar(select(schema.pages.c.archived_at)) == NOW
