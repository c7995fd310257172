"""Plans, the series that they repeat in, and what the bot may do with them in a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0004_calendar"
down_revision = "0003_pacing"


def upgrade() -> None:
    """Up."""
    op.create_table(
        "plan_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text()),
        sa.Column("topic", sa.Text()),
        sa.Column("text", sa.Text()),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("link", sa.Text()),
        sa.Column("campaign", sa.Text()),
        sa.Column("assignee", sa.BigInteger()),
        sa.Column("leads", sa.Text(), nullable=False),
        sa.Column("publish_to", sa.BigInteger()),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("made_until", sa.Text()),
        sa.Column("ended_at", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_plan_series_page_id"),
        sa.ForeignKeyConstraint(["assignee"], ["people.id"], name="fk_plan_series_assignee"),
        sa.ForeignKeyConstraint(["publish_to"], ["chats.id"], name="fk_plan_series_publish_to"),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_plan_series_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_series"),
    )
    op.create_index("ix_plan_series_page_id", "plan_series", ["page_id"])
    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.Text()),
        sa.Column("wall", sa.Text()),
        sa.Column("day_only", sa.Boolean(), nullable=False),
        sa.Column("series_id", sa.Integer()),
        sa.Column("series_wall", sa.Text()),
        sa.Column("kind", sa.Text()),
        sa.Column("topic", sa.Text()),
        sa.Column("text", sa.Text()),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("album", sa.Text()),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("link", sa.Text()),
        sa.Column("campaign", sa.Text()),
        sa.Column("assignee", sa.BigInteger()),
        sa.Column("leads", sa.Text(), nullable=False),
        sa.Column("snoozed_until", sa.Text()),
        sa.Column("publish_to", sa.BigInteger()),
        sa.Column("approved_by", sa.BigInteger()),
        sa.Column("approved_at", sa.Text()),
        sa.Column("sending_at", sa.Text()),
        sa.Column("failure", sa.Text()),
        sa.Column("post_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("rung_at", sa.Text(), nullable=False),
        sa.Column("next_at", sa.Text()),
        sa.Column("deleted_at", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_plans_page_id"),
        sa.ForeignKeyConstraint(["series_id"], ["plan_series.id"], name="fk_plans_series_id"),
        sa.ForeignKeyConstraint(["assignee"], ["people.id"], name="fk_plans_assignee"),
        sa.ForeignKeyConstraint(["publish_to"], ["chats.id"], name="fk_plans_publish_to"),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"], name="fk_plans_approved_by"),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_plans_post_id"),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name="fk_plans_created_by"),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
    )
    op.create_index("ix_plans_page_id_at", "plans", ["page_id", "at"])
    op.create_index(
        "ix_plans_occurrence",
        "plans",
        ["series_id", "series_wall"],
        unique=True,
        sqlite_where=sa.text("series_id IS NOT NULL"),
    )
    for switch in ("reminds", "approves"):
        op.add_column("chats", sa.Column(switch, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Down."""
    with op.batch_alter_table("chats") as batch:
        for switch in ("reminds", "approves"):
            batch.drop_column(switch)
    op.drop_index("ix_plans_occurrence", table_name="plans")
    op.drop_index("ix_plans_page_id_at", table_name="plans")
    op.drop_table("plans")
    op.drop_index("ix_plan_series_page_id", table_name="plan_series")
    op.drop_table("plan_series")
