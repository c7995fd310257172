"""Screenshots that stand beside a post; Telegram keeps the picture, we its id."""

from datetime import datetime

from sqlalchemy import Connection, insert, update

from bot.domain.identity import PersonId, PostId
from storage.schema import attachments


def add(connection: Connection, post_id: PostId, file_id: str, *, by: PersonId, at: datetime) -> int:
    """A screenshot of a post's counts."""
    values = {"post_id": post_id, "file_id": file_id, "kind": "screenshot", "added_at": at, "added_by": by}
    key = connection.execute(insert(attachments).values(**values)).inserted_primary_key
    return int(key[0] if key else 0)


def delete(connection: Connection, attachment_id: int, at: datetime | None) -> None:
    """Takes a screenshot away, or with `None` brings it back."""
    connection.execute(update(attachments).where(attachments.c.id == attachment_id).values(deleted_at=at))
