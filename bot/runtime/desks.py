"""What conversations ask of wherever practitioners' open conversations are kept."""

from __future__ import annotations

from typing import Protocol

from bot.records.record import Standing


class Desks(Protocol):
    """Which conversation each practitioner has open, and what helped them."""

    async def conversation_of(self, practitioner: str) -> str | None:
        """The practitioner's open conversation, where there is one."""

    async def standing(self, practitioner: str) -> tuple[str, Standing] | None:
        """The practitioner's open conversation, and how far it has come, where there is one."""

    async def opened(self, practitioner: str, conversation: str) -> str:
        """Opens the conversation, unless the practitioner has another one open; returns which is open."""

    async def closed(self, conversation: str) -> None:
        """Keeps that the conversation is over."""

    async def rated(self, conversation: str, number: int, helpful: bool) -> None:
        """Keeps whether a message helped, in place of what was kept of it before."""
