"""Every line that the suite's own process logs, and everything that is typed in it: no line may hold what was typed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import wraps
from typing import Any

FEWEST_WORDS = 4
"""Shorter messages ("87%", "skip it") may stand in a line by themselves without having come from a conversation."""


class EveryLine(logging.Handler):
    """Keeps each line once, as a file would hold it, with what an error says of itself."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: set[str] = set()
        self.typed: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps a line."""
        self.lines.add(self.format(record))

    def listen_to(self, assistant: Any) -> None:
        """Keeps from here on what the class of assistants is told."""
        reply = assistant.reply

        @wraps(reply)
        async def told(one: Any, text: str, *given: Any, **named: Any) -> Any:
            self.typed.add(text)
            return await reply(one, text, *given, **named)

        assistant.reply = told

    @property
    def quoted(self) -> list[str]:
        """The lines that hold something that was typed."""
        return lines_that_quote(self.lines, self.typed)


def lines_that_quote(lines: Iterable[str], typed: Iterable[str]) -> list[str]:
    """The lines in which a typed message of several words stands, whatever its blanks and capitals."""
    messages = [plain(text) for text in typed if len(text.split()) >= FEWEST_WORDS]
    return [line for line in lines if any(message in plain(line) for message in messages)]


def plain(text: str) -> str:
    """In lower case, with single blanks."""
    return " ".join(text.lower().split())
