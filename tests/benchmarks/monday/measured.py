"""Figures as a Monday's measuring gives them, for what is worked out from them, and few people to simulate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from benchmarks.monday.assumed import assumptions

ALONE: dict[str, Any] = {
    "service_milliseconds": [15.0, 20.0, 25.0, 40.0],
    "servers_milliseconds": 20.0,
    "database_milliseconds": 5.0,
    "transactions_a_turn": 12.0,
    "rows_a_turn": 7.0,
    "bytes_a_turn": 6_000.0,
    "most_connections": 100,
}
"""What a turn of one person takes."""

FEW = replace(assumptions(), employed=10_000, agency=0)
"""Fewer people than there are, so that they are soon simulated."""
