"""guide doctor says of a configuration what is wrong and what to do, and shows no secret."""

from __future__ import annotations

import asyncio
import base64
import json
import ssl
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.channels.teams.asking import Answer, Unreachable, asked
from bot.channels.teams.settings import TeamsSettings
from bot.cli import main
from bot.diagnosis.finding import State, lines
from bot.diagnosis.teams import certificate_found, clock_found
from bot.records.store import open_store
from tests.channels.teams.entra import APP_ID, SECRET, TENANT, Entra, serving_entra, spare_private_key
from tests.channels.teams.entra import Answer as NextAnswer
from tests.channels.teams.entra import write_certificate as written

SESSION_KEY = "thirty-two characters or a few more"
RECORDS_KEY = base64.b64encode(b"k" * 32).decode()
OTHER_KEY = base64.b64encode(b"o" * 32).decode()
OTHER_ID = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(autouse=True)
def guides_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the guide runs in, with nothing set."""
    import os

    for name in [name for name in os.environ if name.startswith("GUIDE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
async def entra() -> AsyncIterator[Entra]:
    async with serving_entra() as serving:
        yield serving


@pytest.fixture
def teams(entra: Entra, monkeypatch: pytest.MonkeyPatch) -> Entra:
    """A guide that is set up for Teams, with everything right."""
    everything = {
        **entra.environment,
        "GUIDE_TEAMS_SERVICE_HOSTS": entra.address.removeprefix("http://"),
        "GUIDE_PUBLIC_URL": "https://guide.example.gov.uk",
        "GUIDE_SESSION_KEY": SESSION_KEY,
        "GUIDE_RECORDS_KEYS": RECORDS_KEY,
    }
    for name, value in everything.items():
        monkeypatch.setenv(name, value)
    return entra


async def diagnosed(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, str]]]:
    """The exit code, and what was found by what it is about (of several, the last that isn't good)."""
    code = await asyncio.to_thread(main, ["doctor", "--json"])
    shown = capsys.readouterr()
    assert shown.err == ""
    for hidden in (SECRET, SESSION_KEY, RECORDS_KEY, OTHER_KEY, "eyJ", "PRIVATE"):
        assert hidden not in shown.out
    findings: dict[str, dict[str, str]] = {}
    for line in shown.out.splitlines():
        finding = json.loads(line)
        if findings.get(finding["about"], {}).get("state", "good") == "good":
            findings[finding["about"]] = finding
    return code, findings


def states(findings: dict[str, dict[str, str]]) -> dict[str, str]:
    """How each thing stands."""
    return {about: finding["state"] for about, finding in findings.items()}


async def test_on_ones_own_machine_nothing_needs_to_be_set(
    capsys: pytest.CaptureFixture[str], guides_folder: Path
) -> None:
    code, findings = await diagnosed(capsys)
    assert code == 0
    assert set(states(findings).values()) == {"off"}
    assert list(guides_folder.iterdir()) == []


async def test_where_everything_is_right_everything_is_good(teams: Entra, capsys: pytest.CaptureFixture[str]) -> None:
    open_store({"GUIDE_RECORDS_KEYS": RECORDS_KEY}, alone=False).close()
    code, findings = await diagnosed(capsys)
    assert code == 0
    assert states(findings) == {
        "Public address": "good",
        "Session key": "good",
        "Records key": "good",
        "Database": "good",
        "Teams": "good",
        "Secret": "good",
        "Sign-in service": "good",
        "Keys of Teams": "good",
        "Replies to Teams": "good",
        "Clock": "good",
        "Bot's token": "good",
    }
    assert APP_ID in findings["Teams"]["says"] and TENANT in findings["Teams"]["says"]


async def test_a_person_reads_a_line_for_each_and_what_to_do(
    teams: Entra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_TEAMS_APP_SECRET", "not-the-secret")
    code = await asyncio.to_thread(main, ["doctor"])
    shown = capsys.readouterr().out
    assert code == 1
    assert "good     Session key: it is set\n" in shown
    assert "bad      Bot's token: Microsoft Entra refused (AADSTS7000215): the secret is wrong." in shown
    assert shown.endswith("1 to put right.\n")
    assert "not-the-secret" not in shown


@pytest.mark.parametrize(
    ("name", "value", "about", "said"),
    [
        ("GUIDE_TEAMS_APP_ID", OTHER_ID, "Bot's token", "AADSTS700016"),
        ("GUIDE_TEAMS_APP_ID", "guide", "Teams", "GUIDE_TEAMS_APP_ID is"),
        ("GUIDE_TEAMS_TENANT_ID", OTHER_ID, "Sign-in service", "AADSTS90002"),
        ("GUIDE_TEAMS_TENANT_ID", "", "Teams", "GUIDE_TEAMS_TENANT_ID is missing"),
        ("GUIDE_TEAMS_APP_SECRET", OTHER_ID, "Teams", "give its value"),
        ("GUIDE_TEAMS_OPENID_URL", "http://127.0.0.1:1/x", "Keys of Teams", "it can't be connected to"),
        ("GUIDE_TEAMS_LOGIN_URL", "http://127.0.0.1:1", "Sign-in service", "it can't be connected to"),
        ("GUIDE_TEAMS_SERVICE_HOSTS", "127.0.0.1:1", "Replies to Teams", "it can't be connected to"),
        ("GUIDE_TEAMS_SERVICE_HOSTS", "nowhere.invalid", "Replies to Teams", "its name is not known here"),
        ("GUIDE_PUBLIC_URL", "", "Public address", "Teams doesn't know where"),
        ("GUIDE_PUBLIC_URL", "http://127.0.0.1:5005", "Public address", "from this machine only"),
        ("GUIDE_PUBLIC_URL", "guide", "Settings", "GUIDE_PUBLIC_URL is"),
        ("GUIDE_SESSION_KEY", "", "Session key", "others than this machine"),
        ("GUIDE_SESSION_KEY", "short", "Settings", "GUIDE_SESSION_KEY is too short"),
        ("GUIDE_RECORDS_KEYS", "", "Records key", "GUIDE_RECORDS_KEYS isn't set"),
        ("GUIDE_RECORDS_KEYS", "short", "Records key", "isn't 32 bytes in base64"),
        ("GUIDE_DATABASE", "mysql://a", "Database", "names a mysql database"),
        ("GUIDE_DATABASE", "postgresql://guide:s3same@127.0.0.1:1/guide", "Database", "can't be opened"),
    ],
)
async def test_one_wrong_setting_is_named(
    name: str,
    value: str,
    about: str,
    said: str,
    teams: Entra,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(name, value)
    code, findings = await diagnosed(capsys)
    assert code == 1
    assert findings[about]["state"] == "bad"
    assert said in findings[about]["says"]
    assert "s3same" not in str(findings)


async def test_where_the_sign_in_service_is_away_no_token_is_asked_for(
    teams: Entra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_TEAMS_LOGIN_URL", "http://127.0.0.1:1")
    _, findings = await diagnosed(capsys)
    assert (findings["Bot's token"]["state"], findings["Clock"]["state"]) == ("off", "off")
    assert teams.asked == 0


@pytest.mark.parametrize(
    "code", ["AADSTS700016", "AADSTS7000215", "AADSTS7000222", "AADSTS90002", "AADSTS700027", "AADSTS53003"]
)
async def test_entras_reasons_are_explained(code: str, teams: Entra, capsys: pytest.CaptureFixture[str]) -> None:
    teams.answers.append(NextAnswer(401, code))
    status, findings = await diagnosed(capsys)
    assert status == 1
    assert findings["Bot's token"]["says"].startswith(f"Microsoft Entra refused ({code}): ")
    assert "Trace ID" not in findings["Bot's token"]["says"]


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"aud": "https://graph.microsoft.com"}, "whose audience is"),
        ({"appid": OTHER_ID, "tid": OTHER_ID}, "whose app and tenant is"),
    ],
)
async def test_a_token_for_something_else_is_noticed(
    claims: dict[str, str], said: str, teams: Entra, capsys: pytest.CaptureFixture[str]
) -> None:
    teams.token_claims = claims
    _, findings = await diagnosed(capsys)
    assert findings["Bot's token"]["state"] == "bad"
    assert said in findings["Bot's token"]["says"]


