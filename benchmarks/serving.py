"""Assistants served in processes of their own, and what these take of the machine."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil  # type: ignore[import-untyped]  # it gives no types

from benchmarks.people import SPEAK, NotAnswered, client

ROOT = Path(__file__).parents[1]
LONGEST_START = 600
BETWEEN_TRIES = 0.05
MEGABYTE = 1024 * 1024

QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
NO_LIMITS = {"GUIDE_MESSAGES_A_MINUTE": "100000", "GUIDE_SESSIONS_A_MINUTE": "100000"}
"""The guide lets one person send 30 messages a minute, and here sixteen send as many as they can."""


class DidNotStart(RuntimeError):
    """An assistant that gave no right answer in time; the message has the end of its log."""


@dataclass(frozen=True)
class Contestant:
    """An assistant to measure: its command (with {port}), where it is started, what is said to it in what way, and
    words of the right answer to the first message."""

    name: str
    command: tuple[str, ...]
    folder: Path
    speaks: str
    messages: tuple[str, ...]
    answer: str
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Serving:
    """A contestant that answers: where, in which process, how long it took to, and how long its first answer took."""

    contestant: Contestant
    address: str
    process: psutil.Process
    ready_seconds: float
    first_milliseconds: float

    @property
    def processes(self) -> list[psutil.Process]:
        """Its processes."""
        return [self.process, *self.process.children(recursive=True)]


@asynccontextmanager
async def serving(contestant: Contestant, log: Path) -> AsyncIterator[Serving]:
    """Starts a contestant and waits for its first right answer; every process of it is gone afterwards.

    Raises DidNotStart.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with log.open("wb") as writes:
        begun = time.monotonic()
        process = subprocess.Popen(
            [part.format(port=port) for part in contestant.command],
            cwd=contestant.folder,
            env={**os.environ, **QUIET, **contestant.settings},
            stdout=writes,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        first = await first_answer(contestant, address, process, begun, log)
        yield Serving(contestant, address, psutil.Process(process.pid), time.monotonic() - begun, first)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


async def first_answer(
    contestant: Contestant, address: str, process: subprocess.Popen[bytes], begun: float, log: Path
) -> float:
    """Milliseconds that the first right answer took, once there was one. Raises DidNotStart."""
    async with client() as connections:
        while time.monotonic() - begun < LONGEST_START and process.poll() is None:
            with suppress(OSError, aiohttp.ClientError, NotAnswered):
                person = SPEAK[contestant.speaks](connections, address)
                await person.begin()
                asked = time.perf_counter()
                if contestant.answer in await person.say(contestant.messages[0]):
                    return (time.perf_counter() - asked) * 1000
            await asyncio.sleep(BETWEEN_TRIES)
    end = log.read_text(errors="replace")[-500:]
    raise DidNotStart(f"{contestant.name} gave no right answer: {end}")


def megabytes(processes: Iterable[psutil.Process]) -> dict[str, float]:
    """Resident memory of processes, and their proportional share, which counts once what several use together."""
    full = [one.memory_full_info() for one in alive(processes)]
    return {
        "resident_megabytes": sum(one.rss for one in full) / MEGABYTE,
        "proportional_megabytes": sum(one.pss for one in full) / MEGABYTE,
    }


def cpu_seconds(processes: Iterable[psutil.Process]) -> float:
    """Processor time that processes have taken so far."""
    times = [one.cpu_times() for one in alive(processes)]
    return float(sum(one.user + one.system for one in times))


def alive(processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Those that run."""
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def database_processes() -> list[psutil.Process]:
    """PostgreSQL's processes, as far as this one started them."""
    return [one for one in psutil.Process().children(recursive=True) if one.name() == "postgres"]


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
