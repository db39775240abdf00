"""The settings of the Teams channel: all of them right, or one line that says which is wrong."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_elliptic_key

from bot.channels.teams.settings import TeamsSettings
from bot.channels.web.settings import SettingError
from tests.channels.teams.entra import APP_ID, SECRET, TENANT, key_pem, new_private_key, spare_private_key
from tests.channels.teams.entra import write_certificate as written
from tests.rows import every_row

RIGHT = {"GUIDE_TEAMS_APP_ID": APP_ID, "GUIDE_TEAMS_TENANT_ID": TENANT, "GUIDE_TEAMS_APP_SECRET": SECRET}
OTHER = "11111111-1111-4111-8111-111111111111"


def settings(**changed: str) -> TeamsSettings:
    """The right settings with some changed; "" takes one out."""
    found = TeamsSettings.from_environment({**RIGHT, **{f"GUIDE_TEAMS_{n.upper()}": v for n, v in changed.items()}})
    assert found is not None
    return found


def test_without_an_app_id_there_is_no_teams() -> None:
    assert TeamsSettings.from_environment({}) is None
    assert TeamsSettings.from_environment({**RIGHT, "GUIDE_TEAMS_APP_ID": "  "}) is None


def test_three_settings_do() -> None:
    found = settings()
    assert (found.app_id, found.tenant_id, found.secret) == (APP_ID, TENANT, SECRET)
    assert found.allowed_tenants == {TENANT}
    assert found.token_url == f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"
    assert found.openid_url == "https://login.botframework.com/v1/.well-known/openidconfiguration"


def test_ids_are_read_in_any_case() -> None:
    found = settings(app_id=APP_ID.upper(), allowed_tenants=f" {TENANT.upper()} , {OTHER}")
    assert found.app_id == APP_ID
    assert found.allowed_tenants == {TENANT, OTHER}


@every_row(
    ("changed", "said"),
    [
        ({"tenant_id": ""}, "GUIDE_TEAMS_TENANT_ID is missing"),
        ({"tenant_id": "council.onmicrosoft.com"}, "GUIDE_TEAMS_TENANT_ID is"),
        ({"app_id": "guide"}, "give the GUID that Entra shows"),
        ({"app_id": APP_ID.replace("-", "")}, "give the GUID that Entra shows"),
        ({"app_id": f"{{{APP_ID}}}"}, "give the GUID that Entra shows"),
        ({"app_secret": ""}, "are both missing: set one of them"),
        ({"certificate": "bot.pem"}, "are both set: set one of them"),
        ({"app_secret": OTHER}, "it is the secret's id: give its value"),
        ({"allowed_tenants": "common"}, "GUIDE_TEAMS_ALLOWED_TENANTS is"),
        ({"allowed_tenants": " , "}, "GUIDE_TEAMS_ALLOWED_TENANTS names nothing"),
        ({"service_hosts": ","}, "GUIDE_TEAMS_SERVICE_HOSTS names nothing"),
        ({"service_hosts": "*"}, "GUIDE_TEAMS_SERVICE_HOSTS has"),
        ({"service_hosts": "*.com"}, "GUIDE_TEAMS_SERVICE_HOSTS has"),
        ({"service_hosts": "smba.*.net"}, "GUIDE_TEAMS_SERVICE_HOSTS has"),
        ({"service_hosts": "https://smba.trafficmanager.net"}, "GUIDE_TEAMS_SERVICE_HOSTS has"),
        ({"service_hosts": "smba.trafficmanager.net/uk"}, "GUIDE_TEAMS_SERVICE_HOSTS has"),
        ({"service_hosts": "smba.trafficmanager.net:0"}, "GUIDE_TEAMS_SERVICE_HOSTS has"),
        ({"service_hosts": "smba.trafficmanager.net:x"}, "GUIDE_TEAMS_SERVICE_HOSTS has"),
        ({"login_url": "http://login.microsoftonline.com"}, "give an https address"),
        ({"login_url": "login.microsoftonline.com"}, "give an https address"),
        ({"login_url": "https://user@login.example"}, "give an https address"),
        ({"login_url": "https://login.example?a"}, "give an https address"),
        ({"login_url": "https://login.example:99999"}, "give an https address"),
        ({"openid_url": "https:///x"}, "give an https address"),
    ],
)
def test_what_can_not_be_is_refused_in_one_line(changed: dict[str, str], said: str) -> None:
    with pytest.raises(SettingError) as refused:
        settings(**changed)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert SECRET not in str(refused.value)


def test_a_secret_is_never_shown() -> None:
    assert SECRET not in repr(settings())
    with pytest.raises(SettingError) as refused:
        settings(app_secret=OTHER)
    assert OTHER not in str(refused.value)


@every_row(
    ("hosts", "url", "allowed"),
    [
        ("", "https://smba.trafficmanager.net/uk/", True),
        ("", "https://SMBA.trafficmanager.net/uk/", True),
        ("", "https://smba.trafficmanager.net:443/uk/", True),
        ("", "https://a.b.botframework.com/", True),
        ("", "https://botframework.com/", False),
        ("", "https://smba.trafficmanager.net./", False),
        ("", "https://smba.trafficmanager.net/uk/?a=b", False),
        ("", "https://smba.trafficmanager.net/u k/", False),
        ("", "https://smba.trafficmanager.net/ük/", False),
        ("", "http://127.0.0.1/", False),
        ("", "https://[", False),
        ("", "", False),
        ("127.0.0.1", "http://127.0.0.1:5000/", True),
        ("127.0.0.1:5000", "http://127.0.0.1:5000/", True),
        ("127.0.0.1:5000", "http://127.0.0.1:5001/", False),
        ("127.0.0.1", "http://127.0.0.2:5000/", False),
        ("teams.council.example:8443", "https://teams.council.example:8443/", True),
        ("teams.council.example:8443", "https://teams.council.example/", False),
        ("teams.council.example", "http://teams.council.example/", False),
    ],
)
def test_replies_go_to_hosts_that_are_named_and_over_https(hosts: str, url: str, allowed: bool) -> None:
    assert settings(service_hosts=hosts).allows_service(url) is allowed


def test_hosts_that_can_be_asked_have_an_address() -> None:
    named = "smba.trafficmanager.net, *.botframework.com, a.example:8443, 127.0.0.1:5000, 127.0.0.1"
    assert [host.url for host in settings(service_hosts=named).service_hosts] == [
        "https://smba.trafficmanager.net/",
        None,
        "https://a.example:8443/",
        "http://127.0.0.1:5000/",
        None,
    ]


def test_a_certificate_and_its_key_are_read_from_one_file_or_two(tmp_path: Path) -> None:
    _, both = written(tmp_path, spare_private_key(1))
    alone = tmp_path / "key.pem"
    alone.write_bytes(key_pem(spare_private_key(1)))
    for more in ({}, {"certificate_key": str(alone)}):
        found = settings(app_secret="", certificate=str(both), **more)
        assert found.secret is None
        assert found.certificate is not None
        assert found.certificate.days_left(datetime.now(timezone.utc)) == 363
        assert "PRIVATE" not in repr(found)


def certificate_refused(path: Path, key: Path | None = None) -> str:
    """The line that a certificate is refused with."""
    with pytest.raises(SettingError) as refused:
        settings(app_secret="", certificate=str(path), **({"certificate_key": str(key)} if key else {}))
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_certificate_that_can_not_be_used_is_refused_in_one_line(tmp_path: Path) -> None:
    _, path = written(tmp_path, spare_private_key(1))
    key = tmp_path / "key.pem"
    assert "No such file" in certificate_refused(tmp_path / "none.pem")
    assert "No such file" in certificate_refused(path, tmp_path / "none.pem")
    for made, said in (
        (key_pem(spare_private_key(2)), "the key is not the certificate's"),
        (key_pem(spare_private_key(1), b"word"), "no private key without a password in it"),
        (b"nothing", "no private key without a password in it"),
        (key_pem(generate_elliptic_key(SECP256R1())), "the key is not RSA of 2048 bits or more"),
        (key_pem(new_private_key(1024)), "the key is not RSA of 2048 bits or more"),
    ):
        key.write_bytes(made)
        assert said in certificate_refused(path, key)
    assert "no certificate in it" in certificate_refused(key)
