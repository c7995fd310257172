"""Plans, the series that they repeat in, and when a person wants to hear of them."""

revision = "0004_calendar"
down_revision = "0003_pacing"


def upgrade() -> None:
    """Up."""


def downgrade() -> None:
    """Down."""
