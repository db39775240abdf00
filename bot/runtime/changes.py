"""What is changed in Rasa itself, all of it, so that a turn's time goes into the answer.

Each change computes what Rasa computes, once and not again and again, or what is asked for and no more
(docs/decisions/0004-changes-to-rasa.md);
tests/runtime/test_changes.py fails where a new version of Rasa makes one wrong.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_looked_up = Event.resolve_by_type
_called_with = RemoteAction._action_call_format


@lru_cache(maxsize=256)
def event_class(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
    """The class of an event's type, which Rasa looks for among all subclasses for each event that it reads."""
    found: type[Event] | None = _looked_up(type_name, default)
    return found


@lru_cache(maxsize=1)
def action_result_validator() -> Any:
    """The validator of what actions return, which Rasa makes anew, and checks itself, for each action."""
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def validate_action_result(action: RemoteAction, result: dict[str, Any]) -> bool:
    """True for a result of the right shape. Raises jsonschema's ValidationError for any other."""
    action_result_validator().validate(result)
    return True


def action_call(action: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """What an action is called with: Rasa's own, with the events of this turn where Rasa tells the whole conversation
    again for each action. Actions ask for the latest message and for what is remembered."""
    turn = copy.copy(tracker)
    turn.events = deque(of_this_turn(tracker.events))
    called_with: dict[str, Any] = _called_with(action, turn, domain)
    return called_with


def of_this_turn(events: Sequence[Event]) -> list[Event]:
    """The latest message and what came after it; all events where nobody said anything."""
    turn: list[Event] = []
    for event in reversed(events):
        turn.append(event)
        if isinstance(event, UserUttered):
            break
    return turn[::-1]


def apply_changes() -> None:
    """Makes the changes; a second time changes nothing."""
    Event.resolve_by_type = staticmethod(event_class)
    RemoteAction._validate_action_result = validate_action_result
    RemoteAction._action_call_format = action_call
