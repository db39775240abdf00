"""Rasa's graph run part after part, in an order worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dask.core import toposort
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

Step = tuple[GraphNode, tuple[str, ...]]
"""A part of the graph, and the names of what it is given."""


class InOrder(DaskGraphRunner):
    """Runs the graph as Rasa's runner does, without planning it anew for each message and each action."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._steps = lru_cache(maxsize=None)(self._steps_to)

    def run(self, inputs: Mapping[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """What the targets give, by name; all targets of the graph where none are named. Raises GraphRunError."""
        wanted = tuple(targets or self._graph_schema.target_names)
        found: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for node, needs in self._steps(wanted):
                name, value = node(*(found.get(need, need) for need in needs))
                found[name] = (name, value)
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(found[target] for target in wanted)

    def _steps_to(self, targets: tuple[str, ...]) -> list[Step]:
        """What leads to the targets, each part after those that it needs."""
        nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
        needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
        within = {name: {need for need in of if need in needs} for name, of in needs.items()}
        order = toposort(needs, within)  # type: ignore[no-untyped-call]  # dask gives no types
        return [(self._instantiated_nodes[name], needs[name]) for name in order]
