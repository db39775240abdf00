"""The small trained model: learned once from the examples, then kept as numbers beside Rasa's model."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.rehearsal.questions.features import SIZE, features
from bot.rehearsal.questions.labelled import LABELS
from bot.rehearsal.questions.reading import read
from bot.rehearsal.questions.rules import HERE, Rules, read_yaml, standard_rules

MODELS = Path(__file__).parents[3] / "models"
LEARNED_FROM = ("examples.yml", "more_examples.yml", "further_examples.yml")
INPUTS = (*LEARNED_FROM, "rules.yml", "rules.py", "reading.py", "features.py", "model.py")
CARE = 3.0
"""How hard the model tries for each example: the best in cross-validation by groups of like wordings."""


@dataclass(frozen=True)
class Model:
    """Weights: a row for each column of features and one for the bias, in each a number for each of LABELS."""

    weights: NDArray[np.float32]

    def margins(self, row: Mapping[int, float]) -> NDArray[np.float32]:
        """How far inside each of LABELS a turn with these features is."""
        values = np.fromiter(row.values(), dtype=np.float32, count=len(row))
        columns = np.fromiter(row.keys(), dtype=np.int64, count=len(row))
        length = float(np.sqrt(values @ values)) or 1.0
        return np.asarray((values / length) @ self.weights[columns] + self.weights[SIZE], dtype=np.float32)


def examples() -> tuple[Mapping[str, Any], ...]:
    """The labelled turns that the model is learned from."""
    return tuple(example for name in LEARNED_FROM for example in read_yaml(HERE / name))


def learned_from(turns: Iterable[Mapping[str, Any]], rules: Rules) -> Model:
    """A linear support vector machine over the turns' features, one label against the rest."""
    import scipy.sparse
    from sklearn.svm import LinearSVC

    turns = tuple(turns)
    rows = [features(read(turn["say"], turn.get("said_before", ()), rules), rules) for turn in turns]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.fromiter(row.keys(), dtype=np.int64) for row in rows])
    values = np.concatenate([_of_length_one(row.values()) for row in rows])
    table = scipy.sparse.csr_matrix((values, columns, ends), shape=(len(rows), SIZE))
    fitted = LinearSVC(C=CARE, class_weight="balanced", random_state=0).fit(table, [turn["label"] for turn in turns])
    order = [list(fitted.classes_).index(label) for label in LABELS]
    weights = fitted.coef_[order].astype(np.float32)
    return Model(_with_bias(weights, fitted.intercept_[order].astype(np.float32)))


def _of_length_one(values: Iterable[float]) -> NDArray[np.float32]:
    row = np.fromiter(values, dtype=np.float32)
    return np.asarray(row / np.sqrt(row @ row), dtype=np.float32)


def _with_bias(weights: NDArray[np.float32], bias: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weights and, in one more row, the bias."""
    return np.ascontiguousarray(np.vstack([weights.T, bias]))


def load(folder: Path = MODELS) -> Model:
    """The model for the inputs as they are now, from `folder`; learned and put there where it isn't yet."""
    kept = folder / f"questions-{digest()}.npz"
    if kept.exists():
        with np.load(kept, allow_pickle=False) as held:
            return Model(held["weights"])
    model = learned_from(examples(), standard_rules())
    _keep(model, kept)
    return model


def digest(names: Sequence[str] = INPUTS) -> str:
    """What tells one set of inputs from another."""
    found = sha256()
    for name in names:
        found.update((HERE / name).read_bytes())
    return found.hexdigest()[:16]


def _keep(model: Model, file: Path) -> None:
    """Writes the model whole or not at all; a folder that can't be written to only costs the learning next time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=file.parent, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            np.savez_compressed(out, weights=model.weights)
        os.chmod(part, 0o644)
        os.replace(part, file)
    except OSError:
        return
