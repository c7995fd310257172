"""Answers that customers wait for."""

import sqlalchemy as sa
from alembic import op

revision = "0012_owed_answers"
down_revision = "0011_goals"


def upgrade() -> None:
    """Up."""
    op.create_table(
        "owed_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_owed_answers_page_id"),
        sa.ForeignKeyConstraint(["noted_by"], ["people.id"], name="fk_owed_answers_noted_by"),
        sa.PrimaryKeyConstraint("id", name="pk_owed_answers"),
    )
    op.create_index("ix_owed_answers_page_id", "owed_answers", ["page_id"])


def downgrade() -> None:
    """Down."""
    op.drop_index("ix_owed_answers_page_id", table_name="owed_answers")
    op.drop_table("owed_answers")
