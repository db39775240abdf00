"""Finds everything that is wrong in all packs at once, each fault with its file, line and key."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.guidance.childchecks import inside_rehearsals
from bot.guidance.crosschecks import between_packs
from bot.guidance.faults import Fault, one_of
from bot.guidance.loading import NATIONAL, load_pack
from bot.guidance.packfiles import PackFile, read_pack_file
from bot.guidance.partchecks import inside_parts
from bot.guidance.registerchecks import inside_registers
from bot.guidance.shapes import KINDS, shape_faults

__all__ = ["CATALOGUE", "Fault", "faults_in"]

FOLDERS = ("entries", "children")
"""Folders in a pack, each with files of one kind."""

CATALOGUE = Path(__file__).parent / "catalogue_ids.yml"
"""The ids that some pack must have an entry for."""


def faults_in(packs: Path, catalogue: Path = CATALOGUE) -> tuple[Fault, ...]:
    """Everything wrong in all the packs in `packs`, by file and line; nothing where they are right."""
    paths = yaml_files(packs)
    known = {path: is_known(packs, path) for path in paths}
    files = [checked(read_pack_file(packs, path)) for path in paths if known[path]]
    faults = [unknown_file(packs, path) for path in paths if not known[path]]
    faults += [fault for file in files for fault in file.faults]
    rightly_shaped = [file for file in files if not file.faults]
    faults += [*inside_parts(rightly_shaped), *inside_rehearsals(rightly_shaped)]
    faults += inside_registers(rightly_shaped)
    faults += between_packs(files, ids_in(catalogue.read_bytes()))
    return tuple(sorted(set(faults or unloadable(packs, files))))


def yaml_files(packs: Path) -> list[Path]:
    """Every YAML file in the packs' folders, England's first."""
    paths = [path for path in packs.glob("*/**/*") if path.suffix in (".yml", ".yaml")]
    return sorted(paths, key=lambda path: (path.relative_to(packs).parts[0] != NATIONAL, path))


def is_known(packs: Path, path: Path) -> bool:
    """Whether a pack may have a file of this name in this folder."""
    folders = path.relative_to(packs).parts[1:-1]
    if folders:
        return len(folders) == 1 and folders[0] in FOLDERS and path.suffix == ".yml"
    return path.suffix == ".yml" and path.stem in set(KINDS) - set(FOLDERS)


def unknown_file(packs: Path, path: Path) -> Fault:
    """The fault of a file that nothing would read."""
    names = [f"{kind}.yml" for kind in KINDS if kind not in FOLDERS]
    expected = one_of([*names, "entries/<group>.yml", "children/<id>.yml"], path.name)
    message = f"'{path.name}' is not a file that a pack has here; {expected}"
    return Fault(path.relative_to(packs).as_posix(), 1, "", message)


@lru_cache(maxsize=8)
def ids_in(catalogue: bytes) -> tuple[str, ...]:
    """The ids in a catalogue, by what its file holds."""
    return tuple(YAML(typ="safe").load(catalogue))


@lru_cache(maxsize=512)
def checked(file: PackFile) -> PackFile:
    """The file with the faults of its shape, where it can be read."""
    if file.faults and file.contents is None:
        return file
    return replace(file, faults=(*file.faults, *shape_faults(file)))


def unloadable(packs: Path, files: list[PackFile]) -> list[Fault]:
    """Packs in which nothing is wrong and that all the same can't be loaded: the last thing to be sure of."""
    faults = []
    for pack in sorted({file.pack for file in files}):
        try:
            load_pack(packs / pack)
        except ValueError as error:
            cause = " ".join(str(error.__cause__ or error).split())
            faults.append(Fault(f"{pack}/pack.yml", 1, "", f"the pack can't be loaded: {cause}"))
    return faults
