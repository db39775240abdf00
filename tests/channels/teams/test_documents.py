"""A document asked for in Teams: buttons that open it for an hour, for whoever asked and for nobody else."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import pytest_asyncio
from docx import Document as open_word

from actions import documents
from bot.channels.teams.documents import PATH
from bot.channels.teams.lines import line
from bot.channels.teams.references import ISSUER
from bot.channels.web import refusals
from bot.channels.web.sessions import Sessions
from bot.channels.web.settings import Provider
from bot.records.store import Store
from bot.web import pages
from tests.channels.cards.shown import every
from tests.channels.teams.entra import TENANT
from tests.channels.teams.serving import Guide, serving
from tests.channels.teams.teams import Person, Teams

pytestmark = pytest.mark.model

ENTRA = Provider(ISSUER.format(tenant=TENANT), "the-page", "a secret")
ELSEWHERE = Provider("https://id.example.gov.uk", "the-page", "a secret")


@pytest_asyncio.fixture(loop_scope="session")
async def guide(assistant: Any, kept: Store, teams: Teams) -> AsyncIterator[Guide]:
    """A guide to whose page one signs in as to Teams."""
    async with serving(assistant, kept, teams, provider=ENTRA) as served:
        yield served


async def asked_for(guide: Guide) -> Person:
    """Somebody who noted a figure and asked for it as a document."""
    person = guide.person()
    for text in ("walk me through the school checklist", "87%", "can I have that as a Word document?"):
        await person.says(text)
    await guide.settled()
    return person


def links(person: Person) -> dict[str, str]:
    """What can be opened in a chat, by the words on the button."""
    opening = (one for shown in person.shown for one in every(shown.card or {}) if one.get("type") == "Action.OpenUrl")
    return {one["title"]: one["url"] for one in opening}


def session_of(guide: Guide, object_id: str) -> dict[str, str]:
    """The cookie of somebody who signed in to the page, whom Entra knows by this id."""
    sessions = Sessions(guide.web_settings)
    practitioner = sessions.pseudonym(ENTRA.issuer, object_id)
    return {"Cookie": sessions.set_cookie(sessions.begin(practitioner)).split(";")[0]}


def own_session(guide: Guide, person: Person) -> dict[str, str]:
    """The cookie of the same person's session of the page."""
    return session_of(guide, person.activity()["from"]["aadObjectId"])


async def test_it_opens_as_word_and_as_plain_text_for_who_asked(guide: Guide) -> None:
    person = await asked_for(guide)
    opening = links(person)
    word, text = [await guide.client.get(url, headers=own_session(guide, person)) for url in opening.values()]

    assert list(opening) == ["Open as Word", "Open as plain text"]
    assert any("for an hour" in text for text in person.texts)
    assert word.headers["content-disposition"].startswith('attachment; filename="what-the-school-says')
    table_cells = [cell.text for table in open_word(io.BytesIO(word.content)).tables for cell in table._cells]
    assert any("87%" in cell for cell in table_cells) and "87%" in text.text


async def test_it_opens_from_a_link_that_another_site_shows(guide: Guide) -> None:
    person = await asked_for(guide)
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", **own_session(guide, person)}

    assert (await guide.client.get(links(person)["Open as Word"], headers=followed)).status_code == 200


async def test_who_is_not_signed_in_is_told_to_sign_in_and_open_the_link_again(guide: Guide) -> None:
    if not pages.built():
        pytest.skip("the page isn't built: run bin/build-page")
    answer = await guide.client.get(links(await asked_for(guide))["Open as Word"])

    assert answer.status_code == 401
    assert refusals.line("document_signed_out") in unescape(answer.text)
    assert 'href="/sign-in"' in answer.text


async def test_nobody_else_who_is_signed_in_can_open_it(guide: Guide) -> None:
    person, other = await asked_for(guide), await asked_for(guide)
    for headers in (own_session(guide, other), session_of(guide, "somebody-without-a-chat")):
        answer = await guide.client.get(links(person)["Open as Word"], headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (404, refusals.line("no_document"))


async def test_it_is_gone_with_its_conversation(guide: Guide) -> None:
    person = await asked_for(guide)
    opening = links(person)["Open as Word"]
    await person.says("delete this conversation")
    await guide.settled()
    await person.presses("Yes")
    await guide.settled()

    assert (await guide.client.get(opening, headers=own_session(guide, person))).status_code == 404


@pytest.fixture
def an_hour_has_passed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Documents that could be opened until a minute ago."""
    monkeypatch.setattr(documents, "OPEN_FOR", timedelta(minutes=-1))
    yield


async def test_after_an_hour_it_can_be_opened_no_longer(guide: Guide, an_hour_has_passed: None) -> None:
    person = await asked_for(guide)
    answer = await guide.client.get(links(person)["Open as Word"], headers=own_session(guide, person))

    assert (answer.status_code, answer.json()["error"]) == (410, refusals.line("document_expired"))


async def test_an_address_that_is_not_the_guides_own_opens_nothing(guide: Guide) -> None:
    person = await asked_for(guide)
    url = links(person)["Open as Word"]
    picture = guide.channel.pictures._addresses.address({"conversation": "c", "number": 1}, 9_999_999_999, ".docx")
    forged = [url.replace(".docx", ending) for ending in ("", ".exe", "x.docx")]
    names = ["a.b.c.docx", "1.docx", ".docx", "x", str(picture).rpartition("/")[2]]
    for one in (*forged, *(PATH + name for name in names)):
        assert (await guide.client.get(one, headers=own_session(guide, person))).status_code == 404, one


async def test_neither_the_pseudonym_nor_the_persons_id_is_in_the_address(guide: Guide) -> None:
    person = await asked_for(guide)
    token = links(person)["Open as Word"].rpartition("/")[2].removesuffix(".docx")
    named = guide.channel.documents._addresses.named(token)

    assert named is not None and set(named) == {"aud", "exp", "conversation", "number"}


@pytest.mark.parametrize(
    ("public", "provider"),
    [(False, None), (True, None), (True, ELSEWHERE)],
    ids=["no public address", "nobody signs in to the page", "the page knows people by other names"],
)
async def test_where_nobody_could_open_it_it_says_where_documents_are(
    assistant: Any, kept: Store, teams: Teams, public: bool, provider: Provider | None
) -> None:
    async with serving(assistant, kept, teams, public=public, provider=provider) as guide:
        person = await asked_for(guide)

    assert line("documents_on_page") in person.texts and links(person) == {}
    assert not any("for an hour" in text for text in person.texts)
