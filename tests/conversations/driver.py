"""Plays conversations written in YAML with the assistant itself: model, actions and all.

A scenario is a file, its name the sentence that it shows; it holds a list of turns. What a practitioner does is `say`
(said `times` times over, where it is to be long) or `press`, the title of a button that was offered. What is expected
of the reply is any of:

    content       the ids that it gives, all of them, in order
    content_has   ids that are among them             content_not   ids that aren't
    says          words that its text holds           not_says      words that it doesn't
    checklist     the walk-through as it stands: item, position, of, state; empty where none is shown
    buttons_have  titles of buttons that it offers
    term          the terms that it explains          level         of its suggestion on escalation
    figures       of its impact: attendance, days_missed, so_far...
    rehearsal     the rehearsal as it stands: child, turn, label, flags
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.runtime.assistant import Answered, Assistant

HERE = Path(__file__).parent

DOES = frozenset({"say", "press", "times"})
SHOWN = 1500
"""Characters of a reply that are printed where it isn't as expected."""

NEARLY = 0.005
"""How far a figure may be from the one expected, which is written with two decimals."""


class ScenarioError(ValueError):
    """A file that is no scenario; the message says why."""


@dataclass(frozen=True)
class Step:
    """One turn: what is said or pressed, and what is expected of the reply."""

    say: str | None
    press: str | None
    expected: dict[str, Any]

    @property
    def does(self) -> str:
        """What is done, in words."""
        return f"press {self.press!r}" if self.press else f"say {shortened(self.say or '', 100)!r}"


@dataclass(frozen=True)
class Scenario:
    """One conversation, with the file that it is in."""

    path: Path
    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        """The folder and the sentence."""
        return self.path.relative_to(HERE).with_suffix("").as_posix()


@dataclass(frozen=True)
class Played:
    """A turn as it went. `answered` is None where the button to press was never offered."""

    scenario: Scenario
    number: int
    step: Step
    answered: Answered | None
    conversation: str

    def faults(self) -> list[str]:
        """What isn't as expected, a line each."""
        if self.answered is None:
            return [f"a button {self.step.press!r}: none was offered"]
        return [
            fault
            for key, expected in self.step.expected.items()
            for fault in EXPECTATIONS[key](self.answered, expected)
        ]

    def report(self, faults: list[str]) -> str:
        """The faults with the file, the turn and what was said."""
        said = shortened(self.answered.text, SHOWN) if self.answered else ""
        content = self.answered.content if self.answered else []
        where = self.scenario.path.relative_to(HERE.parents[1]).as_posix()
        lines = [f"{where}, turn {self.number}: {self.step.does}", *(f"  expected {fault}" for fault in faults)]
        return "\n".join([*lines, f"  it gave {content} and said:", *(f"    {line}" for line in said.splitlines())])


def scenarios() -> list[Scenario]:
    """All scenarios. Raises ScenarioError for the first file that isn't one."""
    return [scenario_in(path) for path in sorted(HERE.rglob("*.yml"))]


def scenario_in(path: Path) -> Scenario:
    """The scenario in a file. Raises ScenarioError for an unknown key, or a turn in which nothing is done."""
    turns = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    if not isinstance(turns, list) or not turns:
        raise ScenarioError(f"{path.name}: it holds no list of turns")
    return Scenario(path, tuple(step_of(turn, f"{path.name}, turn {number}") for number, turn in enumerate(turns, 1)))


def step_of(turn: dict[str, Any], where: str) -> Step:
    """One turn of a file. Raises ScenarioError as above."""
    unknown = set(turn) - DOES - set(EXPECTATIONS)
    if unknown:
        raise ScenarioError(f"{where}: unknown keys: {', '.join(sorted(unknown))}")
    if ("say" in turn) == ("press" in turn):
        raise ScenarioError(f"{where}: either say or press is needed")
    say = str(turn["say"]) * turn.get("times", 1) if "say" in turn else None
    return Step(say, turn.get("press"), {key: turn[key] for key in turn if key not in DOES})


async def played(assistant: Assistant, scenario: Scenario) -> AsyncIterator[Played]:
    """Plays a scenario in a conversation of its own, turn by turn."""
    conversation = secrets.token_hex(8)
    offered: dict[str, str] = {}
    for number, step in enumerate(scenario.steps, 1):
        text = offered.get(step.press) if step.press else step.say
        answered = await assistant.reply(text, conversation) if text is not None else None
        if answered:
            offered |= {button["title"]: button["payload"] for button in buttons_of(answered)}
        yield Played(scenario, number, step, answered, conversation)


