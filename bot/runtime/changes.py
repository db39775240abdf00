"""What is changed in Rasa itself, all of it, so that a turn's time goes into the answer.

Each change computes what Rasa computes, once and not again and again, or what is asked for and no more
(docs/decisions/0004-changes-to-rasa.md);
tests/runtime/test_changes.py fails where a new version of Rasa makes one wrong.
"""

from __future__ import annotations

import copy
import logging
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jsonschema.validators import validator_for
from rasa.core import processor
from rasa.core.actions import action
from rasa.core.actions.action import Action, ActionExtractSlots, RemoteAction
from rasa.core.policies.ensemble import DefaultPolicyPredictionEnsemble
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_VALIDATE_SLOT_MAPPINGS, DEFAULT_SLOT_NAMES, SlotMappingType
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import DefinePrevUserUtteredFeaturization, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, RESPONSE
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.utils.endpoints import EndpointConfig

from bot.runtime.graph import InOrder
from bot.runtime.in_process import InProcessActions
from bot.runtime.tracker import twin_of

_listed = action.default_actions
_combined = DefaultPolicyPredictionEnsemble.combine_predictions
_looked_up = Event.resolve_by_type
_called_with = RemoteAction._action_call_format
_extracted = ActionExtractSlots.run
_checked = MessageProcessor._check_for_unseen_features
_logged = MessageProcessor._log_slots
_cleaned = TrainingData.sanitize_examples


@lru_cache(maxsize=256)
def event_class(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """The class of an event's type, which Rasa looks for among all subclasses for each event that it reads."""
    found: type[Event] | None = _looked_up(type_name, default)
    return found


def default_actions(endpoint: EndpointConfig | None = None) -> list[Action]:
    """Rasa's own actions, which it makes, all of them, for each action that it looks up. They hold nothing."""
    if not isinstance(endpoint, InProcessActions):
        return list(_listed(endpoint))
    endpoint.beside = endpoint.beside or _listed(endpoint)
    return endpoint.beside


def combine_predictions(
    of: DefaultPolicyPredictionEnsemble,
    predictions: list[PolicyPrediction],
    tracker: DialogueStateTracker,
    domain: Domain,
) -> PolicyPrediction:
    """The prediction that Rasa says wins, without the event that notes of each message that it was told by its intent:
    all are, and it would be encrypted and kept with each turn."""
    wins = _combined(of, predictions, tracker, domain)
    wins.events = [one for one in wins.events if not is_by_intent(one)]
    return wins


def is_by_intent(event: Event) -> bool:
    """Whether an event notes that a prediction was made by the intent, and not by the text."""
    return isinstance(event, DefinePrevUserUtteredFeaturization) and not event.use_text_for_featurization


@lru_cache(maxsize=1)
def action_result_validator() -> Any:
    """The validator of what actions return, which Rasa makes anew, and checks itself, for each action."""
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def validate_action_result(of: RemoteAction, result: dict[str, Any]) -> bool:
    """True for a result of the right shape. Raises jsonschema's ValidationError for any other.

    A result that was made in this process, by the SDK that the schema describes, isn't looked through again.
    """
    if not isinstance(of.action_endpoint, InProcessActions):
        action_result_validator().validate(result)
    return True


def action_call(of: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """What an action is called with: Rasa's own, with the events of this turn where Rasa tells the whole conversation
    again for each action. Actions ask for the latest message and for what is remembered."""
    turn = twin_of(tracker)
    turn.events = deque(of_this_turn(tracker.events))
    called_with: dict[str, Any] = _called_with(of, turn, domain)
    return called_with


def of_this_turn(events: Sequence[Event]) -> list[Event]:
    """The latest message and what came after it; all events where nobody said anything."""
    turn: list[Event] = []
    for event in reversed(events):
        turn.append(event)
        if isinstance(event, UserUttered):
            break
    return turn[::-1]


class NotCopied:
    """What Rasa's processor has in the place of `copy`, which it uses for what it would log at level DEBUG only: all
    of a turn's events are copied for that, also where nobody logs them."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        """The very value, or a copy of it where it is to be logged."""
        return copy.deepcopy(value) if processor.logger.isEnabledFor(logging.DEBUG) else value


def log_slots(tracker: DialogueStateTracker) -> None:
    """Logs what is remembered as Rasa does, where anybody wants to read it; else Rasa writes it out for nothing."""
    if processor.logger.isEnabledFor(logging.DEBUG):
        _logged(tracker)


def check_for_unseen_features(of: MessageProcessor, parse_data: dict[str, Any]) -> None:
    """Warns of intents and entities that the domain hasn't, as Rasa does, which first makes two domains as JSON to see
    that its own isn't empty. A warning is all that it does, so it is enough to ask where there is one to give."""
    name = parse_data["intent"]["name"]
    kinds = {element["entity"] for element in parse_data["entities"] or ()} - {None}
    if (name is not None and name not in of.domain.intent_properties) or not kinds.issubset(of.domain.entities):
        _checked(of, parse_data)


def copied_example(example: Message, copied: dict[int, Any]) -> Message:
    """A copy of an example, for `copy.deepcopy`, which would look at each of its words: they can't change."""
    twin = twin_of(example)
    twin.data = example.data.copy()
    for key, value in example.data.items():
        if type(value) is not str:
            twin.data[key] = copy.deepcopy(value, copied)
    twin.features = copy.deepcopy(example.features, copied) if example.features else []
    twin.output_properties = example.output_properties.copy()
    return twin


def clean_examples(examples: list[Message]) -> list[Message]:
    """The examples, each once, with no blanks around intents and responses. Rasa also sets those that have none, and so
    forgets the fingerprint by which it tells examples apart, and works it out again for each step of training."""
    for example in examples:
        for part in (INTENT, RESPONSE):
            value = example.get(part)
            if value and value != value.strip():
                example.set(part, value.strip())
    return list(dict.fromkeys(examples))


def apply_changes_to_training() -> None:
    """Makes those changes that training takes its time from; a second time changes nothing."""
    Message.__deepcopy__ = copied_example
    TrainingData.sanitize_examples = staticmethod(clean_examples)


async def extract_slots(
    of: ActionExtractSlots, channel: Any, answers: Any, tracker: DialogueStateTracker, domain: Domain
) -> list[Event]:
    """The slots that a message sets by itself, as Rasa finds them, which tries each way of each slot for each message:
    where skills alone set slots, it is none."""
    found: list[Event] = (
        [] if only_skills_set_slots(domain) else await _extracted(of, channel, answers, tracker, domain)
    )
    return found


def only_skills_set_slots(domain: Domain) -> bool:
    """Whether no slot is set by a message, nor checked by an action of its own."""
    mappings = (mapping for slot in domain.slots if slot.name not in DEFAULT_SLOT_NAMES for mapping in slot.mappings)
    set_by_skills = all(one["type"] == SlotMappingType.CUSTOM.value and not one.get("action") for one in mappings)
    return set_by_skills and ACTION_VALIDATE_SLOT_MAPPINGS not in domain.user_actions


def apply_changes() -> None:
    """Makes the changes to a turn; a second time changes nothing."""
    processor.DaskGraphRunner = InOrder
    processor.copy = NotCopied
    action.default_actions = default_actions
    DefaultPolicyPredictionEnsemble.combine_predictions = combine_predictions
    ActionExtractSlots.run = extract_slots
    MessageProcessor._log_slots = staticmethod(log_slots)
    MessageProcessor._check_for_unseen_features = check_for_unseen_features
    Event.resolve_by_type = staticmethod(event_class)
    RemoteAction._validate_action_result = validate_action_result
    RemoteAction._action_call_format = action_call
