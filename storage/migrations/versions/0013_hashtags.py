"""How many hashtags a post has where a file tells their number and not the caption."""

import sqlalchemy as sa
from alembic import op

revision = "0013_hashtags"
down_revision = "0012_owed_answers"


def upgrade() -> None:
    """Not known of the posts that are there."""
    op.add_column("posts", sa.Column("hashtags", sa.Integer))


def downgrade() -> None:
    """Forgets it."""
    with op.batch_alter_table("posts") as batch:
        batch.drop_column("hashtags")
