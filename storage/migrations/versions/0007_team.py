"""Invitations, what became of members, and people's names to list them by."""

import sqlalchemy as sa
from alembic import op

revision = "0007_team"
down_revision = "0006_customers"


def upgrade() -> None:
    """Up."""
    op.add_column("people", sa.Column("name", sa.Text()))
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("used_by", sa.BigInteger()),
        sa.Column("used_at", sa.Text()),
        sa.Column("revoked_at", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_invitations_page_id"),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name="fk_invitations_made_by"),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name="fk_invitations_used_by"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("digest", name="uq_invitations_digest"),
    )
    op.create_index("ix_invitations_page_id", "invitations", ["page_id"])
    op.create_table(
        "team_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_team_events_page_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_team_events_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_team_events"),
    )
    op.create_index("ix_team_events_page_id_at", "team_events", ["page_id", "at"])
    op.create_index("ix_changes_page_id_at", "changes", ["page_id", "at"])


def downgrade() -> None:
    """Down."""
    op.drop_index("ix_changes_page_id_at", table_name="changes")
    op.drop_index("ix_team_events_page_id_at", table_name="team_events")
    op.drop_index("ix_invitations_page_id", table_name="invitations")
    op.drop_table("team_events")
    op.drop_table("invitations")
    with op.batch_alter_table("people") as batch:
        batch.drop_column("name")
