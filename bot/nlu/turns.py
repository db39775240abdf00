"""Whose turn it is: safety first, then the skill that waits for an answer, then the rule for the intent.

It learns from the rules in data/stories, each of which leads from one intent to one action. Unlike Rasa's
RulePolicy it looks at this turn only, so that a turn costs the same however long the conversation is
(docs/decisions/0002-turn-policy.md).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException

from bot.conversation.claims import changes_a_note, claims
from bot.conversation.held import with_held
from bot.conversation.kept import CARRY_ON
from bot.conversation.turn import WAS_MASKED, Turn
from bot.nlu.understanding import AT_RISK

LISTEN = str(ACTION_LISTEN_NAME)
RULES = "rules.json"
SECOND_TOPIC = "action_second_topic"
RETURN = "action_return"
FALLBACK = "action_unsure"
MASKED = "action_masked"
READS_REGISTER = "action_register"

STAYS = frozenset({"action_safety", "action_another_child"})
"""Actions after which there is no going back to what waits: it waits until it is asked for."""

UNREAL = frozenset({LISTEN, "action_extract_slots", "action_session_start"})


class RuleShapeError(RasaException):
    """A rule that is not one intent followed by one action."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class TurnPolicy(Policy):
    """Predicts the actions of a turn one by one."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: TrackerFeaturizer | None = None,
        rules: dict[str, str] | None = None,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer=featurizer)
        self._storage = model_storage
        self._kept_in = resource
        self._rules = rules or {}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 6}

    @staticmethod
    def supported_data() -> SupportedData:
        return SupportedData.RULE_DATA

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Learns intent -> action. Raises RuleShapeError for a rule of any other shape."""
        for tracker in training_trackers:
            if tracker.is_rule_tracker:
                intent, action = rule_of(tracker)
                self._rules[intent] = action
        with self._storage.write_to(self._kept_in) as folder:
            (Path(folder) / RULES).write_text(json.dumps(self._rules, indent=1, sort_keys=True), encoding="utf-8")
        return self._kept_in

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TurnPolicy:
        with model_storage.read_from(resource) as folder:
            rules = json.loads((Path(folder) / RULES).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, execution_context, rules=rules)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The next action of this turn, with certainty."""
        scores = self._default_predictions(domain)
        scores[domain.index_for_action(self.next_action(tracker))] = 1.0
        return self._prediction(scores)

    def next_action(self, tracker: DialogueStateTracker) -> str:
        """The next action: the turn's own, then a second topic, then back to what waits, then a word on masking."""
        done = actions_of_turn(tracker)
        if done is None:
            return LISTEN
        turn = turn_of(tracker)
        following = self.following(turn, done)
        if following == LISTEN and is_to_be_told_of_masking(tracker) and MASKED not in done:
            return MASKED
        return following

    def following(self, turn: Turn, done: list[str]) -> str:
        """What follows the actions done in this turn."""
        if done and done[-1] == MASKED:
            return LISTEN
        if not done:
            return self.first_action(turn)
        last = done[-1]
        apart = turn.apart_from_risk
        if apart and done == [self._rules[AT_RISK]]:
            return self._rules.get(apart.topic, FALLBACK)
        rule = self._rules.get(turn.topic)
        if turn.first("also") and done == [rule]:
            second = self._rules.get(str(turn.first("also")), FALLBACK)
            if second == "action_guidance":
                return SECOND_TOPIC
            if second != rule:  # it would say the same again
                return second
        answered_it = bool(turn.waiting) and last == WAITING_ACTIONS.get(turn.waiting[-1])
        resumed = turn.topic == CARRY_ON and done == [rule]
        if turn.waiting and not (answered_it or resumed) and last != RETURN and not STAYS.intersection(done):
            return RETURN
        return LISTEN

    def first_action(self, turn: Turn) -> str:
        """The action that answers the message."""
        if turn.register is not None:
            return READS_REGISTER
        if turn.intent == AT_RISK:
            return self._rules[AT_RISK]
        if changes_a_note(turn):
            return WAITING_ACTIONS["checklist"]
        if turn.waiting and claims(turn.waiting[-1], turn):
            return WAITING_ACTIONS[turn.waiting[-1]]
        return self._rules.get(turn.topic, FALLBACK)


WAITING_ACTIONS = {
    "checklist": "action_checklist",
    "escalation": "action_escalation",
    "smart": "action_smart",
    "barriers": "action_barriers",
    "forget": "action_forget",
    "rehearsal": "action_rehearsal",
    "questions": "action_questions_check",
    "reminders": "action_reminders",
}
"""The action of each skill that can wait for an answer."""


def rule_of(tracker: DialogueStateTracker) -> tuple[str, str]:
    """The intent and the action of a rule. Raises RuleShapeError where it is not one of each."""
    intents = [event.intent_name for event in tracker.events if isinstance(event, UserUttered)]
    actions = [
        event.action_name
        for event in tracker.events
        if isinstance(event, ActionExecuted) and event.action_name not in {*UNREAL, "..."}
    ]
    if len(intents) != 1 or len(actions) != 1 or intents[0] is None or actions[0] is None:
        raise RuleShapeError(f"a rule leads from one intent to one action, not from {intents} to {actions}")
    return intents[0], actions[0]


def actions_of_turn(tracker: DialogueStateTracker) -> list[str] | None:
    """The actions run since the last message; None where there was no message."""
    done: list[str] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return done[::-1]
        if isinstance(event, ActionExecuted) and event.action_name and event.action_name not in UNREAL:
            done.append(event.action_name)
    return None


def is_to_be_told_of_masking(tracker: DialogueStateTracker) -> bool:
    """Whether this message had identifying details, for the first time in this conversation."""
    metadata = (tracker.latest_message.metadata if tracker.latest_message else None) or {}
    return bool(metadata.get(WAS_MASKED)) and not tracker.get_slot("told_of_masking")


def turn_of(tracker: DialogueStateTracker) -> Turn:
    """The turn that the tracker stands at."""
    message = tracker.latest_message
    if message is None:
        return Turn("", "")
    ranking = (message.parse_data or {}).get("intent_ranking") or ()
    remembered = {name: slot.value for name, slot in tracker.slots.items()}
    return with_held(
        Turn.of(message.text, message.intent_name, ranking, message.entities, remembered, beside=message.metadata)
    )
