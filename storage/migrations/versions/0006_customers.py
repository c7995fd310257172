"""Customers, what they bought, and audits of a page."""

import sqlalchemy as sa
from alembic import op

revision = "0006_customers"
down_revision = "0005_trust"


def upgrade() -> None:
    """Up."""
    _answers("tip_answers", "page_id", "pages", "item", withdrawn=True)
    op.create_index("ix_tip_answers_page_id_answered_at", "tip_answers", ["page_id", "answered_at"])
    op.create_table(
        "praises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("file_id", sa.Text()),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("shared_at", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_praises_page_id"),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name="fk_praises_added_by"),
        sa.PrimaryKeyConstraint("id", name="pk_praises"),
    )
    op.create_index("ix_praises_page_id", "praises", ["page_id"])
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=False),
        sa.Column("segment", sa.Boolean(), nullable=False),
        sa.Column("thanked_at", sa.Text()),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("batch", sa.Text()),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_customers_page_id"),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name="fk_customers_added_by"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_index("ix_customers_page_id_known_as", "customers", ["page_id", "known_as"], unique=True)
    _answers("customer_answers", "customer_id", "customers", "question", withdrawn=False)
    op.create_index("ix_customer_answers_customer_id", "customer_answers", ["customer_id"])
    op.create_table(
        "purchases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("bought_at", sa.Text()),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text()),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_purchases_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_purchases"),
    )
    op.create_index("ix_purchases_customer_id", "purchases", ["customer_id"])
    op.create_index("ix_purchases_batch", "purchases", ["batch"])
    op.create_table(
        "customer_thresholds",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("thresholds", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_customer_thresholds_page_id"),
        sa.PrimaryKeyConstraint("page_id", name="pk_customer_thresholds"),
    )


def _answers(name: str, key: str, parent: str, asked: str, *, withdrawn: bool) -> None:
    """A table of answers to something that was asked about a page or a customer."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(key, sa.Integer(), nullable=False),
        sa.Column(asked, sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.BigInteger(), nullable=False),
        *([sa.Column("withdrawn_at", sa.Text())] if withdrawn else []),
        sa.ForeignKeyConstraint([key], [f"{parent}.id"], name=f"fk_{name}_{key}"),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=f"fk_{name}_answered_by"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def downgrade() -> None:
    """Down."""
    op.drop_table("customer_thresholds")
    op.drop_table("purchases")
    op.drop_table("customer_answers")
    op.drop_table("customers")
    op.drop_table("praises")
    op.drop_table("tip_answers")
