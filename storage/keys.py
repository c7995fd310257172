"""The ids of new rows."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Insert


def added(connection: Connection, row: Insert, values: Mapping[str, Any] | None = None) -> int:
    """Adds a row; its id."""
    key = connection.execute(row, values).inserted_primary_key
    return int(key[0] if key else 0)
