"""How well the coach labels turns that it never learned from: held out by template and by author of the wording."""

from __future__ import annotations

from pathlib import Path

import pytest
from sklearn.metrics import balanced_accuracy_score, cohen_kappa_score, recall_score

from bot.rehearsal.questions import LABELS, RECOMMENDED, label
from bot.rehearsal.questions.model import examples
from bot.rehearsal.questions.rules import read_yaml

HELD_OUT = Path(__file__).parents[1] / "held_out_questions.yml"
LEAST_BALANCED_ACCURACY = 0.95
LEAST_KAPPA = 0.88
LEAST_RECALL = 0.85


def bare(text: str) -> str:
    return text.lower().strip(" .?!")


def test_the_coach_labels_held_out_turns_as_well_as_it_must(capsys: pytest.CaptureFixture[str]) -> None:
    learned = {bare(turn["say"]) for turn in examples()}
    held_out = read_yaml(HELD_OUT)
    unseen = [turn for turn in held_out if bare(turn["say"]) not in learned]
    wanted = [turn["label"] for turn in unseen]
    given = [label(turn["say"], turn["age"], turn.get("said_before", ())).label for turn in unseen]

    kappa = cohen_kappa_score(wanted, given)
    recalls = dict(zip(LABELS, recall_score(wanted, given, labels=list(LABELS), average=None), strict=True))
    balanced = balanced_accuracy_score(
        [wants in RECOMMENDED for wants in wanted], [gives in RECOMMENDED for gives in given]
    )
    with capsys.disabled():
        print(f"\nQuestions to a child: {len(unseen)} held-out turns ({len(held_out) - len(unseen)} more were learned)")
        print(f"  kappa over seven labels            {kappa:.3f}   (at least {LEAST_KAPPA})")
        print(f"  recommended or not, balanced       {balanced:.3f}   (at least {LEAST_BALANCED_ACCURACY})")
        for name, recall in recalls.items():
            print(f"  recall of {name:<24} {recall:.3f}   (at least {LEAST_RECALL})")

    assert len(unseen) >= 300
    assert kappa >= LEAST_KAPPA
    assert balanced >= LEAST_BALANCED_ACCURACY
    assert min(recalls.values()) >= LEAST_RECALL
