"""The tables. Their names and columns are read by others: they change only by a migration."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

from storage.types import Instant, Json

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, nullable=False),
    Column("digits", Text, nullable=False),
    Column("calendar", Text, nullable=False),
    Column("page_id", Integer, ForeignKey("pages.id")),
    Column("created_at", Instant, nullable=False),
    Column("blocked_at", Instant),
)

pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("platform", Text),
    Column("subject", Text),
    Column("audience", Text),
    Column("zone", Text, nullable=False),
    Column("zone_chosen", Boolean, nullable=False),
    Column("impressions_are_views", Boolean),
    Column("ask_after", Json),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
)

members = Table(
    "members",
    metadata,
    Column("page_id", Integer, ForeignKey("pages.id"), primary_key=True),
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True),
    Column("role", Text, nullable=False),
    Column("joined_at", Instant, nullable=False),
    Index(None, "person_id"),
)

follower_counts = Table(
    "follower_counts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("rounded", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", BigInteger, ForeignKey("people.id")),
    Column("deleted_at", Instant),
    Index(None, "page_id", "taken_at"),
)

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("file_id", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("rows_done", Integer, nullable=False),
    Column("state", Json),
    Column("started_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("undone_at", Instant),
)

posts = Table(
    "posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("published_at", Instant),
    Column("day_only", Boolean, nullable=False),
    Column("kind", Text),
    Column("slides", Integer),
    Column("topic", Text),
    Column("campaign", Text),
    Column("caption", Text),
    Column("link", Text),
    Column("followers_at_publishing", BigInteger),
    Column("external_id", Text),
    Column("album", Text),
    Column("typed", Text),
    Column("line_hash", Text),
    Column("import_id", Integer, ForeignKey("imports.id")),
    Column("deleted_at", Instant),
    Index(None, "page_id", "published_at"),
    Index("ix_posts_line", "page_id", "line_hash", "recorded_at", sqlite_where=text("line_hash IS NOT NULL")),
    Index("ix_posts_external", "page_id", "external_id", sqlite_where=text("external_id IS NOT NULL")),
    Index("ix_posts_import", "import_id", sqlite_where=text("import_id IS NOT NULL")),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("post_id", Integer, ForeignKey("posts.id"), nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("likes", BigInteger),
    Column("comments", BigInteger),
    Column("saves", BigInteger),
    Column("shares", BigInteger),
    Column("reposts", BigInteger),
    Column("replies", BigInteger),
    Column("reach", BigInteger),
    Column("views", BigInteger),
    Column("follows", BigInteger),
    Column("source", Text, nullable=False),
    Column("rounded", Json, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", BigInteger, ForeignKey("people.id")),
    Column("import_id", Integer),
    Column("withdrawn_at", Instant),
    Index(None, "post_id", "taken_at"),
)

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
    Index("ix_deliveries_due", "due_at", sqlite_where=text("sent_at IS NULL AND failed_at IS NULL")),
    Index("ix_deliveries_chat", "chat_id", "id", sqlite_where=text("sent_at IS NULL AND failed_at IS NULL")),
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
    Index("ix_alarms_due", "due_at", sqlite_where=text("done_at IS NULL")),
)

asks = Table(
    "asks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("post_id", Integer, ForeignKey("posts.id"), nullable=False),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("age_hours", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("asked_at", Instant),
    Column("closed_at", Instant),
    Index("ix_asks_due", "due_at", sqlite_where=text("closed_at IS NULL")),
    Index(None, "post_id"),
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("post_id", Integer, ForeignKey("posts.id"), nullable=False),
    Column("file_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("deleted_at", Instant),
    Index(None, "post_id"),
)

headers = Table(
    "headers",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    Column("columns", Json, nullable=False),
    Column("learnt_at", Instant, nullable=False),
)

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("username", Text),
    Column("page_id", Integer, ForeignKey("pages.id")),
    Column("added_by", BigInteger, ForeignKey("people.id")),
    Column("added_at", Instant, nullable=False),
    Column("linked_at", Instant),
    Column("put_off_at", Instant),
    Column("collects", Boolean, nullable=False),
    Column("preview", Json),
    Column("gone_at", Instant),
    Index(None, "page_id"),
)

chat_messages = Table(
    "chat_messages",
    metadata,
    Column("page_id", Integer, ForeignKey("pages.id"), primary_key=True),
    Column("chat_id", BigInteger, ForeignKey("chats.id"), primary_key=True),
    Column("message_id", BigInteger, primary_key=True),
    Column("post_id", Integer, ForeignKey("posts.id"), nullable=False),
    Column("caption", Text),
    Column("reactions", BigInteger),
    Index(None, "post_id"),
)

pictures = Table(
    "pictures",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
)
