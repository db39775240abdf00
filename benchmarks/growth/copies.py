"""Copies of the project with more packs, or more topics, than it has."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from benchmarks.serving import ROOT
from bot.guidance.loading import pack_ids

COPIED = ("actions", "bot", "data", "config.yml", "domain.yml", "requirements.lock")
SOURCE = {"document": "afc_guidance", "section": "Understanding Barriers to Education"}
ASKED = (
    "what is {}", "tell me about {}", "how does {} work", "who decides about {}", "what do I do about {}", "{}",
    "is there guidance on {}", "explain {} please", "what does the law say about {}", "when should I think of {}",
    "I need to know about {}", "help me with {}", "what are the steps for {}", "how long does {} take",
    "what should I ask about {}", "who can help with {}", "why does {} matter", "show me {}", "{} guidance",
    "can you say more on {}",
)  # fmt: skip
"""How a topic is asked for: as many examples as a small topic has."""


def project_copy(place: Path) -> Path:
    """A copy of what a model is made from and what serves it."""
    project = place / "project"
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, project / name)
    return project


def more_packs(project: Path, many: int) -> None:
    """Puts authorities' packs beside those that there are, until there are so many with England's."""
    packs = project / "bot/guidance/packs"
    for number in range(many - len(pack_ids(packs))):
        name, called = f"county_{number}", invented(random.Random(number))
        written(packs / name / "pack.yml", pack_of(name, called))
        written(packs / name / "entries/why.yml", {"why.national": entry_of(f"{called} figures")})


def pack_of(name: str, called: str) -> dict[str, Any]:
    """An authority's pack.yml."""
    return {
        "id": name,
        "title": called.title(),
        "kind": "authority",
        "edition": "2026-11",
        "checked": "2026-11-22",
        "called": [called, f"{called} council"],
        "documents": {},
    }


def entry_of(title: str) -> dict[str, Any]:
    """An entry about something that there isn't."""
    says = f"This is said about {title}, so that there is something to say."
    called = [title, f"about {title}", f"guidance on {title}", f"{title} guidance"]
    related = ["why.overview", "impact.calculate"]
    return {"title": title.capitalize(), "says": says, "sources": [SOURCE], "called": called, "related": related}


def more_topics(project: Path, many: int) -> None:
    """Puts so many topics beside those that there are, each with an entry, an intent, examples and a rule."""
    drawn = random.Random(many)
    titles = {f"extra.topic_{number}": f"{invented(drawn)} {invented(drawn)}" for number in range(many)}
    entries = {topic: entry_of(title) for topic, title in titles.items()}
    written(project / "bot/guidance/packs/england/entries/extra.yml", entries)
    lines = ['version: "3.1"', "nlu:"]
    for topic, title in titles.items():
        lines += [f"- intent: {topic}", "  examples: |", *(f"    - {one.format(title)}" for one in ASKED)]
    (project / "data/nlu/extra.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    steps = [{"or": [{"intent": topic} for topic in titles]}, {"action": "action_guidance"}]
    rules = [{"rule": "What was made for the measurement is answered from the guidance", "steps": steps}]
    written(project / "data/stories/extra.yml", {"version": "3.1", "rules": rules})
    domain = project / "domain.yml"
    listed = "".join(f"  - {topic}: {{use_entities: []}}\n" for topic in titles)
    domain.write_text(domain.read_text(encoding="utf-8").replace("\nintents:\n", f"\nintents:\n{listed}", 1))


def written(path: Path, contents: dict[str, Any]) -> None:
    """Writes YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(contents, file)


def invented(drawn: random.Random) -> str:
    """A word that there isn't."""
    return "".join(drawn.choice("bdfgklmnprtvz") + drawn.choice("aeiou") for _ in range(4))
