"""The live events of a conversation, whatever order its servers hear of things in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from bot.channels.conversations import Said
from bot.channels.web.channel import WebChannel
from bot.channels.web.conversing import stream
from bot.channels.web.sessions import Session


class ErasedElsewhere:
    """A conversation that is gone from the database already; the last words come once somebody waits for them."""

    def __init__(self, farewell: Said) -> None:
        self.farewell, self.heard = farewell, False

    def is_erased(self, conversation: str) -> bool:
        return self.heard

    async def since(self, conversation: str, number: int) -> list[Said]:
        return [self.farewell] if self.heard and conversation == "old" and number < self.farewell.number else []

    async def current(self, practitioner: str) -> str:
        return "new"

    async def changed(self, conversation: str, number: int, seconds: float) -> bool:
        self.heard = True
        return True


async def test_the_last_words_come_before_the_erasure_also_where_the_erasure_is_seen_first() -> None:
    conversations = ErasedElsewhere(Said(number=7, author="guide", text="It has been erased."))
    left = iter([1.0, 0.0])
    channel = SimpleNamespace(
        conversations=conversations, sessions=SimpleNamespace(seconds_left=lambda session: next(left))
    )
    session = cast(Session, SimpleNamespace(practitioner="somebody"))
    told = [event async for event in stream(cast(WebChannel, cast(Any, channel)), session, "old", (0, None))]
    names = [line.removeprefix("event: ") for event in told for line in event.splitlines() if line.startswith("event")]
    assert names == ["said", "erased", "signed-out"]
