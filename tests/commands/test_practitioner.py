"""A practitioner named by their sign-in, as an operator knows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.channels.web.sessions import Sessions
from bot.channels.web.settings import WebSettings
from bot.cli import main
from bot.records.journal import Journal
from bot.records.store import open_store
from tests.records.turns import small_turn

KEY = "thirty-two characters or a few more"
ISSUER, SUBJECT = "https://login.example/tenant/v2.0", "a1b2"
SETTINGS = ("GUIDE_DATABASE", "GUIDE_RECORDS_KEYS", "GUIDE_PSEUDONYM_KEY", "GUIDE_SESSION_KEY")


@pytest.fixture(autouse=True)
def guides_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that the guide runs in, with nothing set."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.chdir(tmp_path)


def keep_something(environment: dict[str, str]) -> str:
    """Keeps a question of who signs in as SUBJECT where the guide runs with these settings; their pseudonym."""
    owner = Sessions(WebSettings.from_environment(environment)).pseudonym(ISSUER, SUBJECT)
    store = open_store({}, alone=True)
    Journal(store).append(small_turn("c", None, "reduced hours", owner))
    store.close()
    return owner


@pytest.mark.parametrize(
    "environment",
    [
        {"GUIDE_SESSION_KEY": KEY},
        {"GUIDE_PSEUDONYM_KEY": KEY},
        {"GUIDE_SESSION_KEY": f"{KEY} for sessions", "GUIDE_PSEUDONYM_KEY": KEY},
    ],
)
def test_export_and_forget_find_a_practitioner_by_the_sign_in(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = keep_something(environment)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert main(["export", "--sign-in", ISSUER, SUBJECT]) == 0
    assert json.loads(capsys.readouterr().out)["practitioner"] == owner
    assert main(["forget", "--sign-in", ISSUER, SUBJECT, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["erased"]["conversation"] == 1


@pytest.mark.parametrize("command", ["export", "forget"])
def test_without_the_key_that_makes_pseudonyms_nobody_is_looked_for(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_something({"GUIDE_SESSION_KEY": KEY})

    assert main([command, "--sign-in", ISSUER, SUBJECT]) == 2
    assert capsys.readouterr().err == (
        f"guide {command}: --sign-in needs the key that the guide runs with: "
        "set GUIDE_PSEUDONYM_KEY or GUIDE_SESSION_KEY\n"
    )


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("export", "name a practitioner, or give --sign-in ISSUER SUBJECT"),
        ("export ann --sign-in i s", "not both"),
        ("forget ann --sign-in i s", "not both"),
        ("forget --sign-in i", "expected 2 arguments"),
    ],
)
def test_a_practitioner_is_named_in_one_way(words: str, refusal: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main(words.split())
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    shown = capsys.readouterr()
    assert (code, shown.out) == (2, "")
    assert refusal in shown.err


def test_a_key_that_is_too_short_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GUIDE_PSEUDONYM_KEY", "short")
    assert main(["forget", "--sign-in", ISSUER, SUBJECT]) == 2
    assert "GUIDE_PSEUDONYM_KEY is too short" in capsys.readouterr().err


def test_one_conversation_of_somebody_is_not_taken_for_all_of_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_SESSION_KEY", KEY)
    assert main(["forget", "--sign-in", ISSUER, SUBJECT, "--conversation", "c"]) == 2
    assert "name a practitioner, or give --conversation ID" in capsys.readouterr().err
