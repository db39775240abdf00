"""The service's keys: fetched when they are needed, kept while the service is away, and not asked for too often."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from jwt.algorithms import RSAAlgorithm

from bot.channels.teams.keys import (
    SECONDS_AFTER_FAILURE,
    SECONDS_BETWEEN_FETCHES,
    SECONDS_KEPT,
    KeysAway,
    ServiceKeys,
    UnknownKey,
    fetched_keys,
    signing_key,
)
from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.tokens import IncomingTokens, Refused
from tests.channels.teams.clocks import Clock
from tests.channels.teams.entra import Entra, activity, new_private_key, spare_private_key
from tests.channels.teams.tokens.conftest import Answering
from tests.rows import every_row
from tests.waiting import settled


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(entra: Entra, clock: Clock) -> ServiceKeys:
    return ServiceKeys(entra.environment["GUIDE_TEAMS_OPENID_URL"], clock)


async def test_nothing_is_asked_for_before_a_token_comes_and_then_once(entra: Entra, keys: ServiceKeys) -> None:
    assert entra.keys_fetched == 0
    assert "msteams" in (await keys.key("first")).endorsements
    await keys.key("first")
    assert entra.keys_fetched == 1


async def test_many_who_come_at_once_wait_for_one_fetch(entra: Entra, keys: ServiceKeys) -> None:
    entra.delay = 0.05
    found = await asyncio.gather(*(keys.key("first") for _ in range(20)))
    assert len(found) == 20
    assert entra.keys_fetched == 1


async def test_one_who_stops_waiting_does_not_stop_the_fetch_for_others(entra: Entra, keys: ServiceKeys) -> None:
    entra.delay = 0.05
    impatient, patient = (asyncio.create_task(keys.key("first")) for _ in range(2))
    await asyncio.sleep(0.01)
    impatient.cancel()
    assert await patient
    assert entra.keys_fetched == 1


async def test_a_key_that_came_meanwhile_is_found(entra: Entra, keys: ServiceKeys, clock: Clock) -> None:
    await keys.key("first")
    other = entra.rotate()
    clock.passes(SECONDS_BETWEEN_FETCHES)
    assert (await keys.key(other.kid)).public.public_numbers() == other.private.public_key().public_numbers()
    with pytest.raises(UnknownKey):
        await keys.key("first")


async def test_made_up_keys_do_not_make_the_guide_ask_again_and_again(
    entra: Entra, keys: ServiceKeys, clock: Clock
) -> None:
    for number in range(50):
        with pytest.raises(UnknownKey):
            await keys.key(f"made up {number}")
    assert entra.keys_fetched == 1
    clock.passes(SECONDS_BETWEEN_FETCHES)
    with pytest.raises(UnknownKey):
        await keys.key("made up")
    assert entra.keys_fetched == 2


async def test_keys_are_asked_for_again_after_a_day_and_nobody_waits_for_it(
    entra: Entra, keys: ServiceKeys, clock: Clock
) -> None:
    await keys.key("first")
    clock.passes(SECONDS_KEPT + 1)
    entra.rotate()
    assert await keys.key("first")
    await settled(lambda: entra.keys_fetched == 2)
    with pytest.raises(UnknownKey):
        await keys.key("first")


async def test_keys_hold_while_the_service_is_away(entra: Entra, keys: ServiceKeys, clock: Clock) -> None:
    await keys.key("first")
    entra.away = True
    for _ in range(7):
        clock.passes(SECONDS_KEPT + 1)
        assert await keys.key("first")
        await asyncio.sleep(0.01)
    with pytest.raises(KeysAway, match="answered 503"):
        await keys.key("another")
    assert await keys.key("first")


async def test_while_the_service_is_away_it_is_asked_only_now_and_then(
    entra: Entra, keys: ServiceKeys, clock: Clock
) -> None:
    entra.away = True
    for _ in range(3):
        with pytest.raises(KeysAway):
            await keys.key("first")
    entra.away = False
    with pytest.raises(KeysAway):
        await keys.key("first")
    clock.passes(SECONDS_AFTER_FAILURE)
    assert await keys.key("first")


async def test_where_the_keys_can_not_be_had_an_activity_is_asked_to_come_again(entra: Entra) -> None:
    settings = TeamsSettings.from_environment({**entra.environment, "GUIDE_TEAMS_OPENID_URL": "http://127.0.0.1:1/x"})
    assert settings is not None
    with pytest.raises(Refused, match=r"127\.0\.0\.1:1 gave no answer") as refused:
        await IncomingTokens(settings).claims_of(entra.authorization(), activity())
    assert refused.value.status == 503


@pytest.mark.parametrize(
    ("described", "said"),
    [
        ({}, "names no https address of keys"),
        ({"jwks_uri": 7}, "names no https address of keys"),
        ({"jwks_uri": "http://keys.example/keys"}, "names no https address of keys"),
        ({"jwks_uri": "file:///etc/passwd"}, "names no https address of keys"),
    ],
)
async def test_keys_come_from_an_https_address_only(described: dict[str, Any], said: str, answering: Answering) -> None:
    with pytest.raises(KeysAway, match=said):
        await fetched_keys(await answering(described))


@pytest.mark.parametrize("shown", [{}, {"keys": {}}, {"keys": []}, {"keys": ["x", {}, {"kty": "EC", "kid": "a"}]}, [1]])
async def test_a_key_set_without_keys_is_none(entra: Entra, shown: Any) -> None:
    entra.shown_keys = shown or {"none": 1}
    with pytest.raises(KeysAway, match="shows no keys"):
        await fetched_keys(entra.environment["GUIDE_TEAMS_OPENID_URL"])


PUBLIC = RSAAlgorithm.to_jwk(spare_private_key(1).public_key(), as_dict=True)
PRIVATE = RSAAlgorithm.to_jwk(spare_private_key(1), as_dict=True)


@every_row(
    ("shown", "why"),
    [
        ("x", "no object"),
        ({**PUBLIC, "kid": "a", "kty": "EC"}, "another kind"),
        ({**PUBLIC, "kid": "a", "use": "enc"}, "not for signing"),
        (PUBLIC, "no id"),
        ({**PUBLIC, "kid": 7}, "an id that is no text"),
        ({**PUBLIC, "kid": "a", "n": "!"}, "no number"),
        ({**PUBLIC, "kid": "a", "n": None}, "no number at all"),
        ({"kty": "RSA", "kid": "a"}, "nothing in it"),
        ({**PRIVATE, "kid": "a"}, "a private key"),
    ],
)
def test_what_tokens_can_not_be_checked_with_is_left_out(shown: object, why: str) -> None:
    assert signing_key(shown) is None, why


def test_a_key_that_is_too_short_is_left_out() -> None:
    short = RSAAlgorithm.to_jwk(new_private_key(1024).public_key(), as_dict=True)
    assert signing_key({**short, "kid": "a"}) is None


@every_row(
    ("endorsements", "read"),
    [(["msteams", "webchat", 7], {"msteams", "webchat"}), ("msteams", set()), ({"msteams": 1}, set()), (None, set())],
)
def test_endorsements_are_a_list_of_names(endorsements: object, read: set[str]) -> None:
    found = signing_key({**PUBLIC, "kid": "a", "endorsements": endorsements})
    assert found is not None
    assert found[0] == "a"
    assert found[1].endorsements == read
