"""Every scenario in this folder, played with the assistant itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.runtime.assistant import Answered, Assistant
from tests.conversations.driver import Scenario, ScenarioError, first_fault, scenario_in, scenarios

SCENARIOS = [pytest.param(scenario, id=scenario.name) for scenario in scenarios()]


@pytest.mark.model
@pytest.mark.parametrize("scenario", SCENARIOS)
async def test_a_conversation_goes_as_written(assistant: Assistant, scenario: Scenario) -> None:
    report = await first_fault(assistant, scenario)
    if report:
        pytest.fail(report, pytrace=False)


def test_no_two_scenarios_show_the_same() -> None:
    sentences = [scenario.path.stem for scenario in scenarios()]
    assert sorted(set(sentences)) == sorted(sentences)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("- {say: hello, sais: hello}", "unknown keys: sais"),
        ("- {content: [help]}", "either say or press"),
        ("- {say: hello, press: Yes}", "either say or press"),
        ("say: hello", "no list of turns"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(tmp_path: Path, written: str, why: str) -> None:
    path = tmp_path / "it_is_refused.yml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ScenarioError, match=re.escape(why)):
        scenario_in(path)


class Echo:
    """An assistant that gives back what it is told."""

    async def reply(self, text: str, conversation: str) -> Answered:
        return Answered([{"text": text, "custom": {"content": [], "sources": []}}], 0.0)


async def test_a_report_names_the_file_the_turn_what_was_expected_and_what_was_said() -> None:
    scenario = scenarios()[0]
    turn = scenario_in(Path(__file__).parent / "odd_input" / "an_empty_message_is_answered.yml").steps[0]
    report = await first_fault(Echo(), Scenario(scenario.path, (turn,)))  # type: ignore[arg-type]
    assert report is not None
    for part in (scenario.path.name, "turn 1", "expected the words", "it gave []"):
        assert part in report
