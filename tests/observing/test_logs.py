"""Logs as JSON: an object a line, with nothing in it that a library quotes."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.channels.web.settings import SettingError
from bot.observing.logs import JsonLines, log_as_set

WORDS = "quokkafeather"


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is logged as JSON while a test runs."""
    root, before = logging.getLogger(), logging.getLogger().handlers
    levels = {name: logging.getLogger(name).level for name in ("bot", "actions")}
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    assert log_as_set({"GUIDE_LOG": "json"})
    yield written
    root.handlers = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


def lines(written: io.StringIO) -> list[dict[str, str]]:
    """The objects of the lines."""
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_says_when_how_bad_where_and_what(logged: io.StringIO) -> None:
    logging.getLogger("bot.runtime.kept").error("old records could not be erased: %s", "no space left")
    (line,) = lines(logged)
    assert (line["level"], line["logger"]) == ("error", "bot.runtime.kept")
    assert line["event"] == "old records could not be erased: no space left"
    assert line["time"].endswith("+00:00")


def test_an_error_is_told_by_its_kind_and_place_and_not_by_its_words(logged: io.StringIO) -> None:
    try:
        raise ValueError(WORDS)
    except ValueError:
        logging.getLogger("bot.runtime").exception("a turn failed")
    (line,) = lines(logged)
    assert line["error"].startswith("ValueError\n") and "test_logs.py" in line["error"]
    assert WORDS not in logged.getvalue().replace("raise ValueError(WORDS)", "")


def test_of_what_a_library_logs_only_the_place_is_told(logged: io.StringIO) -> None:
    logging.getLogger("rasa.core").error("could not read %s", WORDS)
    structlog.get_logger("rasa.nlu").error("processor.parse", text=WORDS)
    assert len(lines(logged)) == 2
    assert WORDS not in logged.getvalue()
    assert all("test_logs.py" in line["event"] or line["event"] for line in lines(logged))


def test_a_message_of_several_lines_is_one_line() -> None:
    record = logging.LogRecord("bot", logging.ERROR, "place.py", 1, "one\ntwo", None, None)
    assert JsonLines().format(record).count("\n") == 0


def test_without_the_setting_nothing_changes_and_another_value_is_refused() -> None:
    before = list(logging.getLogger().handlers)
    assert not log_as_set({}) and not log_as_set({"GUIDE_LOG": " "})
    assert logging.getLogger().handlers == before
    with pytest.raises(SettingError, match="GUIDE_LOG"):
        log_as_set({"GUIDE_LOG": "xml"})
