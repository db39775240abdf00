"""The bot's own token: asked for once for all who need it, kept while it is good, and explained where there is none."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.teams.asking import LARGEST_ANSWER, Unreachable, asked
from bot.channels.teams.entra_errors import LOOK_UP, errors, what_to_do
from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.signing import MARGIN_SECONDS, SECONDS_BETWEEN_REFUSALS, NoToken, OutgoingToken
from tests.channels.teams.clocks import Clock
from tests.channels.teams.entra import SECRET, Answer, Entra, spare_private_key, write_certificate
from tests.channels.teams.tokens.conftest import Answering
from tests.rows import every_row
from tests.waiting import settled


@pytest.fixture
def clock() -> Clock:
    return Clock()


def settings_of(entra: Entra, **changed: str) -> TeamsSettings:
    """The settings of the bot that Entra knows, with some changed."""
    names = {f"GUIDE_TEAMS_{name.upper()}": value for name, value in changed.items()}
    settings = TeamsSettings.from_environment({**entra.environment, **names})
    assert settings is not None
    return settings


@pytest.fixture
def token(entra: Entra, clock: Clock) -> OutgoingToken:
    return OutgoingToken(settings_of(entra), clock)


async def test_many_who_need_a_token_at_once_get_the_same_one_for_one_request(
    entra: Entra, token: OutgoingToken
) -> None:
    entra.delay = 0.05
    found = await asyncio.gather(*(token.current() for _ in range(20)))
    assert set(found) == set(entra.given)
    assert entra.asked == 1
    assert entra.holds(f"Bearer {found[0]}")


@pytest.mark.parametrize(("lasts", "kept"), [(3600, 3600 - MARGIN_SECONDS), (60, 30)])
async def test_some_minutes_before_its_end_the_next_token_is_asked_for_and_nobody_waits(
    lasts: int, kept: float, entra: Entra, token: OutgoingToken, clock: Clock
) -> None:
    entra.lasts = lasts
    first = await token.current()
    clock.passes(kept - 1)
    assert await token.current() == first
    await asyncio.sleep(0.02)
    assert entra.asked == 1

    clock.passes(1)
    entra.delay = 0.05
    assert await token.current() == first
    await settled(lambda: len(entra.given) == 2)
    assert await token.current() == entra.given[1]


async def test_a_token_is_used_to_its_end_while_entra_is_away_and_not_beyond(
    entra: Entra, token: OutgoingToken, clock: Clock
) -> None:
    first = await token.current()
    entra.answers.extend([Answer(503)] * 3)
    clock.passes(entra.lasts - 2)
    assert await token.current() == first
    await settled(lambda: entra.asked == 2)
    assert await token.current() == first
    assert entra.asked == 2
    clock.passes(2)
    with pytest.raises(NoToken, match="answered 503"):
        await token.current()


async def test_a_refused_token_is_replaced_once(entra: Entra, token: OutgoingToken, clock: Clock) -> None:
    first = await token.current()
    entra.take_back()
    for _ in range(5):
        token.refused(first)
    second = await token.current()
    assert second != first
    assert entra.holds(f"Bearer {second}")

    token.refused(second)
    assert await token.current() == second
    clock.passes(SECONDS_BETWEEN_REFUSALS)
    token.refused(first)
    assert await token.current() == second
    token.refused(second)
    assert await token.current() != second
    assert entra.asked == 3


async def test_two_bots_have_their_own_tokens(entra: Entra, token: OutgoingToken) -> None:
    await token.current()
    other = OutgoingToken(settings_of(entra, app_id="11111111-1111-4111-8111-111111111111"))
    with pytest.raises(NoToken) as refused:
        await other.current()
    assert refused.value.code == "AADSTS700016"


async def test_a_certificate_proves_the_bot_as_well_as_a_secret(entra: Entra, clock: Clock, tmp_path: Path) -> None:
    entra.certificate, path = write_certificate(tmp_path, spare_private_key(3))
    settings = settings_of(entra, app_secret="", certificate=str(path))
    token = OutgoingToken(settings, clock)
    first = await token.current()
    token.refused(first)
    assert await token.current() != first
    assert len(entra.assertions) == 2


async def test_a_certificate_that_entra_does_not_know_is_explained(entra: Entra, tmp_path: Path) -> None:
    entra.certificate, _ = write_certificate(tmp_path, spare_private_key(3))
    _, path = write_certificate(tmp_path, spare_private_key(4))
    with pytest.raises(NoToken, match="Upload the one in GUIDE_TEAMS_CERTIFICATE") as refused:
        await OutgoingToken(settings_of(entra, app_secret="", certificate=str(path))).current()
    assert refused.value.code == "AADSTS700027"


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"app_id": "11111111-1111-4111-8111-111111111111"}, "AADSTS700016", "Application (client) ID"),
        ({"tenant_id": "11111111-1111-4111-8111-111111111111"}, "AADSTS90002", "there is no such tenant"),
        ({"app_secret": "another secret"}, "AADSTS7000215", "not its Secret ID"),
    ],
)
async def test_what_entra_refuses_is_explained_in_plain_words(
    changed: dict[str, str], code: str, said: str, entra: Entra
) -> None:
    with pytest.raises(NoToken) as refused:
        await OutgoingToken(settings_of(entra, **changed)).current()
    assert refused.value.code == code
    assert code in str(refused.value)
    assert said in str(refused.value)
    assert SECRET not in str(refused.value)
    assert "another secret" not in str(refused.value)


async def test_a_code_that_is_not_in_the_table_is_kept_with_where_it_is_explained(
    entra: Entra, token: OutgoingToken
) -> None:
    entra.answers.append(Answer(400, "AADSTS1234567"))
    with pytest.raises(NoToken, match=r"AADSTS1234567.*error\?code=1234567"):
        await token.current()


@every_row("code", errors())
def test_each_code_in_the_table_says_in_a_line_what_to_do(code: str) -> None:
    said = what_to_do(code)
    assert "\n" not in said
    assert said == said.strip() and said.endswith(".")
    assert LOOK_UP not in said


async def test_after_a_429_entra_is_left_alone_for_as_long_as_it_says(
    entra: Entra, token: OutgoingToken, clock: Clock
) -> None:
    entra.answers.append(Answer(429, headers={"Retry-After": "30"}))
    with pytest.raises(NoToken, match="answered 429") as refused:
        await token.current()
    assert refused.value.seconds == 30
    clock.passes(29)
    with pytest.raises(NoToken, match="answered 429"):
        await token.current()
    assert entra.asked == 1
    clock.passes(1)
    assert await token.current()
    assert entra.asked == 2


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({}, 1), ({"Retry-After": "0"}, 1), ({"Retry-After": "999999"}, 300), ({"Retry-After": "Wed, 21 Oct 2026"}, 1)],
)
async def test_the_pause_is_a_second_at_least_and_five_minutes_at_most(
    headers: dict[str, str], seconds: float, entra: Entra, token: OutgoingToken
) -> None:
    entra.answers.append(Answer(503, headers=headers))
    with pytest.raises(NoToken) as refused:
        await token.current()
    assert refused.value.seconds == seconds


@pytest.mark.parametrize("answer", [Answer(500), Answer(reset=True), Answer(502, body="bad gateway")])
async def test_a_fault_of_entra_is_told_and_the_next_who_needs_a_token_asks_again(
    answer: Answer, entra: Entra, token: OutgoingToken, clock: Clock
) -> None:
    entra.answers.append(answer)
    with pytest.raises(NoToken, match=r"answered 50|gave no answer"):
        await token.current()
    clock.passes(1)
    assert await token.current()


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        b"\xff",
        b"[" * 50_000,
        {"access_token": "", "token_type": "Bearer", "expires_in": 3600},
        {"access_token": 7, "token_type": "Bearer", "expires_in": 3600},
        {"access_token": "a", "token_type": "mac", "expires_in": 3600},
        {"access_token": "a", "token_type": "Bearer"},
        {"access_token": "a", "token_type": "Bearer", "expires_in": 0},
        {"access_token": "a", "token_type": "Bearer", "expires_in": -1},
        {"access_token": "a", "token_type": "Bearer", "expires_in": "soon"},
        {"access_token": "a", "token_type": "Bearer", "expires_in": float("nan")},
        {"access_token": "a", "token_type": "Bearer", "expires_in": float("inf")},
    ],
)
async def test_an_answer_without_a_token_is_none(body: Any, entra: Entra, answering: Answering) -> None:
    with pytest.raises(NoToken, match="holds no token"):
        await OutgoingToken(settings_of(entra, login_url=await answering(body))).current()


async def test_the_secret_does_not_follow_somebody_elsewhere(entra: Entra, answering: Answering) -> None:
    away = f"{entra.address}/{entra.tenant}/oauth2/v2.0/token"
    elsewhere = await answering({}, status=307, headers={"Location": away})
    with pytest.raises(NoToken, match="answered 307"):
        await OutgoingToken(settings_of(entra, login_url=elsewhere)).current()
    assert entra.asked == 0


async def test_an_answer_that_is_too_large_is_none(answering: Answering) -> None:
    with pytest.raises(Unreachable, match="ValueError"):
        await asked(await answering(b" " * (LARGEST_ANSWER + 1)))


async def test_who_takes_too_long_gave_no_answer(entra: Entra) -> None:
    entra.delay = 0.2
    with pytest.raises(Unreachable, match="gave no answer"):
        await asked(f"{entra.address}/v1/.well-known/keys", timeout=aiohttp.ClientTimeout(total=0.05))


def test_an_assertion_is_what_microsoft_says_it_should_be(entra: Entra, tmp_path: Path) -> None:
    from bot.channels.teams.signing import assertion

    _, path = write_certificate(tmp_path, spare_private_key(3))
    settings = settings_of(entra, app_secret="", certificate=str(path))
    head, body, _ = assertion(settings, now=1_700_000_000).split(".")
    header, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, body))
    assert header == {"alg": "PS256", "typ": "JWT", "x5t#S256": settings.certificate.thumbprint}
    assert claims.pop("jti")
    assert claims == {
        "aud": f"{entra.address}/{entra.tenant}/oauth2/v2.0/token",
        "iss": entra.app_id,
        "sub": entra.app_id,
        "iat": 1_700_000_000,
        "nbf": 1_700_000_000,
        "exp": 1_700_000_600,
    }
