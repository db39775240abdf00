"""Anything at all sent to the channel: always answered, never with a 500, and always with what guards browsers."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.channels.web.serving import Browser

pytestmark = pytest.mark.model

PATHS = ("/", "/widget", "/widget.js", "/static/a.js", "/accessibility", "/privacy", "/session", "/sign-in",
         "/sign-out", "/sign-in/return", "/conversation/messages", "/conversation/delete", "/conversation/ratings",
         "/health/ready", "/conversation/events?after=x", "/model", "/webhooks/rest/webhook", "//", "/..", "/%",
         "/%ff", "/?", "*", "http://[", "http://evil/", "/static/%2e%2e%2fa", "/session?a=%ff&a")  # fmt: skip
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "NONE", "FETCH")
NAMES = ("Origin", "Sec-Fetch-Site", "X-CSRF-Token", "Cookie", "Content-Type", "Last-Event-ID", "Accept", "Expect",
         "Accept-Encoding", "X-Forwarded-For", "Forwarded", "Content-Length", "Transfer-Encoding", "Range", "X-Odd",
         "Host", "Connection", "X-Request-ID", "If-None-Match")  # fmt: skip
VALUES = (b"", b"null", b"guide=", b"guide=a.b.c", b"same-origin", b"\xff\xfe", b"100-continue", b"-1", b"1e3",
          b"chunked", b"{}", b"a" * 5_000, b"\xc3\xa9", b"for=_;;=,", b"close", b"0", b"=;=;", b"text/html;q=x",
          b"identity")  # fmt: skip

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
messages = st.fixed_dictionaries(
    {},
    optional={
        "id": st.from_regex(r"[a-z]{1,8}", fullmatch=True) | anything,
        "text": anything,
        "payload": st.text(max_size=20).map(lambda text: f"/{text}") | anything,
        "card": anything,
        "token": anything,
        "number": anything,
        "helpful": anything,
    },
)
bodies = st.binary(max_size=60) | messages.map(lambda body: json.dumps(body).encode())
paths = st.sampled_from(PATHS) | st.binary(min_size=1, max_size=15).map(lambda path: b"/" + path)
lines = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.binary(max_size=10))


def plain(part: bytes) -> bytes:
    """A part of a request's head that doesn't end its line."""
    return part.replace(b"\r", b"").replace(b"\n", b"")


async def answered(page: Browser, head: bytes, body: bytes) -> tuple[int, dict[str, str], bytes]:
    """The status, headers and body that a request gets."""
    host, port = page.address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(head + body)
    writer.write_eof()
    answer = await asyncio.wait_for(reader.read(), 30)
    writer.close()
    start, _, rest = answer.partition(b"\r\n\r\n")
    if start == b"HTTP/1.1 100 Continue":
        start, _, rest = rest.partition(b"\r\n\r\n")
    status, *received = start.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in received)
    return int(status.split()[1]), {name.lower(): value for name, value in headers.items()}, rest


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=paths, method=st.sampled_from(METHODS), sent=st.lists(lines, max_size=4), body=bodies, ours=st.booleans(),
    long=st.booleans()
)  # fmt: skip
async def test_anything_at_all_is_answered_and_never_with_a_500(
    page: Browser, path: Any, method: str, sent: list[tuple[str, bytes]], body: bytes, ours: bool, long: bool
) -> None:
    address = path.encode() if isinstance(path, str) else path
    headers = [(name.encode(), value) for name, value in sent]
    if ours:
        ours_too = {**page.own(), "Cookie": f"guide={page.client.cookies['guide']}"}
        headers = [(name.encode(), value.encode()) for name, value in ours_too.items()] + headers
    head = [b" ".join((method.encode(), plain(address), b"HTTP/1.1")), b"Host: " + page.address[7:].encode()]
    head += [b"Connection: close", *([b"Content-Length: %d" % len(body)] if long else [])]
    head += [name + b": " + plain(value) for name, value in headers]

    status, received, shown = await answered(page, b"\r\n".join(head) + b"\r\n\r\n", body)

    assert 200 <= status < 500 or status == 503
    assert received["content-type"].split(";")[0] in (
        "application/json",
        "text/html",
        "text/event-stream",
        "text/javascript",
    )
    assert {"content-security-policy", "x-content-type-options", "referrer-policy"} <= set(received)
    if status >= 400 and received["content-type"] == "application/json" and int(received["content-length"]):
        assert list(json.loads(shown)) == ["error"]


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: five\r\n\r\n",
        b"POST /session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST /session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /session HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/2.0\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    ],
)
async def test_a_request_that_is_no_good_http_gets_a_400_with_a_line(page: Browser, head: bytes) -> None:
    status, headers, body = await answered(page, head, b"")

    assert (status, list(json.loads(body))) == (400, ["error"])
    assert "content-security-policy" in headers


async def test_a_head_without_end_is_refused_with_a_line(page: Browser) -> None:
    status, _, body = await answered(page, b"GET /" + b"a" * 20_000, b"")

    assert (status, list(json.loads(body))) == (413, ["error"])
