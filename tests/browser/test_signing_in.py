"""Sessions that ran out, and people whom the intranet signs in to the widget."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.async_api import expect

from bot.channels.web.sessions import Sessions
from bot.channels.web.settings import WebSettings
from tests.browser.conftest import KEY, Person, Window
from tests.browser.host import Site, pages, site
from tests.browser.serving import Served, free_port, served
from tests.browser.test_widget import at

pytestmark = pytest.mark.model

ONE_DAY = 24 * 60 * 60


async def test_an_expired_session_opens_nothing(person: Person) -> None:
    guide = await person()
    await guide.say("92%", then="15.2 days")
    (cookie,) = await guide.page.context.cookies()
    expired = expired_cookie(str(cookie["value"]))
    await guide.page.context.add_cookies([{**cookie, "value": expired}])  # type: ignore[list-item,typeddict-item]
    await guide.page.reload()
    await guide.ready()
    await guide.say("hello", then="Please leave out names")
    assert not [said for said in await guide.said() if "15.2 days" in said]


def expired_cookie(cookie: str) -> str:
    """The same session, as it was a day ago and last used then, signed with the server's own key."""
    settings = WebSettings(session_key=KEY, pseudonym_key=KEY)
    session = Sessions(settings).read(cookie)
    assert session is not None
    old = replace(session, seen=session.seen - ONE_DAY, until=session.until - ONE_DAY)
    return Sessions(settings).set_cookie(old).split(";")[0].partition("=")[2]


class Intranet:
    """The intranet's sign-in: who is signed in there, and the tokens that it signs for them."""

    def __init__(self) -> None:
        self.person: str | None = None
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.audience = ""

    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def token(self) -> str:
        """A token as docs/embedding.md describes it; none where nobody is signed in."""
        if self.person is None:
            return ""
        claims = {
            "iss": "https://intranet.council.example",
            "sub": self.person,
            "aud": self.audience,
            "exp": int(time.time()) + 120,
            "jti": secrets.token_urlsafe(16),
        }
        return jwt.encode(claims, self.key, algorithm="ES256")


@pytest.fixture(scope="module")
def signing_intranet(guide_served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Intranet, Site]]:
    """A guide that takes the intranet's tokens, and the intranet."""
    intranet = Intranet()
    key_file = Path(tmp_path_factory.mktemp("keys")) / "intranet.pem"
    key_file.write_bytes(intranet.public_key())
    port, site_port = free_port(), free_port()
    intranet.audience = f"http://127.0.0.1:{port}"
    settings = {
        **guide_served.settings,
        "GUIDE_PUBLIC_URL": intranet.audience,
        "GUIDE_EMBEDDING_KEY": str(key_file),
        "GUIDE_EMBEDDING_SITES": f"http://127.0.0.1:{site_port}",
    }
    with served(port, settings) as guide, site(site_port, pages(guide.address), intranet.token) as running:
        yield intranet, running


async def test_who_is_signed_in_to_the_intranet_is_signed_in_to_the_widget(
    window: Window, signing_intranet: tuple[Intranet, Site]
) -> None:
    intranet, running = signing_intranet
    intranet.person = "a social worker"
    first = await (await at(window, running, "/left")).open()
    await first.guide.say("92%", then="15.2 days")
    at_another_desk = await (await at(window, running, "/left")).open()
    await at_another_desk.guide.shows("15.2 days")
    intranet.person = "somebody else"
    somebody_else = await (await at(window, running, "/left")).open()
    await somebody_else.guide.say("hello", then="Please leave out names")
    assert not [said for said in await somebody_else.guide.said() if "15.2 days" in said]


async def test_what_was_typed_stays_when_the_session_has_ended(
    window: Window, signing_intranet: tuple[Intranet, Site]
) -> None:
    intranet, running = signing_intranet
    intranet.person = "a careful writer"
    widget = await (await at(window, running, "/left")).open()
    await widget.guide.say("92%", then="15.2 days")
    intranet.person = None
    await widget.page.context.clear_cookies()
    await widget.guide.composer.fill("my long and careful words")
    await widget.guide.composer.press("Enter")
    await expect(widget.guide.inside.get_by_role("link", name="Sign in")).to_be_visible()
    assert await widget.guide.composer.input_value() == "my long and careful words"
    intranet.person = "a careful writer"
    await widget.guide.composer.press("Enter")
    await widget.guide.shows("my long and careful words")


async def test_where_the_intranet_knows_nobody_the_widget_says_so(
    window: Window, signing_intranet: tuple[Intranet, Site]
) -> None:
    intranet, running = signing_intranet
    intranet.person = None
    widget = await at(window, running, "/left")
    await widget.button.click()
    await expect(widget.guide.inside.get_by_role("link", name="Sign in")).to_be_visible()
