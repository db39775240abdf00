"""The guide itself behind nginx with deploy/nginx/nginx.conf: a practitioner talks to it over TLS."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.browser.serving import Served, served
from tests.channels.web.provider import Key, new_key, signed
from tests.deploy.proxied import NGINX, Upstream, free_port, proxied

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(NGINX is None, reason="nginx is not here: run bin/set-up-nginx"),
]

TOKEN = "the counts' token of these tests, 40 long"


@pytest.fixture(scope="module")
def key() -> Key:
    return new_key("EC")


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory, key: Key) -> Iterator[tuple[Served, httpx.Client]]:
    """The guide as it is started in a container, and a browser in front of its nginx."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "embedding.pem").write_bytes(key.as_pem(private=False))
    port, https = free_port(), free_port()
    settings = {
        "GUIDE_PUBLIC_URL": f"https://127.0.0.1:{https}",
        "GUIDE_SESSION_KEY": secrets.token_hex(32),
        "GUIDE_EMBEDDING_KEY": str(folder / "embedding.pem"),
        "GUIDE_EMBEDDING_SITES": "https://intranet.example.gov.uk",
        "GUIDE_METRICS_TOKEN": TOKEN,
        "GUIDE_PROXIES": "1",
        "GUIDE_SESSIONS_A_MINUTE": "3",
        "GUIDE_LOG": "json",
    }
    with served(port, settings) as running, proxied(folder, Upstream(port), https) as nginx:
        headers = {"Origin": settings["GUIDE_PUBLIC_URL"]}
        with httpx.Client(base_url=headers["Origin"], verify=nginx.context(), headers=headers, timeout=30) as client:
            yield running, client


def begun(client: httpx.Client, key: Key, person: str, **headers: str) -> httpx.Response:
    """What an embedding page gets for a person's token."""
    claims: dict[str, Any] = {"sub": person, "aud": str(client.base_url).rstrip("/"), "jti": secrets.token_hex(8)}
    token = signed({**claims, "exp": int(time.time()) + 120}, key)
    return client.post("/session", json={"token": token}, headers=headers)


def test_the_page_comes_with_its_own_headers_once(guide: tuple[Served, httpx.Client]) -> None:
    page = guide[1].get("/widget")
    assert page.status_code == 200
    for name in ("strict-transport-security", "content-security-policy", "x-content-type-options"):
        assert len(page.headers.get_list(name)) == 1


def test_a_message_is_answered_and_seen_on_the_stream_that_is_open(
    guide: tuple[Served, httpx.Client], key: Key
) -> None:
    _, client = guide
    session = begun(client, key, "worker").json()
    cookies = dict(client.cookies)
    with client.stream("GET", "/conversation/events", cookies=cookies) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        parts = stream.iter_text()
        next(parts)  # the heartbeat with which a stream begins
        sent = client.post(
            "/conversation/messages",
            json={"id": "m-1", "text": "what do I ask school about lateness?"},
            headers={"X-CSRF-Token": session["csrf"]},
        )
        assert "late" in sent.text and "event: done" in sent.text
        seen = ""
        while "the number of late arrivals" not in seen:
            seen += next(parts)


def test_sessions_are_counted_by_the_address_that_nginx_saw_and_not_by_what_is_claimed(
    guide: tuple[Served, httpx.Client], key: Key
) -> None:
    _, client = guide
    answers = [
        begun(client, key, f"worker-{number}", **{"X-Forwarded-For": f"203.0.113.{number}"}) for number in range(5)
    ]
    assert 429 in {answer.status_code for answer in answers}


def test_counts_are_had_from_the_server_with_the_token_and_not_through_nginx(
    guide: tuple[Served, httpx.Client],
) -> None:
    running, client = guide
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    assert client.get("/metrics", headers=bearer).status_code == 404
    assert httpx.get(f"{running.address}/metrics").status_code == 404
    assert "guide_turns_total" in httpx.get(f"{running.address}/metrics", headers=bearer).text
