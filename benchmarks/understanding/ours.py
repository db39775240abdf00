"""This project's pipeline, trained on a file of examples, on the held-out messages; prints one JSON object."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guidance.library import load_guidance
from bot.nlu.understanding import Understanding

ROOT = Path(__file__).parents[2]


def held_out(name: str) -> list[Any]:
    """The held-out messages of one file."""
    return list(YAML(typ="safe").load((ROOT / f"tests/held_out/{name}.yml").read_text(encoding="utf-8")))


def examples() -> tuple[list[str], list[str]]:
    """The training examples and their intents."""
    texts, labels = [], []
    for path in [Path(sys.argv[1])]:
        for item in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in item["examples"].splitlines():
                texts.append(line.removeprefix("- ").strip())
                labels.append(item["intent"])
    return texts, labels


def main() -> None:
    """Trains, measures, prints."""
    guidance = load_guidance()
    begun = time.perf_counter()
    understanding = Understanding.learned_from(*examples(), guidance.names, guidance.ids)
    seconds = time.perf_counter() - begun

    def intent(text: str) -> str:
        return understanding.understood(text).intent

    single = [one for one in held_out("questions") if len(one["content"]) == 1]
    at_risk, off_topic = held_out("at_risk"), held_out("off_topic")
    begun = time.perf_counter()
    right = sum(intent(one["ask"]) == one["content"][0] for one in single)
    milliseconds = (time.perf_counter() - begun) / len(single) * 1000
    others = [one["ask"] for one in single] + off_topic
    measured = {
        "right content": right / len(single),
        "at risk found": sum(intent(one["say"]) == "safety.immediate" for one in at_risk) / len(at_risk),
        "false alarms": sum(intent(text) == "safety.immediate" for text in others) / len(others),
        "off topic declined": sum(intent(text) == "out_of_scope" for text in off_topic) / len(off_topic),
        "milliseconds a message": milliseconds,
    }
    print(json.dumps({"pipeline": "ours", "training seconds": seconds, **measured}))


if __name__ == "__main__":
    main()
