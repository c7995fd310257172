"""Goals, and the figures that are told of them."""

import sqlalchemy as sa
from alembic import op

revision = "0011_goals"
down_revision = "0010_bundles"


def upgrade() -> None:
    """Up."""
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("base", sa.Text()),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("start", sa.Float()),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("reached_at", sa.Text()),
        sa.Column("asked_at", sa.Text()),
        sa.Column("closed_at", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_goals_page_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_goals_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_goals"),
    )
    op.create_index("ix_goals_page_id", "goals", ["page_id"])
    op.create_table(
        "goal_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("told_by", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at", sa.Text()),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name="fk_goal_figures_goal_id"),
        sa.ForeignKeyConstraint(["told_by"], ["people.id"], name="fk_goal_figures_told_by"),
        sa.PrimaryKeyConstraint("id", name="pk_goal_figures"),
    )
    op.create_index("ix_goal_figures_goal_id_at", "goal_figures", ["goal_id", "at"])


def downgrade() -> None:
    """Down."""
    op.drop_index("ix_goal_figures_goal_id_at", table_name="goal_figures")
    op.drop_index("ix_goals_page_id", table_name="goals")
    op.drop_table("goal_figures")
    op.drop_table("goals")
