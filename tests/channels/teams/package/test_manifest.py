"""The manifest of the Teams app: valid by Microsoft's schema, and no more than the guide needs."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from ruamel.yaml import YAML

from bot.channels.teams.package.manifest import manifest, texts
from bot.channels.teams.package.settings import PackageSettings
from bot.channels.web.settings import SettingError
from tests.channels.teams.package.councils import COUNCIL
from tests.rows import every_row

SCHEMA = Path(__file__).parent / "schema" / "MicrosoftTeams.schema.json"
STARTS = Path(__file__).parents[4] / "bot" / "web" / "starts.yml"

EVERYWHERE = {**COUNCIL, "GUIDE_TEAMS_SCOPES": "team, GroupChat, personal"}
LONGEST = {
    **COUNCIL,
    "GUIDE_TEAMS_APP_NAME": "é" * 30,
    "GUIDE_COUNCIL_NAME": "Ñ" * 60,
    "GUIDE_TEAMS_DEVELOPER": "W" * 32,
    "GUIDE_TEAMS_PRIVACY_URL": "https://anyshire.gov.uk/" + "p" * 2000,
}


@cache
def validator() -> Draft4Validator:
    """Microsoft's schema of manifests."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


def made(environ: dict[str, str], version: str = "1.0.0") -> dict[str, Any]:
    """The manifest of a council with these settings, as it is read from its JSON."""
    shown: dict[str, Any] = json.loads(json.dumps(manifest(PackageSettings.from_environment(environ), version)))
    return shown


@pytest.mark.parametrize("environ", [COUNCIL, EVERYWHERE, LONGEST], ids=["least", "everywhere", "longest"])
def test_a_manifest_is_valid_by_microsofts_schema(environ: dict[str, str]) -> None:
    faults = [f"{list(fault.absolute_path)}: {fault.message[:200]}" for fault in validator().iter_errors(made(environ))]
    assert faults == []


@every_row(
    ("place", "wrong"),
    [
        (("id",), "the guide"),
        (("name", "short"), "n" * 31),
        (("developer", "name"), "n" * 33),
        (("bots", 0, "scopes", 0), "groupchat"),
        (("bots", 0, "commandLists", 0, "commands", 0, "description"), None),
    ],
)
def test_the_schema_would_tell_of_a_mistake(place: tuple[Any, ...], wrong: object) -> None:
    shown = made(COUNCIL)
    within: Any = shown
    for step in place[:-1]:
        within = within[step]
    within[place[-1]] = wrong
    assert [list(fault.absolute_path) for fault in validator().iter_errors(shown)] == [list(place)]


def test_it_names_the_version_of_the_schema_that_it_is_valid_by() -> None:
    shown = made(COUNCIL)
    # "const" is not in draft 4, so the validator passes it over.
    assert shown["manifestVersion"] == validator().schema["properties"]["manifestVersion"]["const"] == "1.22"
    assert "/v1.22/" in shown["$schema"]


def test_it_is_the_bots_id_in_both_places() -> None:
    shown = made(COUNCIL)
    assert shown["id"] == shown["bots"][0]["botId"] == "6f1a2b3c-0000-4000-8000-0123456789ab"


def test_the_council_is_named_and_its_pages_are_given() -> None:
    shown = made(COUNCIL)
    assert shown["name"] == {"short": "Attendance guide", "full": "Attendance guide, Anyshire Council"}
    assert shown["developer"] == {
        "name": "Anyshire Council",
        "websiteUrl": "https://guide.anyshire.gov.uk",
        "privacyUrl": "https://guide.anyshire.gov.uk/privacy",
        "termsOfUseUrl": "https://intranet.anyshire.gov.uk/acceptable-use",
    }


def test_what_is_set_is_shown_in_place_of_the_usual() -> None:
    shown = made(
        {
            **COUNCIL,
            "GUIDE_TEAMS_APP_NAME": "School guide",
            "GUIDE_TEAMS_DEVELOPER": "Anyshire IT",
            "GUIDE_TEAMS_PRIVACY_URL": "https://www.anyshire.gov.uk/privacy?of=guide",
        },
        "2.0.13",
    )
    assert shown["name"]["full"] == "School guide, Anyshire Council"
    assert shown["developer"]["name"] == "Anyshire IT"
    assert shown["developer"]["privacyUrl"] == "https://www.anyshire.gov.uk/privacy?of=guide"
    assert shown["version"] == "2.0.13"


def test_a_personal_chat_comes_first_and_alone_unless_others_are_named() -> None:
    least, everywhere = made(COUNCIL), made(EVERYWHERE)
    assert (least["bots"][0]["scopes"], least["defaultInstallScope"]) == (["personal"], "personal")
    assert "defaultGroupCapability" not in least
    assert everywhere["bots"][0]["scopes"] == ["personal", "groupChat", "team"]
    assert everywhere["defaultInstallScope"] == "personal"
    assert everywhere["defaultGroupCapability"] == {"groupchat": "bot", "team": "bot"}


def test_commands_are_offered_in_personal_chats_only_since_casework_belongs_there() -> None:
    assert [shown["scopes"] for shown in made(EVERYWHERE)["bots"][0]["commandLists"]] == [["personal"]]


def test_it_asks_for_no_permission_no_sign_in_and_no_page_inside_teams() -> None:
    shown = made(EVERYWHERE)
    assert shown["validDomains"] == []
    permissions = {"permissions", "devicePermissions", "authorization"}
    assert (permissions | {"webApplicationInfo", "staticTabs", "composeExtensions"}) & set(shown) == set()


def test_it_takes_files_and_answers() -> None:
    bot = made(COUNCIL)["bots"][0]
    assert (bot["supportsFiles"], bot["isNotificationOnly"]) == (True, False)


def test_the_description_says_that_teams_keeps_what_is_typed_and_that_names_are_left_out() -> None:
    full = made(COUNCIL)["description"]["full"]
    assert "Leave out names" in full
    assert "Microsoft Teams keeps what you type" in full
    assert "follow your safeguarding procedures" in full


def commands() -> list[dict[str, str]]:
    """The commands with their topics, as the file has them."""
    listed: list[dict[str, str]] = texts()["commands"]
    return listed


def test_whatever_the_page_offers_to_begin_with_is_offered_in_teams_too() -> None:
    starts = {start["topic"] for start in YAML(typ="safe").load(STARTS.read_text("utf-8"))}
    assert starts <= {command["topic"] for command in commands()}


@pytest.mark.model
@pytest.mark.parametrize("command", commands(), ids=lambda command: command["topic"])
async def test_a_command_is_understood_when_its_title_arrives_as_typed(command: dict[str, str], assistant: Any) -> None:
    answered = await assistant.reply(command["title"], f"command {command['topic']}")
    assert answered.content[0] == command["topic"]


@every_row("version", ["", "1", "1.0", "1.0.0.0", "1.0.x", "v1.0.0", "01.0.0", "1.0.-1", "١.0.0"])
def test_a_version_of_another_form_is_refused_in_one_line(version: str) -> None:
    with pytest.raises(SettingError) as refused:
        made(COUNCIL, version)
    assert str(refused.value) == f'--version is "{version}": give three numbers, such as 1.0.0'
