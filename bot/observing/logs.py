"""The log as one JSON object a line, for whoever collects logs; no line quotes what anybody typed."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping
from datetime import datetime, timezone

import structlog

from bot.channels.web.settings import SettingError
from bot.logged import kind_and_place

SETTING = "GUIDE_LOG"
JSON = "json"

OWN = ("bot", "actions")
"""Packages whose messages have no words of a person (tests/runtime/test_logs.py)."""

log = logging.getLogger(__name__)


class JsonLines(logging.Formatter):
    """Of what libraries log only the place: their messages may quote what they were given."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as a line."""
        is_own = record.name.partition(".")[0] in OWN
        line = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage() if is_own else f"{record.filename}:{record.lineno}",
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = kind_and_place(record.exc_info[1])
        return json.dumps(line)


def log_as_set(environ: Mapping[str, str]) -> bool:
    """Logs as the settings say from here on: True where that is in JSON. Raises SettingError."""
    written = environ.get(SETTING, "").strip()
    if not written:
        return False
    if written != JSON:
        raise SettingError(f'{SETTING} is "{written}": write {JSON}, or leave it out for lines of text')
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.getLogger().handlers = [handler]
    for name in OWN:
        logging.getLogger(name).setLevel(logging.INFO)
    # What Rasa logs goes the same way, instead of being printed.
    structlog.configure(
        logger_factory=structlog.stdlib.LoggerFactory(), processors=[structlog.stdlib.render_to_log_kwargs]
    )
    return True
