"""What Prometheus and Grafana are given: counts that there are, alerts that somebody can act on."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import Any

from bot.observing.metrics import Metrics
from tests.deploy.files import DEPLOY, ROOT, read_yaml
from tests.rows import every_row

HISTOGRAMS = {"guide_turn_seconds", "guide_lock_wait_seconds"}
COUNTS = HISTOGRAMS | {
    "guide_turns_total",
    "guide_declined_total",
    "guide_safety_total",
    "guide_save_failures_total",
    "guide_turns_in_flight",
    "guide_ready",
}
"""The counts that dashboard and alerts rest on."""

DASHBOARD = json.loads((DEPLOY / "grafana" / "dashboard.json").read_text(encoding="utf-8"))
PANELS: list[dict[str, Any]] = DASHBOARD["panels"]
ASKED = {panel["title"]: " ".join(target["expr"] for target in panel["targets"]) for panel in PANELS}
(GROUP,) = read_yaml(DEPLOY / "prometheus" / "alerts.yml")["groups"]
ALERTS: dict[str, dict[str, Any]] = {rule["alert"]: rule for rule in GROUP["rules"]}
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def counts_in(text: str) -> set[str]:
    """The counts that an expression asks for, a histogram by its own name."""
    found = set(re.findall(r"\bguide_[a-z_]+", text))
    return {re.sub(r"_(bucket|sum|count)$", "", name) for name in found}


def test_the_server_has_every_count_by_its_name() -> None:
    metrics = Metrics()
    metrics.ready("model", True)
    assert counts_in(metrics.exposition().decode()) >= COUNTS


def test_the_dashboard_shows_every_count_and_asks_for_no_other() -> None:
    assert set().union(*map(counts_in, ASKED.values())) == COUNTS
    (servers,) = [one for one in DASHBOARD["templating"]["list"] if one["type"] == "query"]
    assert counts_in(servers["query"]["query"]) <= COUNTS


@every_row("title", ASKED)
def test_a_histogram_is_asked_by_its_buckets_and_a_count_by_how_fast_it_grows(title: str) -> None:
    asked = ASKED[title]
    for name in counts_in(asked):
        if name in HISTOGRAMS:
            assert re.search(rf"rate\({name}_(bucket|count)\b", asked)
        elif name.endswith("_total"):
            assert re.findall(rf"\b{name}\b", asked) == [name] * len(re.findall(rf"(?:rate|increase)\({name}\b", asked))


@every_row("panel", PANELS, ids=lambda panel: panel["title"])
def test_a_panel_says_what_it_shows_in_which_unit_and_from_the_chosen_source(panel: dict[str, Any]) -> None:
    assert panel["title"] and panel["description"].endswith(".")
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert {panel["datasource"]["uid"], *(target["datasource"]["uid"] for target in panel["targets"])} == {"${source}"}


def test_panels_have_numbers_of_their_own_and_lie_beside_each_other() -> None:
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)
    for one, other in combinations([panel["gridPos"] for panel in PANELS], 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or below
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in PANELS)


def test_answers_about_a_child_at_risk_are_shown_by_the_day_and_not_by_server() -> None:
    (panel,) = [one for one in PANELS if "guide_safety_total" in ASKED[one["title"]]]
    assert panel["interval"] == "1d"
    assert ASKED[panel["title"]] == "sum(increase(guide_safety_total[1d]))"


def test_a_message_about_a_child_at_risk_raises_no_alert() -> None:
    assert not any("guide_safety" in rule["expr"] for rule in ALERTS.values())
    assert "raises no alert" in OPERATIONS


@every_row("name", ALERTS)
def test_an_alert_asks_for_counts_that_there_are(name: str) -> None:
    asked = ALERTS[name]["expr"]
    assert counts_in(asked) <= COUNTS
    assert counts_in(asked) or 'up{job="guide"}' in asked


@every_row("name", ALERTS)
def test_an_alert_says_how_urgent_it_is_and_what_it_means(name: str) -> None:
    rule = ALERTS[name]
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert set(rule["annotations"]) == {"summary", "description"}


def test_the_handbook_says_of_every_alert_what_to_do() -> None:
    table = OPERATIONS[OPERATIONS.index("### Alerts") : OPERATIONS.index("## Incidents")]
    told = {name for row in table.splitlines() if row.startswith("| `") for name in re.findall(r"`(Guide\w+)`", row)}
    assert told == set(ALERTS)


def test_prometheus_asks_each_server_of_compose_with_the_token_that_they_share() -> None:
    asking = read_yaml(DEPLOY / "prometheus" / "prometheus.yml")
    (job,) = asking["scrape_configs"]
    assert asking["rule_files"] == ["alerts.yml"]
    assert job["job_name"] == "guide"
    assert job["dns_sd_configs"][0]["names"] == ["guide"]
    assert job["authorization"]["credentials_file"].rpartition("/")[2] == "GUIDE_METRICS_TOKEN"
