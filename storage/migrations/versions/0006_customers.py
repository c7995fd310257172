"""Customers, what they bought, and audits of a page."""

revision = "0006_customers"
down_revision = "0005_trust"


def upgrade() -> None:
    """Up."""


def downgrade() -> None:
    """Down."""
