"""What servers tell each other by PostgreSQL's NOTIFY: encrypted, so that nobody else can read it or make it up."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from bot.records.cipher import Cipher
from bot.records.faults import NotKept

CHANNEL = "guide"
"""What PostgreSQL calls the channel that notices are told on."""

LONGEST = 7_999
"""Bytes of the longest notice that PostgreSQL takes."""

Kind = Literal["said", "erased", "ended"]


@dataclass(frozen=True)
class Notice:
    """Something said in a conversation, a conversation erased, or a session ended; `of` is the id of which.

    `more` says of a conversation that was erased whose it was, and what the guide said to that.
    """

    kind: Kind
    of: str
    more: Mapping[str, Any] = field(default_factory=dict)


class Notices:
    """Writes and reads the notices of one server."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher
        self._sender = secrets.token_hex(8)

    def written(self, notice: Notice) -> str:
        """A notice as it is sent; without what it says more, where that is too long."""
        # PostgreSQL tells a server its own notices too: it knows them by the sender, without opening them.
        sent = f"{self._sender} {self._cipher.locked(asdict(notice))}"
        return sent if len(sent) <= LONGEST else self.written(Notice(notice.kind, notice.of))

    def read(self, sent: str) -> Notice | None:
        """A notice of another server; None for one of this server.

        Raises NotKept for what can't be read: another key's, or another version's.
        """
        try:
            sender, _, locked = sent.partition(" ")
            return None if sender == self._sender else Notice(**self._cipher.unlocked(locked))
        except (TypeError, ValueError) as error:
            raise NotKept("a notice can't be read") from error
