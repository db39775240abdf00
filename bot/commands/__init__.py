"""The commands of `guide`, a module each; each is a name, what it says of itself, its options, and what it does."""

from __future__ import annotations

from bot.commands import (
    actions,
    ask,
    chat,
    check,
    escalate,
    export,
    forget,
    impact,
    insights,
    mask,
    purge,
    questions,
    run,
    train,
)
from bot.commands.command import Command, Refused

ALL: tuple[Command, ...] = (
    run.COMMAND,
    chat.COMMAND,
    ask.COMMAND,
    impact.COMMAND,
    escalate.COMMAND,
    questions.COMMAND,
    mask.COMMAND,
    check.COMMAND,
    export.COMMAND,
    forget.COMMAND,
    purge.COMMAND,
    insights.COMMAND,
    train.COMMAND,
    actions.COMMAND,
)

__all__ = ["ALL", "Command", "Refused"]
