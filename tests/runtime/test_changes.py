"""What is changed in Rasa computes what Rasa computes."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses

from bot.runtime import changes

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
