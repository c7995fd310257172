"""Invitations, and who did what."""

revision = "0007_team"
down_revision = "0006_customers"


def upgrade() -> None:
    """Up."""


def downgrade() -> None:
    """Down."""
