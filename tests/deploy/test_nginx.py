"""deploy/nginx/nginx.conf in a real nginx, in front of a small server: TLS, limits, streams, what is passed on."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

from tests.deploy.files import ROOT, constant
from tests.deploy.proxied import AWAY, CONFIGURATION, NGINX, Proxied, proxied, upstream

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(NGINX is None, reason="nginx is not here: run bin/set-up-nginx"),
]

MESSAGES, EVENTS, REGISTERS = "/conversation/messages", "/conversation/events", "/conversation/registers"
TAKEN = constant("bot/runtime/server.py", "LARGEST_REQUEST")
REGISTER = constant("bot/channels/registers.py", "LARGEST_FILE")
MESSAGE = constant("bot/channels/teams/activities.py", "LARGEST")
SAID = YAML(typ="safe").load(ROOT / "bot/channels/web/lines.yml")


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    with upstream() as behind, proxied(tmp_path_factory.mktemp("nginx"), behind) as running:
        yield running


@pytest.fixture(scope="module")
def client(nginx: Proxied) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"https://127.0.0.1:{nginx.https}", verify=nginx.context()) as client:
        yield client


def handshake(nginx: Proxied, context: ssl.SSLContext) -> ssl.SSLSocket:
    raw = socket.create_connection(("127.0.0.1", nginx.https))
    return context.wrap_socket(raw, server_hostname="127.0.0.1")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_it_speaks_tls_1_2_and_1_3(nginx: Proxied, version: ssl.TLSVersion) -> None:
    context = nginx.context()
    context.minimum_version = context.maximum_version = version
    with handshake(nginx, context) as made:
        assert made.version() == version.name.replace("_", ".")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_it_refuses_what_came_before(nginx: Proxied, version: ssl.TLSVersion) -> None:
    context = nginx.context()
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # so that it isn't this end that refuses
    context.minimum_version = context.maximum_version = version
    with pytest.raises(ssl.SSLError, match="alert protocol version"):
        handshake(nginx, context)


@pytest.mark.parametrize("ciphers", ["AES256-SHA", "ECDHE-ECDSA-AES128-SHA", "DHE-RSA-AES128-GCM-SHA256"])
def test_it_refuses_ciphers_without_forward_secrecy_or_without_authentication(nginx: Proxied, ciphers: str) -> None:
    context = nginx.context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError, match="handshake failure"):
        handshake(nginx, context)


def test_it_offers_http_2_over_which_a_page_may_have_more_than_six_connections(nginx: Proxied) -> None:
    context = nginx.context()
    context.set_alpn_protocols(["h2", "http/1.1"])
    with handshake(nginx, context) as made:
        assert made.selected_alpn_protocol() == "h2"


def test_plain_http_is_sent_to_https(nginx: Proxied) -> None:
    answer = httpx.get(f"http://127.0.0.1:{nginx.http}/insights?a=b", headers={"Host": "guide.example.gov.uk"})
    assert answer.status_code == 301
    assert answer.headers["location"] == "https://guide.example.gov.uk/insights?a=b"


def test_the_guide_sees_the_name_that_was_asked_for_and_the_address_that_asked(
    nginx: Proxied, client: httpx.Client
) -> None:
    client.get("/session", headers={"Host": "guide.example.gov.uk", "X-Forwarded-For": "203.0.113.9"})
    seen = nginx.upstream.seen[-1]
    assert seen["host"] == "guide.example.gov.uk"
    assert seen["x-forwarded-proto"] == "https"
    # The last one is what GUIDE_PROXIES=1 counts by: what a client claims stands before it.
    assert seen["x-forwarded-for"] == "203.0.113.9, 127.0.0.1"


@pytest.mark.parametrize("path", ["/", "/metrics", "/cut", "/static/page.js"])
def test_every_answer_holds_browsers_to_https_and_says_so_once(client: httpx.Client, path: str) -> None:
    assert client.get(path).headers.get_list("strict-transport-security") == ["max-age=31536000"]


def test_nobody_is_told_which_version_of_nginx_it_is(client: httpx.Client) -> None:
    answer = client.get("/metrics")
    assert answer.headers["server"] == "nginx"
    assert not re.search(r"nginx/\d", answer.text)


def test_counts_are_not_to_be_had_from_outside(nginx: Proxied, client: httpx.Client) -> None:
    before = len(nginx.upstream.seen)
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer anything"}).status_code == 404
    assert len(nginx.upstream.seen) == before


def first_of(client: httpx.Client, nginx: Proxied, method: str, path: str, **more: Any) -> tuple[bytes, bytes]:
    """What comes while the server still waits, and what comes after."""
    nginx.upstream.go_on.clear()
    with client.stream(method, path, timeout=20, **more) as answer:
        parts = answer.iter_raw()
        first = next(parts)
        nginx.upstream.go_on.set()
        return first, b"".join(parts)


def test_what_is_said_on_a_stream_is_passed_on_while_the_stream_goes_on(client: httpx.Client, nginx: Proxied) -> None:
    assert first_of(client, nginx, "GET", EVENTS) == (b"data: first\n\n", b"data: second\n\n")


def test_a_stream_is_not_held_back_to_be_made_smaller(client: httpx.Client, nginx: Proxied) -> None:
    first, _ = first_of(client, nginx, "GET", f"{EVENTS}?after=3", headers={"Accept-Encoding": "gzip"})
    assert first == b"data: first\n\n"


def test_only_what_is_the_same_for_everybody_is_made_smaller(client: httpx.Client) -> None:
    asked = {"Accept-Encoding": "gzip"}
    assert client.get("/static/page.js", headers=asked).headers.get("content-encoding") == "gzip"
    assert client.get("/session", headers=asked).headers.get("content-encoding") is None


def test_as_much_is_taken_at_once_as_the_server_takes(client: httpx.Client) -> None:
    assert TAKEN >= MESSAGE
    assert client.post(MESSAGES, content=bytes(MESSAGE)).text == str(MESSAGE)


def test_more_is_refused_with_the_line_that_the_guide_has_for_it(nginx: Proxied, client: httpx.Client) -> None:
    before = len(nginx.upstream.seen)
    answer = client.post(MESSAGES, content=bytes(MESSAGE + 1))
    assert (answer.status_code, answer.json()) == (413, {"error": SAID["too_large"]})
    assert answer.headers["content-type"] == "application/json"
    assert len(nginx.upstream.seen) == before


def test_a_register_may_be_larger(client: httpx.Client) -> None:
    assert client.post(REGISTERS, content=bytes(REGISTER)).text == str(REGISTER)
    assert client.post(REGISTERS, content=bytes(REGISTER + 1)).status_code == 413


def test_a_flood_is_refused_with_a_line_and_a_time_and_other_pages_go_on(client: httpx.Client) -> None:
    answers = [client.get("/sign-in") for _ in range(200)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 10 < len(refused) < 150  # 50 at once, and five more a second
    assert refused[0].json() == {"error": SAID["too_many_messages"].format(seconds=5)}
    assert refused[0].headers["retry-after"] == "5"
    assert client.get("/").status_code == 200


def test_many_people_behind_one_address_are_let_in(client: httpx.Client) -> None:
    assert {client.get("/").status_code for _ in range(300)} == {200}


def test_where_the_server_breaks_off_there_is_a_line_that_says_what_to_do(client: httpx.Client) -> None:
    answer = client.get("/cut")
    assert (answer.status_code, answer.json()) == (503, {"error": SAID["not_ready"]})
    assert answer.headers["cache-control"] == "no-store"


def test_what_the_guide_refuses_itself_is_passed_on_as_it_says_it(client: httpx.Client) -> None:
    answer = client.get("/not-ready")
    assert (answer.status_code, len(answer.text)) == (503, 4000)


def test_no_request_is_logged(client: httpx.Client, nginx: Proxied) -> None:
    client.get("/sign-in/return?code=abc123")
    assert "abc123" not in nginx.log.read_text()


def test_the_servers_are_asked_for_by_name_again_and_again_so_that_they_may_come_and_go() -> None:
    text = CONFIGURATION.read_text(encoding="utf-8")
    assert f'set $guide "{AWAY}"' in text
    assert set(re.findall(r"proxy_pass (\S+);", text)) == {"http://$guide"}
    assert "resolver 127.0.0.11 " in text


def test_the_limit_of_a_request_is_the_servers() -> None:
    limits = re.findall(r"client_max_body_size (\d+)([km]);", CONFIGURATION.read_text(encoding="utf-8"))
    sizes = [int(number) * {"k": 1024, "m": 1024 * 1024}[unit] for number, unit in limits]
    assert sizes == [MESSAGE, REGISTER]
