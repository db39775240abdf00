"""The graph run in order gives what Rasa's own runner gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.runtime.graph import InOrder


class Joins(GraphComponent):
    """A part of a graph that joins what it is given."""

    @classmethod
    def create(cls, config: dict[str, Any], *_: Any, **__: Any) -> Joins:
        return cls()

    def join(self, **given: str) -> str:
        """All of it, in order, in brackets."""
        return f"({' '.join(given[name] for name in sorted(given))})"

    def break_down(self, **given: str) -> str:
        """Nothing ever."""
        raise RuntimeError("broken")


def node(function: str = "join", is_target: bool = False, **needs: str) -> SchemaNode:
    """A part of a graph that needs others."""
    return SchemaNode(needs, Joins, "create", function, {}, eager=True, is_target=is_target)


# The last part comes first, so that the order of writing is not the order of running.
GRAPH = GraphSchema(
    {
        "end": node(a="left", b="right", is_target=True),
        "left": node(a="middle"),
        "right": node(a="middle", b="said"),
        "middle": node(a="said"),
        "aside": node("break_down", a="said"),
    }
)


def runner(kind: type[DaskGraphRunner], folder: Path) -> DaskGraphRunner:
    """A runner of the graph."""
    return kind.create(GRAPH, LocalModelStorage.create(folder), ExecutionContext(GRAPH))


@pytest.mark.parametrize("targets", [None, ["end"], ["left"], ["right", "middle"]])
def test_every_target_gets_what_rasas_runner_gives_it(targets: list[str] | None, tmp_path: Path) -> None:
    ours, rasas = runner(InOrder, tmp_path), runner(DaskGraphRunner, tmp_path)
    found = ours.run({"said": "hello"}, targets)
    assert found == rasas.run({"said": "hello"}, targets)
    assert list(found) == (targets or ["end"])
    assert ours.run({"said": "again"}, targets) == rasas.run({"said": "again"}, targets)


def test_what_no_target_needs_is_not_run(tmp_path: Path) -> None:
    assert runner(InOrder, tmp_path).run({"said": "hello"}) == {"end": "(((hello)) ((hello) hello))"}


@pytest.mark.parametrize("kind", [InOrder, DaskGraphRunner])
def test_a_part_that_breaks_down_or_lacks_something_breaks_the_run_as_in_rasas(
    kind: type[DaskGraphRunner], tmp_path: Path
) -> None:
    with pytest.raises(Exception, match=r"node aside|Error running"):
        runner(kind, tmp_path).run({"said": "hello"}, ["aside"])
    with pytest.raises(GraphRunError, match="Missing input"):
        runner(kind, tmp_path).run({}, ["middle"])
