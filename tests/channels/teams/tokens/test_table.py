"""Each token of the table: what the guide does with it, and what Microsoft's connector does."""

from __future__ import annotations

import re

import pytest

from bot.channels.teams.settings import TeamsSettings
from bot.channels.teams.tokens import Claims, IncomingTokens, Refused
from tests.channels.teams.entra import SERVICE_URL, TENANT, Entra
from tests.channels.teams.tokens.forging import (
    UNENDORSED,
    WITH_NO_CHANNEL,
    WITHOUT_CHANNELS,
    Row,
    activity_of,
    authorization_of,
    rows,
)
from tests.channels.teams.tokens.microsoft import accepts
from tests.rows import every_row

TAKEN = "taken"


@pytest.fixture
def settings(entra: Entra) -> TeamsSettings:
    """The settings of a bot whose service shows keys that are endorsed for Teams, for others, and for nothing."""
    entra.keys = [UNENDORSED, WITHOUT_CHANNELS, WITH_NO_CHANNEL, *entra.keys]
    found = TeamsSettings.from_environment(entra.environment)
    assert found is not None
    return found


@every_row("row", rows(), ids=lambda row: row["what"])
async def test_a_token_is_taken_or_refused_as_the_table_says(row: Row, entra: Entra, settings: TeamsSettings) -> None:
    authorization, activity = authorization_of(row, entra), activity_of(row)

    try:
        await IncomingTokens(settings).claims_of(authorization, activity)
        ours: object = TAKEN
    except Refused as refused:
        ours = refused.status
        assert not any(part in refused.why for part in parts_of(authorization))
    theirs = await accepts(authorization, activity, settings.openid_url)

    assert (ours, TAKEN if theirs else "refused") == (row["ours"], row["theirs"])


def parts_of(authorization: str | None) -> list[str]:
    """What of a header must not be in a log."""
    return [part for part in re.split(r"[ .]", authorization or "") if len(part) > 10]


def test_each_difference_from_microsofts_connector_is_explained_and_nothing_else_is() -> None:
    differing = [row["what"] for row in rows() if (row["ours"] == TAKEN) != (row["theirs"] == TAKEN)]
    explained = [row["what"] for row in rows() if row.get("because")]
    assert differing == explained
    assert len({row["what"] for row in rows()}) == len(rows()) >= 40


async def test_a_right_token_says_where_replies_go_and_which_tenant_it_is(
    entra: Entra, settings: TeamsSettings
) -> None:
    claims = await IncomingTokens(settings).claims_of(entra.authorization(), activity_of({}))
    assert claims == Claims(service_url=SERVICE_URL, tenant=TENANT)
