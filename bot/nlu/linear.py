"""Text features and linear models over them, kept as numbers and words, without pickles.

Only learning needs scikit-learn: what was learned is read without it, which takes a server less memory and a message
less time.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from bot.nlu.spelling import Spelling

Floats = NDArray[np.float32]
Weights: TypeAlias = scipy.sparse.csr_matrix | Floats

WORD = re.compile(r"[a-z0-9%']+")

SHORTEST_RUN, LONGEST_RUN = 2, 5
"""Characters of a run of characters that is a feature."""

RUN_IN_TEXTS = 2
"""Examples that must have a run of characters for it to be a feature."""

LONGEST_READ = 2_000
"""Characters of a message that are classified."""


def words_in(text: str) -> list[str]:
    """The words of `text`, and each two that stand side by side."""
    words = WORD.findall(text)
    return [*words, *map(" ".join, pairwise(words))]


def characters_in(text: str) -> list[str]:
    """The runs of characters inside each word of `text`, with the blanks around it."""
    padded = [f" {word} " for word in text.split()]
    return [
        word[start : start + length]
        for word in padded
        for length in range(SHORTEST_RUN, min(LONGEST_RUN, len(word)) + 1)
        for start in range(len(word) - length + 1)
    ]


@dataclass(frozen=True)
class Weighing:
    """TF-IDF of one kind of parts of a text: the column of each part that is a feature, and how much it says there."""

    parts_in: Callable[[str], list[str]]
    columns: dict[str, int]
    idf: Floats

    @classmethod
    def learned_from(
        cls, texts: Sequence[str], parts_in: Callable[[str], list[str]], in_texts: int = 1
    ) -> tuple[Weighing, scipy.sparse.csr_matrix]:
        """The weighing of the parts that at least `in_texts` of `texts` have, and the row of each of `texts`."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        learned = TfidfVectorizer(analyzer=parts_in, min_df=in_texts, sublinear_tf=True, dtype=np.float32)
        rows = learned.fit_transform(texts)
        columns = {str(part): int(column) for part, column in learned.vocabulary_.items()}
        return cls(parts_in, dict(sorted(columns.items(), key=lambda item: item[1])), learned.idf_), rows

    def of(self, text: str) -> tuple[list[int], Floats]:
        """The columns that `text` sets, in order, and their values: a row of length 1, or an empty one."""
        times = Counter([column for column in map(self.columns.get, self.parts_in(text)) if column is not None])
        columns = sorted(times)
        counted = np.fromiter(map(times.__getitem__, columns), dtype=np.float32, count=len(columns))
        values = (np.log(counted) + np.float32(1)) * self.idf.take(columns)
        length = math.sqrt(np.add.reduce(values * values, dtype=np.float64)) or 1.0
        return columns, (values.astype(np.float64) / length).astype(np.float32)

    def save(self, folder: Path, name: str) -> None:
        """Writes the weighing into `folder` under a name: words and numbers, no code."""
        (folder / f"{name}.json").write_text(json.dumps(list(self.columns)), encoding="utf-8")
        np.save(folder / f"{name}.npy", self.idf)

    @classmethod
    def load(cls, folder: Path, name: str, parts_in: Callable[[str], list[str]]) -> Weighing:
        """The weighing kept in `folder` under a name."""
        parts = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        idf = np.load(folder / f"{name}.npy", allow_pickle=False)
        return cls(parts_in, {part: column for column, part in enumerate(parts)}, idf)


@dataclass(frozen=True)
class Row:
    """The features of a text: the columns that it sets, and their values."""

    columns: NDArray[np.intp]
    values: Floats


