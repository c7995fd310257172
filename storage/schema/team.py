"""Invitations to a page's team, and what became of its members."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from storage.schema.base import metadata
from storage.types import Instant, Json

invitations = Table(
    "invitations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("made_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("used_by", BigInteger, ForeignKey("people.id")),
    Column("used_at", Instant),
    Column("revoked_at", Instant),
    Index(None, "page_id"),
)

team_events = Table(
    "team_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("person_id", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("what", Text, nullable=False),
    Column("facts", Json, nullable=False),
    Index(None, "page_id", "at"),
)
