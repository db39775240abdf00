"""nginx for real, with deploy/nginx/nginx.conf, in front of a server of the tests."""

from __future__ import annotations

import datetime
import ipaddress
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.deploy.files import DEPLOY

NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
CONFIGURATION = DEPLOY / "nginx" / "nginx.conf"
STARTING_SECONDS = 20
AWAY = "guide:5005"


@dataclass
class Upstream:
    """What the server behind nginx got, and when it may say more on a stream."""

    port: int
    seen: list[Mapping[str, str]] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Proxied:
    """A running nginx."""

    http: int
    https: int
    certificate: Path
    log: Path
    upstream: Upstream

    def context(self) -> ssl.SSLContext:
        """What trusts its certificate."""
        return ssl.create_default_context(cafile=str(self.certificate))


class Answers(BaseHTTPRequestHandler):
    """Answers as the guide may: with what it was sent, with a stream, or not at all."""

    protocol_version = "HTTP/1.1"
    upstream: Upstream

    def do_GET(self) -> None:
        self.upstream.seen.append({name.lower(): value for name, value in self.headers.items()})
        if self.path.startswith("/conversation/events") or self.path.startswith("/slow"):
            self.stream()
        elif self.path == "/cut":
            self.close_connection = True
        else:
            self.answer(b"x" * 4000, "text/javascript" if self.path.startswith("/static/") else "text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.upstream.seen.append({name.lower(): value for name, value in self.headers.items()})
        self.answer(str(len(body)).encode(), "text/plain")

    def answer(self, body: bytes, kind: str) -> None:
        self.send_response(503 if self.path == "/not-ready" else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Strict-Transport-Security", "max-age=31536000")
        self.end_headers()
        self.wfile.write(body)

    def stream(self) -> None:
        """The first event at once, the second once the test says so."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        self.wfile.flush()
        self.upstream.go_on.wait(30)
        self.wfile.write(b"data: second\n\n")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def upstream() -> Iterator[Upstream]:
    """A server that answers as the guide may."""
    handler = type("Handler", (Answers,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.upstream = Upstream(server.server_port)  # type: ignore[attr-defined]  # it is made just above
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield handler.upstream  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def proxied(folder: Path, behind: Upstream, https: int | None = None) -> Iterator[Proxied]:
    """nginx in front of a server. Raises RuntimeError, with what nginx said, where it doesn't start."""
    http, https = free_port(), https or free_port()
    certificate = make_certificate(folder)
    written = folder / "nginx.conf"
    written.write_text(here(folder, http, https, f"127.0.0.1:{behind.port}"), encoding="utf-8")
    command = [str(NGINX), "-p", str(folder), "-c", str(written), "-g", f"daemon off;{as_root()}"]
    checked = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    if checked.returncode:
        raise RuntimeError(checked.stderr)
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
    try:
        await_port(https, process, log)
        yield Proxied(http, https, certificate, log, behind)
    finally:
        behind.go_on.set()
        process.terminate()
        process.wait(STARTING_SECONDS)


def here(folder: Path, http: int, https: int, behind: str) -> str:
    """The configuration with the ports, files and server of a test. Raises KeyError where one of them isn't in it."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for found, wanted in {
        "listen 8080": f"listen 127.0.0.1:{http}",
        "listen 8443": f"listen 127.0.0.1:{https}",
        "/run/secrets/": f"{folder}/",
        "/tmp/nginx": f"{folder}/nginx",
        AWAY: behind,
    }.items():
        if found not in text:
            raise KeyError(f"{CONFIGURATION.name} has no {found}")
        text = text.replace(found, wanted)
    return text


def as_root() -> str:
    """What nginx needs where the tests run as root: workers that may use the test's folder."""
    return "user root;" if os.geteuid() == 0 else ""


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Returns once somebody listens. Raises RuntimeError where the process ends, or it takes too long."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nginx doesn't answer: {log.read_text()}")


def make_certificate(folder: Path) -> Path:
    """A certificate for this machine, signed by itself, and its key beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "guide.test")])
    today = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "tls.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    (folder / "tls.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder / "tls.crt"
