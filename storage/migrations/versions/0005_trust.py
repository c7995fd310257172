"""Answers to the trust checklist, and the advice that was given."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0005_trust"
down_revision = "0004_calendar"


def upgrade() -> None:
    """Up. Pages that stand already get the alarm that a new page gets when it is made."""
    op.add_column("pages", sa.Column("sells", sa.Text()))
    op.create_table(
        "trust_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text()),
        sa.Column("file_id", sa.Text()),
        sa.Column("file_kind", sa.Text()),
        sa.Column("expires_at", sa.Text()),
        sa.Column("answered_at", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_trust_answers_page_id"),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name="fk_trust_answers_answered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_trust_answers"),
    )
    op.create_index("ix_trust_answers_page_id_answered_at", "trust_answers", ["page_id", "answered_at"])
    op.create_table(
        "advice_schedules",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_advice_schedules_page_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_advice_schedules_person_id"),
        sa.PrimaryKeyConstraint("page_id", name="pk_advice_schedules"),
    )
    op.create_table(
        "advice_given",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("piece", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("given_at", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("verdict", sa.Text()),
        sa.Column("verdict_at", sa.Text()),
        sa.Column("verdict_by", sa.BigInteger()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_advice_given_page_id"),
        sa.ForeignKeyConstraint(["verdict_by"], ["people.id"], name="fk_advice_given_verdict_by"),
        sa.PrimaryKeyConstraint("id", name="pk_advice_given"),
    )
    op.create_index("ix_advice_given_page_id_given_at", "advice_given", ["page_id", "given_at"])
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    op.execute(
        sa.text(
            "INSERT INTO alarms (kind, page_id, due_at, attempts) "
            "SELECT 'advice', id, :now, 0 FROM pages WHERE archived_at IS NULL"
        ).bindparams(now=now)
    )


def downgrade() -> None:
    """Down."""
    op.execute("DELETE FROM alarms WHERE kind IN ('advice', 'trust')")
    op.drop_index("ix_advice_given_page_id_given_at", "advice_given")
    op.drop_table("advice_given")
    op.drop_table("advice_schedules")
    op.drop_index("ix_trust_answers_page_id_answered_at", "trust_answers")
    op.drop_table("trust_answers")
    with op.batch_alter_table("pages") as batch:
        batch.drop_column("sells")
