"""The guide served for real, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from cryptography.fernet import Fernet

ROOT = Path(__file__).parents[2]
LONGEST_START = 300
"""Seconds in which the server must be ready, its model built first where there is none."""

LONGEST_BUILD = 300
"""Seconds in which the page must be built, the first time with all that npm fetches."""


class CantServe(Exception):
    """The page could not be built or the server not started. The message says what it printed."""


@dataclass(frozen=True)
class Served:
    """A running guide: where it is, and the settings that it was started with."""

    address: str
    settings: Mapping[str, str]


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def build_page() -> None:
    """Builds the page where its sources changed. Raises CantServe where that fails."""
    environment = {**os.environ, "VENV": str(Path(sys.executable).parents[1])}
    try:
        built = subprocess.run(
            [ROOT / "bin/build-page"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=LONGEST_BUILD
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CantServe(f"bin/build-page: {error}") from error
    if built.returncode:
        raise CantServe(f"bin/build-page failed:\n{built.stdout}{built.stderr}")


@contextmanager
def served(port: int, settings: Mapping[str, str]) -> Iterator[Served]:
    """`guide run` on `port`, with `settings` in its environment, until the block ends. Raises CantServe."""
    address = f"http://127.0.0.1:{port}"
    guide = Path(sys.executable).parent / "guide"
    # Records are kept under the folder that it starts in, so each server has one of its own.
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [guide, "run", "--port", str(port)],
            cwd=folder,
            env={**os.environ, "GUIDE_RECORDS_KEYS": Fernet.generate_key().decode(), **settings},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + LONGEST_START
            while not is_ready(address):
                if process.poll() is not None or time.monotonic() > deadline:
                    printed.seek(0)
                    raise CantServe(f"guide run did not start:\n{printed.read()}")
                time.sleep(0.1)
            yield Served(address, settings)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def is_ready(address: str) -> bool:
    """Whether a turn can be answered there."""
    try:
        with urlopen(f"{address}/health/ready", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