async def first_fault(assistant: Assistant, scenario: Scenario) -> str | None:
    """The report on the first turn that isn't as expected; None where all are."""
    async for turn in played(assistant, scenario):
        if faults := turn.faults():
            return turn.report(faults)
    return None


def buttons_of(answered: Answered) -> list[dict[str, str]]:
    """The buttons of all messages."""
    return [button for message in answered.messages for button in message.get("buttons", ())]


def last_custom(answered: Answered, key: str) -> Any:
    """What the last message that has `key` beside its text says there."""
    return next((one["custom"][key] for one in reversed(answered.messages) if key in one["custom"]), None)


def shortened(text: str, most: int) -> str:
    """`text`, cut where it is too long to read."""
    return text if len(text) <= most else f"{text[:most]}…"


def listed(expected: Any) -> list[str]:
    """One or more of something as a list."""
    return [str(one) for one in (expected if isinstance(expected, list) else [expected])]


def content_is(answered: Answered, expected: Any) -> Iterator[str]:
    if answered.content != expected:
        yield f"content {expected}"


def content_has(answered: Answered, expected: Any) -> Iterator[str]:
    yield from (f"{one} in the content" for one in listed(expected) if one not in answered.content)


def content_lacks(answered: Answered, expected: Any) -> Iterator[str]:
    yield from (f"no {one} in the content" for one in listed(expected) if one in answered.content)


def words_said(answered: Answered, expected: Any) -> Iterator[str]:
    text = answered.text.casefold()
    yield from (f"the words {one!r}" for one in listed(expected) if one.casefold() not in text)


def words_not_said(answered: Answered, expected: Any) -> Iterator[str]:
    text = answered.text.casefold()
    yield from (f"no words {one!r}" for one in listed(expected) if one.casefold() in text)


def checklist_stands(answered: Answered, expected: Any) -> Iterator[str]:
    stands = last_custom(answered, "checklist") or {}
    if any(stands.get(key) != value for key, value in expected.items()) or (stands and not expected):
        yield f"the walk-through at {expected}, and it is at {stands}"


def rehearsal_stands(answered: Answered, expected: Any) -> Iterator[str]:
    stands = last_custom(answered, "rehearsal") or {}
    if any(stands.get(key) != value for key, value in expected.items()):
        yield f"the rehearsal at {expected}, and it is at {stands}"


def buttons_offered(answered: Answered, expected: Any) -> Iterator[str]:
    titles = [button["title"] for button in buttons_of(answered)]
    yield from (f"a button {one!r} among {titles}" for one in listed(expected) if one not in titles)


def terms_explained(answered: Answered, expected: Any) -> Iterator[str]:
    terms = [one["custom"]["term"] for one in answered.messages if "term" in one["custom"]]
    if terms != listed(expected):
        yield f"the terms {listed(expected)}, and they are {terms}"


def level_suggested(answered: Answered, expected: Any) -> Iterator[str]:
    level = (last_custom(answered, "escalation") or {}).get("level")
    if level != expected:
        yield f"the level {expected}, and it is {level}"


def figures_given(answered: Answered, expected: Any) -> Iterator[str]:
    yield from figures_differ(last_custom(answered, "impact") or {}, expected)


def figures_differ(given: dict[str, Any], expected: dict[str, Any]) -> Iterator[str]:
    """What differs in an impact, or in a part of it."""
    for key, value in expected.items():
        found = given.get(key)
        if isinstance(value, dict):
            yield from figures_differ(found or {}, value)
        elif isinstance(value, (int, float)) and isinstance(found, (int, float)) and abs(found - value) <= NEARLY:
            continue
        elif found != value:
            yield f"{key} {value}, and it is {found}"


EXPECTATIONS: dict[str, Callable[[Answered, Any], Iterator[str]]] = {
    "content": content_is,
    "content_has": content_has,
    "content_not": content_lacks,
    "says": words_said,
    "not_says": words_not_said,
    "checklist": checklist_stands,
    "rehearsal": rehearsal_stands,
    "buttons_have": buttons_offered,
    "term": terms_explained,
    "level": level_suggested,
    "figures": figures_given,
}
