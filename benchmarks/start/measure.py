"""How long until the first right answer, and in how much memory: `rasa init`'s assistant beside this one.

Run by benchmarks/start/run; prints a JSON object for each and then the ratios, ours over theirs.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTS = 3
TURNS = 50
LONGEST_WAIT = 300


@dataclass(frozen=True)
class Contestant:
    """An assistant to start: its name, its command, its folder, a message and words of the right answer."""

    name: str
    command: list[str]
    folder: Path
    message: str
    answer: str


def main() -> None:
    """Starts each in turn, several times, and prints the medians and the ratios."""
    default = ROOT / ".build/rasa-default/bin/rasa"
    theirs = Contestant(
        "rasa init", [str(default), "run", "--port", "{port}", "-i", "127.0.0.1"], ROOT / ".build/rasa-init",
        "hello", "Hey! How are you?",
    )  # fmt: skip
    ours = Contestant(
        "ours", [str(ROOT / ".venv/bin/guide"), "run", "--rest", "--port", "{port}"], ROOT, "87%", "24.7 days"
    )
    results = {}
    for contestant in (theirs, ours):
        runs = [started(contestant) for _ in range(STARTS)]
        results[contestant.name] = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        print(json.dumps({"assistant": contestant.name, **results[contestant.name]}), flush=True)
    ratios = {key: round(results["ours"][key] / value, 3) for key, value in results["rasa init"].items()}
    print(json.dumps({"ours over theirs": ratios}))


def started(contestant: Contestant) -> dict[str, float]:
    """Seconds to the first right answer, megabytes then, and the median milliseconds of a turn."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [part.format(port=port) for part in contestant.command]
    begun = time.monotonic()
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    process = subprocess.Popen(
        command, cwd=contestant.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    try:
        while contestant.answer not in asked(port, contestant.message, "first"):
            if time.monotonic() - begun > LONGEST_WAIT or process.poll() is not None:
                sys.exit(f"{contestant.name} did not answer")
            time.sleep(0.1)
        seconds = time.monotonic() - begun
        times = []
        for _ in range(TURNS):
            before = time.perf_counter()
            asked(port, contestant.message, "turns")
            times.append((time.perf_counter() - before) * 1000)
        return {
            "ready seconds": seconds,
            "megabytes": resident(process.pid),
            "turn milliseconds": statistics.median(times),
        }
    finally:
        process.terminate()
        process.wait(30)


def asked(port: int, message: str, sender: str) -> str:
    """What is answered, or nothing while nobody listens."""
    body = json.dumps({"sender": sender, "message": message}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/webhooks/rest/webhook", body, {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return str(response.read().decode())
    except OSError:
        return ""


def resident(process: int) -> float:
    """Resident memory of a process and its children, in megabytes."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(folder.name) == process or int(fields["PPid"]) == process:
            total += int(fields.get("VmRSS", "0 kB").split()[0])
    return total / 1024


if __name__ == "__main__":
    main()
