from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def built() -> Path:
    """The page as bin/build-page builds it."""
    done = subprocess.run([ROOT / "bin/build-page"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return ROOT / ".build" / "web"
