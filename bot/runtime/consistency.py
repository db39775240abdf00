"""What Rasa does not check: that domain, examples, rules, actions and packs agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasa_sdk.executor import ActionExecutor
from ruamel.yaml import YAML

from bot.conversation.turn import UNSURE
from bot.guidance.library import Guidance
from bot.runtime.model import ROOT, ModelError, refuse_tensorflow


def disagreements(guidance: Guidance, root: Path = ROOT) -> list[str]:
    """Everything on which the project's files disagree, a line each."""
    domain = YAML(typ="safe").load(root / "domain.yml")
    intents = {name_of(one) for one in domain["intents"]}
    actions = set(domain["actions"])
    rules = list(rules_in(root))
    return [
        *tensorflow_needed(root),
        *examples_disagree(intents, root),
        *rules_disagree(intents, actions, rules),
        *actions_disagree(actions),
        *topics_disagree(intents, guidance),
        *entities_disagree(domain),
    ]


def name_of(listed: Any) -> str:
    """The name of an intent in the domain, which may have settings."""
    return next(iter(listed)) if isinstance(listed, dict) else str(listed)


def tensorflow_needed(root: Path) -> Iterator[str]:
    """A line where the pipeline needs TensorFlow."""
    try:
        refuse_tensorflow(root)
    except ModelError as error:
        yield str(error)


def examples_disagree(intents: set[str], root: Path) -> Iterator[str]:
    """Intents with examples that the domain lacks, and intents of the domain that have none."""
    found: dict[str, str] = {}
    for path in sorted((root / "data/nlu").glob("*.yml")):
        for item in YAML(typ="safe").load(path)["nlu"]:
            found.setdefault(item["intent"], path.name)
    for intent, file in found.items():
        if intent not in intents:
            yield f"data/nlu/{file}: {intent}: it is not among the intents in domain.yml: add it there"
    for intent in sorted(intents - set(found) - {UNSURE}):
        yield f"domain.yml: {intent}: it has no examples in data/nlu: write some, or take it out"


def rules_in(root: Path) -> Iterator[tuple[str, str, str]]:
    """Every rule as its file, an intent and an action."""
    for path in sorted((root / "data/stories").glob("*.yml")):
        for rule in YAML(typ="safe").load(path).get("rules") or ():
            first, second = rule["steps"]
            for one in first.get("or") or [first]:
                yield path.name, one["intent"], second["action"]


def rules_disagree(intents: set[str], actions: set[str], rules: list[tuple[str, str, str]]) -> Iterator[str]:
    """Rules with an unknown intent or action, two rules for an intent, intents with no rule."""
    ruled: dict[str, str] = {}
    for file, intent, action in rules:
        if intent not in intents:
            yield f"data/stories/{file}: {intent}: there is no such intent in domain.yml"
        if action not in actions:
            yield f"data/stories/{file}: {action}: there is no such action in domain.yml"
        if intent in ruled:
            yield f"data/stories/{file}: {intent}: it has a rule in {ruled[intent]} already: keep one"
        ruled[intent] = file
    for intent in sorted(intents - set(ruled)):
        yield f"domain.yml: {intent}: no rule in data/stories says what follows it"


def actions_disagree(listed: set[str]) -> Iterator[str]:
    """Actions in the domain that nothing runs, and actions that the domain lacks."""
    executor = ActionExecutor()
    executor.register_package("actions")
    there = set(executor.actions)
    for name in sorted(listed - there):
        yield f"domain.yml: {name}: no class in actions/ has this name"
    for name in sorted(there - listed):
        yield f"actions: {name}: it is not among the actions in domain.yml"


def topics_disagree(intents: set[str], guidance: Guidance) -> Iterator[str]:
    """Topics that a button could name and no intent stands for."""
    for topic in sorted(guidance.ids - intents):
        yield f"bot/guidance/packs: {topic}: a button may offer it, and domain.yml has no intent of that name"


def entities_disagree(domain: dict[str, Any]) -> Iterator[str]:
    """Kinds of entities that the components add and the domain lacks."""
    from bot.nlu.entities import KINDS

    for kind in sorted(set(KINDS) - set(domain["entities"])):
        yield f"domain.yml: entities: {kind} is added by bot/nlu and not listed"
