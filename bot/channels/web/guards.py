"""What every request passes and every answer carries: the right host, no other site, and what browsers must hold to."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from sanic.request import Request
from sanic.response import BaseHTTPResponse

from bot.channels.web.refusals import NO_METHOD, Refusal
from bot.channels.web.settings import WebSettings, is_loopback

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
OWN_PAGE = frozenset({"same-origin", "none"})
"""What a browser says of a request that the guide's own page, or the person, made (Sec-Fetch-Site)."""

FOR_OPERATORS = ("/health/", "/metrics")
"""What is asked for by a server's own address, and says nothing of anybody."""

PICTURES_FOR_TEAMS = "/teams/pictures/"
EMBEDDED_PAGE = "/widget"
EMBEDDED_SCRIPT = "/widget.js"
LOADED_BY_PAGES = ("/static/", EMBEDDED_SCRIPT)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ONE_YEAR = 31_536_000


def own_host(request: Request, settings: WebSettings) -> str | None:
    """The Host header where it names this server; None otherwise: a name that somebody pointed at this address."""
    hosts = request.headers.getall("host", [])
    host = str(hosts[0]).lower() if len(hosts) == 1 else ""
    return host if is_own(host, settings.public_url) else None


@lru_cache(maxsize=64)
def is_own(host: str, public_url: str | None) -> bool:
    """Whether a host, in lower case and with its port, is that of the public address, or of this machine."""
    if public_url and host == urlsplit(public_url).netloc:
        return True
    try:
        parts = urlsplit(f"//{host}")
        plain = parts.netloc == host and not parts.username and (parts.port is None or parts.port > 0)
        return plain and is_loopback(parts.hostname or "")
    except ValueError:
        return False


def own_origin(host: str, settings: WebSettings) -> str:
    """The origin of the guide's own pages, as the browser that asked for `host` knows it."""
    if settings.public_url and host == urlsplit(settings.public_url).netloc:
        return settings.public_url
    return f"http://{host}"


def refuse_strangers(request: Request, settings: WebSettings) -> None:
    """Raises Refusal for another host's name, and for a change that another site asks for."""
    if request.path.startswith(FOR_OPERATORS) or request.method == NO_METHOD:
        return
    host = own_host(request, settings)
    if host is None:
        raise Refusal(400, "wrong_host")
    if request.method in CHANGING:
        refuse_other_sites(request, host, settings)


def refuse_other_sites(request: Request, host: str, settings: WebSettings) -> None:
    """Raises Refusal where the browser says that another site's page asks."""
    if request.headers.getone("sec-fetch-site", "same-origin") not in OWN_PAGE:
        raise Refusal(403, "other_site")
    if request.headers.getone("origin", own_origin(host, settings)) != own_origin(host, settings):
        raise Refusal(403, "other_site")


def require_own_page(request: Request) -> None:
    """Raises Refusal for a change that no browser vouches for: those of today send Origin, Sec-Fetch-Site, or both."""
    if "origin" not in request.headers and "sec-fetch-site" not in request.headers:
        raise Refusal(403, "other_site")


def refuse_reading_elsewhere(request: Request) -> None:
    """Raises Refusal where another site's page asks for what a session may read."""
    if request.headers.getone("sec-fetch-site", "same-origin") not in OWN_PAGE:
        raise Refusal(403, "other_site")


def add_headers(request: Request, response: BaseHTTPResponse, settings: WebSettings) -> None:
    """What tells browsers to run, frame, load and keep no more than the guide needs."""
    path = request.path
    embedded = path == EMBEDDED_PAGE and bool(settings.embedding_sites)
    ancestors = " ".join(settings.embedding_sites) if embedded else "'none'"
    response.headers.update(HEADERS)
    response.headers["Content-Security-Policy"] = POLICY.format(ancestors=ancestors)
    anywhere = embedded or path == EMBEDDED_SCRIPT or path.startswith(PICTURES_FOR_TEAMS)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if anywhere else "same-origin"
    if not embedded:
        response.headers["X-Frame-Options"] = "DENY"
    if not (path.startswith(LOADED_BY_PAGES) and response.status == 200):
        response.headers["Cache-Control"] = "no-store"
    if settings.secure:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
