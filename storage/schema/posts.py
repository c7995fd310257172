"""Posts, what was counted of them, and the files that they came in."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, text

from storage.schema.base import metadata
from storage.types import Instant, Json

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
    Column("hashtags", Integer),
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

pictures = Table(
    "pictures",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("sent_at", Instant, nullable=False),
)
