"""What all tests share: the assistant loaded once, the catalogue's ids, and lines for the report at the end."""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.every_line import EveryLine
from tests.sharing import TESTS, place_of, shares_of

REPORTED: list[str] = []

EVERY_LINE = EveryLine()
"""What this process logs, from the first test to the last."""

CATALOGUE = Path(__file__).parents[1] / "bot/guidance/catalogue_ids.yml"


NEED_A_MODEL = (
    "browser",
    "channels/web",
    "conversations",
    "hostile",
    "records",
    "rehearsal/questions",
    "runtime/test_changes.py",
    "runtime/test_consistency.py",
    "runtime/test_stand_in.py",
    "understanding",
)
"""What is not even read where tests that need a model are left out: reading it loads Rasa, which takes longest."""

WHOLE_FILE_NEEDS_A_MODEL = re.compile(r"^pytestmark = .*\bpytest\.mark\.model\b", re.MULTILINE)
"""How a file says that all its tests need a model; it isn't read either."""

OBJECTS_BETWEEN_SEARCHES = 1_000_000
"""New objects after which garbage is searched for in the fast tests: pytest's own reports are most of them."""

BROKEN = "broken"
"""A folder of a hundred folders of examples, with no test in them."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves out what needs a model, and what another process does; anything else is as pytest has it."""
    if collection_path.name == BROKEN:
        return True
    is_test = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    if is_test and not_of_this_process(collection_path, config):
        return True
    if config.option.markexpr != "not model":
        return None
    place = collection_path.relative_to(TESTS).as_posix()
    needs = is_test and WHOLE_FILE_NEEDS_A_MODEL.search(collection_path.read_text(encoding="utf-8"))
    return True if needs or place in NEED_A_MODEL else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what another process does of the files that were asked for by name: those are read by all."""
    items[:] = [one for one in items if not not_of_this_process(one.path, config)]


def not_of_this_process(path: Path, config: pytest.Config) -> bool:
    """Whether tests run in several processes and another has this file."""
    share, processes = getattr(config, "workerinput", {}).get("share", (0, 1))
    return bool(shares_of(processes)[place_of(path)] != share)


def pytest_configure_node(node: Any) -> None:
    """Tells a process of several which share of the tests is its own."""
    processes = len(node.config.option.tx)
    node.workerinput["share"] = (int(node.gateway.id.removeprefix("gw")), processes)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where tests run in several processes, each runs all that it has read."""
    from xdist.scheduler import EachScheduling

    class ByShare(EachScheduling):
        """Counts the tests of all processes together."""

        def add_node_collection(self, node: Any, collection: Any) -> None:
            super().add_node_collection(node, collection)
            session = config.pluginmanager.get_plugin("session")
            session.testscollected = sum(map(len, self.node2collection.values()))

    return ByShare(config, log) if config.option.dist == "load" else None


def pytest_collection_finish() -> None:
    """Takes what is loaded by then out of the search for garbage, which would look at all of it again and again."""
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    """Fewer random examples where only the fast tests are asked for; `make test` tries the usual hundred of each."""
    logging.getLogger().addHandler(EVERY_LINE)
    shares_out = getattr(config.option, "dist", "no") != "no" and not hasattr(config, "workerinput")
    if config.option.markexpr == "not model" and not shares_out:
        gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
        from hypothesis import settings

        settings.register_profile("fast", max_examples=10)
        settings.load_profile("fast")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test is a failure")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--no-skips") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if EVERY_LINE.quoted:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if EVERY_LINE.typed:
        REPORTED.append(
            f"log of the whole run: {len(EVERY_LINE.quoted)} of {len(EVERY_LINE.lines)} different lines hold one of "
            f"{len(EVERY_LINE.typed)} messages typed"
        )
        REPORTED.extend(f"  {line[:200]}" for line in EVERY_LINE.quoted)
    if REPORTED:
        terminalreporter.section("measured")
        for line in REPORTED:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def report() -> Callable[[str], None]:
    """Takes a line that is printed at the end of the run."""
    return REPORTED.append


@pytest.fixture(scope="session")
def catalogue_ids() -> frozenset[str]:
    """The ids of the catalogue."""
    from ruamel.yaml import YAML

    return frozenset(YAML(typ="safe").load(CATALOGUE.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def assistant() -> Any:
    """The assistant, with its model built first where there is none."""
    from bot.commands.loading import quiet
    from bot.runtime.assistant import Assistant
    from bot.runtime.model import trained_model

    quiet()
    EVERY_LINE.listen_to(Assistant)
    return Assistant.load(trained_model())
