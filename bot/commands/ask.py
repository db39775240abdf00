"""guide ask: a question answered, or each line of standard input."""

from __future__ import annotations

import argparse
import asyncio
import secrets

from bot.commands.command import Command, add_json, lines_of, print_json
from bot.commands.loading import loaded_assistant


def add_options(parser: argparse.ArgumentParser) -> None:
    """The question."""
    parser.add_argument("text", nargs="+", help="the question, or - to read one a line from standard input")
    parser.add_argument("--conversation", action="store_true", help="all lines are one conversation")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints the answer to each line."""
    asyncio.run(answer_all(chosen))
    return 0


async def answer_all(chosen: argparse.Namespace) -> None:
    """Answers line by line; each is a conversation of its own unless they are one."""
    assistant = loaded_assistant()
    conversation = secrets.token_hex(8)
    first = True
    for line in lines_of(chosen.text):
        answered = await assistant.reply(line, conversation)
        if chosen.json:
            print_json(answered.as_json(line))
        else:
            print(answered.text if first else f"\n{answered.text}", flush=True)
        first = False
        if not chosen.conversation:
            conversation = secrets.token_hex(8)


COMMAND = Command("ask", "answer a question, or each line of standard input", add_options, run)
