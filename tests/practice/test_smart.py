"""Building a SMART action: what is enough for each part is in smart.yml, for practitioners to read and add to."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from dacite import Config, from_dict

from bot.guidance.loading import PACKS, read
from bot.guidance.pack import Smart
from bot.practice.smart import PART_IDS, SmartAction, fault_in, finished, parts_in
from tests.rows import every_row

SAID: dict[str, Any] = read(Path(__file__).with_name("smart.yml"))
SMART = from_dict(Smart, read(PACKS / "england" / "smart.yml"), Config(cast=[tuple]))
TODAY = date(2026, 10, 29)
MISSING: dict[str, str] = {part.id: part.missing for part in SMART.parts}


def answers(kind: str) -> list[tuple[str, str]]:
    return [(part_id, answer) for part_id in PART_IDS for answer in SAID[part_id].get(kind, ())]


@every_row(("part_id", "answer"), answers("enough"))
def test_an_answer_that_says_enough_is_taken(part_id: str, answer: str) -> None:
    assert fault_in(part_id, answer, SMART, TODAY) is None


@every_row(("part_id", "answer"), answers("sent_back"))
def test_an_answer_that_is_too_vague_is_sent_back_with_what_is_missing(part_id: str, answer: str) -> None:
    assert fault_in(part_id, answer, SMART, TODAY) == MISSING[part_id]


@every_row(("part_id", "answer"), answers("passed"))
def test_a_date_in_the_past_is_sent_back_saying_that_it_has_passed(part_id: str, answer: str) -> None:
    sent_back = fault_in(part_id, answer, SMART, TODAY)
    assert sent_back == f"That date, {SAID[part_id]['passed'][answer]}, has passed. Give one that is still to come."


@every_row("part_id", PART_IDS)
@every_row("vague", SMART.vague)
def test_every_vague_answer_of_the_guidance_is_sent_back_for_every_part(part_id: str, vague: str) -> None:
    assert fault_in(part_id, vague.capitalize() + ".", SMART, TODAY) == MISSING[part_id]


@every_row("part", SMART.parts, ids=lambda part: part.id)
def test_the_example_of_the_guidance_is_enough_for_its_part(part: Any) -> None:
    assert fault_in(part.id, part.example, SMART, TODAY) is None


@every_row("sentence", SAID["sentences"], ids=lambda sentence: sentence["says"])
def test_a_whole_sentence_gives_the_parts_that_are_sure(sentence: dict[str, Any]) -> None:
    action = parts_in(sentence["says"], SMART, TODAY)
    assert action.as_json() == sentence["gives"]
    assert finished(action) == sentence["pasted"]


@every_row("text", SAID["no_action_in"])
def test_a_sentence_without_an_action_gives_no_part(text: str) -> None:
    assert parts_in(text, SMART, TODAY) == SmartAction()


def test_the_guidance_s_own_example_gives_every_part() -> None:
    assert parts_in(SMART.example, SMART, TODAY).next_part(SMART) is None


def test_the_parts_are_asked_for_in_the_guidance_s_order_until_all_are_said() -> None:
    action, asked = SmartAction(), []
    while (part := action.next_part(SMART)) is not None:
        asked.append(part.id)
        action = action.with_part(part.id, part.example)
    assert asked == [part.id for part in SMART.parts]


def test_a_part_that_was_said_already_is_not_asked_for() -> None:
    following = SmartAction(what="ring mum", by_whom="me").next_part(SMART)
    assert following is not None and following.id == "how_much"


def test_an_empty_answer_leaves_its_part_to_be_said() -> None:
    assert SmartAction().with_part("what", "  ") == SmartAction()


def test_a_part_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no part 'why'"):
        SmartAction().with_part("why", "because")
    with pytest.raises(ValueError, match="no part 'why'"):
        fault_in("why", "because", SMART, TODAY)


def test_an_action_is_remembered_as_it_was() -> None:
    action = SmartAction(what="ring mum", by_when="by Friday")
    assert SmartAction.from_json(action.as_json()) == action
    assert SmartAction.from_json({**action.as_json(), "else": 1}) == action
    assert SmartAction.from_json(None) == SmartAction()


def test_a_finished_action_has_one_full_stop_at_the_end_of_each_sentence() -> None:
    action = SmartAction("ring mum..", "daily.", "by the EWO.", "by Friday 4 December.", "Reviewed at the core group.")
    assert finished(action) == (
        "Ring mum. How much: daily. By whom: the EWO. When: by Friday 4 December. Review: at the core group."
    )


def test_a_year_that_is_not_said_is_the_next_one_to_come() -> None:
    assert fault_in("by_when", "1 May", SMART, TODAY) is None


def test_a_very_long_answer_is_looked_at_quickly_and_without_fault_of_its_own() -> None:
    assert fault_in("what", "and then " * 5_000, SMART, TODAY) == MISSING["what"]
    assert parts_in("from 1 to " * 5_000, SMART, TODAY) == SmartAction()


def test_the_reader_of_dates_is_loaded_only_when_there_is_a_date_to_read() -> None:
    loaded = "import sys, bot.practice.smart; print('dateparser' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
