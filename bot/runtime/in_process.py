"""Actions run in Rasa's own process: the very code that `guide actions` serves, without the HTTP call."""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import Action
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor


class InProcessActions(EndpointConfig):
    """An action endpoint that is called and not posted to."""

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        self.beside: list[Action] = []
        """Rasa's own actions, once they were asked for (bot/runtime/changes.py)."""
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    @property
    def names(self) -> frozenset[str]:
        """The names of the actions that there are."""
        return frozenset(self._executor.actions)

    async def request(self, *args: Any, **call: Any) -> Any:
        """Runs the action that Rasa would have posted."""
        return await self._executor.run(call["json"])
