"""Whatever comes to the messaging endpoint is answered with 2xx or 4xx, and never with a 500."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.teams.activities import DEEPEST, LARGEST, BadActivity, activity_in, body_in
from tests.channels.teams.entra import activity
from tests.channels.teams.serving import Guide

pytestmark = pytest.mark.model

NO_ACTIVITIES = {
    "nothing": (400, b""),
    "no JSON": (400, b"hello"),
    "half of it": (400, b'{"type": "message"'),
    "a list": (400, b"[]"),
    "a text": (400, b'"message"'),
    "null": (400, b"null"),
    "not UTF-8": (400, b'{"type": "\xff"}'),
    "NaN": (400, b'{"type": "message", "value": NaN}'),
    "NUL": (400, b'{"type": "message", "text": "\\u0000"}'),
    "half a character": (400, b'{"type": "message", "text": "\\ud800"}'),
    "too deep": (400, b'{"type": ' + b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1) + b"}"),
    "far too deep": (400, b'{"a":' * 30_000 + b"1" + b"}" * 30_000),
    "too large": (413, json.dumps({"type": "message", "text": "a" * LARGEST}).encode()),
}


@pytest.mark.parametrize("name", NO_ACTIVITIES)
async def test_what_is_no_activity_is_refused_before_its_token_is_read(guide: Guide, name: str) -> None:
    status, body = NO_ACTIVITIES[name]
    answer = await guide.client.post("/teams/messages", content=body)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


WRONG_PARTS: dict[str, dict[str, Any]] = {
    "no type": {"type": None},
    "a number for type": {"type": 1},
    "no id": {"id": None},
    "a number for id": {"id": 1},
    "a long id": {"id": "1" * 201},
    "a list for text": {"text": []},
    "a text for value": {"value": "yes"},
    "no sender": {"from": None},
    "a text for sender": {"from": "somebody"},
    "a sender without id": {"from": {}},
    "a list for a sender's id": {"from": {"id": []}},
    "no recipient": {"recipient": None},
    "no conversation": {"conversation": None},
    "a list for conversation": {"conversation": []},
    "a long conversation": {"conversation": {"id": "a" * 1001}},
    "an unknown kind of conversation": {"conversation": {"id": "a", "conversationType": "call"}},
    "a text for isGroup": {"conversation": {"id": "a", "isGroup": "no"}},
    "an object for entities": {"entities": {}},
    "texts for entities": {"entities": ["mention"]},
    "a text for attachments": {"attachments": "file"},
    "a number for replyToId": {"replyToId": 7},
    "a text for membersAdded": {"membersAdded": "me"},
    "numbers for members": {"membersAdded": [{"id": 1}]},
}


@pytest.mark.parametrize("name", WRONG_PARTS)
def test_an_activity_with_a_part_of_another_shape_is_refused(name: str) -> None:
    with pytest.raises(BadActivity) as refused:
        activity_in(activity(**WRONG_PARTS[name]))
    assert refused.value.status == 400


def test_an_activity_as_teams_sends_it_is_read() -> None:
    read = activity_in(body_in(json.dumps(activity()).encode()))
    assert (read.type, read.kind, read.text) == ("message", "personal", "what is a part-time timetable?")
    assert read.person == "7c0f2d3e-0000-4000-8000-000000000001"


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer a.b.c", "Basic Zm9v"])
async def test_an_activity_without_the_services_token_is_refused(guide: Guide, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    sent = json.dumps(guide.person().activity(text="hello")).encode()
    answer = await guide.client.post("/teams/messages", content=sent, headers=headers)
    assert (answer.status_code, list(answer.json())) == (401, ["error"])


async def test_an_activity_that_says_another_address_than_its_token_is_refused(guide: Guide) -> None:
    answer = await guide.person().sends(text="hello", serviceUrl="https://smba.trafficmanager.net/uk/")
    assert answer.status_code == 403


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
TYPES = ("message", "invoke", "conversationUpdate", "installationUpdate", "messageReaction", "typing")
ids = st.sampled_from(["28:x", "29:somebody", ""]) | anything
members = st.lists(st.fixed_dictionaries({"id": ids}), max_size=2) | anything
values = st.fixed_dictionaries(
    {},
    optional={
        "guide": st.sampled_from(["1-00000000", "999999999-00000000", "-1"]) | anything,
        "says": st.text(max_size=20) | anything,
        "payload": st.text(max_size=10).map(lambda text: f"/{text}") | anything,
        "note": anything,
        "action": st.fixed_dictionaries({"data": anything}) | anything,
    },
)
files = st.fixed_dictionaries(
    {"contentType": st.just("application/vnd.microsoft.teams.file.download.info")},
    optional={"name": anything, "content": st.fixed_dictionaries({"downloadUrl": anything}) | anything},
)
fields = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES) | anything},
    optional={
        "id": st.text(max_size=10) | anything,
        "name": st.sampled_from(["adaptiveCard/action", "fileConsent/invoke"]) | anything,
        "action": st.sampled_from(["add", "remove", "add-upgrade"]) | anything,
        "text": st.text(max_size=40) | anything,
        "value": values | anything,
        "entities": st.lists(
            st.fixed_dictionaries({"type": st.just("mention"), "mentioned": anything, "text": anything})
        )
        | anything,
        "attachments": st.lists(files, max_size=2) | anything,
        "replyToId": anything,
        "membersAdded": members,
        "membersRemoved": members,
        "reactionsAdded": st.lists(st.fixed_dictionaries({"type": st.just("like") | anything}), max_size=2) | anything,
        "from": st.fixed_dictionaries({"id": ids}, optional={"aadObjectId": anything, "role": anything}) | anything,
        "recipient": st.fixed_dictionaries({"id": ids}) | anything,
        "locale": anything,
        "channelData": anything,
    },
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed=fields, kind=st.sampled_from(["personal", "groupChat", "channel"]))
async def test_anything_in_an_activitys_fields_is_answered_with_2xx_or_4xx(
    guide: Guide, changed: dict[str, Any], kind: str
) -> None:
    person = guide.person(chat="a:fuzz", name="fuzz", kind=kind)
    sent = {**person.activity(), **changed}
    answer = await person.sends(json.dumps(sent).encode())
    assert 200 <= answer.status_code < 300 or 400 <= answer.status_code < 500, (answer.status_code, sent)
    await guide.settled()
