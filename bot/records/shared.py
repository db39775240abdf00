"""What the servers of one PostgreSQL share: how often something was done, and what is taken once only.

Times are PostgreSQL's, so that servers whose clocks differ agree. No name, address or token is written: digests are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timezone
from functools import lru_cache

import sqlalchemy as sa

from bot.records.line import SharedLine
from bot.records.notices import CHANNEL
from bot.records.store import Store, added_once
from bot.records.tables import spent

WINDOW_SECONDS = 60
"""How long uses are counted together: from the first one on."""

IS_OVER = f"NOT BETWEEN now() - interval '{WINDOW_SECONDS} s' AND now() + interval '{WINDOW_SECONDS} s'"
"""What a window is that began so long ago; or, where PostgreSQL's clock was set back, is still to begin."""

COUNT = f"""
    WITH counted AS (
        INSERT INTO "use" AS before (digest, begun, count)
        SELECT digest, now(), count FROM unnest(%(digests)s, %(counts)s) AS added (digest, count) ORDER BY digest
        ON CONFLICT (digest) DO UPDATE SET
            begun = CASE WHEN before.begun {IS_OVER} THEN now() ELSE before.begun END,
            count = CASE WHEN before.begun {IS_OVER} THEN 0 ELSE before.count END + excluded.count
        RETURNING digest, count, begun
    )
    SELECT json_object_agg(digest, json_build_array(count, {WINDOW_SECONDS} - extract(epoch FROM now() - begun)))
    FROM counted
"""
"""Counts uses, in one statement that waits for nothing to be written. In order, so that no two servers wait for each
other."""

OLD_USES = sa.text(f"""DELETE FROM "use" WHERE begun {IS_OVER}""")
RUN_OUT = sa.text("DELETE FROM spent WHERE until <= now()")


Use = tuple[str, str]
"""What was done, and by whom."""


class Shared:
    """What is shared, on PostgreSQL. Each function raises NotKept where it can't be read or written."""

    def __init__(self, store: Store, line: SharedLine | None = None) -> None:
        """`line` is the server's shared line, where that does more than this."""
        self._line = line or SharedLine(store.database)
        self._database = store.database
        self._cipher = store.cipher

    def counted(self, uses: Mapping[Use, int]) -> dict[Use, tuple[int, float]]:
        """Counts each use so many times. Returns how often it was done in its minute, which begins with the first time
        that is counted, and the seconds left of that."""
        digests = {self._cipher.marks(f"use {what} {who}")[0]: (what, who) for what, who in uses}
        counts = [uses[use] for use in digests.values()]
        _, (counted,) = self._line.ask(COUNT, digests=list(digests), counts=counts)
        return {use: (counted[digest][0], counted[digest][1]) for digest, use in digests.items()}

    def spend(self, kind: str, name: str, until: float, notice: str | None = None) -> bool:
        """Whether this is taken for the first time, which it is not again until a time, in seconds since 1970.

        With a notice the other servers are told once it is kept, and only then.
        """
        values = {"kind": kind, "digest": digest_of(name), "until": datetime.fromtimestamp(until, timezone.utc)}
        with self._database.writing() as connection:
            done = connection.execute(added_once(connection.dialect.name, spent), values)
            if notice is not None:
                connection.execute(sa.select(sa.func.pg_notify(CHANNEL, notice)))
        return bool(done.rowcount)

    def spent(self, kind: str) -> dict[str, float]:
        """The digests of what is spent of a kind, and until when, in seconds since 1970."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(spent.c.digest, spent.c.until).where(spent.c.kind == kind)).all()
        return {row.digest: row.until.timestamp() for row in rows}

    def forget_old(self) -> None:
        """Deletes what has run out."""
        with self._database.writing() as connection:
            connection.execute(OLD_USES)
            connection.execute(RUN_OUT)


@lru_cache(maxsize=1_000)  # each request asks whether its session has ended
def digest_of(name: str) -> str:
    """What is written in the place of a session's or a token's id."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
