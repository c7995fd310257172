"""Channels and groups, and which of their messages are which posts."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text, false

from storage.schema.base import metadata
from storage.types import Instant, Json

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
    Column("menu_id", BigInteger),
    Column("reminds", Boolean, nullable=False, server_default=false()),
    Column("approves", Boolean, nullable=False, server_default=false()),
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
