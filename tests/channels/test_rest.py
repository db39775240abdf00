"""`guide run --rest` as a caller meets it, with actions in its own process and on a server apart."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.runtime.model import trained_model

pytestmark = pytest.mark.model

LONGEST_START = 240


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of `guide`, stopped at the end."""
    guide = Path(sys.executable).parent / "guide"
    # Records are kept under the folder that it starts in.
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen([guide, *words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


def asked(url: str, body: bytes | None = None) -> tuple[int, Any]:
    """The status and the answer of a request; 0 where nobody listens."""
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Waits until `url` answers 200."""
    until = time.monotonic() + LONGEST_START
    while asked(url)[0] != 200:
        assert process.poll() is None, "it stopped while it started"
        assert time.monotonic() < until, "it did not start in time"
        time.sleep(0.2)


@pytest.fixture(scope="module", params=["in its own process", "apart"])
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an assistant that is ready, whose actions run here or there."""
    trained_model()
    port, actions = free_port(), free_port()
    words = ["run", "--rest", "--port", str(port)]
    if request.param == "in its own process":
        with running(*words) as process:
            wait_for(f"http://127.0.0.1:{port}/health/ready", process)
            yield f"http://127.0.0.1:{port}"
        return
    with running("actions", "--port", str(actions)) as apart:
        wait_for(f"http://127.0.0.1:{actions}/health", apart)
        with running(*words, "--actions", f"http://127.0.0.1:{actions}/webhook") as process:
            wait_for(f"http://127.0.0.1:{port}/health/ready", process)
            yield f"http://127.0.0.1:{port}"


def said(server: str, text: str, sender: str = "somebody") -> list[dict[str, Any]]:
    """What is answered to `text`."""
    body = json.dumps({"sender": sender, "message": text}).encode()
    status, answer = asked(f"{server}/webhooks/rest/webhook", body)
    assert status == 200
    replies: list[dict[str, Any]] = json.loads(answer)
    return replies


def test_each_message_has_its_text_and_custom_together(server: str) -> None:
    (message,) = said(server, "87%")
    assert "24.7 days" in message["text"]
    assert message["custom"]["content"] == ["impact.calculate"]
    assert message["custom"]["impact"]["days_missed"] == 24.7
    assert message["recipient_id"] == "somebody"


def test_a_conversation_goes_on_over_http(server: str) -> None:
    said(server, "walk me through the school checklist", "a")
    (message,) = said(server, "87%", "a")
    assert message["custom"]["checklist"]["item"] == "lateness"
    assert "checklist" not in said(server, "87%", "b")[0]["custom"]


@pytest.mark.parametrize(
    "body", [b"", b"xx", b"[]", b"{}", b'{"message": 5}', b'{"sender": 5, "message": "hi"}', b"\xff"]
)
def test_a_body_that_can_not_be_taken_is_refused_in_words(server: str, body: bytes) -> None:
    status, answer = asked(f"{server}/webhooks/rest/webhook", body or b" ")
    assert status == 400
    assert "send a JSON object such as" in json.loads(answer)["error"]


def test_rasas_own_interface_is_off(server: str) -> None:
    for path in ("/version", "/status", "/conversations/somebody/tracker", "/model/parse"):
        assert asked(server + path)[0] in (404, 405)
