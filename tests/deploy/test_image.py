"""The image: what goes into it, what doesn't, and as whom it runs."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from bot.runtime.model import INPUTS
from tests.deploy.files import DEPLOY, ROOT, SECRET
from tests.rows import every_row

Instruction = tuple[str, str]
BUILDERS = re.compile(r"build-essential|gcc|g\+\+|-dev\b|python3\.10-venv|pip\b|node")


def stages() -> list[list[Instruction]]:
    """The instructions of each stage of the Containerfile, the first one FROM."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    found: list[list[Instruction]] = []
    for line in re.sub(r"\\\n", " ", "\n".join(lines)).splitlines():
        if not line.strip():
            continue
        name, _, rest = line.strip().partition(" ")
        if name == "FROM":
            found.append([])
        found[-1].append((name, " ".join(rest.split())))
    return found


def of(stage: list[Instruction], name: str) -> list[str]:
    return [rest for found, rest in stage if found == name]


def copied_from_here() -> list[str]:
    """What is copied out of the project's folder, into any stage."""
    copies = [rest.split() for stage in stages() for rest in of(stage, "COPY") if "--from=" not in rest]
    return [source for *sources, _ in copies for source in sources]


def is_left_out(path: str) -> bool:
    """Whether .dockerignore leaves a file of the project out: the last line that fits it decides."""
    left_out = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        takes, pattern = pattern.startswith("!"), pattern.lstrip("!")
        parents = [path, *(str(parent) for parent in Path(path).parents)]
        deep = pattern.startswith("**/")
        if any(fnmatch(one, pattern) or (deep and fnmatch(one, pattern[3:])) for one in parents):
            left_out = not takes
    return left_out


def test_it_stands_on_the_ubuntu_whose_own_python_is_3_10() -> None:
    *_, build, image = stages()
    assert build[0][1] == "ubuntu:22.04 AS build"
    assert image[0] == ("FROM", "ubuntu:22.04")
    assert "python3.10" in of(image, "RUN")[0].split()


def test_it_has_neither_a_compiler_nor_what_installs_packages() -> None:
    *_, build, image = stages()
    assert not BUILDERS.search(" ".join(of(image, "RUN")))
    assert "pip uninstall --yes pip" in " ".join(of(build, "RUN"))


def test_what_is_installed_is_what_the_lock_has_by_its_hashes_and_nothing_else() -> None:
    installs = re.findall(r"pip install ([^&]*)", " && ".join(of(stages()[-2], "RUN")))
    assert len(installs) == 2
    assert all("--no-deps" in one for one in installs)
    assert "--require-hashes --requirement requirements.lock" in installs[0]
    assert installs[1].split()[-2:] == ["--editable", "."]
    assert "--no-build-isolation" in installs[1]


def test_it_runs_as_a_numbered_user_who_is_not_root() -> None:
    users = of(stages()[-1], "USER")
    assert users == ["10001:10001"]
    assert [name for name, _ in stages()[-1]].index("USER") < [name for name, _ in stages()[-1]].index("CMD")


def test_only_the_folder_of_the_records_belongs_to_that_user() -> None:
    runs = " ".join(of(stages()[-1], "RUN"))
    assert re.findall(r"--owner=10001 .*?(/\S+)", runs) == ["/var/lib/guide/records"]
    assert "chown" not in runs + " ".join(of(stages()[-1], "COPY"))
    assert of(stages()[-1], "WORKDIR") == ["/var/lib/guide"]


def test_both_models_are_made_while_it_is_built() -> None:
    made = " ".join(of(stages()[-2], "RUN"))
    assert "guide train" in made
    assert "guide questions -" in made


def test_whether_it_is_ready_is_asked_without_a_shell() -> None:
    (check,) = of(stages()[-1], "HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    assert command[-1].removeprefix("/opt/guide/") == "deploy/ready.py"
    assert (DEPLOY / "ready.py").is_file()


@pytest.mark.parametrize("name", ["ENTRYPOINT", "CMD"])
def test_it_starts_without_a_shell_that_would_keep_signals_to_itself(name: str) -> None:
    (command,) = of(stages()[-1], name)
    assert isinstance(json.loads(command), list)


def test_no_secret_is_in_it() -> None:
    named = [rest for stage in stages() for name in ("ENV", "ARG", "LABEL") for rest in of(stage, name)]
    assert [one for one in named if SECRET.search(one)] == []


def test_its_labels_say_what_it_is_and_which_version() -> None:
    labels = " ".join(of(stages()[-1], "LABEL"))
    for name in ("title", "description", "version", "revision", "base.name"):
        assert f"org.opencontainers.image.{name}=" in labels
    version = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version is not None
    assert f"VERSION={version[1]}" in of(stages()[-1], "ARG")


def test_all_that_is_copied_is_there_and_not_left_out() -> None:
    assert copied_from_here() != []
    assert [source for source in copied_from_here() if not (ROOT / source).exists() or is_left_out(source)] == []


def test_all_that_a_model_is_made_from_is_copied() -> None:
    copied = copied_from_here()
    assert [one for one in INPUTS if not any(one == source or one.startswith(f"{source}/") for source in copied)] == []


@every_row(
    "path",
    [
        "records/guide.db",
        "records/key",
        "deploy/secrets/GUIDE_SESSION_KEY",
        "deploy/.env",
        ".git/config",
        "tests/conftest.py",
        "models/old.tar.gz",
        ".venv/bin/python",
        "bot/__pycache__/cli.cpython-310.pyc",
        "guide-backup.db",
    ],
)
def test_what_is_of_this_machine_stays_outside(path: str) -> None:
    assert is_left_out(path)
