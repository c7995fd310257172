"""Answers to the trust checklist, and the advice that was given."""

revision = "0005_trust"
down_revision = "0004_calendar"


def upgrade() -> None:
    """Up."""


def downgrade() -> None:
    """Down."""
