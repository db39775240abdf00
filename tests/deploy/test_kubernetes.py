"""deploy/kubernetes: by Kubernetes's own schemas, and each part fits the next."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
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
from tests.deploy.kustomizing import KUSTOMIZATION, CantKustomize, Manifest, kustomized, listed, patched
from tests.rows import every_row

KUBERNETES = DEPLOY / "kubernetes"
BASE, EXAMPLE = KUBERNETES / "base", KUBERNETES / "overlays" / "example"
PORT = constant("bot/commands/run.py", "PORT")
VERSIONS = ("1.30", "1.33")
"""The oldest and the newest version of Kubernetes that the manifests are held against."""

WHOLE = {"base": kustomized(BASE), "example": kustomized(EXAMPLE)}
EVERY = [pytest.param(one, id=f"{name} {one['kind']}") for name, found in WHOLE.items() for one in found]


@cache
def schema_in(version: str, name: str) -> Any:
    """A strict schema, which refuses what is no field, as kubernetes-validate carries it; the package's own code needs
    a newer `referencing` than Rasa's attrs allows."""
    found = find_spec("kubernetes_validate")
    assert found is not None and found.origin is not None
    folder = Path(found.origin).parent / "kubernetes-json-schema" / f"v{version}.0-local-strict"
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


class Definitions(jsonschema.RefResolver):
    """Finds the definitions that the schemas of a version refer to at once; jsonschema's own way reads all of them
    through for each."""

    def __init__(self, version: str) -> None:
        super().__init__("", {})
        self._found = schema_in(version, "_definitions")["$defs"]

    def resolve(self, ref: str) -> tuple[str, Any]:
        """The definition at the end of a reference."""
        return ref, self._found[ref.rpartition("/")[2]]


def validate(manifest: Manifest, version: str) -> None:
    """Raises jsonschema.ValidationError for a manifest that a version of Kubernetes wouldn't take."""
    group, _, edition = manifest["apiVersion"].rpartition("/")
    name = "-".join(part for part in (manifest["kind"].lower(), group.partition(".")[0], edition) if part)
    jsonschema.Draft202012Validator(schema_in(version, name), resolver=Definitions(version)).validate(manifest)


def the(kind: str, where: str = "example") -> Any:
    """The one manifest of a kind."""
    (found,) = [one for one in WHOLE[where] if one["kind"] == kind]
    return found


def pod() -> Any:
    return the("Deployment")["spec"]["template"]["spec"]


def container() -> Any:
    (found,) = pod()["containers"]
    return found


@every_row("version", VERSIONS)
@every_row("manifest", EVERY)
def test_a_manifest_is_valid_by_the_schema_of_its_kind(manifest: Manifest, version: str) -> None:
    validate(manifest, version)


def test_the_schema_refuses_a_field_that_there_is_not() -> None:
    deployment = the("Deployment")
    with pytest.raises(jsonschema.ValidationError, match="replica"):
        validate({**deployment, "spec": {**deployment["spec"], "replica": 2}}, VERSIONS[-1])


@pytest.mark.parametrize("folder", [BASE, EXAMPLE], ids=lambda folder: folder.name)
def test_every_file_is_in_the_kustomization(folder: Path) -> None:
    there = {path.name for path in folder.glob("*.yaml")} - {KUSTOMIZATION}
    assert there == {name for name in listed(folder) if not name.startswith("..")}


def test_a_patch_for_what_is_not_there_is_refused() -> None:
    with pytest.raises(CantKustomize, match="patches 0"):
        patched(kustomized(BASE), {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "guides"}})


def test_an_overlay_replaces_every_address_of_the_base() -> None:
    whole = json.dumps(WHOLE["example"])
    for of_the_base in ("guide.example.gov.uk", "postgres.example.internal", "00000000-0000", "192.0.2.10"):
        assert of_the_base in json.dumps(WHOLE["base"])
        assert of_the_base not in whole
    assert container()["image"] == "registry.example.gov.uk/attendance-guide:0.1.0"


