"""Text features and linear models over them, kept as numbers and words, without pickles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.nlu.spelling import Spelling

Floats = NDArray[np.float32]

WORDS: dict[str, Any] = {
    "ngram_range": (1, 2),
    "sublinear_tf": True,
    "token_pattern": r"(?u)[a-z0-9%']+",
    "dtype": np.float32,
}
CHARACTERS: dict[str, Any] = {
    "analyzer": "char_wb",
    "ngram_range": (2, 5),
    "min_df": 2,
    "sublinear_tf": True,
    "dtype": np.float32,
}

LONGEST_READ = 2_000
"""Characters of a message that are classified."""


@dataclass(frozen=True)
class TextFeatures:
    """TF-IDF of words (as mended) and of characters (as typed, and as mended)."""

    spelling: Spelling
    words: TfidfVectorizer
    characters: TfidfVectorizer

    @classmethod
    def learned_from(cls, texts: Sequence[str], names: Iterable[str]) -> TextFeatures:
        """Features learned from `texts`; the words in `names` are known to be spelled right."""
        spelling = Spelling.learned_from(texts, names)
        mended = [spelling.mended(text) for text in texts]
        return cls(
            spelling,
            TfidfVectorizer(**WORDS).fit(mended),
            TfidfVectorizer(**CHARACTERS).fit(mended),
        )

    def of(self, texts: Sequence[str]) -> scipy.sparse.csr_matrix:
        """A row of features for each text."""
        mended = [self.spelling.mended(text[:LONGEST_READ]) for text in texts]
        return scipy.sparse.hstack(
            [self.words.transform(mended), self.characters.transform(mended)], format="csr", dtype=np.float32
        )

    def save(self, folder: Path) -> None:
        """Writes the features into `folder`: words and numbers, no code."""
        for name, vectorizer in (("words", self.words), ("characters", self.characters)):
            vocabulary = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
            (folder / f"{name}.json").write_text(json.dumps(vocabulary), encoding="utf-8")
            np.save(folder / f"{name}.npy", vectorizer.idf_)
        (folder / "spelling.json").write_text(json.dumps(sorted(self.spelling.words)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> TextFeatures:
        """The features in `folder`."""
        words = frozenset(json.loads((folder / "spelling.json").read_text(encoding="utf-8")))
        return cls(
            Spelling(words), vectorizer_in(folder, "words", WORDS), vectorizer_in(folder, "characters", CHARACTERS)
        )


def vectorizer_in(folder: Path, name: str, settings: dict[str, Any]) -> TfidfVectorizer:
    """The vectorizer kept in `folder` under a name."""
    vocabulary = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    vectorizer = TfidfVectorizer(**{**settings, "vocabulary": vocabulary, "min_df": 1})
    vectorizer.idf_ = np.load(folder / f"{name}.npy", allow_pickle=False)
    return vectorizer


@dataclass(frozen=True)
class LinearModel:
    """A linear model: a row of weights and a bias for each label."""

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats

    @classmethod
    def learned_from(cls, features: Any, labels: Sequence[str], **settings: Any) -> LinearModel:
        """A linear support vector machine, one label against the rest."""
        fitted = LinearSVC(**settings).fit(features, np.asarray(labels))
        weights, bias, classes = fitted.coef_, fitted.intercept_, fitted.classes_
        if len(classes) == 2:
            weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
        return cls(tuple(str(label) for label in classes), by_feature(weights), bias.astype(np.float32))

    def margins(self, features: Any) -> Floats:
        """How far inside each label each row is: above 0 is inside."""
        return np.asarray(features @ self.weights.T + self.bias, dtype=np.float32)

    def margin(self, features: Any, label: str) -> float:
        """How far inside `label` the one row of `features` is."""
        return float(self.margins(features)[0, self.labels.index(label)])

    def save(self, file: Path) -> None:
        """Writes the model into `file` (.npz)."""
        np.savez_compressed(file, labels=np.array(self.labels), weights=self.weights, bias=self.bias)

    @classmethod
    def load(cls, file: Path) -> LinearModel:
        """The model in `file`, which holds numbers and text only."""
        with np.load(file, allow_pickle=False) as kept:
            return cls(tuple(str(label) for label in kept["labels"]), by_feature(kept["weights"]), kept["bias"])


def by_feature(weights: NDArray[Any]) -> Floats:
    """The weights with those of each feature side by side: SciPy would copy all of them, for each message, to have
    them so."""
    return np.asfortranarray(weights, dtype=np.float32)


def softmax(margins: Floats, sharpness: float) -> Floats:
    """Margins as shares that add up to 1."""
    raised = np.exp((margins - margins.max(axis=-1, keepdims=True)) * sharpness)
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)
