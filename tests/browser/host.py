"""A council's intranet as the tests have it: a site on another port, with pages that embed the guide or attack it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOSTILE = """* {all: unset !important; font-size: 60px !important; color: red !important; display: block !important}
div, aside, button, iframe {display: none !important; transform: rotate(9deg) !important; opacity: .1 !important}
"""


@dataclass
class Site:
    """The site: its pages by path, a policy for some of them, and what it says of who is signed in."""

    port: int
    pages: Mapping[str, tuple[str, str | None]]
    tokens_asked: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def pages(guide: str, other: str = "") -> dict[str, tuple[str, str | None]]:
    """Path -> (HTML, content security policy) of the site's pages. `guide` is the guide's address."""
    widget = f'<script src="{guide}/widget.js" data-title="Attendance guide" async></script>'
    left = f'<script src="{guide}/widget.js" data-side="left" data-token-url="/guide-token" async></script>'
    strict = f"default-src 'none'; script-src {guide}; frame-src {guide}"
    return {
        "/one": (page("One", widget), None),
        "/two": (page("Two", widget), None),
        "/twice": (page("Twice", widget + widget), None),
        "/left": (page("Left", left), None),
        "/strict": (page("Strict", widget), strict),
        "/hostile": (page("Hostile", f'<link rel="stylesheet" href="/hostile.css">{widget}'), None),
        "/plain": (page("Plain", ""), None),
        "/frames": (page("Frames", f'<iframe src="{guide}/" title="page"></iframe>'), None),
    }


def page(title: str, more: str) -> str:
    """A page of the intranet."""
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>{more}</head>'
        f"<body><main><h1>{title}</h1><p>Words of the intranet.</p><button>Its own</button></main></body></html>"
    )


@contextmanager
def site(port: int, shown: Mapping[str, tuple[str, str | None]], token: Callable[[], str]) -> Iterator[Site]:
    """Serves the site until the block ends. `token` gives what /guide-token answers with."""
    running = Site(port, shown)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/guide-token":
                running.tokens_asked.append(self.path)
                return self.answer(f'{{"token": "{token()}"}}', "application/json", None)
            if self.path == "/hostile.css":
                return self.answer(HOSTILE, "text/css", None)
            if self.path not in shown:
                return self.send_error(404)
            words, policy = shown[self.path]
            return self.answer(words, "text/html; charset=utf-8", policy)

        def answer(self, words: str, kind: str, policy: str | None) -> None:
            body = words.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
