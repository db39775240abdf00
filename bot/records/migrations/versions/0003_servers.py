"""What several servers share: what is taken once only, and how often something was done."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of what is spent, and of uses."""
    op.create_table(
        "spent",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("until", INSTANT, nullable=False),
    )
    # Counts of a minute: nothing is lost with them in a crash, and not to be logged makes them cheap.
    unlogged = ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
    op.create_table(
        "use",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("begun", INSTANT, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        prefixes=unlogged,
    )
