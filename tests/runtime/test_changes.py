"""What is changed in Rasa computes what Rasa computes."""

from __future__ import annotations

import ast
import copy
import inspect
import logging
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from jsonschema import ValidationError
from rasa.core import processor
from rasa.core.actions.action import ActionExtractSlots, RemoteAction
from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import all_subclasses

from bot.runtime import changes
from bot.runtime.graph import InOrder
from bot.runtime.in_process import InProcessActions

RESULT = {"events": [{"event": "slot", "name": "waiting", "value": None}], "responses": [{"text": "Noted."}]}


def test_every_event_is_found_as_rasa_finds_it() -> None:
    names = [cls.type_name for cls in all_subclasses(Event) if cls.type_name]
    assert len(names) > 10
    for name in names:
        assert changes.event_class(name) is changes._looked_up(name)


def test_an_unknown_event_is_refused_and_a_default_is_given_as_before() -> None:
    with pytest.raises(ValueError, match="no such event"):
        changes.event_class("no such event")
    assert changes.event_class("no such event", SlotSet) is SlotSet


def test_a_result_is_validated_by_rasas_own_schema() -> None:
    action = RemoteAction("action_help", None)
    assert changes.validate_action_result(action, RESULT)
    with pytest.raises(ValidationError):
        changes.validate_action_result(action, {"events": [{"event": "user"}], "responses": "none"})


async def test_what_an_action_returns_in_this_process_has_the_shape_without_being_looked_through() -> None:
    action = RemoteAction("action_escalation", InProcessActions())
    call = changes.action_call(action, conversation_of(UserUttered("help")), Domain.empty())
    result = await action.action_endpoint.request(json=call)
    assert result["responses"]
    changes.action_result_validator().validate(result)
    assert changes.validate_action_result(action, result)


def conversation_of(*events: Event) -> DialogueStateTracker:
    """A conversation in which this happened."""
    tracker = DialogueStateTracker("c", Domain.empty().slots)
    for event in events:
        tracker.update(event)
    return tracker


def test_an_action_is_called_as_rasa_calls_it_where_only_one_message_was_said() -> None:
    tracker = conversation_of(UserUttered("hello"), ActionExecuted("action_help"), BotUttered("Hello."))
    action = RemoteAction("action_help", None)
    assert changes.action_call(action, tracker, Domain.empty()) == changes._called_with(action, tracker, Domain.empty())


def test_an_action_is_told_of_this_turn_and_of_no_earlier_one() -> None:
    tracker = conversation_of(UserUttered("hello"), BotUttered("Hello."), UserUttered("87%"))
    action = RemoteAction("action_help", None)
    ours = changes.action_call(action, tracker, Domain.empty())["tracker"]
    rasas = changes._called_with(action, tracker, Domain.empty())["tracker"]
    assert [event.get("text") for event in ours.pop("events")] == ["87%"]
    assert [event.get("text") for event in rasas.pop("events")] == ["hello", "Hello.", "87%"]
    assert ours == rasas


def test_the_changes_are_in_force_once_the_assistant_is_imported() -> None:
    import bot.runtime.assistant  # noqa: F401  # importing it is what is tested

    assert Event.resolve_by_type("user") is UserUttered
    assert RemoteAction._validate_action_result is changes.validate_action_result
    assert RemoteAction._action_call_format is changes.action_call
    assert processor.DaskGraphRunner is InOrder
    assert processor.copy is changes.NotCopied
    assert ActionExtractSlots.run is changes.extract_slots
    assert MessageProcessor._log_slots is changes.log_slots
    assert MessageProcessor._check_for_unseen_features is changes.check_for_unseen_features


def test_rasas_processor_copies_for_its_log_at_level_debug_and_for_nothing_else() -> None:
    tree = ast.parse(Path(inspect.getfile(processor)).read_text(encoding="utf-8"))
    for_the_log = {
        one
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for one in ast.walk(call)
    }
    copied = [one for one in ast.walk(tree) if isinstance(one, ast.Attribute) and ast.unparse(one.value) == "copy"]
    assert copied
    assert for_the_log.issuperset(copied)


