"""Chats elsewhere, and what is sent there."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables of chats and of postings."""
    op.create_table(
        "chat",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("practitioner", sa.String(200), sa.ForeignKey("practitioner.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("conversation", sa.String(200), sa.ForeignKey("conversation.id", ondelete="SET NULL")),
        sa.Column("delivered", sa.Integer, nullable=False),
        sa.Column("opened", INSTANT, nullable=False),
        sa.Column("stopped", INSTANT),
        sa.Column("due", INSTANT),
        sa.Column("held", INSTANT),
        sa.Column("reference", sa.Text, nullable=False),
    )
    op.create_index("chat_of_practitioner", "chat", ["practitioner"])
    op.create_index("chat_by_due", "chat", ["due"])
    op.create_table(
        "posting",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("chat", sa.String(64), sa.ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("conversation", sa.String(200), sa.ForeignKey("conversation.id", ondelete="CASCADE")),
        sa.Column("after", sa.Integer, nullable=False),
        sa.Column("activity", sa.String(300)),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("body", sa.Text),
    )
    op.create_index("posting_key", "posting", ["chat", "key"], unique=True)
    op.create_index("posting_of_conversation", "posting", ["conversation"])
