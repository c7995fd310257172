"""When people want to hear what they did not ask for, and when they last did."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0010_bundles"
down_revision = "0009_looks"


def upgrade() -> None:
    """Up."""
    op.create_table(
        "bundles",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pace", sa.Text()),
        sa.Column("at", sa.Text()),
        sa.Column("weekday", sa.Integer()),
        sa.Column("quiet", sa.Text()),
        sa.Column("morning", sa.Text()),
        sa.Column("week_start", sa.Integer()),
        sa.Column("last_at", sa.Text()),
        sa.Column("gaps", sa.Text()),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_bundles_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_bundles"),
    )
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    op.execute(
        sa.text(
            "INSERT INTO alarms (kind, page_id, due_at, attempts) "
            "SELECT 'gaps', id, :now, 0 FROM pages WHERE archived_at IS NULL"
        ).bindparams(now=now)
    )


def downgrade() -> None:
    """And down again: who was to be asked in a bundle is asked as before."""
    op.execute("UPDATE alarms SET kind = 'asks' WHERE kind = 'bundle' AND done_at IS NULL")
    op.execute("DELETE FROM alarms WHERE kind IN ('morning', 'gaps')")
    op.drop_table("bundles")
