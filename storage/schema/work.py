"""What is under way: updates, drafts, changes to undo, what is due and what is to be sent."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.schema.base import metadata
from storage.types import Instant, Json

_PENDING = text("sent_at IS NULL AND failed_at IS NULL")
_WAITING = text("done_at IS NULL")

drafts = Table(
    "drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("page_id", Integer, ForeignKey("pages.id")),
    Column("form", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Index("ix_drafts_open", "person_id", sqlite_where=text("closed_at IS NULL")),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("page_id", Integer, ForeignKey("pages.id")),
    Column("at", Instant, nullable=False),
    Column("what", Text, nullable=False),
    Column("facts", Json, nullable=False),
    Column("undone_at", Instant),
    Index(None, "person_id", "at"),
    Index(None, "page_id", "at"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger),
    Column("body", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("answer", Json),
    Column("answered_at", Instant),
    Column("incident", Text),
    Index("ix_inbox_waiting", "update_id", sqlite_where=text("answered_at IS NULL")),
    Index(None, "received_at"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("body", Json, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", Instant),
    Column("sent_at", Instant),
    Column("failed_at", Instant),
    Column("failure", Text),
    Column("page_id", Integer),
    Column("asked", Boolean, nullable=False, server_default=text("0")),
    Index("ix_deliveries_due", "asked", "due_at", sqlite_where=_PENDING),
    Index("ix_deliveries_chat", "chat_id", "asked", "id", sqlite_where=_PENDING),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("person_id", BigInteger, ForeignKey("people.id")),
    Column("page_id", Integer, ForeignKey("pages.id")),
    Column("subject_id", BigInteger),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", Instant),
    Column("done_at", Instant),
    Column("failure", Text),
    Column("chat_id", BigInteger),
    Index("ix_alarms_due", "due_at", sqlite_where=_WAITING),
    Index("ix_alarms_subject", "subject_id", "kind", sqlite_where=_WAITING),
    Index("ix_alarms_person", "person_id", "kind", sqlite_where=_WAITING),
    Index("ix_alarms_done", "done_at", sqlite_where=text("done_at IS NOT NULL")),
)
