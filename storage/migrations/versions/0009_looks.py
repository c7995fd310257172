"""On which ground each person's pictures are drawn."""

import sqlalchemy as sa
from alembic import op

revision = "0009_looks"
down_revision = "0008_reports"


def upgrade() -> None:
    """Light, until somebody chooses otherwise."""
    op.add_column("people", sa.Column("theme", sa.Text, nullable=False, server_default="light"))


def downgrade() -> None:
    """Forgets it."""
    with op.batch_alter_table("people") as batch:
        batch.drop_column("theme")
