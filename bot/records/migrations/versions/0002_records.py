"""Records of what was worked out, and of what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of records and of erasures."""
    op.create_table(
        "record",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("practitioner", sa.String(200), sa.ForeignKey("practitioner.id", ondelete="CASCADE"), nullable=False),
        sa.Column("conversation", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reference", sa.String(64)),
        sa.Column("state", sa.String(20)),
        sa.Column("made", INSTANT, nullable=False),
        sa.Column("changed", INSTANT, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("edition", sa.Text),
        sa.Column("rules", sa.String(40)),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("record_of_practitioner", "record", ["practitioner", "kind"])
    op.create_index("record_of_conversation", "record", ["conversation"])
    op.create_index("record_by_change", "record", ["kind", "changed"])
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
    )
