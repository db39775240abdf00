"""Servers that are started, killed, frozen, kept from writing, and started again at the same address."""

from __future__ import annotations

import asyncio
import os
import resource
import secrets
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.chaos.clocks import Clock
from tests.runtime.servers import free_port

LOOK_AGAIN_SECONDS = 0.1
LONGEST_START = 300


class Server:
    """A server of the fleet."""

    def __init__(self, folder: Path, name: str, settings: Mapping[str, str]) -> None:
        self.clock = Clock(folder / f"clock-{name}")
        self.log = folder / f"log-{name}"
        self._folder = folder
        self._port = free_port()
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """Its process."""
        assert self._process is not None
        return self._process

    def start(self) -> None:
        """Starts it."""
        guide = Path(sys.executable).parent / "guide"
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [guide, "run", "--port", str(self._port)],
                cwd=self._folder,
                env={**os.environ, **self._settings, **self.clock.settings},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def kill(self) -> None:
        """Ends it with no time to put anything in order."""
        self.process.kill()
        self.process.wait()

    def freeze(self, frozen: bool) -> None:
        """Stops it where it is, with its connections open; or lets it go on."""
        self.process.send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)

    def fill_disk(self, full: bool) -> None:
        """Keeps it from writing to any file, as on a disk that is full; or lets it write again."""
        set_full(self.process.pid, full)

    async def ready(self) -> None:
        """Returns once it can answer. Raises AssertionError for one that stopped, or takes minutes."""
        deadline = asyncio.get_running_loop().time() + LONGEST_START
        async with httpx.AsyncClient(timeout=LONGEST_START) as client:
            while asyncio.get_running_loop().time() < deadline:
                assert self.process.poll() is None, self.log.read_text()
                try:
                    if (await client.get(f"{self.address}/health/ready")).status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
        raise AssertionError("a server isn't ready")


def set_full(process: int, full: bool) -> None:
    """Sets whether a process may write to files: Python and PostgreSQL take the signal of this limit as an error."""
    _, most = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (1 if full else most, most))


def settings_for(database: str) -> dict[str, str]:
    """The settings that all servers of a fleet share."""
    return {
        "GUIDE_DATABASE": database,
        "GUIDE_RECORDS_KEYS": key(),
        "GUIDE_SESSION_KEY": secrets.token_hex(32),
        "GUIDE_MESSAGES_A_MINUTE": "100000",
        "GUIDE_SESSIONS_A_MINUTE": "1000",
    }


def key() -> str:
    """A key of the records."""
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()
