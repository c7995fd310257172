"""How a page's pictures look."""

revision = "0009_looks"
down_revision = "0008_reports"


def upgrade() -> None:
    """Up."""


def downgrade() -> None:
    """Down."""
