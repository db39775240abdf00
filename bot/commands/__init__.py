"""The commands of `guide`, a module each; each is a name, what it says of itself, its options, and what it does."""

from __future__ import annotations

from bot.commands import (
    actions,
    ask,
    chat,
    check,
    doctor,
    escalate,
    export,
    forget,
    impact,
    insights,
    mask,
    purge,
    questions,
    register,
    run,
    teams_package,
    train,
)
from bot.commands.command import Command, Refused

ALL: tuple[Command, ...] = (
    run.COMMAND,
    chat.COMMAND,
    ask.COMMAND,
    impact.COMMAND,
    escalate.COMMAND,
    register.COMMAND,
    questions.COMMAND,
    mask.COMMAND,
    check.COMMAND,
    doctor.COMMAND,
    export.COMMAND,
    forget.COMMAND,
    purge.COMMAND,
    insights.COMMAND,
    teams_package.COMMAND,
    train.COMMAND,
    actions.COMMAND,
)

__all__ = ["ALL", "Command", "Refused"]
