"""What is due and what is to be sent, by the tens of thousands."""

revision = "0003_pacing"
down_revision = "0002_more_ways_in"


def upgrade() -> None:
    """Up."""


def downgrade() -> None:
    """Down."""
