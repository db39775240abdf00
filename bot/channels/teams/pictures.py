"""Pictures on a card as Teams can show them: it fetches each from an address, without signing in.

The address has a signed token, which names the message and the picture, is good for a while, and tells nothing of
what is on it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

from bot.channels.cards.pictures import PICTURE, kind_in, with_pictures
from bot.channels.conversations import Said
from bot.channels.pictures import drawn
from bot.channels.teams.addresses import Addresses, RunOut

PATH = "/teams/pictures/"
ENDING = ".png"
AUDIENCE = "guide picture in Teams"

SECONDS_SHOWN = 24 * 60 * 60
"""How long a picture can be fetched; where Teams asks again later, the words for it are shown."""

Draws = Callable[[Said, str], "bytes | None"]
"""The PNG that an image on a message's card stands for (bot/channels/pictures)."""


@dataclass(frozen=True)
class Shown:
    """A picture that is asked for: of which kind, on which message of which conversation."""

    conversation: str
    number: int
    kind: str


class Pictures:
    """Gives the guide's own pictures addresses, and finds them again by these."""

    def __init__(self, public_url: str | None, key: str, draws: Draws = drawn) -> None:
        """`public_url` is where Teams reaches the guide: without one there are no pictures; `key` signs."""
        self._addresses = Addresses(public_url, PATH, AUDIENCE, key)
        self._draws = draws

    def addressed(self, said: Said, conversation: str) -> Said:
        """The message with the guide's own pictures on its card at addresses that Teams can ask for."""
        card = said.custom.get("card")
        if not card:
            return said

        def address_of(address: str) -> str | None:
            kind = kind_in(address)
            return address if kind is None else self._address(Shown(conversation, said.number, kind))

        return replace(said, custom={**said.custom, "card": with_pictures(dict(card), address_of)})

    def asked(self, name: str) -> Shown | None:
        """Which picture a name asks for; None for a token that isn't ours or has run out."""
        try:
            claims = self._addresses.named(name.removesuffix(ENDING))
        except RunOut:
            return None
        return Shown(str(claims["conversation"]), int(claims["number"]), str(claims["kind"])) if claims else None

    def png(self, said: Said, kind: str) -> bytes | None:
        """A picture of a message, as PNG; None where there is none."""
        return self._draws(said, PICTURE + kind)

    def _address(self, shown: Shown) -> str | None:
        return self._addresses.address(asdict(shown), int(time.time()) + SECONDS_SHOWN, ENDING)
