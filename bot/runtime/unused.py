"""What Rasa imports and no server of ours uses: left out, by the inert modules that stand in for TensorFlow too.

It would take a quarter of a server's memory and a fifth of its start (docs/decisions/0004-changes-to-rasa.md).
tests/runtime/test_unused.py fails where Rasa has moved one of them, or an answer needs it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

from tensorflow import InertFinder

CHANNELS = (
    "botframework", "callback", "console", "facebook", "hangouts", "mattermost", "rasa_chat", "rocketchat",
    "slack", "socketio", "telegram", "twilio", "twilio_voice", "webexteams",
)  # fmt: skip
"""Rasa's channels for services that the guide isn't on, each of which brings that service's library."""

UNUSED = frozenset(
    {
        *(f"rasa.core.channels.{name}" for name in CHANNELS),
        "rasa.graph_components.validators.default_recipe_validator",  # what it checks was checked in training
        "rasa.utils.train_utils",  # for components with TensorFlow
        "rasa.utils.tensorflow.model_data",
        "rasa.utils.tensorflow.model_data_utils",
        "boto3.dynamodb.conditions",
        "boto3",  # for the tracker stores on DynamoDB and MongoDB
        "boto3.dynamodb",
        "pymongo",
        "pymongo.collection",
    }
)
"""Modules that a server gets an inert one for."""


class UnusedFinder(InertFinder):
    """Finds an inert module for each of those."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname in UNUSED else None


def leave_out_unused() -> None:
    """Leaves them out from here on, in this process; to be called before Rasa is imported."""
    if not any(isinstance(finder, UnusedFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, UnusedFinder())
