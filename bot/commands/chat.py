"""guide chat: the assistant in a terminal."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
from string import ascii_lowercase
from typing import Any

from rich.columns import Columns
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.commands.command import Command, add_json, print_json
from bot.commands.loading import loaded_assistant
from bot.services import services

GOODBYE = {"quit", "exit", "bye", "/quit", "/exit"}
WIDTH = 88
"""Columns of the widest line: longer ones are tiring to read."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Nothing but --json."""
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Talks until the input ends or somebody says goodbye."""
    asyncio.run(talk(chosen.json))
    return 0


async def talk(as_json: bool) -> None:
    """One conversation: a line in, the reply out."""
    assistant = loaded_assistant()
    console = Console(width=min(WIDTH, Console().width), highlight=False)
    conversation = secrets.token_hex(8)
    offered: list[dict[str, str]] = []
    person = sys.stdin.isatty()
    if person and not as_json:
        console.print(Padding(Text(services().guidance.phrase("greeting")), (1, 2)), style="cyan")
        console.print(Text("  Type the letter of a button to choose it, or quit to leave.\n", style="dim"))
    while True:
        line = read_line(person)
        if line is None or (person and line.strip().lower() in GOODBYE):
            return
        answered = await assistant.reply(chosen_button(line, offered), conversation)
        if as_json:
            print_json(answered.as_json(line))
            continue
        offered = show(console, answered.messages)


def read_line(person: bool) -> str | None:
    """The next line typed, or None where there is no more."""
    try:
        if person:
            return input("You: ")
        line = sys.stdin.readline()
        return line.rstrip("\n") if line else None
    except (EOFError, KeyboardInterrupt):
        return None


def chosen_button(line: str, offered: list[dict[str, str]]) -> str:
    """What is sent for `line`: the button with that letter or those words, or the line itself.

    Letters and not numbers: a number is an answer ("how many times late?").
    """
    said = line.strip().lower()
    lettered = dict(zip(ascii_lowercase, offered, strict=False))
    if said in lettered:
        return lettered[said]["payload"]
    return next((one["payload"] for one in offered if one["title"].lower() == said), line)


def show(console: Console, messages: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Prints the messages and the buttons, lettered; returns the buttons."""
    offered: list[dict[str, str]] = []
    console.print()
    for message in messages:
        console.print(Padding(Text(message["text"]), (0, 2)), style="cyan" if console.is_terminal else "")
        console.print()
        offered = message.get("buttons") or offered
    if offered:
        lettered = [
            Text(f"[{letter}] {one['title']}", style="dim")
            for letter, one in zip(ascii_lowercase, offered, strict=False)
        ]
        # In columns no button is broken across two lines.
        console.print(Padding(Columns(lettered, padding=(0, 3)), (0, 2)))
        console.print()
    return offered


COMMAND = Command("chat", "talk to the assistant in a terminal", add_options, run)
