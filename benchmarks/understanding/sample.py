"""Writes a share of the training examples, the same for both contestants: every n-th of each intent."""

from __future__ import annotations

import sys
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]


def main() -> None:
    """sample.py N FILE: every N-th example of each intent into FILE, as Rasa reads it."""
    every, file = int(sys.argv[1]), Path(sys.argv[2])
    lines = ['version: "3.1"', "nlu:"]
    for path in sorted((ROOT / "data/nlu").glob("*.yml")):
        for item in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            examples = item["examples"].splitlines()[::every]
            lines += [f"- intent: {item['intent']}", "  examples: |", *(f"    {one}" for one in examples)]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
