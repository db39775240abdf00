"""What the servers asked of PostgreSQL, as it counts itself."""

from __future__ import annotations

import time
from dataclasses import dataclass

import psycopg2  # type: ignore[import-untyped]  # it gives no types

UNTIL_COUNTED = 1.5
"""Seconds after which PostgreSQL has counted what its connections did; each tells at most once a second."""

COUNTS = """
    SELECT (SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()),
           (SELECT count(*) FROM event),
           pg_total_relation_size('event'),
           current_setting('max_connections')::int
"""


@dataclass(frozen=True)
class Counted:
    """So far: transactions, rows of events, and bytes that these take with their indexes. And how many connections
    PostgreSQL allows."""

    transactions: int
    rows: int
    bytes: int
    most_connections: int


def counted(url: str) -> Counted:
    """What has been counted until now."""
    time.sleep(UNTIL_COUNTED)
    connection = psycopg2.connect(url)
    try:
        cursor = connection.cursor()
        cursor.execute(COUNTS)
        return Counted(*cursor.fetchone())
    finally:
        connection.close()


def of_a_turn(before: Counted, after: Counted, turns: int) -> dict[str, float]:
    """What each of some turns took of the database, opening the page included."""
    return {
        "transactions_a_turn": (after.transactions - before.transactions) / turns,
        "rows_a_turn": (after.rows - before.rows) / turns,
        "bytes_a_turn": (after.bytes - before.bytes) / turns,
        "most_connections": after.most_connections,
    }
