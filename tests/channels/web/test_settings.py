"""The settings of the channel, and where they let it listen."""

from __future__ import annotations

from pathlib import Path

import pytest
from joserfc.jwk import RSAKey

from bot.channels.web.keys import keys_from
from bot.channels.web.settings import SettingError, WebSettings

KEY = "thirty-two characters or a few more"
SIGN_IN = {
    "GUIDE_OIDC_ISSUER": "https://login.example/tenant/v2.0",
    "GUIDE_OIDC_CLIENT_ID": "guide",
    "GUIDE_OIDC_CLIENT_SECRET": "secret",
    "GUIDE_PUBLIC_URL": "https://guide.example.gov.uk",
}


def test_without_settings_it_is_for_one_person_on_this_machine() -> None:
    settings = WebSettings.from_environment({})

    assert not settings.signs_in
    assert not settings.secure
    assert settings.refusal_to_listen("127.0.0.1") is None
    assert settings.session_key != WebSettings.from_environment({}).session_key


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.5", "guide.example.gov.uk"])
def test_it_listens_for_others_only_with_a_sign_in_and_a_key(host: str) -> None:
    alone, unkeyed = WebSettings.from_environment({}), WebSettings.from_environment(SIGN_IN)
    keyed = WebSettings.from_environment({**SIGN_IN, "GUIDE_SESSION_KEY": KEY})

    assert "set GUIDE_OIDC_ISSUER" in str(alone.refusal_to_listen(host))
    assert "GUIDE_SESSION_KEY is not set" in str(unkeyed.refusal_to_listen(host))
    assert keyed.refusal_to_listen(host) is None


def test_a_public_address_is_open_to_others_whatever_it_listens_on() -> None:
    settings = WebSettings.from_environment({"GUIDE_PUBLIC_URL": "https://guide.example.gov.uk"})

    assert "there is no sign-in" in str(settings.refusal_to_listen("127.0.0.1"))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"GUIDE_SESSION_KEY": "short"}, "GUIDE_SESSION_KEY is too short"),
        ({"GUIDE_PSEUDONYM_KEY": "short"}, "GUIDE_PSEUDONYM_KEY is too short"),
        ({"GUIDE_PUBLIC_URL": ""}, "GUIDE_PUBLIC_URL is missing"),
        ({"GUIDE_PUBLIC_URL": "http://guide.example.gov.uk"}, "GUIDE_PUBLIC_URL is"),
        ({"GUIDE_PUBLIC_URL": "https://guide.example.gov.uk/path"}, "GUIDE_PUBLIC_URL is"),
        ({"GUIDE_PUBLIC_URL": "https://guide;default-src *"}, "GUIDE_PUBLIC_URL is"),
        ({"GUIDE_PUBLIC_URL": "https://guide:port"}, "GUIDE_PUBLIC_URL is"),
        ({"GUIDE_PUBLIC_URL": "guide"}, "GUIDE_PUBLIC_URL is"),
        ({"GUIDE_EMBEDDING_SITES": "https://one.example, two.example"}, "GUIDE_EMBEDDING_SITES is"),
        ({"GUIDE_EMBEDDING_KEY": "key.pem"}, "GUIDE_EMBEDDING_SITES is missing"),
        ({"GUIDE_OIDC_CLIENT_SECRET": ""}, "GUIDE_OIDC_CLIENT_SECRET is missing"),
        ({"GUIDE_OIDC_ISSUER": "http://login.example"}, "GUIDE_OIDC_ISSUER is"),
        ({"GUIDE_OIDC_ISSUER": "http://[login.example"}, "GUIDE_OIDC_ISSUER is"),
        ({"GUIDE_SESSION_HOURS": "twelve"}, "GUIDE_SESSION_HOURS is"),
        ({"GUIDE_MESSAGES_A_MINUTE": "0"}, "GUIDE_MESSAGES_A_MINUTE is"),
        ({"GUIDE_SESSION_IDLE_MINUTES": "-1"}, "GUIDE_SESSION_IDLE_MINUTES is"),
        ({"GUIDE_PROXIES": "²"}, "GUIDE_PROXIES is"),
    ],
)
def test_a_setting_that_cant_be_is_named_in_one_line(changes: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError) as raised:
        WebSettings.from_environment({**SIGN_IN, **changes})

    assert str(raised.value).startswith(named)
    assert "\n" not in str(raised.value)


def test_sites_are_named_with_commas() -> None:
    sites = "https://Intranet.example.gov.uk/, http://localhost:8000"
    settings = WebSettings.from_environment({"GUIDE_EMBEDDING_SITES": sites})

    assert settings.embedding_sites == ("https://intranet.example.gov.uk", "http://localhost:8000")


def test_an_embedding_key_that_is_no_public_key_is_named_in_one_line() -> None:
    for value in ("/no/such/key.pem", __file__):
        with pytest.raises(SettingError, match=r"GUIDE_EMBEDDING_KEY is .*: give the path of a public key"):
            keys_from("GUIDE_EMBEDDING_KEY", value)


def test_a_private_key_is_no_embedding_key_for_it_is_the_intranets_alone(tmp_path: Path) -> None:
    path = tmp_path / "intranet.pem"
    path.write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
    with pytest.raises(SettingError, match="give the path of a public key"):
        keys_from("GUIDE_EMBEDDING_KEY", str(path))


def test_secrets_are_never_shown() -> None:
    shown = repr(WebSettings.from_environment({**SIGN_IN, "GUIDE_SESSION_KEY": KEY}))

    assert KEY not in shown
    assert "secret'" not in shown
