"""Documents asked for in Teams: buttons that open them on the guide's own address, for an hour.

An address has a signed token, which names the message that offers the document. It opens nothing by itself: the browser
must have a session of the practitioner whose chat it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.channels.cards.elements import Element
from bot.channels.conversations import Said
from bot.channels.teams.addresses import Addresses
from bot.channels.teams.cards import card_of
from bot.channels.teams.lines import line
from bot.channels.web.documents import WRITERS

PATH = "/teams/documents/"
AUDIENCE = "guide document in Teams"


@dataclass(frozen=True)
class Asked:
    """A document that is asked for: the message that offers it, of which conversation, and the ending of its file."""

    conversation: str
    number: int
    ending: str


class Documents:
    """Gives the documents that messages offer addresses, and finds them again by these."""

    def __init__(self, public_url: str | None, key: str) -> None:
        """`public_url` is where practitioners open documents: None where they can't; `key` signs."""
        self._addresses = Addresses(public_url, PATH, AUDIENCE, key)

    def linked(self, said: Said, conversation: str) -> Said:
        """The message with a button for each file of the document that it offers, or with where to ask for it."""
        offered = said.custom.get("document")
        if not offered:
            return said
        links = [self._link(offered, conversation, said.number, ending) for ending in WRITERS]
        if None in links:
            return replace(said, text=line("documents_on_page"))
        card = card_of(said)
        card["actions"] = [*links, *card.get("actions", ())]
        return replace(said, custom={**said.custom, "card": card})

    def asked(self, name: str) -> Asked | None:
        """Which document a name asks for; None for a name that isn't ours. Raises RunOut once its hour is over."""
        token, _, ending = name.rpartition(".")
        claims = self._addresses.named(token)
        if claims is None or ending not in WRITERS:
            return None
        return Asked(str(claims["conversation"]), int(claims["number"]), ending)

    def _link(self, offered: Mapping[str, Any], conversation: str, number: int, ending: str) -> Element | None:
        until = int(datetime.fromisoformat(offered["until"]).timestamp())
        url = self._addresses.address({"conversation": conversation, "number": number}, until, f".{ending}")
        return None if url is None else {"type": "Action.OpenUrl", "title": line(f"open_{ending}"), "url": url}
