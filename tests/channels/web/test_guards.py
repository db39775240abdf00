"""What every request passes, and every answer carries."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.channels.web.serving import ALONE, Browser, browser, serving

pytestmark = pytest.mark.model

PUBLIC = "https://guide.example.gov.uk"
CHANGES = ("/conversation/messages", "/conversation/delete", "/conversation/ratings", "/sign-out", "/session")
MESSAGE = {"id": "a", "text": "87%"}


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_can_change_nothing(page: Browser, path: str, headers: dict[str, str]) -> None:
    answer = await page.post(path, MESSAGE, **headers)

    assert (answer.status_code, "another site" in answer.json()["error"]) == (403, True)
    assert (await page.open())["conversation_open"] is False


@pytest.mark.parametrize("path", CHANGES)
async def test_a_request_that_no_browser_vouches_for_changes_nothing(page: Browser, path: str) -> None:
    answer = await page.client.post(path, json=MESSAGE, headers={"X-CSRF-Token": page.token})

    assert answer.status_code == 403


@pytest.mark.parametrize("path", CHANGES[:-1])
@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
async def test_a_change_needs_the_token_of_its_own_session(page: Browser, path: str, token: str) -> None:
    page.token = token
    headers = {name: value.encode() for name, value in page.own().items()}
    answer = await page.client.post(path, json=MESSAGE, headers=headers)

    assert (answer.status_code, "out of date" in answer.json()["error"]) == (403, True)


@pytest.mark.parametrize("path", ["/session", "/conversation/events"])
async def test_another_site_reads_nothing(page: Browser, path: str) -> None:
    assert (await page.client.get(path, headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "a@127.0.0.1", "127.0.0.1/x", "[", "", "é"],
)
async def test_a_name_that_somebody_pointed_at_this_server_is_refused(page: Browser, host: str) -> None:
    for path in ("/", "/session", "/nothing"):
        answer = await page.client.get(path, headers={"Host": host.encode()})  # type: ignore[dict-item]
        assert (answer.status_code, list(answer.json())) == (400, ["error"])


async def test_a_public_address_is_a_host_of_its_own_and_its_own_origin(assistant: Any) -> None:
    async with serving(assistant, replace(ALONE, public_url=PUBLIC)) as address, browser(address) as page:
        page.address = PUBLIC
        host = {"Host": "guide.example.gov.uk"}
        begun = await page.client.get("/session", headers=host)
        page.token = begun.json()["csrf"]
        cookie = begun.headers["set-cookie"].split(";")[0]
        said = await page.post("/conversation/messages", MESSAGE, Cookie=cookie, **host)
        other = await page.post("/conversation/messages", MESSAGE, Cookie=cookie, Origin="https://a.example", **host)

    assert (said.status_code, other.status_code) == (200, 403)
    assert begun.headers["strict-transport-security"] == "max-age=31536000"


async def test_whether_it_is_ready_may_be_asked_by_any_name(page: Browser) -> None:
    answer = await page.client.get("/health/ready", headers={"Host": "10.1.2.3:5005"})

    assert (answer.status_code, answer.json()) == (200, {"ready": True})


@pytest.mark.parametrize("path", ["/", "/session", "/nothing", "/health/ready", "/static/nothing.js", "/widget"])
async def test_every_answer_tells_browsers_to_hold_to_the_guide_alone(page: Browser, path: str) -> None:
    headers = (await page.client.get(path)).headers
    policy = headers["content-security-policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert policy.endswith("base-uri 'none'; frame-ancestors 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


async def test_only_the_widget_may_be_framed_and_only_by_the_sites_listed(assistant: Any) -> None:
    sites = ("https://intranet.example.gov.uk", "http://127.0.0.1:8000")
    async with serving(assistant, replace(ALONE, embedding_sites=sites)) as address, browser(address) as page:
        widget, whole = (await page.client.get("/widget")).headers, (await page.client.get("/")).headers

    assert widget["content-security-policy"].endswith(f"frame-ancestors {' '.join(sites)}")
    assert "x-frame-options" not in widget
    assert whole["content-security-policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize(
    "path", ["/model", "/model/parse", "/conversations/x/tracker", "/webhooks/rest/webhook", "/version"]
)
async def test_the_interface_of_rasa_is_not_there(page: Browser, path: str) -> None:
    assert (await page.client.get(path)).status_code == 404
    assert (await page.post(path, {"sender": "x", "message": "hello"})).status_code == 404
