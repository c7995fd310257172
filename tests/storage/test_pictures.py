"""What Telegram has of a picture."""

from __future__ import annotations

from sqlalchemy import Connection

from storage import pictures
from tests.storage.conftest import NOW


def test_a_picture_is_remembered_under_its_newest_id(connection: Connection):
    assert pictures.file_id(connection, "f") is None
    for file_id in ("a", "b"):
        pictures.add(connection, "f", file_id, NOW)
    assert pictures.file_id(connection, "f") == "b"
