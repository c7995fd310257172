"""Answers to the trust checklist, and the advice that pages want and were given."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from storage.schema.base import metadata
from storage.types import Instant, Json

trust_answers = Table(
    "trust_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("item", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("evidence", Text),
    Column("file_id", Text),
    Column("file_kind", Text),
    Column("expires_at", Instant),
    Column("answered_at", Instant, nullable=False),
    Column("answered_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("withdrawn_at", Instant),
    Index(None, "page_id", "answered_at"),
)

advice_schedules = Table(
    "advice_schedules",
    metadata,
    Column("page_id", Integer, ForeignKey("pages.id"), primary_key=True),
    Column("every", Integer, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("chat_id", BigInteger),
    Column("person_id", BigInteger, ForeignKey("people.id")),
    Column("areas", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

advice_given = Table(
    "advice_given",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("piece", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("chat_id", BigInteger),
    Column("verdict", Text),
    Column("verdict_at", Instant),
    Column("verdict_by", BigInteger, ForeignKey("people.id")),
    Index(None, "page_id", "given_at"),
)
