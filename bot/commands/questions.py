"""guide questions: things to say to a child, each labelled, with a better wording where it needs one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.commands.command import FROM_STANDARD_INPUT, Command, Refused, add_json, print_json
from bot.commands.loading import quiet

YOUNGEST, OLDEST = 3, 19


def add_options(parser: argparse.ArgumentParser) -> None:
    """The age, and where the questions are."""
    parser.add_argument("--age", type=int, help="the child's age in years")
    parser.add_argument("file", help="a text file with one question a line, or - for standard input")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints each question with its label. Raises Refused for a file that can't be read, or an age that can't be."""
    if chosen.age is not None and not YOUNGEST <= chosen.age <= OLDEST:
        raise Refused(f"--age {chosen.age} can't be: give a child's age, from {YOUNGEST} to {OLDEST}")
    quiet()
    text = text_of(chosen.file)
    from bot.rehearsal.questions.coach import read_list, standard_coach
    from bot.rehearsal.questions.labelled import as_json

    coach = standard_coach()
    for question in read_list(text):
        labelled = coach.label(question, chosen.age)
        if chosen.json:
            print_json(as_json(labelled))
        else:
            flags = f" ({', '.join(labelled.flags)})" if labelled.flags else ""
            better = f"\n    better: {labelled.better}" if labelled.better else ""
            print(f"{labelled.label}{flags}: {labelled.question}\n    {labelled.why}{better}")
    return 0


def text_of(file: str) -> str:
    """The text of a file or of standard input. Raises Refused where it can't be read."""
    try:
        read = sys.stdin.buffer.read() if file == FROM_STANDARD_INPUT else Path(file).read_bytes()
        return read.decode("utf-8-sig")
    except OSError as error:
        raise Refused(f"{file} can't be read ({error.strerror}): give a text file, or - for standard input") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{file} is not UTF-8 text: save it as UTF-8 and try again") from error


COMMAND = Command("questions", "label things to say to a child, and reword those that need it", add_options, run)
