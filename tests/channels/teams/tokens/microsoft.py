"""What Microsoft's own connector, botframework-connector 4.17.1, makes of a token."""

from __future__ import annotations

import asyncio
from typing import Any

from botbuilder.schema import Activity
from botframework.connector.auth import ChannelValidation, JwtTokenValidation, SimpleCredentialProvider

from tests.channels.teams.entra import APP_ID, SECRET


async def accepts(authorization: str | None, activity: dict[str, Any], openid_url: str) -> bool:
    """Whether it takes an activity with this header. It blocks while it fetches keys, so it gets a thread."""
    return await asyncio.to_thread(lambda: asyncio.run(authenticates(authorization, activity, openid_url)))


async def authenticates(authorization: str | None, activity: dict[str, Any], openid_url: str) -> bool:
    """The same, in this thread."""
    ChannelValidation.open_id_metadata_endpoint = openid_url
    credentials = SimpleCredentialProvider(APP_ID, SECRET)
    try:
        identity = await JwtTokenValidation.authenticate_request(
            Activity().deserialize(activity), authorization, credentials
        )
    # Whatever it raises, it raises in place of taking the activity.
    except Exception:
        return False
    finally:
        ChannelValidation.open_id_metadata_endpoint = None
    return bool(identity.is_authenticated)
