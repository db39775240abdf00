"""What whoever runs the guide may ask of a server, and who else may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.channels.web.settings import SettingError, WebSettings
from tests.channels.web.serving import ALONE, browser, serving

pytestmark = pytest.mark.model

TOKEN = "a token that only the tests know, long enough"
ELSEWHERE = {"Host": "10.1.2.3:5005"}
"""A pod is asked by its own address."""


async def asked(address: str, path: str, **headers: str) -> httpx.Response:
    """The answer to a request."""
    async with httpx.AsyncClient(base_url=address) as client:
        return await client.get(path, headers=headers)


async def test_life_and_readiness_are_told_to_whoever_asks_by_any_name(assistant: Any) -> None:
    async with serving(assistant) as address:
        for path, said in (("/health/live", {"live": True}), ("/health/ready", {"ready": True})):
            answer = await asked(address, path, **ELSEWHERE)
            assert (answer.status_code, answer.json()) == (200, said)


async def test_counts_are_there_for_one_person_on_this_machine(assistant: Any) -> None:
    async with serving(assistant) as address, browser(address) as page:
        await page.open()
        await page.say("87%")
        answer = await asked(address, "/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "guide_turns_total" in answer.text
    assert "87%" not in answer.text


async def test_counts_need_their_token_where_one_is_set(assistant: Any) -> None:
    async with serving(assistant, replace(ALONE, metrics_token=TOKEN)) as address:
        right = await asked(address, "/metrics", Authorization=f"Bearer {TOKEN}", **ELSEWHERE)
        assert right.status_code == 200
        for wrong in ("", TOKEN, f"Bearer {TOKEN}x", "Bearer", "Basic eDp5"):
            answer = await asked(address, "/metrics", Authorization=wrong)
            assert answer.status_code == 404


async def test_counts_are_not_there_behind_a_public_address_without_a_token(assistant: Any) -> None:
    settings = replace(ALONE, public_url="https://guide.example.gov.uk")
    async with serving(assistant, settings) as address:
        assert (await asked(address, "/metrics")).status_code == 404
        assert (await asked(address, "/metrics", Host="guide.example.gov.uk")).status_code == 404


def test_a_token_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(SettingError, match="GUIDE_METRICS_TOKEN is too short"):
        WebSettings.from_environment({"GUIDE_METRICS_TOKEN": "secret"})
