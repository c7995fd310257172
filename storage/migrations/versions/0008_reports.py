"""Reports and their schedules."""

revision = "0008_reports"
down_revision = "0007_team"


def upgrade() -> None:
    """Up."""


def downgrade() -> None:
    """Down."""
