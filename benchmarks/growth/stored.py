"""Conversations put into a database beside one that is there, without saying each."""

from __future__ import annotations

import sqlite3

TABLES = {
    "practitioner": ("id",),
    "conversation": ("id", "practitioner"),
    "event": ("conversation",),
}
"""What a conversation is kept in, and the columns that tell one from another."""

COUNTING = "WITH RECURSIVE counting(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counting WHERE n < ?)"


def store_conversations(database: sqlite3.Connection, many: int) -> None:
    """Copies the shortest conversation of the database so many times, each with a practitioner of its own.

    What is encrypted is copied as it is: the cipher binds nothing to a conversation's id.
    """
    shortest = "SELECT conversation, count(*) FROM event GROUP BY conversation ORDER BY count(*) LIMIT 1"
    conversation, _ = database.execute(shortest).fetchone()
    whose = "SELECT practitioner FROM conversation WHERE id = ?"
    (practitioner,) = database.execute(whose, (conversation,)).fetchone()
    for table, names in TABLES.items():
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        copied = ", ".join(f"{one} || '-' || n" if one in names else one for one in columns)
        found = {"practitioner": ("id", practitioner), "conversation": ("id", conversation)}
        column, value = found.get(table, ("conversation", conversation))
        database.execute(
            f"{COUNTING} INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {copied} FROM {table}, counting WHERE {column} = ?",
            (many, value),
        )
    database.commit()
