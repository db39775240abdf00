"""Reads packs from their folders into dataclasses. What can be wrong with one is in checking.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from dacite import Config, DaciteError, from_dict
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.guidance.pack import Pack

PACKS = Path(__file__).parent / "packs"
"""Where packs are kept."""

NATIONAL = "england"
"""The pack that is always on."""

READING = Config(cast=[tuple], strict=True)


class PackError(ValueError):
    """A pack that can't be read; the message names the file and says what to run."""


def pack_ids(packs: Path = PACKS) -> tuple[str, ...]:
    """The ids of the packs there are, England's first."""
    found = sorted(folder.name for folder in packs.iterdir() if (folder / "pack.yml").is_file())
    return tuple(sorted(found, key=lambda name: (name != NATIONAL, name)))


def load_pack(folder: Path) -> Pack:
    """The pack in `folder`, which is read again only where a file has changed. Raises PackError where it can't be."""
    try:
        return pack_of(folder, tuple((path, path.read_bytes()) for path in sorted(folder.glob("**/*.yml"))))
    except (DaciteError, YAMLError, KeyError, TypeError, AttributeError, OSError) as error:
        raise PackError(
            f"the pack in {folder.name} can't be read ({' '.join(str(error).split())}): run `guide check`"
        ) from error


@lru_cache(maxsize=8)
def pack_of(folder: Path, held: tuple[tuple[Path, bytes], ...]) -> Pack:
    """The pack in `folder`, whose files hold what `held` says."""
    pack: Pack = from_dict(Pack, pack_contents(folder), READING)
    return pack


def pack_contents(folder: Path) -> dict[str, Any]:
    """Everything in a pack's folder, under the names of Pack's fields."""
    contents = dict(read(folder / "pack.yml"))
    contents["entries"] = {
        entry_id: entry for path in sorted(folder.glob("entries/*.yml")) for entry_id, entry in read(path).items()
    }
    contents["children"] = [read(path) for path in sorted(folder.glob("children/*.yml"))]
    for field, name, shape in PARTS:
        path = folder / name
        if path.is_file():
            contents[field] = shape(read(path))
    return contents


def questions(contents: Mapping[str, Any]) -> dict[str, Any]:
    """questions.yml with each plain question as an object, and ages under names that Python allows."""
    bank = {
        band: {about: [as_question(item) for item in items] for about, items in by_circumstance.items()}
        for band, by_circumstance in contents["questions"].items()
    }
    bands = [renamed(band, {"from": "from_age", "to": "to_age"}) for band in contents["bands"]]
    return {"bands": bands, "circumstances": contents["circumstances"], "questions": bank}


def as_question(item: Any) -> dict[str, Any]:
    """A question of the bank as an object."""
    return {"ask": item} if isinstance(item, str) else dict(item)


def attendance(contents: Mapping[str, Any]) -> dict[str, Any]:
    """attendance.yml with the table's band notes inside it and bands under names that Python allows."""
    return {**contents, "bands": [renamed(band, {"from": "from_figure"}) for band in contents["bands"]]}


def rehearsal(contents: Mapping[str, Any]) -> dict[str, Any]:
    """rehearsal.yml with its shares under names that Python allows."""
    return {**contents, "praise": [renamed(praise, {"from": "from_share"}) for praise in contents["praise"]]}


def register(contents: Mapping[str, Any]) -> dict[str, Any]:
    """register.yml with its terms' days under names that Python allows."""
    terms = [renamed(term, {"from": "first", "to": "last"}) for term in contents.get("terms", ())]
    return {**contents, "terms": terms}


def renamed(item: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """`item` with its keys renamed."""
    return {names.get(key, key): value for key, value in item.items()}


def read(path: Path) -> Any:
    """The YAML of `path` (1.2), with dates as ISO text."""
    with path.open(encoding="utf-8") as file:
        return with_plain_dates(YAML(typ="safe").load(file))


def with_plain_dates(value: Any) -> Any:
    """`value` with every date in it as ISO text."""
    if isinstance(value, dict):
        return {key: with_plain_dates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_plain_dates(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def whole(contents: Any) -> Any:
    """`contents` as they are."""
    return contents


PARTS = (
    ("terms", "glossary.yml", whole),
    ("questions", "questions.yml", questions),
    ("tools", "tools.yml", lambda contents: contents["tools"]),
    ("meetings", "preparation.yml", lambda contents: contents["meetings"]),
    ("barriers", "barriers.yml", whole),
    ("smart", "smart.yml", whole),
    ("escalation", "escalation.yml", whole),
    ("attendance", "attendance.yml", attendance),
    ("phrases", "phrases.yml", whole),
    ("rehearsal", "rehearsal.yml", rehearsal),
    ("register", "register.yml", register),
)
