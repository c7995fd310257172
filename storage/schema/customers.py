"""Audits of a page, praise that it collected, its customers and what they bought."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from storage.schema.base import metadata
from storage.types import Instant, Json

tip_answers = Table(
    "tip_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("item", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("answered_at", Instant, nullable=False),
    Column("answered_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("withdrawn_at", Instant),
    Index(None, "page_id", "answered_at"),
)

praises = Table(
    "praises",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("text", Text),
    Column("file_id", Text),
    Column("added_at", Instant, nullable=False),
    Column("added_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("shared_at", Instant),
    Index(None, "page_id"),
)

customers = Table(
    "customers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("known_as", Text, nullable=False),
    Column("segment", Boolean, nullable=False),
    Column("thanked_at", Instant),
    Column("added_at", Instant, nullable=False),
    Column("added_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("batch", Text),
    Index(None, "page_id", "known_as", unique=True),
)

customer_answers = Table(
    "customer_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Integer, ForeignKey("customers.id"), nullable=False),
    Column("question", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("answered_at", Instant, nullable=False),
    Column("answered_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Index(None, "customer_id"),
)

purchases = Table(
    "purchases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("customer_id", Integer, ForeignKey("customers.id"), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("bought_at", Instant),
    Column("added_at", Instant, nullable=False),
    Column("batch", Text),
    Index(None, "customer_id"),
    Index("ix_purchases_batch", "batch"),
)

customer_thresholds = Table(
    "customer_thresholds",
    metadata,
    Column("page_id", Integer, ForeignKey("pages.id"), primary_key=True),
    Column("thresholds", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

owed_answers = Table(
    "owed_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page_id", Integer, ForeignKey("pages.id"), nullable=False),
    Column("who", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("noted_by", BigInteger, ForeignKey("people.id"), nullable=False),
    Column("answered_at", Instant),
    Index(None, "page_id"),
)
