"""Screenshots that stand beside a post; Telegram keeps the picture, we its id."""

from datetime import datetime

from sqlalchemy import Connection, insert, update

from bot.domain.identity import PersonId, PostId
from storage.keys import added
from storage.schema import attachments


def add(connection: Connection, post_id: PostId, file_id: str, *, by: PersonId, at: datetime) -> int:
    """A screenshot of a post's counts."""
    values = {"post_id": post_id, "file_id": file_id, "kind": "screenshot", "added_at": at, "added_by": by}
    return added(connection, insert(attachments).values(**values))


def delete(connection: Connection, attachment_id: int, at: datetime | None) -> None:
    """Takes a screenshot away, or with `None` brings it back."""
    connection.execute(update(attachments).where(attachments.c.id == attachment_id).values(deleted_at=at))
