"""The trained model: built once for its inputs, and again when one of them changes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
"""The project's folder."""

INPUTS = ("config.yml", "domain.yml", "requirements.lock", "data", "bot/guidance", "bot/nlu")
"""What a model is made from: the training data, the packs, and the code that learns."""

NEED_TENSORFLOW = frozenset(
    {
        "DIETClassifier",
        "ResponseSelector",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
        "ConveRTFeaturizer",
        "LanguageModelFeaturizer",
    }
)
"""Rasa's components that need TensorFlow, which is not installed."""

FILES_LEFT_OUT = {".pyc"}


class ModelError(RuntimeError):
    """A model that can't be built; the message says why in one line."""


def inputs_digest(root: Path = ROOT) -> str:
    """A digest of everything that a model is made from."""
    digest = hashlib.sha256()
    for path in input_files(root):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def input_files(root: Path) -> Iterator[Path]:
    """The files that a model is made from, always in the same order."""
    for name in INPUTS:
        path = root / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (one for one in found if one.is_file() and one.suffix not in FILES_LEFT_OUT)


CACHE_SETTING = "RASA_CACHE_DIRECTORY"
"""Rasa's setting of where it keeps what it trained before."""


def model_path(root: Path = ROOT) -> Path:
    """Where the model for the inputs as they are now is, or will be."""
    return root / "models" / f"{inputs_digest(root)}.tar.gz"


def refuse_tensorflow(root: Path = ROOT) -> None:
    """Raises ModelError for a pipeline or policy that needs TensorFlow."""
    config = YAML(typ="safe").load(root / "config.yml")
    for part in ("pipeline", "policies"):
        for component in config.get(part) or ():
            name = str(component.get("name", "")).rsplit(".", 1)[-1]
            if name in NEED_TENSORFLOW:
                raise ModelError(
                    f"config.yml, {part}: {name} needs TensorFlow, which is not installed: "
                    "take it out, or use one of the components in bot/nlu"
                )


@contextmanager
def quietly() -> Iterator[None]:
    """Keeps what Rasa prints while it trains off standard output, where a command's JSON goes, and off a terminal."""
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        yield


def trained_model(root: Path = ROOT, again: bool = False) -> Path:
    """The model for the inputs as they are now, built first where there is none (or `again` is asked for).

    Raises ModelError where it can't be built.
    """
    refuse_tensorflow(root)
    wanted = model_path(root)
    if wanted.is_file() and not again:
        return wanted
    from rasa.model_training import train

    from bot.runtime.changes import apply_changes_to_training

    apply_changes_to_training()
    wanted.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=wanted.parent) as folder, quietly():
        # A cache of this training's own: two that share one, as Rasa's usual place is shared, break each other off.
        os.environ[CACHE_SETTING] = str(Path(folder) / "cache")
        result = train(
            domain=str(root / "domain.yml"),
            config=str(root / "config.yml"),
            training_files=[str(root / "data")],
            output=folder,
            force_training=True,
        )
        if result.model is None:
            raise ModelError(f"the model could not be trained (Rasa's code {result.code}): see the log above")
        os.replace(result.model, wanted)
    for other in wanted.parent.glob("*.tar.gz"):
        if other != wanted:
            other.unlink(missing_ok=True)
    return wanted
