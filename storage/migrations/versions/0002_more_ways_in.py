"""More ways for numbers to come in: questions at an age, screenshots, remembered headers, linked chats."""

import sqlalchemy as sa
from alembic import op

revision = "0002_more_ways_in"
down_revision = "0001_first_tables"


def upgrade() -> None:
    """Up."""
    op.add_column("pages", sa.Column("ask_after", sa.Text()))
    op.add_column("posts", sa.Column("album", sa.Text()))
    op.add_column("readings", sa.Column("import_id", sa.Integer()))
    op.add_column("imports", sa.Column("state", sa.Text()))
    op.add_column("imports", sa.Column("started_at", sa.Text()))
    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("age_hours", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text()),
        sa.Column("closed_at", sa.Text()),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_asks_post_id"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_asks_page_id"),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
    )
    op.create_index("ix_asks_due", "asks", ["due_at"], sqlite_where=sa.text("closed_at IS NULL"))
    op.create_index("ix_asks_post_id", "asks", ["post_id"])
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at", sa.Text()),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_attachments_post_id"),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name="fk_attachments_added_by"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    op.create_index("ix_attachments_post_id", "attachments", ["post_id"])
    op.create_table(
        "headers",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("learnt_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_headers_person_id"),
        sa.PrimaryKeyConstraint("person_id", "fingerprint", name="pk_headers"),
    )
    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("username", sa.Text()),
        sa.Column("page_id", sa.Integer()),
        sa.Column("added_by", sa.BigInteger()),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("linked_at", sa.Text()),
        sa.Column("put_off_at", sa.Text()),
        sa.Column("collects", sa.Boolean(), nullable=False),
        sa.Column("preview", sa.Text()),
        sa.Column("gone_at", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_chats_page_id"),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name="fk_chats_added_by"),
        sa.PrimaryKeyConstraint("id", name="pk_chats"),
    )
    op.create_index("ix_chats_page_id", "chats", ["page_id"])
    op.create_table(
        "chat_messages",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("caption", sa.Text()),
        sa.Column("reactions", sa.BigInteger()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_chat_messages_page_id"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name="fk_chat_messages_chat_id"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_chat_messages_post_id"),
        sa.PrimaryKeyConstraint("page_id", "chat_id", "message_id", name="pk_chat_messages"),
    )
    op.create_index("ix_chat_messages_post_id", "chat_messages", ["post_id"])
    with op.batch_alter_table("alarms") as batch:
        # A chat's id is what an alarm about a chat is about, and those are long.
        batch.alter_column("subject_id", existing_type=sa.Integer(), type_=sa.BigInteger())


def downgrade() -> None:
    """And down again."""
    with op.batch_alter_table("alarms") as batch:
        batch.alter_column("subject_id", existing_type=sa.BigInteger(), type_=sa.Integer())
    op.drop_index("ix_chat_messages_post_id", table_name="chat_messages")
    op.drop_index("ix_chats_page_id", table_name="chats")
    for table in ("chat_messages", "chats", "headers", "attachments", "asks"):
        op.drop_table(table)
    for table, columns in (
        ("imports", ("started_at", "state")),
        ("readings", ("import_id",)),
        ("posts", ("album",)),
        ("pages", ("ask_after",)),
    ):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