@dataclass(frozen=True)
class TextFeatures:
    """TF-IDF of words and of characters, as mended."""

    spelling: Spelling
    words: Weighing
    characters: Weighing

    @classmethod
    def learned_from(cls, texts: Sequence[str], names: Iterable[str]) -> tuple[TextFeatures, scipy.sparse.csr_matrix]:
        """Features learned from `texts`, and the row of each of them; the words in `names` are spelled right."""
        spelling = Spelling.learned_from(texts, names)
        mended = [spelling.mended(text[:LONGEST_READ]) for text in texts]
        words, of_words = Weighing.learned_from(mended, words_in)
        characters, of_characters = Weighing.learned_from(mended, characters_in, RUN_IN_TEXTS)
        rows = scipy.sparse.hstack([of_words, of_characters]).tocsr()
        rows.sort_indices()
        return cls(spelling, words, characters), rows

    def of(self, text: str) -> Row:
        """The features of a text."""
        mended = self.spelling.mended(text[:LONGEST_READ])
        of_words, word_values = self.words.of(mended)
        of_characters, character_values = self.characters.of(mended)
        columns = np.array([*of_words, *of_characters], dtype=np.intp)
        columns[len(of_words) :] += len(self.words.idf)
        return Row(columns, np.concatenate((word_values, character_values)))

    def emphasis(self, characters: float) -> Floats:
        """For each feature how much it counts, where runs of characters count so much beside words."""
        return np.concatenate((np.ones_like(self.words.idf), np.full_like(self.characters.idf, characters)))

    def save(self, folder: Path) -> None:
        """Writes the features into `folder`."""
        self.words.save(folder, "words")
        self.characters.save(folder, "characters")
        (folder / "spelling.json").write_text(json.dumps(sorted(self.spelling.words)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> TextFeatures:
        """The features in `folder`."""
        words = frozenset(json.loads((folder / "spelling.json").read_text(encoding="utf-8")))
        return cls(
            Spelling(words),
            Weighing.load(folder, "words", words_in),
            Weighing.load(folder, "characters", characters_in),
        )


@dataclass(frozen=True)
class LinearModel:
    """A linear model: for each feature a row of weights, one for each label, and a bias."""

    labels: tuple[str, ...]
    weights: Weights
    bias: Floats

    @classmethod
    def learned_from(
        cls, features: Any, labels: Sequence[str], emphasis: Floats | None = None, **settings: Any
    ) -> LinearModel:
        """A linear support vector machine, one label against the rest.

        `emphasis` says for each feature how much it counts in learning; what was learned reads features as they are.
        """
        from sklearn.svm import LinearSVC

        counted = 1 if emphasis is None else emphasis
        seen = features if emphasis is None else features @ scipy.sparse.diags(emphasis)
        fitted = LinearSVC(**settings).fit(seen, np.asarray(labels))
        weights, bias, classes = fitted.coef_ * counted, fitted.intercept_, fitted.classes_
        if len(classes) == 2:
            weights, bias = np.vstack([-weights[0], weights[0]]), np.array([-bias[0], bias[0]])
        by_feature = scipy.sparse.csr_matrix(weights.T.astype(np.float32))
        return cls(tuple(str(label) for label in classes), smallest(by_feature), bias.astype(np.float32))

    def margins(self, row: Row) -> Floats:
        """How far inside each label a row is: above 0 is inside."""
        return np.asarray(self._weighed(row.columns, row.values) + self.bias)

    def margin(self, row: Row, label: str) -> float:
        """How far inside a label a row is."""
        return float(self.margins(row)[self.labels.index(label)])

    def _weighed(self, columns: NDArray[np.intp], values: Floats) -> Floats:
        """What the values in these columns say for each label: SciPy takes longer to begin than this takes."""
        if isinstance(self.weights, np.ndarray):
            return np.asarray(values @ self.weights.take(columns, axis=0), dtype=np.float32)
        begins = self.weights.indptr.take(columns)
        many = self.weights.indptr.take(columns + 1) - begins
        ends = many.cumsum()
        places = np.arange(ends[-1] if len(ends) else 0) + (begins - ends + many).repeat(many)
        weighed = self.weights.data.take(places) * values.repeat(many)
        return np.bincount(self.weights.indices.take(places), weighed, len(self.labels)).astype(np.float32)

    def save(self, file: Path) -> None:
        """Writes the model into `file` (.npz)."""
        weights = scipy.sparse.csr_matrix(self.weights)
        np.savez_compressed(
            file,
            labels=np.array(self.labels),
            bias=self.bias,
            values=weights.data,
            columns=weights.indices,
            ends=weights.indptr,
        )

    @classmethod
    def load(cls, file: Path) -> LinearModel:
        """The model in `file`, which holds numbers and text only."""
        with np.load(file, allow_pickle=False) as kept:
            labels = tuple(str(label) for label in kept["labels"])
            shape = (len(kept["ends"]) - 1, len(labels))
            weights = scipy.sparse.csr_matrix((kept["values"], kept["columns"], kept["ends"]), shape=shape)
            return cls(labels, smallest(weights), kept["bias"])


def smallest(weights: scipy.sparse.csr_matrix) -> Weights:
    """The weights without those that are nought, as most are where labels are many; else all, side by side."""
    return weights if 2 * weights.nnz < np.prod(weights.shape) else np.asarray(weights.toarray())


def softmax(margins: Floats, sharpness: float) -> Floats:
    """Margins as shares that add up to 1."""
    raised = np.exp((margins - margins.max(axis=-1, keepdims=True)) * sharpness)
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)
