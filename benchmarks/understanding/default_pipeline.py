"""Rasa's default pipeline, trained on the same examples and asked the same held-out messages.

Run in an environment of its own by benchmarks/understanding/run; prints one JSON object.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.model_training import train_nlu
from ruamel.yaml import YAML

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def held_out(name: str) -> list[Any]:
    """The held-out messages of one file."""
    return list(YAML(typ="safe").load((ROOT / f"tests/held_out/{name}.yml").read_text(encoding="utf-8")))


async def measured(model: str) -> dict[str, float]:
    """What share of each held-out set the pipeline gets right, by the intent alone."""
    agent = Agent()
    agent.load_model(model)

    async def intent(text: str) -> str:
        return str((await agent.parse_message(text))["intent"]["name"])

    single = [one for one in held_out("questions") if len(one["content"]) == 1]
    at_risk, off_topic = held_out("at_risk"), held_out("off_topic")
    begun = time.perf_counter()
    right = sum([await intent(one["ask"]) == one["content"][0] for one in single])
    milliseconds = (time.perf_counter() - begun) / len(single) * 1000
    others = [one["ask"] for one in single] + off_topic
    return {
        "right content": right / len(single),
        "at risk found": sum([await intent(one["say"]) == "safety.immediate" for one in at_risk]) / len(at_risk),
        "false alarms": sum([await intent(text) == "safety.immediate" for text in others]) / len(others),
        "off topic declined": sum([await intent(text) == "out_of_scope" for text in off_topic]) / len(off_topic),
        "milliseconds a message": milliseconds,
    }


def main() -> None:
    """Trains where no model is given, measures, prints."""
    begun = time.perf_counter()
    model = train_nlu(
        config=str(HERE / "default_pipeline.yml"), nlu_data=sys.argv[1], output=str(ROOT / ".build/models")
    )
    seconds = time.perf_counter() - begun
    print(json.dumps({"pipeline": "rasa default (DIET)", "training seconds": seconds, **asyncio.run(measured(model))}))


if __name__ == "__main__":
    main()
