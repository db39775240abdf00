"""The pages, made from templates, and the files that they load, as bin/build-page built them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from ruamel.yaml import YAML

from bot.services import services

HERE = Path(__file__).parent
BUILT = HERE.parents[1] / ".build" / "web"
MANIFEST = "manifest.json"
USUAL = MappingProxyType({"service": "School attendance guide", "signs_in": False, "embedding_sites": "", "line": ""})
"""What pages are given where nothing else is said."""
PRIVACY = "privacy.notice"
UNSERVED = frozenset({MANIFEST, ".made-from"})


def html(name: str, **values: Any) -> str:
    """The page `name`: page, widget, accessibility, privacy or signed_out, with its values escaped.

    `signs_in` says whether practitioners sign in, `embedding_sites` which origins may embed the widget (with spaces
    between), `service` what the service is called, `line` why one is signed out. Raises FileNotFoundError where the
    page wasn't built.
    """
    given = {**USUAL, "widget": name == "widget", **values}
    return templates().get_template(f"{name}.html").render(built=address_of, **guidance_shown(), **given)


def built() -> bool:
    """Whether the page is built."""
    return (BUILT / MANIFEST).is_file()


def built_files() -> Mapping[str, Path]:
    """The files that browsers may load, by name; none where the page wasn't built."""
    files = BUILT.iterdir() if built() else ()
    return MappingProxyType({path.name: path for path in files if path.name not in UNSERVED})


def address_of(source: str) -> str:
    """Where browsers find what was built from `source` ("page.css"). Raises FileNotFoundError, KeyError."""
    manifest = BUILT / MANIFEST
    return f"/static/{names_in(manifest, manifest.stat().st_mtime_ns)[source]}"


@lru_cache(maxsize=2)
def names_in(manifest: Path, changed: int) -> Mapping[str, str]:
    """What the build calls each file. `changed` tells one build from the next."""
    names: dict[str, str] = json.loads(manifest.read_text("utf-8"))
    return names


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates: everything put into them is escaped, and a name that nobody gave is an error."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=1)
def guidance_shown() -> Mapping[str, Any]:
    """What pages show of the guidance: topics to find while typing, what to start with, what is said of privacy."""
    guidance = services().guidance
    entries = {one: guidance.entry(one) for one in sorted(guidance.ids) if guidance.has(one)}
    topics = [entry for one, entry in entries.items() if "." in one]  # without a dot: greetings, thanks and the like
    starts = YAML(typ="safe").load((HERE / "starts.yml").read_text("utf-8"))
    privacy = entries[PRIVACY]
    return {
        "topics": [{"title": entry.title, "called": list(entry.called)} for entry in topics],
        "starts": [{"title": start["title"], "says": entries[start["topic"]].title} for start in starts],
        "privacy": [privacy.says, list(privacy.points)],
    }