@pytest.mark.parametrize(("level", "is_copied"), [(logging.INFO, False), (logging.DEBUG, True)])
def test_what_is_logged_is_copied_where_it_is_logged(level: int, is_copied: bool) -> None:
    events = [SlotSet("waiting", None)]
    before = processor.logger.level
    processor.logger.setLevel(level)
    try:
        assert (changes.NotCopied.deepcopy(events) is not events) == is_copied
    finally:
        processor.logger.setLevel(before)


def warned(check: Callable[[Any, dict[str, Any]], None], parsed: dict[str, Any]) -> list[str]:
    """What is warned of about what was understood, in a domain with one intent and one entity."""
    of = SimpleNamespace(domain=Domain.from_dict({"intents": ["lateness"], "entities": ["plan"]}))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        check(of, parsed)
    return [str(one.message) for one in caught]


@pytest.mark.parametrize("intent", ["lateness", "no such intent", None])
@pytest.mark.parametrize("entities", [["plan"], ["no such entity"], []])
def test_what_the_domain_does_not_have_is_warned_of_as_rasa_warns(intent: str | None, entities: list[str]) -> None:
    parsed = {"intent": {"name": intent}, "entities": [{"entity": one} for one in entities]}
    ours = warned(changes.check_for_unseen_features, parsed)
    assert ours == warned(changes._checked, parsed)
    assert bool(ours) == ("no such" in f"{intent} {entities}")


