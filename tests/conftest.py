"""What all tests share: the assistant loaded once, the catalogue's ids, and lines for the report at the end."""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from ruamel.yaml import YAML

from tests.every_line import EveryLine

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

TOGETHER = ("tests/masking/",)
"""Folders whose tests run in one process: what they load takes seconds."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves out what needs a model; anything else is as pytest has it."""
    if config.option.markexpr != "not model":
        return None
    place = collection_path.relative_to(Path(__file__).parent).as_posix()
    is_test = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    needs = is_test and WHOLE_FILE_NEEDS_A_MODEL.search(collection_path.read_text(encoding="utf-8"))
    return True if needs or place in NEED_A_MODEL else None


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where tests run in several processes, those of a file run in the same one: what they share is made once."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        """Shares out files, and some folders, one at a time."""

        def _split_scope(self, nodeid: str) -> str:
            return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.partition("::")[0])

    return ByFile(config, log) if config.option.dist == "load" else None


def pytest_collection_finish() -> None:
    """Takes what is loaded by then out of the search for garbage, which would look at all of it again and again."""
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    """Fewer random examples where only the fast tests are asked for; `make test` tries the usual hundred of each."""
    logging.getLogger().addHandler(EVERY_LINE)
    if config.option.markexpr == "not model":
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
