"""Where reports go, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0008_reports"
down_revision = "0007_team"

_STANDING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Up."""
    op.add_column("chats", sa.Column("menu_id", sa.BigInteger()))
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger()),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("every", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("without", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Text()),
        sa.Column("last_at", sa.Text()),
        sa.Column("ready_for", sa.Text()),
        sa.Column("ready", sa.Text()),
        sa.Column("ended_at", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_reports_page_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_reports_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_chat", "reports", ["chat_id"], sqlite_where=_STANDING)
    op.create_index("ix_reports_page", "reports", ["page_id"], sqlite_where=_STANDING)
    due = sa.text("due_at IS NOT NULL")
    op.create_index("ix_reports_due", "reports", ["due_at"], sqlite_where=due)
    op.create_index(
        "uq_reports_page_chat", "reports", ["page_id", "chat_id"], unique=True, sqlite_where=_STANDING
    )


def downgrade() -> None:
    """Down."""
    for index in ("uq_reports_page_chat", "ix_reports_due", "ix_reports_page", "ix_reports_chat"):
        op.drop_index(index, table_name="reports")
    op.drop_table("reports")
    with op.batch_alter_table("chats") as batch:
        batch.drop_column("menu_id")
