"""The `guide` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import cache

from bot import commands

REFUSED = 2
"""The exit code for input that can't be taken."""


class OneLineParser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line and leaves the usage to --help."""

    def error(self, message: str) -> None:  # type: ignore[override]  # argparse declares that it never returns
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(REFUSED)


def main(words: Sequence[str] | None = None) -> int:
    """Runs the command named in `words` and returns its exit code."""
    parser = parser_of_all()
    chosen = parser.parse_args(words)
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return run(chosen)
    except commands.Refused as error:
        print(f"guide {chosen.command}: {error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


@cache
def parser_of_all() -> argparse.ArgumentParser:
    """The parser with all commands, made once."""
    parser = OneLineParser(prog="guide", description="A guide for social workers who support school attendance.")
    added = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=OneLineParser)
    for command in commands.ALL:
        one = added.add_parser(command.name, help=command.says, description=command.says)
        command.add_options(one)
        one.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
