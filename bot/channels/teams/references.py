"""How a chat in Teams is reached, and the store that keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

ISSUER = "https://login.microsoftonline.com/{tenant}/v2.0"
"""Who vouches for a tenant's people: with an id of theirs it makes the same pseudonym as their sign-in to the page,
where the page's provider is the same tenant and names people by their object id."""

PERSONAL = "personal"


@dataclass(frozen=True)
class Reference:
    """Where to write: the connector's address, verified; the ids of the conversation, the bot and the person there."""

    service_url: str
    conversation: str
    kind: str
    bot: str
    user: str

    def as_json(self) -> dict[str, Any]:
        """The object that is kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Reference:
        """The reference that was kept so."""
        return cls(**{name: str(kept[name]) for name in cls.__dataclass_fields__})


class Chat(Protocol):
    """A chat as it is kept (bot/records/chats.py)."""

    @property
    def id(self) -> str: ...
    @property
    def practitioner(self) -> str: ...
    @property
    def conversation(self) -> str | None: ...
    @property
    def delivered(self) -> int: ...
    @property
    def reference(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Posting:
    """What is to be sent beside a conversation's messages: after which of them, and {activity, replaces} of it.

    `key` is of this posting alone in its chat; `conversation` is that with which it is erased, where it is of one.
    """

    key: str
    conversation: str | None
    after: int
    body: Mapping[str, Any]
