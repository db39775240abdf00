"""How much of a disk an environment takes."""

from __future__ import annotations

import os
import re
from importlib.metadata import Distribution, distributions
from pathlib import Path

MEGABYTE = 1024 * 1024
NAMED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def environment_megabytes(environment: Path, lock: Path | None = None) -> float:
    """Space that the files of an environment take; only those that serve, where a lock says which packages do.

    Ours holds the tests' tools beside what serves, and these count for nothing there.
    """
    environment = environment.resolve()
    left_out = files_beside(environment, lock) if lock else set()
    blocks = sum(
        path.lstat().st_blocks
        for folder, _, names in os.walk(environment)
        for path in (Path(folder, name) for name in names)
        if path not in left_out
    )
    return blocks * 512 / MEGABYTE


def files_beside(environment: Path, lock: Path) -> set[Path]:
    """The files of packages that aren't in the lock, with what Python compiled of them."""
    wanted = {normal(name) for name in NAMED.findall(lock.read_text(encoding="utf-8"))} | {"pip", "setuptools"}
    packages = next(environment.glob("lib/python*/site-packages"))
    installed = distributions(path=[str(packages)])
    return {path for one in installed if normal(one.metadata["Name"]) not in wanted for path in files_of(one)}


def files_of(package: Distribution) -> set[Path]:
    """The files of a package, and their compiled forms."""
    files = {Path(str(package.locate_file(one))).resolve() for one in package.files or ()}
    compiled = {
        found
        for one in files
        if one.suffix == ".py"
        for found in (one.parent / "__pycache__").glob(f"{one.stem}.*.pyc")
    }
    return files | compiled


def normal(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
