"""Reads a pack's file with the line of each thing in it, and finds what is wrong with it as YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.guidance.faults import Fault, Place, dotted

TEXT_TAGS = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")
"""Kept as written: a date is text, so that one that can't be is a fault and not a crash."""


@dataclass(frozen=True, eq=False)
class PackFile:
    """A file of a pack; `contents` is None where it can't be read."""

    path: str
    contents: Any = None
    lines: Mapping[Place, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def pack(self) -> str:
        """The folder of its pack."""
        return self.path.split("/")[0]

    @property
    def name(self) -> str:
        """Its path inside its pack."""
        return self.path.partition("/")[2]

    @cached_property
    def kind(self) -> str:
        """What it holds: its folder, where it is in one inside its pack, or else its name without .yml."""
        folder, inside, _ = self.name.partition("/")
        return folder if inside else self.stem

    @cached_property
    def stem(self) -> str:
        """Its name without folders and .yml."""
        return self.path.rpartition("/")[2].rpartition(".")[0]

    @property
    def mapping(self) -> dict[str, Any]:
        """What it holds, where that is a mapping; nothing otherwise."""
        return self.contents if isinstance(self.contents, dict) else {}

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest one around it that is there."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def fault(self, place: Place, message: str) -> Fault:
        """A fault at a place in this file."""
        return Fault(self.path, self.line(place), dotted(place), message)

    def walk(self) -> tuple[tuple[Place, Any], ...]:
        """Every place in the file with what is there, in order."""
        return self._places

    @cached_property
    def _places(self) -> tuple[tuple[Place, Any], ...]:
        return tuple(walked((), self.contents))


def walked(place: Place, value: Any) -> Iterator[tuple[Place, Any]]:
    """`place` and every place inside it, with what is there."""
    yield place, value
    if isinstance(value, (dict, list)):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from walked((*place, step), item)


def read_pack_file(packs: Path, path: Path) -> PackFile:
    """The file at `path` with its lines and its faults as YAML."""
    name = path.relative_to(packs).as_posix()
    try:
        return pack_file(name, path.read_bytes())
    except OSError as error:
        return unreadable(name, 1, f"can't be opened ({error.strerror}); expected a file")


@lru_cache(maxsize=512)
def pack_file(name: str, raw: bytes) -> PackFile:
    """The file called `name` that holds `raw`; the same bytes are read once only."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return unreadable(name, line, "isn't UTF-8 text; save the file as UTF-8")
    yaml = YAML(typ="safe")
    try:
        node = yaml.compose(text)
        if node is None:
            return unreadable(name, 1, "is empty; write its contents or remove the file")
        reading = Reading(yaml, name)
        contents = reading.plain(node, ())
    except (YAMLError, ValueError) as error:
        return unreadable(name, line_of(error, text), f"isn't YAML: {problem(error)}")
    except RecursionError:
        return unreadable(name, 1, "is nested too deeply, or holds itself; expected plain lists and mappings")
    return PackFile(name, contents, reading.lines, tuple(reading.faults))


def unreadable(name: str, line: int, message: str) -> PackFile:
    """A file that can't be read, with the fault that says why."""
    return PackFile(name, faults=(Fault(name, line, "", message),))


class Reading:
    """Turns YAML nodes into plain Python, and notes each line and fault on the way.

    A loader stops at the first key that is there twice; this names them all and keeps the first of each.
    """

    def __init__(self, yaml: YAML, name: str) -> None:
        """Starts on the file called `name`, whose nodes `yaml` has composed."""
        self.yaml = yaml
        self.name = name
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []

    def plain(self, node: Node, place: Place) -> Any:
        """What the node says, as plain Python."""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            return self.plain_mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.plain(item, (*place, position)) for position, item in enumerate(node.value)]
        if node.tag in TEXT_TAGS:
            return node.value
        return self.yaml.constructor.construct_object(node)

    def plain_mapping(self, node: MappingNode, place: Place) -> dict[str, Any]:
        """What a mapping says."""
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, ScalarNode):
                self.faults.append(Fault(self.name, line, dotted(place), "has a key that isn't text; expected a word"))
                continue
            key = key_node.value
            here = (*place, key)
            if key_node.tag not in TEXT_TAGS:
                self.faults.append(Fault(self.name, line, dotted(here), "is a key that isn't text; put it in quotes"))
            if key in mapping:
                message = f"is here twice, first on line {self.lines[here]}; expected once"
                self.faults.append(Fault(self.name, line, dotted(here), message))
                continue
            self.lines[here] = line
            mapping[key] = self.plain(value_node, here)
        return mapping


def line_of(error: Exception, text: str) -> int:
    """The line on which YAML could not go on."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1
    return int(min(line, len(text.splitlines()) or 1))


def problem(error: Exception) -> str:
    """What YAML found wrong, on one line."""
    said = getattr(error, "problem", None) or str(error)
    around = getattr(error, "context", None)
    return " ".join((f"{around}, {said}" if around else said).split())
