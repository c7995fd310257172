"""Goals of pages, and the figures that only their admins know."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, Table, Text

from storage.schema.base import metadata
from storage.types import Instant

goals = Table(
    "goals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text),
    Column("base", Text),
    Column("target", Float, nullable=False),
    Column("start", Float),
    Column("due", Text, nullable=False),
    Column("made_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("reached_at", Instant),
    Column("asked_at", Instant),
    Column("closed_at", Instant),
    Index(None, "page_id"),
)

goal_figures = Table(
    "goal_figures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("goal_id", Integer, ForeignKey("goals.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("value", Float, nullable=False),
    Column("told_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("deleted_at", Instant),
    Index(None, "goal_id", "at"),
)
