"""Identifying details in what people write, found and masked before anything is stored or logged."""

from __future__ import annotations

from bot.masking.found import KINDS, Found, Masked
from bot.masking.masker import Masker, mask

__all__ = ["KINDS", "Found", "Masked", "Masker", "mask"]
