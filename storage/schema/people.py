"""People, pages, who belongs to them, and what is remembered of how they write."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from storage.schema.base import metadata
from storage.types import Instant, Json

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
    Column("name", Text),
    Column("theme", Text, nullable=False, server_default="light"),
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
    Column("sells", Json),
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

headers = Table(
    "headers",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    Column("columns", Json, nullable=False),
    Column("learnt_at", Instant, nullable=False),
)
