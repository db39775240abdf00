"""What was learned is read without scikit-learn, and to the same figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.linear import LinearModel, Row, TextFeatures, Weighing, characters_in, words_in

TEXTS = (
    "what do i check about reduced hours?",
    "who checks the reduced hours with school",
    "87% on a cin plan",
    "hello, it's the child's school",
    "school school school is he in school",
)
LABELS = ("hours", "hours", "figures", "greeting", "figures")

AS_TYPED = st.text(st.sampled_from("abé '’%7?-\t\n ß"), max_size=40)


@given(AS_TYPED)
def test_words_are_those_of_scikit_learn(text: str) -> None:
    theirs = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)[a-z0-9%']+").build_analyzer()
    assert sorted(words_in(text)) == sorted(theirs(text))


@given(AS_TYPED)
def test_runs_of_characters_are_those_of_scikit_learn(text: str) -> None:
    theirs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).build_analyzer()
    assert sorted(characters_in(text)) == sorted(theirs(text))


@pytest.mark.parametrize("parts_in", [words_in, characters_in])
def test_a_row_is_weighed_as_scikit_learn_weighs_it(parts_in: object) -> None:
    theirs = TfidfVectorizer(analyzer=parts_in, sublinear_tf=True, dtype=np.float32).fit(TEXTS)
    ours, rows = Weighing.learned_from(TEXTS, parts_in)  # type: ignore[arg-type]  # one of the two functions
    assert (rows != theirs.transform(TEXTS)).nnz == 0
    for text in (*TEXTS, "is the school in school", "zebra", ""):
        row = theirs.transform([text])
        row.sort_indices()
        columns, values = ours.of(text)
        assert columns == row.indices.tolist()
        assert values.tolist() == row.data.tolist()


def test_the_rows_learned_from_are_those_of_the_texts() -> None:
    features, rows = TextFeatures.learned_from(TEXTS, ["school"])
    for number, text in enumerate(TEXTS):
        row, learned = features.of(text), rows[number]
        assert row.columns.tolist() == learned.indices.tolist()
        assert row.values.tolist() == learned.data.tolist()


def test_what_counts_less_in_learning_counts_less_in_what_was_learned() -> None:
    features, rows = TextFeatures.learned_from(TEXTS, ["school"])
    nothing = LinearModel.learned_from(rows, LABELS, emphasis=features.emphasis(characters=0))
    weights = scipy.sparse.csr_matrix(nothing.weights).toarray()
    assert weights[: len(features.words.idf)].any() and not weights[len(features.words.idf) :].any()


@pytest.mark.parametrize("labels", [LABELS, ["yes" if label == "figures" else "no" for label in LABELS]])
def test_what_was_saved_says_the_same(tmp_path: Path, labels: list[str]) -> None:
    features, rows = TextFeatures.learned_from(TEXTS, ["school"])
    model = LinearModel.learned_from(rows, labels)
    features.save(tmp_path)
    model.save(tmp_path / "model.npz")
    loaded, again = TextFeatures.load(tmp_path), LinearModel.load(tmp_path / "model.npz")
    assert again.labels == model.labels == tuple(sorted(set(labels)))
    for text, label in zip(TEXTS, labels, strict=True):
        margins = again.margins(loaded.of(text))
        assert margins.tolist() == model.margins(features.of(text)).tolist()
        assert again.labels[margins.argmax()] == label


def test_weights_that_are_nought_change_nothing_and_take_no_room() -> None:
    weights = np.array([[0, 0, 1.5], [0, 2.5, 0], [0.5, 0, 0]], dtype=np.float32)
    bias = np.array([-1, 0, 1], dtype=np.float32)
    row = Row(np.arange(3), np.array([1, 0.5, 2], dtype=np.float32))
    whole = LinearModel(("a", "b", "c"), weights, bias)
    sparse = LinearModel(("a", "b", "c"), scipy.sparse.csr_matrix(weights), bias)
    assert whole.margins(row).tolist() == sparse.margins(row).tolist() == [0.0, 1.25, 2.5]
    assert sparse.margin(row, "c") == 2.5


@pytest.mark.parametrize("labels", [LABELS, ["yes" if label == "figures" else "no" for label in LABELS]])
@pytest.mark.parametrize("text", [*TEXTS, "zebra", ""])
def test_a_row_is_weighed_as_scipy_weighs_it(text: str, labels: list[str]) -> None:
    features, rows = TextFeatures.learned_from(TEXTS, ["school"])
    model = LinearModel.learned_from(rows, labels)
    for weights in (model.weights, scipy.sparse.csr_matrix(model.weights)):
        ours = LinearModel(model.labels, weights, model.bias).margins(features.of(text))
        row = features.of(text)
        place = (row.values, row.columns, [0, len(row.columns)])
        table = scipy.sparse.csr_matrix(place, shape=(1, len(features.words.idf) + len(features.characters.idf)))
        theirs = (table @ scipy.sparse.csr_matrix(weights)).toarray()[0] + model.bias
        assert ours.dtype == np.float32
        assert ours == pytest.approx(theirs, abs=1e-5)