@pytest.fixture
def rasas_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Training as Rasa has it, in case that something was trained in this process already."""
    monkeypatch.setattr(TrainingData, "sanitize_examples", staticmethod(changes._cleaned))
    monkeypatch.delattr(Message, "__deepcopy__", raising=False)


EXAMPLES: tuple[dict[str, Any], ...] = (
    {"text": "hello", "intent": "greet"},
    {"text": "hello", "intent": " greet "},
    {"text": "she is ten", "intent": "age", "entities": [{"entity": "age", "value": "ten", "start": 7, "end": 10}]},
    {"text": "hello", "intent": "greet"},
    {"intent": "faq", "response": "\tYes. "},
    {"action_name": "action_help"},
    {"text": "", "intent": None},
)


def test_examples_are_cleaned_as_rasa_cleans_them() -> None:
    ours, rasas = [Message(data=one) for one in EXAMPLES], [Message(data=one) for one in EXAMPLES]
    cleaned = changes.clean_examples(ours)
    assert [one.as_dict() for one in cleaned] == [one.as_dict() for one in changes._cleaned(rasas)]
    assert [ours.index(one) for one in cleaned] == [0, 2, 4, 5, 6]


def test_an_example_that_is_clean_keeps_its_fingerprint() -> None:
    example = Message(data=EXAMPLES[0])
    known = example.fingerprint()
    changes.clean_examples([example])
    assert example._cached_fingerprint == known


@pytest.mark.usefixtures("rasas_own")
@pytest.mark.parametrize("data", EXAMPLES)
def test_the_copy_of_an_example_is_rasas_and_shares_nothing_that_can_change(data: dict[str, Any]) -> None:
    example = Message(data=copy.deepcopy(data), output_properties={"intent"}, time=5)
    example.add_features(Features(np.ones((1, 2)), "sequence", "text", "one"))
    ours, rasas = changes.copied_example(example, {}), copy.deepcopy(example)
    assert vars(ours).keys() == vars(rasas).keys()
    assert ours == rasas
    assert (ours.time, ours.output_properties) == (rasas.time, rasas.output_properties)
    for one in ours.data.get("entities", ()):
        one["value"] = "changed"
    ours.set("intent", "changed", add_to_output=True)
    ours.set("added", "changed", add_to_output=True)
    ours.features.clear()
    assert example == rasas
    assert (example.data, example.output_properties) == (data, {"intent", "text"})


@pytest.mark.usefixtures("rasas_own")
def test_the_changes_to_training_change_nothing_that_is_learned_from() -> None:
    first = TrainingData([Message(data=one) for one in EXAMPLES[:3]])
    rasas = first.merge(TrainingData([Message(data=one) for one in EXAMPLES]), None).fingerprint()
    changes.apply_changes_to_training()
    assert TrainingData.sanitize_examples is changes.clean_examples
    assert first.merge(TrainingData([Message(data=one) for one in EXAMPLES]), None).fingerprint() == rasas


def domain_with(**mapping: str) -> Domain:
    """A domain with one slot, which is set in this way."""
    return Domain.from_dict({"entities": ["plan"], "slots": {"plan": {"type": "text", "mappings": [mapping]}}})


BY_ENTITY, BY_SKILLS = domain_with(type="from_entity", entity="plan"), domain_with(type="custom")


@pytest.mark.parametrize(
    ("domain", "is_set"), [(BY_ENTITY, True), (BY_SKILLS, False), (Domain.load("domain.yml"), False)]
)
async def test_a_message_sets_the_slots_that_rasa_says_it_sets(domain: Domain, is_set: bool) -> None:
    tracker = DialogueStateTracker("c", domain.slots)
    tracker.update(UserUttered("a CIN plan", entities=[{"entity": "plan", "value": "cin"}]), domain)
    given = (ActionExtractSlots(None), None, None, tracker, domain)
    ours = await changes.extract_slots(*given)
    assert ours == await changes._extracted(*given)
    assert bool(ours) == is_set


def test_who_checks_slots_or_sets_them_by_an_action_is_asked() -> None:
    assert changes.only_skills_set_slots(BY_SKILLS)
    assert not changes.only_skills_set_slots(domain_with(type="custom", action="action_help"))
    checked = {**BY_SKILLS.as_dict(), "actions": ["action_validate_slot_mappings"]}
    assert not changes.only_skills_set_slots(Domain.from_dict(checked))


def test_rasas_own_actions_are_made_once_and_hold_nothing_of_a_turn() -> None:
    endpoint = InProcessActions()
    made = changes.default_actions(endpoint)
    assert made is changes.default_actions(endpoint)
    assert [type(one) for one in made] == [type(one) for one in changes._listed(endpoint)]
    held = [value for one in made for value in vars(one).values()]
    assert all(value is endpoint or isinstance(value, str | bool) for value in held)
    assert [type(one) for one in changes.default_actions()] == [type(one) for one in made]


@pytest.mark.parametrize("by_text", [True, False])
def test_the_prediction_that_wins_is_rasas_and_only_that_it_was_made_by_the_intent_is_not_noted(by_text: bool) -> None:
    domain, tracker = Domain.empty(), conversation_of(ActionExecuted("action_listen"), UserUttered("hello"))

    def made() -> list[PolicyPrediction]:
        shares = [0.0] * domain.num_actions
        return [
            PolicyPrediction([*shares[:-1], 1.0], "a", policy_priority=1, is_end_to_end_prediction=by_text),
            PolicyPrediction([0.5, *shares[1:]], "b", policy_priority=2, events=[SlotSet("waiting", None)]),
        ]

    ensemble = DefaultPolicyPredictionEnsemble()
    theirs = changes._combined(ensemble, made(), tracker, domain)
    ours = ensemble.combine_predictions(made(), tracker, domain)
    assert (ours.max_confidence_index, ours.policy_name) == (theirs.max_confidence_index, theirs.policy_name)
    assert ours.events == [event for event in theirs.events if not changes.is_by_intent(event)]
    assert any(map(changes.is_by_intent, theirs.events)) is not (theirs.is_end_to_end_prediction)
