"""What a log says of an error: its kind and its place, and no words, since its message may quote what was typed."""

from __future__ import annotations

import traceback


def kind_and_place(error: BaseException) -> str:
    """The error's kind and the lines of code that it came through."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}".rstrip()
