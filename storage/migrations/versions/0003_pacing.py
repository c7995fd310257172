"""What is due and what is to be sent, by the tens of thousands."""

import sqlalchemy as sa
from alembic import op

revision = "0003_pacing"
down_revision = "0002_more_ways_in"

_PENDING = sa.text("sent_at IS NULL AND failed_at IS NULL")
_WAITING = sa.text("done_at IS NULL")


def upgrade() -> None:
    """Up."""
    op.add_column("deliveries", sa.Column("page_id", sa.Integer()))
    op.add_column("deliveries", sa.Column("asked", sa.Boolean(), nullable=False, server_default=sa.text("0")))
    op.drop_index("ix_deliveries_due", table_name="deliveries")
    op.drop_index("ix_deliveries_chat", table_name="deliveries")
    op.create_index("ix_deliveries_due", "deliveries", ["asked", "due_at"], sqlite_where=_PENDING)
    op.create_index("ix_deliveries_chat", "deliveries", ["chat_id", "asked", "id"], sqlite_where=_PENDING)
    op.add_column("alarms", sa.Column("chat_id", sa.BigInteger()))
    op.create_index("ix_alarms_subject", "alarms", ["subject_id", "kind"], sqlite_where=_WAITING)
    op.create_index("ix_alarms_person", "alarms", ["person_id", "kind"], sqlite_where=_WAITING)
    op.create_index("ix_alarms_done", "alarms", ["done_at"], sqlite_where=sa.text("done_at IS NOT NULL"))


def downgrade() -> None:
    """And down again."""
    for index in ("ix_alarms_done", "ix_alarms_person", "ix_alarms_subject"):
        op.drop_index(index, table_name="alarms")
    op.drop_column("alarms", "chat_id")
    op.drop_index("ix_deliveries_chat", table_name="deliveries")
    op.drop_index("ix_deliveries_due", table_name="deliveries")
    op.drop_column("deliveries", "asked")
    op.drop_column("deliveries", "page_id")
    op.create_index("ix_deliveries_due", "deliveries", ["due_at"], sqlite_where=_PENDING)
    op.create_index("ix_deliveries_chat", "deliveries", ["chat_id", "id"], sqlite_where=_PENDING)