async def test_a_token_that_is_no_jwt_can_not_be_checked(teams: Entra, capsys: pytest.CaptureFixture[str]) -> None:
    teams.answers.append(NextAnswer(200, body={"token_type": "Bearer", "expires_in": 3600, "access_token": "opaque"}))
    code, findings = await diagnosed(capsys)
    assert (code, findings["Bot's token"]["state"]) == (0, "warning")
    assert "opaque" not in str(findings)


@pytest.mark.parametrize(
    ("off", "state", "said"),
    [
        (10, "good", "agrees"),
        (-240, "warning", "4 minutes ahead of"),
        (600, "bad", "minutes behind"),
        (-600, "bad", "10 minutes ahead of"),
    ],
)
async def test_the_clock_is_compared_with_the_sign_in_services(
    off: float, state: str, said: str, teams: Entra, capsys: pytest.CaptureFixture[str]
) -> None:
    teams.clock_off = off
    code, findings = await diagnosed(capsys)
    assert findings["Clock"]["state"] == state
    assert said in findings["Clock"]["says"]
    assert code == (1 if state == "bad" else 0)


@pytest.mark.parametrize("date", ["yesterday", "", "Sun, 22 Nov 2026 25:00:00 GMT"])
def test_a_date_that_can_not_be_read_tells_nothing(date: str) -> None:
    settings = TeamsSettings(APP_ID, TENANT)
    assert clock_found(settings, Answer(200, {"Date": date}, {})).state is State.OFF


