"""deploy/compose.yaml: by the Compose Specification's own schema, and as closed as it can be."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.channels.web.settings import WebSettings
from bot.records.database import database_url
from tests.deploy.files import (
    DEPLOY,
    POSTGRESQL_CONNECTIONS,
    ROOT,
    SECRET,
    connections_of_a_server,
    constant,
    read_yaml,
    settings_in,
)

SPECIFICATION = Path(__file__).parent / "compose-specification" / "compose-spec.json"
COMPOSE = read_yaml(DEPLOY / "compose.yaml")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OF_THE_EXAMPLE = dict(
    line.split("=", 1)
    for line in (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def filled_in(value: str) -> str:
    """A value as Compose makes it of the example's settings: ${NAME:?words} and ${NAME:-}."""
    return re.sub(r"\$\{(\w+)(?::[?-][^}]*)?\}", lambda found: OF_THE_EXAMPLE.get(found[1], ""), value)


def settings_of_the_guide() -> dict[str, str]:
    """What the guide gets, with a secret of 40 letters for each that is a file."""
    given = {name: filled_in(value) for name, value in SERVICES["guide"]["environment"].items()}
    return {**given, **{name: 40 * "k" for name in SERVICES["guide"]["secrets"]}}


def test_it_is_valid_by_the_compose_specification() -> None:
    schema = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    jsonschema.Draft201909Validator(schema).validate(COMPOSE)


def test_the_schema_refuses_what_is_no_part_of_a_service() -> None:
    schema = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    wrong = {**COMPOSE, "services": {**SERVICES, "guide": {**SERVICES["guide"], "readonly": True}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft201909Validator(schema).validate(wrong)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_neither_write_to_its_files_nor_gain_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(one.startswith("/tmp") for one in service["tmpfs"])
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & set(service)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_as_a_numbered_user_who_is_not_root(name: str) -> None:
    # The guide's is in its image (tests/deploy/test_image.py).
    user = SERVICES[name].get("user", "10001:10001")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)


@pytest.mark.parametrize("name", SERVICES)
def test_the_log_of_a_service_does_not_fill_the_disk(name: str) -> None:
    assert set(SERVICES[name]["logging"]["options"]) == {"max-size", "max-file"}


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_is_named_with_its_version(name: str) -> None:
    tag = SERVICES[name]["image"].rpartition(":")[2]
    assert re.match(r"\d", tag)


def test_two_servers_answer() -> None:
    assert SERVICES["guide"]["deploy"]["replicas"] == 2


def test_only_nginx_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_the_database_is_on_a_network_of_its_own_that_leads_nowhere() -> None:
    assert COMPOSE["networks"]["back"]["internal"] is True
    assert SERVICES["postgres"]["networks"] == ["back"]
    assert "back" not in SERVICES["nginx"]["networks"]


def test_the_database_is_kept_in_a_volume_of_its_own() -> None:
    (volume,) = SERVICES["postgres"]["volumes"]
    name, folder = volume.split(":")
    assert name in COMPOSE["volumes"]
    assert SERVICES["postgres"]["environment"]["PGDATA"].startswith(folder)


def test_each_waits_for_what_it_needs_to_be_healthy() -> None:
    assert SERVICES["guide"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert SERVICES["nginx"]["depends_on"] == {"guide": {"condition": "service_healthy"}}
    assert "healthcheck" in SERVICES["postgres"]


def test_every_secret_is_a_file_that_git_and_images_leave_out() -> None:
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"./secrets/{name}"}
    assert "secrets/" in (DEPLOY / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert not (DEPLOY / "secrets").exists()


def test_every_secret_is_used_and_none_is_used_that_is_not_there() -> None:
    used = {name for service in SERVICES.values() for name in service.get("secrets", [])}
    assert used == set(COMPOSE["secrets"])


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_is_among_the_settings_of_a_service(name: str) -> None:
    settings = SERVICES[name].get("environment", {})
    assert [one for one in settings if SECRET.search(one) and not one.endswith("_FILE")] == []
    assert not any(re.search(r"://[^/]*:[^/]*@", str(value)) for value in settings.values())


def test_every_setting_that_is_asked_for_is_in_the_example() -> None:
    asked = settings_in(" ".join(re.findall(r"\$\{\w+", (DEPLOY / "compose.yaml").read_text(encoding="utf-8"))))
    assert asked == settings_in(" ".join(OF_THE_EXAMPLE))


def test_the_guide_takes_these_settings_and_may_listen_for_others() -> None:
    settings = WebSettings.from_environment(settings_of_the_guide())
    assert settings.signs_in and settings.secure
    assert settings.refusal_to_listen("0.0.0.0") is None
    assert settings.proxies == 1
    assert settings.metrics_token is not None


def test_the_database_is_the_service_of_that_name_and_fewer_connections_are_used_than_it_has() -> None:
    settings = settings_of_the_guide()
    url = database_url(settings, ROOT)
    assert (url.host, url.username, url.database) == ("postgres", "guide", "guide")
    assert SERVICES["postgres"]["environment"]["POSTGRES_USER"] == url.username
    assert SERVICES["postgres"]["environment"]["POSTGRES_DB"] == url.database
    assert url.password is None
    assert 2 * connections_of_a_server(settings) <= POSTGRESQL_CONNECTIONS


def test_a_server_that_stops_gets_the_time_that_turns_in_flight_need() -> None:
    seconds = int(SERVICES["guide"]["stop_grace_period"].removesuffix("s"))
    assert seconds > constant("bot/runtime/server.py", "SECONDS_TO_STOP")
