"""How many random examples a test tries."""

from __future__ import annotations

from hypothesis import settings

USUAL = 100
"""Examples of hypothesis's own profile."""


def tries(examples: int) -> settings:
    """`examples` of them where all tests run; fewer, in proportion, where only the fast tests do."""
    return settings(max_examples=max(3, examples * settings().max_examples // USUAL), deadline=None)
