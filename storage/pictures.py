"""Pictures that Telegram has already: equal ones are not drawn twice."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from storage.schema import pictures


def file_id(connection: Connection, fingerprint: str) -> str | None:
    """Telegram's id of a picture that was sent before."""
    return connection.scalar(select(pictures.c.file_id).where(pictures.c.fingerprint == fingerprint))


def add(connection: Connection, fingerprint: str, file_id: str, at: datetime) -> None:
    """Remembers a picture that was sent."""
    row = insert(pictures).values(fingerprint=fingerprint, file_id=file_id, sent_at=at)
    connection.execute(
        row.on_conflict_do_update(index_elements=["fingerprint"], set_={"file_id": file_id, "sent_at": at})
    )
