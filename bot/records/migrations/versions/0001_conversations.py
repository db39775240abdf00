"""Practitioners, their conversations, and every event of these."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of conversations, and that of the keys used."""
    op.create_table(
        "practitioner",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("first_seen", INSTANT, nullable=False),
        sa.Column("last_seen", INSTANT, nullable=False),
    )
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("practitioner", sa.String(200), sa.ForeignKey("practitioner.id", ondelete="CASCADE"), nullable=False),
        sa.Column("opened", INSTANT, nullable=False),
        sa.Column("last", INSTANT, nullable=False),
        sa.Column("closed", INSTANT),
        sa.Column("next", sa.Integer, nullable=False),
        sa.Column("course", sa.Text),
    )
    op.create_index("conversation_of_practitioner", "conversation", ["practitioner", "opened"])
    op.create_index("conversation_by_last", "conversation", ["last"])
    op.create_table(
        "event",
        sa.Column(
            "conversation", sa.String(200), sa.ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.String(200)),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("event_message", "event", ["conversation", "message_id"], unique=True)
    op.create_table(
        "key_used",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("since", INSTANT, nullable=False),
    )
