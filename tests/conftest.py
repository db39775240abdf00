"""What all tests share: the assistant loaded once, the catalogue's ids, and lines for the report at the end."""

from __future__ import annotations

import logging
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
    "channels/cards/test_understood.py",
    "channels/teams/test_bodies.py",
    "channels/teams/test_conversation.py",
    "channels/teams/test_delivery.py",
    "channels/teams/test_forms.py",
    "channels/teams/test_journeys.py",
    "channels/teams/test_serving.py",
    "channels/test_contract.py",
    "channels/test_operators.py",
    "channels/test_rest.py",
    "channels/web",
    "conversations",
    "insights/test_counting.py",
    "records",
    "rehearsal/questions",
    "runtime/test_changes.py",
    "runtime/test_cluster.py",
    "runtime/test_consistency.py",
    "runtime/test_conversations.py",
    "runtime/test_kept_in_the_chat.py",
    "runtime/test_logs.py",
    "runtime/test_registers_in_the_chat.py",
    "runtime/test_stand_in.py",
    "runtime/test_stored.py",
    "understanding",
)
"""What is not even read where tests that need a model are left out: reading it loads Rasa, which takes longest."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves out what needs a model; anything else is as pytest has it."""
    place = collection_path.relative_to(Path(__file__).parent).as_posix()
    return True if config.option.markexpr == "not model" and place in NEED_A_MODEL else None


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
