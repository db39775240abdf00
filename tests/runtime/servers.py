"""Real servers, each in a process of its own, on one PostgreSQL."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

LONGEST_START = 120
LONGEST_STOP = 30


@dataclass
class Server:
    """A server: its address, its process, and the file that its log goes to."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def status(self, path: str) -> tuple[int, str]:
        """The status and the body of an answer; 0 where nobody answers."""
        try:
            with urlopen(f"{self.address}{path}", timeout=10) as answer:
                return int(answer.status), answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()
        except (URLError, OSError):
            return 0, ""


@contextmanager
def serving_many(many: int, folder: Path, settings: Mapping[str, str]) -> Iterator[list[Server]]:
    """So many servers with the same settings, started at once, until the block ends."""
    guide = Path(sys.executable).parent / "guide"
    with ExitStack() as stack:
        servers = []
        for place in range(many):
            port = free_port()
            log = folder / f"log-{place}"
            process = subprocess.Popen(
                [guide, "run", "--port", str(port)],
                cwd=folder,
                env={**os.environ, **settings},
                stdout=stack.enter_context(log.open("wb")),
                stderr=subprocess.STDOUT,
            )
            stack.callback(stopped, process)
            servers.append(Server(f"http://127.0.0.1:{port}", process, log))
        for server in servers:
            until(lambda server=server: is_ready(server))
        yield servers


def is_ready(server: Server) -> bool:
    """Whether a server is. Raises AssertionError for one that stopped."""
    assert server.process.poll() is None, server.log.read_text()
    return server.status("/health/ready")[0] == 200


def stopped(process: subprocess.Popen[bytes]) -> None:
    """Stops a process as an operator does: only what ends by itself says which of its branches were tried."""
    process.terminate()
    try:
        process.wait(LONGEST_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(LONGEST_STOP)


def until(is_so: object) -> None:
    """Returns once it is so. Raises AssertionError where that takes minutes."""
    assert callable(is_so)
    deadline = time.monotonic() + LONGEST_START
    while not is_so():
        assert time.monotonic() < deadline, "it didn't come to that"
        time.sleep(0.05)


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