def test_everything_is_in_one_namespace_that_allows_only_restricted_pods() -> None:
    namespace = the("Namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    others = [one for one in WHOLE["example"] if one["kind"] != "Namespace"]
    assert {one["metadata"]["namespace"] for one in others} == {namespace["metadata"]["name"]}


@every_row("kind", ["Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy"])
def test_what_selects_pods_selects_those_of_the_deployment(kind: str) -> None:
    spec = the(kind)["spec"]
    selector = spec.get("podSelector") or spec["selector"]
    labels = the("Deployment")["spec"]["template"]["metadata"]["labels"]
    assert selector.get("matchLabels", selector).items() <= labels.items()


def test_a_request_finds_its_way_to_the_port_on_which_the_guide_listens() -> None:
    backend = the("Ingress")["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    (port,) = the("Service")["spec"]["ports"]
    (listening,) = container()["ports"]
    assert (backend["name"], backend["port"]["name"]) == (the("Service")["metadata"]["name"], port["name"])
    assert port["targetPort"] == listening["name"]
    assert listening["containerPort"] == PORT


def test_its_pods_keep_to_the_restricted_standard() -> None:
    assert pod()["securityContext"]["runAsNonRoot"] is True
    assert pod()["securityContext"]["runAsUser"] > 0
    assert pod()["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container()["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod())
    assert [next(iter(set(volume) - {"name"})) for volume in pod()["volumes"]] == ["emptyDir", "secret"]


def test_they_have_no_token_of_the_cluster() -> None:
    assert pod()["automountServiceAccountToken"] is False
    assert the("ServiceAccount")["automountServiceAccountToken"] is False
    assert pod()["serviceAccountName"] == the("ServiceAccount")["metadata"]["name"]


def test_secrets_are_named_and_never_here() -> None:
    assert "Secret" not in {one["kind"] for found in WHOLE.values() for one in found}
    settings = [*the("ConfigMap", "base")["data"], *the("ConfigMap")["data"]]
    assert [name for name in settings if SECRET.search(name)] == []
    assert database_url(the("ConfigMap")["data"], ROOT).password is None


def test_probes_ask_whether_it_lives_and_apart_from_that_whether_it_can_answer() -> None:
    asked = {name: container()[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}
    assert asked == {"startup": "/health/live", "liveness": "/health/live", "readiness": "/health/ready"}
    assert container()["livenessProbe"]["timeoutSeconds"] > 0


def test_a_start_may_take_as_long_as_it_may_wait_for_a_migration() -> None:
    probe = container()["startupProbe"]
    waits = probe["periodSeconds"] * probe["failureThreshold"]
    assert waits > constant("bot/records/migrating.py", "MIGRATION_SECONDS") + 60


def test_a_server_that_goes_has_the_time_to_let_the_load_balancer_know_and_to_end_its_turns() -> None:
    _, seconds = container()["lifecycle"]["preStop"]["exec"]["command"]
    needed = int(seconds) + constant("bot/runtime/server.py", "SECONDS_TO_STOP")
    assert pod()["terminationGracePeriodSeconds"] > needed


def test_while_a_version_is_rolled_out_there_is_never_one_server_fewer() -> None:
    rolling = the("Deployment")["spec"]["strategy"]["rollingUpdate"]
    assert rolling == {"maxUnavailable": 0, "maxSurge": 1}


def test_there_are_two_servers_at_least_on_two_machines_where_there_are_two() -> None:
    autoscaler = the("HorizontalPodAutoscaler")["spec"]
    assert autoscaler["minReplicas"] >= 2
    assert autoscaler["scaleTargetRef"]["name"] == the("Deployment")["metadata"]["name"]
    assert "replicas" not in the("Deployment")["spec"]
    assert the("PodDisruptionBudget")["spec"]["maxUnavailable"] < autoscaler["minReplicas"]
    spread = {one["topologyKey"] for one in pod()["topologySpreadConstraints"]}
    assert spread == {"kubernetes.io/hostname", "topology.kubernetes.io/zone"}


def test_the_processor_is_asked_for_so_that_the_autoscaler_can_count_in_it() -> None:
    resources = container()["resources"]
    assert {"cpu", "memory"} <= set(resources["requests"])
    assert "memory" in resources["limits"]


@pytest.mark.parametrize("where", WHOLE)
def test_as_many_servers_as_there_may_be_need_fewer_connections_than_postgresql_has(where: str) -> None:
    most = the("HorizontalPodAutoscaler", where)["spec"]["maxReplicas"]
    surge = the("Deployment", where)["spec"]["strategy"]["rollingUpdate"]["maxSurge"]
    used = (most + surge) * connections_of_a_server(the("ConfigMap", where)["data"])
    assert used <= POSTGRESQL_CONNECTIONS


def test_only_the_ingress_controller_and_prometheus_may_reach_it() -> None:
    (allowed,) = the("NetworkPolicy")["spec"]["ingress"]
    assert [sorted(one) for one in allowed["from"]] == [["namespaceSelector"], ["namespaceSelector", "podSelector"]]
    assert allowed["ports"] == [{"protocol": "TCP", "port": PORT}]
    assert the("NetworkPolicy")["spec"]["policyTypes"] == ["Ingress", "Egress"]


def test_it_may_reach_names_its_database_and_the_internet_but_nothing_else_of_its_own_network() -> None:
    names, database, outside = the("NetworkPolicy")["spec"]["egress"]
    assert {port["port"] for port in names["ports"]} == {53}
    assert [port["port"] for port in database["ports"]] == [5432]
    assert database["to"][0]["ipBlock"]["cidr"].endswith("/32")
    assert [port["port"] for port in outside["ports"]] == [443]
    assert {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"} <= set(
        outside["to"][0]["ipBlock"]["except"]
    )


@pytest.mark.parametrize("where", WHOLE)
def test_the_guide_takes_these_settings_and_may_listen_for_others(where: str) -> None:
    secrets = {name: 40 * "k" for name in ("GUIDE_SESSION_KEY", "GUIDE_OIDC_CLIENT_SECRET", "GUIDE_METRICS_TOKEN")}
    settings = WebSettings.from_environment({**the("ConfigMap", where)["data"], **secrets})
    assert settings.signs_in and settings.secure
    assert settings.refusal_to_listen("0.0.0.0") is None
    host = the("Ingress", where)["spec"]["rules"][0]["host"]
    assert settings.public_url == f"https://{host}"
    assert the("Ingress", where)["spec"]["tls"][0]["hosts"] == [host]


def test_every_secret_that_compose_needs_is_told_for_kubernetes_too() -> None:
    named = settings_in((ROOT / "docs" / "operations.md").read_text(encoding="utf-8"))
    secrets = {name for name in read_yaml(DEPLOY / "compose.yaml")["secrets"] if name.startswith("GUIDE_")}
    assert secrets <= named
