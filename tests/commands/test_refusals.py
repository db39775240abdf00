"""Input that can't be taken gets one clear line on standard error and exit code 2."""

from __future__ import annotations

import json
import socket

import pytest

from bot.cli import main
from bot.services import services


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("impact 101", "it is a percentage from 0 to 100"),
        ("impact -1", "it is a percentage from 0 to 100"),
        ("impact abc", "'abc' is not a figure"),
        ("impact nan", "'nan' is not a figure"),
        ("impact", "give a percentage (92)"),
        ("impact 92 --days-missed 3 --days-so-far 10", "give a percentage (92)"),
        ("impact --days-missed 3", "--days-so-far"),
        ("impact --days-missed 11 --days-so-far 10", "days missed must be between 0 and the 10"),
        ("impact --days-missed 0 --days-so-far 0", "days so far must be more than 0"),
        ("impact --sessions-attended 250 --sessions-possible 240", "sessions attended must be between 0 and the 240"),
        ("impact --sessions-attended 1.5 --sessions-possible 240", "a session is half a day"),
        ("escalate --plan xyz --attendance 80", "invalid choice: 'xyz'"),
        ("escalate --attendance 80", "--plan"),
        ("escalate --plan cin", "nothing is known yet to go by"),
        ("escalate --plan cin --attendance 101", "--attendance: an attendance of 101 can't be"),
        ("escalate --plan cin --previous 80", "--previous needs --attendance"),
        ("escalate --plan cin --attendance low", "--attendance: 'low' is not a figure"),
        ("run --host 0.0.0.0", "there is no sign-in: set GUIDE_OIDC_ISSUER"),
        ("run --port 0", "choose one from 1 to 65535"),
        ("nonsense", "invalid choice"),
        ("", "COMMAND"),
    ],
)
def test_what_can_not_be_taken_is_refused_in_one_line(
    words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(words.split())
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    shown = capsys.readouterr()
    assert code == 2
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert said in shown.err


SIGN_IN = {
    "GUIDE_OIDC_ISSUER": "https://login.example",
    "GUIDE_OIDC_CLIENT_ID": "guide",
    "GUIDE_OIDC_CLIENT_SECRET": "secret",
    "GUIDE_PUBLIC_URL": "https://guide.example.gov.uk",
    "GUIDE_SESSION_KEY": "thirty-two characters or a few more",
}


@pytest.mark.parametrize(
    ("settings", "words", "said"),
    [
        ({"GUIDE_SESSION_KEY": "short"}, "run", "GUIDE_SESSION_KEY is too short"),
        ({"GUIDE_TEAMS_APP_ID": "guide"}, "run", "GUIDE_TEAMS_TENANT_ID is missing"),
        (SIGN_IN, "run --rest", "--rest lets a caller name any conversation: leave it out"),
    ],
)
def test_a_guide_with_settings_that_cannot_be_does_not_start(
    settings: dict[str, str],
    words: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main(words.split()) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"guide run: {said}") and shown.count("\n") == 1


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["run", "--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"guide run: can't listen on 127.0.0.1:{port} (Address already in use): choose another --port\n"
    )


def test_impact_prints_the_contracts_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "--sessions-attended", "197", "--sessions-possible", "240", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert set(shown) == {
        "attendance",
        "days_missed",
        "weeks_missed",
        "lessons_missed",
        "days_missed_five_years",
        "years_missed_five_years",
        "band",
        "persistent_absence",
        "severe_absence",
        "so_far",
    }
    assert shown["so_far"] == {"days_missed": 21.5, "days_so_far": 120.0, "lessons_missed": 107.5}


def test_the_corrected_row_of_the_appendix_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "92", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["days_missed"], shown["weeks_missed"], shown["lessons_missed"]) == (15.2, 3.04, 76.0)
    assert (shown["days_missed_five_years"], shown["years_missed_five_years"]) == (76.0, 0.4)


def test_escalate_prints_a_level_with_reasons_and_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["escalate", "--plan", "cin", "--attendance", "88", "--persistent", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["level"] == "consider_child_protection"
    assert {"rule", "because", "source"} == set(shown["reasons"][0])
    assert {"document", "section", "edition"} == set(shown["reasons"][0]["source"])
    assert {"text", "source"} == set(shown["next_steps"][0])
    assert shown["consider_educational_neglect"] is False


def test_escalate_says_in_words_what_to_consider_and_that_it_is_no_decision(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["escalate", "--plan", "cin", "--attendance", "88"]) == 0
    shown = capsys.readouterr().out
    assert "88%" in shown and "judgement" in shown


def test_an_authority_whose_pack_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUIDE_AUTHORITIES", "atlantis")
    # The packs that other tests use are kept.
    monkeypatch.setattr("bot.commands.escalate.services", services.__wrapped__)
    assert main(["escalate", "--plan", "cin", "--attendance", "88"]) == 2
    assert capsys.readouterr().err.startswith("guide escalate: there is no pack 'atlantis': choose from ")


def test_in_words_a_projection_is_kept_apart_from_what_was_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "--days-missed", "23", "--days-so-far", "120"]) == 0
    shown = capsys.readouterr().out
    assert "So far: 23 of 120 school days missed" in shown
    assert "If this continues: 36.42 days in a school year" in shown
