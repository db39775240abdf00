"""Whether a server can answer: its parts are asked for real, and once a second at most, whoever may ask."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

from bot.observing.metrics import METRICS

LONGEST_SECONDS = 2.0
"""How long a part may take to answer."""

HOLDS_SECONDS = 1.0
"""How long an answer holds, so that whoever may ask can't keep the database busy."""

MODEL = "model"

Check = Callable[[], Awaitable[bool]]


class Health:
    """What a turn needs: the model, and the parts that have to be asked, by the names by which they are told."""

    def __init__(
        self,
        has_model: Callable[[], bool],
        parts: Mapping[str, Check],
        told: Callable[[str, bool], None] = METRICS.ready,
    ) -> None:
        """`told` takes the name of each part that was asked, and whether it is well."""
        self._has_model = has_model
        self._parts = parts
        self._told = told
        self._asking: asyncio.Task[str | None] | None = None
        self._asked = 0.0

    async def failing(self) -> str | None:
        """The name of the first part that does not answer, or is not as it has to be; None where all are well."""
        has_model = self._has_model()
        self._told(MODEL, has_model)
        if not has_model:
            return MODEL
        if not self._parts:
            return None
        now = time.monotonic()
        if self._asking is None or (self._asking.done() and now - self._asked > HOLDS_SECONDS):
            self._asking, self._asked = asyncio.create_task(self._ask()), now
        return await asyncio.shield(self._asking)

    async def _ask(self) -> str | None:
        """The first part that is not well, once all were asked."""
        well = {name: await self._is_well(check) for name, check in self._parts.items()}
        for name, one in well.items():
            self._told(name, one)
        return next((name for name, one in well.items() if not one), None)

    @staticmethod
    async def _is_well(check: Check) -> bool:
        try:
            return await asyncio.wait_for(check(), LONGEST_SECONDS)
        except Exception:  # whatever it is: the part is not well
            return False
