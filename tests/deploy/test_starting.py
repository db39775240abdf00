"""What starts a container, and what asks whether it is ready: run for real."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.deploy.files import DEPLOY


def started(secrets: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command started as in a container with these secrets."""
    environment = {"PATH": os.environ["PATH"], "SECRETS_FOLDER": str(secrets)}
    return subprocess.run(
        [DEPLOY / "entrypoint", *command], env=environment, capture_output=True, text=True, check=False
    )


def test_a_secret_in_a_file_is_the_setting_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "GUIDE_SESSION_KEY").write_text('it\'s $HOME, `id` and "more"\n')
    (tmp_path / "PGPASSWORD").write_text("pass word")
    done = started(tmp_path, "printenv", "GUIDE_SESSION_KEY", "PGPASSWORD")
    assert done.stdout == 'it\'s $HOME, `id` and "more"\npass word\n'


def test_any_other_file_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "PATH").write_text("/nowhere")
    (tmp_path / "tls.key").write_text("a key")
    (tmp_path / "OTHER").write_text("other")
    done = started(tmp_path, "printenv")
    assert done.returncode == 0
    assert "nowhere" not in done.stdout and "a key" not in done.stdout and "OTHER" not in done.stdout


@pytest.fixture
def hidden() -> Iterator[Path]:
    """A folder of secrets, with one in it; tests hide one or the other."""
    with tempfile.TemporaryDirectory() as folder:
        secrets = Path(folder)
        secrets.chmod(0o755)
        (secrets / "PGPASSWORD").write_text("pass word")
        (secrets / "PGPASSWORD").chmod(0o444)
        yield secrets
        secrets.chmod(0o755)


def as_somebody_else(secrets: Path) -> subprocess.CompletedProcess[str]:
    """A command started with these secrets by who is not root, to whom nothing is hidden."""
    other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
    environment = {"PATH": os.environ["PATH"], "SECRETS_FOLDER": str(secrets)}
    script = (DEPLOY / "entrypoint").read_text(encoding="utf-8")
    command = [*other, "sh", "-s", "printenv", "PGPASSWORD"]
    return subprocess.run(command, input=script, env=environment, capture_output=True, text=True, check=False, cwd="/")


def test_a_secret_that_others_may_read_is_taken(hidden: Path) -> None:
    assert as_somebody_else(hidden).stdout == "pass word\n"


@pytest.mark.parametrize("name", ["", "PGPASSWORD"], ids=["the folder", "the file"])
def test_secrets_that_cant_be_read_are_named_and_nothing_is_started(hidden: Path, name: str) -> None:
    (hidden / name).chmod(0)
    done = as_somebody_else(hidden)
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"{hidden / name!s} can't be read by user" in done.stderr


def test_without_secrets_the_command_is_started_all_the_same(tmp_path: Path) -> None:
    assert started(tmp_path / "none", "echo", "two words", "more").stdout == "two words more\n"


def test_the_command_takes_the_place_of_the_shell_and_ends_as_itself(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [DEPLOY / "entrypoint", "sh", "-c", "echo $$; exit 7"], stdout=subprocess.PIPE, text=True
    )
    told, _ = process.communicate()
    assert int(told) == process.pid
    assert process.returncode == 7


class Health(BaseHTTPRequestHandler):
    """Answers as the guide does where it is ready, and where it isn't."""

    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/health/ready" else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Health)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ready(port: int) -> int:
    """The exit code of the check, in an environment that names a proxy."""
    command = [sys.executable, "-S", DEPLOY / "ready.py", str(port)]
    return subprocess.run(command, env={"http_proxy": "http://127.0.0.1:9"}, check=False).returncode


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1), (404, 1)])
def test_the_check_is_passed_only_where_the_guide_says_that_it_is_ready(
    server: HTTPServer, monkeypatch: pytest.MonkeyPatch, status: int, code: int
) -> None:
    monkeypatch.setattr(Health, "status", status)
    assert ready(server.server_port) == code


def test_the_check_fails_where_nothing_answers(server: HTTPServer) -> None:
    port = server.server_port
    server.shutdown()
    server.server_close()
    assert ready(port) == 1
