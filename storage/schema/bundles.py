"""When people want to hear what they did not ask for."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text

from storage.schema.base import metadata
from storage.types import Instant, Json

bundles = Table(
    "bundles",
    metadata,
    Column("person_id", BigInteger, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("pace", Text),
    Column("at", Text),
    Column("weekday", Integer),
    Column("quiet", Json),
    Column("morning", Text),
    Column("week_start", Integer),
    Column("last_at", Instant),
    Column("gaps", Json),
)
