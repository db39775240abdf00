"""The size of an environment: what serves, and nothing that only tests need."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.compare.environment import environment_megabytes


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment with two packages of a megabyte each."""
    packages = tmp_path / "lib/python3.10/site-packages"
    for name in ("serves", "tests_only"):
        information = packages / f"{name}-1.0.dist-info"
        information.mkdir(parents=True)
        (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (information / "RECORD").write_text(f"{name}.py,,\n")
        (packages / f"{name}.py").write_bytes(b"#" * 1024 * 1024)
    return tmp_path


def test_all_files_count_where_no_lock_is_named(environment: Path) -> None:
    assert environment_megabytes(environment) == pytest.approx(2, abs=0.1)


def test_packages_that_the_lock_does_not_list_count_for_nothing(environment: Path, tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("serves==1.0 \\\n    --hash=sha256:00\n")
    assert environment_megabytes(environment, lock) == pytest.approx(1, abs=0.1)
