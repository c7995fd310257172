"""Where a page's reports go, and when."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.schema.base import metadata
from storage.types import Instant, Json

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("made_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("language", Text, nullable=False),
    Column("digits", Text, nullable=False),
    Column("calendar", Text, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("every", Text, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("without", Json, nullable=False),
    Column("due_at", Instant),
    Column("last_at", Instant),
    Column("ready_for", Instant),
    Column("ready", Json),
    Column("ended_at", Instant),
    Index("ix_reports_chat", "chat_id", sqlite_where=text("ended_at IS NULL")),
    Index("ix_reports_page", "page_id", sqlite_where=text("ended_at IS NULL")),
    Index("ix_reports_due", "due_at", sqlite_where=text("due_at IS NOT NULL")),
    Index("uq_reports_page_chat", "page_id", "chat_id", unique=True, sqlite_where=text("ended_at IS NULL")),
)