async def test_keys_of_another_service_are_noticed(teams: Entra, capsys: pytest.CaptureFixture[str]) -> None:
    teams.rotate(endorsements=("webchat",))
    code, findings = await diagnosed(capsys)
    assert (code, findings["Keys of Teams"]["says"]) == (1, "none of the 1 keys is for Teams")


async def test_an_address_that_is_no_sign_in_service_is_noticed(
    teams: Entra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_TEAMS_LOGIN_URL", f"{teams.address}/elsewhere")
    _, findings = await diagnosed(capsys)
    assert "answered 404 and did not describe the tenant" in findings["Sign-in service"]["says"]


async def test_hosts_that_are_not_named_one_by_one_are_not_tried(
    teams: Entra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_TEAMS_SERVICE_HOSTS", "*.botframework.com")
    code, findings = await diagnosed(capsys)
    assert (code, findings["Replies to Teams"]["state"]) == (0, "off")


async def test_a_certificate_is_looked_at_and_used(
    teams: Entra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    teams.certificate, path = written(tmp_path, spare_private_key(3))
    monkeypatch.setenv("GUIDE_TEAMS_APP_SECRET", "")
    monkeypatch.setenv("GUIDE_TEAMS_CERTIFICATE", str(path))
    code, findings = await diagnosed(capsys)
    assert (code, findings["Certificate"]["state"], findings["Bot's token"]["state"]) == (0, "good", "good")


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (-10, State.BAD, "only from"),
        (10, State.GOOD, "days more"),
        (80, State.WARNING, "9 days"),
        (91, State.BAD, "ended"),
    ],
)
def test_a_certificates_end_is_told_in_time(days: int, state: State, said: str, tmp_path: Path) -> None:
    began = datetime(2026, 1, 1, tzinfo=timezone.utc)
    _, path = written(tmp_path, spare_private_key(1), days=90, began=began)
    settings = TeamsSettings.from_environment(
        {"GUIDE_TEAMS_APP_ID": APP_ID, "GUIDE_TEAMS_TENANT_ID": TENANT, "GUIDE_TEAMS_CERTIFICATE": str(path)}
    )
    assert settings is not None and settings.certificate is not None
    finding = certificate_found(settings.certificate, began + timedelta(days=days, seconds=1))
    assert finding.state is state
    assert said in finding.says


async def test_a_service_behind_a_certificate_that_is_not_trusted_is_told_apart(tmp_path: Path) -> None:
    _, path = written(tmp_path, spare_private_key(1))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    runner = web.AppRunner(web.Application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        with pytest.raises(Unreachable, match="its certificate is not trusted here"):
            await asked(f"https://127.0.0.1:{runner.addresses[0][1]}/")
    finally:
        await runner.cleanup()


def kept(key: str) -> Any:
    """The records of the guide in this folder, opened with a key."""
    return open_store({"GUIDE_RECORDS_KEYS": key}, alone=False)


async def test_a_key_that_is_missing_is_noticed_before_anything_is_written(
    teams: Entra, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(RECORDS_KEY).close()
    monkeypatch.setenv("GUIDE_RECORDS_KEYS", OTHER_KEY)
    code, findings = await diagnosed(capsys)
    assert (code, findings["Database"]["state"]) == (1, "good")
    assert "written with a key that is missing here" in findings["Records key"]["says"]
    kept(RECORDS_KEY).close()


@pytest.mark.parametrize(
    ("revision", "state", "said"),
    [("9999", "bad", "newer version of the guide (revision 9999)"), ("0001", "good", "brought up to date")],
)
async def test_a_database_of_another_version_is_told_and_left_as_it_is(
    revision: str, state: str, said: str, teams: Entra, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlalchemy as sa

    store = kept(RECORDS_KEY)
    with store.database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    _, findings = await diagnosed(capsys)
    assert findings["Database"]["state"] == state
    assert said in findings["Database"]["says"]
    with store.database.reading() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == revision
    store.close()


async def test_a_place_that_can_not_be_written_to_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GUIDE_DATABASE", f"sqlite:///{tmp_path}/file/folder/guide.db")
    code, findings = await diagnosed(capsys)
    assert code == 1
    assert f"this user may not write in {tmp_path}/file" in findings["Database"]["says"]


def test_each_line_says_what_it_is_about_and_what_was_found() -> None:
    for name, line in lines().items():
        assert set(line) <= {"about", "says", "do"}, name
        assert line["about"] and line["says"], name
