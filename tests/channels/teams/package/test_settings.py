"""A configuration that Teams would not take is refused, in one line that says what would be right."""

from __future__ import annotations

import pytest

from bot.channels.teams.package.manifest import names
from bot.channels.teams.package.settings import PackageSettings
from bot.channels.web.settings import SettingError
from tests.channels.teams.package.councils import COUNCIL
from tests.rows import every_row

APP_ID, PUBLIC, NAME = "GUIDE_TEAMS_APP_ID", "GUIDE_PUBLIC_URL", "GUIDE_COUNCIL_NAME"
PRIVACY, TERMS = "GUIDE_TEAMS_PRIVACY_URL", "GUIDE_TEAMS_TERMS_URL"
APP_NAME, DEVELOPER, SCOPES = "GUIDE_TEAMS_APP_NAME", "GUIDE_TEAMS_DEVELOPER", "GUIDE_TEAMS_SCOPES"


@every_row(
    ("name", "value", "said"),
    [
        (APP_ID, "", "GUIDE_TEAMS_APP_ID is missing: give the Application (client) ID"),
        (APP_ID, "attendance-guide", "give the GUID"),
        (APP_ID, "{6f1a2b3c-0000-4000-8000-0123456789ab}", "give the GUID"),
        (APP_ID, "6f1a2b3c000040008000012345678 9ab", "give the GUID"),
        (PUBLIC, "", "GUIDE_PUBLIC_URL is missing"),
        (PUBLIC, "http://guide.anyshire.gov.uk", "give it as https://guide.example.gov.uk"),
        (PUBLIC, "http://127.0.0.1:5005", "Teams takes https addresses only"),
        (PUBLIC, "https://guide.anyshire.gov.uk/guide", "with no path"),
        (NAME, "", "GUIDE_COUNCIL_NAME is missing: give the name"),
        (NAME, "n" * 61, "GUIDE_COUNCIL_NAME has 61 characters: give 60 at most"),
        (NAME, "Anyshire\nCouncil", "plain words on one line"),
        (NAME, "n" * 33, "GUIDE_TEAMS_DEVELOPER is missing: Teams takes a developer's name of 32 characters"),
        (DEVELOPER, "n" * 33, "GUIDE_TEAMS_DEVELOPER has 33 characters: give 32 at most"),
        (APP_NAME, "n" * 31, "GUIDE_TEAMS_APP_NAME has 31 characters: give 30 at most"),
        (APP_NAME, "guide\u202e", "plain words on one line"),
        (TERMS, "", "GUIDE_TEAMS_TERMS_URL is missing: give a page with terms of use"),
        (TERMS, "http://intranet.anyshire.gov.uk/use", "give the https address of a page"),
        (TERMS, "intranet.anyshire.gov.uk/use", "give the https address of a page"),
        (PRIVACY, "https:///privacy", "give the https address of a page"),
        (PRIVACY, "https://[privacy", "give the https address of a page"),
        (PRIVACY, "https://anyshire.gov.uk:port/", "give the https address of a page"),
        (PRIVACY, "https://ann:word@anyshire.gov.uk/", "give the https address of a page"),
        (PRIVACY, "https://anyshire.gov.uk/a page", "give the https address of a page"),
        (PRIVACY, "https://anyshire.gov.uk/\u200bprivacy", "give the https address of a page"),
        (PRIVACY, "https://anyshire.gov.uk/" + "p" * 2048, "give the https address of a page"),
        (PRIVACY, "javascript:alert(1)", "give the https address of a page"),
        (SCOPES, "personal, copilot", 'GUIDE_TEAMS_SCOPES has "copilot": give personal, groupChat, team'),
        (SCOPES, "team", "GUIDE_TEAMS_SCOPES lacks personal: casework belongs in a personal chat"),
        (SCOPES, ",", "GUIDE_TEAMS_SCOPES lacks personal"),
    ],
)
def test_what_teams_would_not_take_is_refused_in_one_line(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingError) as refused:
        PackageSettings.from_environment({**COUNCIL, name: value})
    line = str(refused.value)
    assert said in line
    assert name in line or name == NAME
    assert "\n" not in line


def test_a_long_name_of_a_council_needs_a_short_one_for_the_developer() -> None:
    environ = {**COUNCIL, NAME: "The Royal Borough of Little Anyshire-on-Sea", DEVELOPER: "Little Anyshire"}
    assert PackageSettings.from_environment(environ).developer == "Little Anyshire"


def test_the_longest_names_that_are_taken_fit_together() -> None:
    settings = PackageSettings.from_environment({**COUNCIL, NAME: "n" * 60, APP_NAME: "n" * 30, DEVELOPER: "n"})
    assert len(names(settings)[1]) == 92 <= 100


def test_no_secret_is_needed_to_make_a_package() -> None:
    assert not any("SECRET" in name or "KEY" in name for name in COUNCIL)
    assert PackageSettings.from_environment(COUNCIL).app_id == "6f1a2b3c-0000-4000-8000-0123456789ab"


def test_a_name_keeps_its_accents_and_its_braces() -> None:
    settings = PackageSettings.from_environment({**COUNCIL, NAME: "Cyngor {Môn}"})
    assert names(settings)[1] == "Attendance guide, Cyngor {Môn}"
