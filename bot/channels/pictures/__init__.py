"""Pictures of what a message shows, as PNG, for channels that can't draw: Teams fetches them by an address."""

from __future__ import annotations

from bot.channels.cards.pictures import kind_in
from bot.channels.conversations import Said


def drawn(said: Said, address: str) -> bytes | None:
    """The PNG that an image on a message's card stands for ("guide:picture/calendar"); None where there is none."""
    from bot.channels.pictures.register import KINDS, picture_of

    kind = kind_in(address)
    is_there = kind in KINDS and "register" in said.custom
    return picture_of(kind, said.custom) if kind is not None and is_there else None
