"""What feedback says of a rehearsal."""

from __future__ import annotations

import json

from bot.guidance.rehearsal_pack import Child
from bot.rehearsal.child import Rehearsal, Said, opened, replied
from bot.rehearsal.feedback import Best, Feedback, Reworded, Turn, feedback
from bot.rehearsal.feedback_words import feedback_in_words
from tests.rehearsal.conversing import GUIDANCE, TEXTS

CALLUM = GUIDANCE.child("callum")
OPEN = [
    ("Thank you for seeing me. There are no right or wrong answers.", "facilitator"),
    ("What's lunch like?", "invitation"),
    ("Tell me about your friends.", "invitation"),
    ("You told me about Tyler. Tell me more about that.", "invitation"),
    ("We could draw it, if that's easier.", "facilitator"),
    ("What would make it better?", "invitation"),
    ("I'll write down what you said and show you first.", "facilitator"),
]
CLOSED = [
    ("Do you like maths?", "option_posing"),
    ("Is it hard?", "option_posing"),
    ("You hate school, don't you?", "suggestive"),
    ("You must be sad.", "suggestive"),
    ("You have to go, you know.", "unsupportive"),
]


def rehearsed(turns: list[tuple[str, str]], child: Child = CALLUM, seed: int = 1) -> tuple[Rehearsal, list[Turn]]:
    """A rehearsal with its turns; what is not recommended has a better wording."""
    rehearsal, _ = opened(child, seed)
    kept = []
    for text, label in turns:
        said = Said(text, label)
        rehearsal, reply = replied(rehearsal, said, child)
        better = None if label in ("invitation", "facilitator") else f"Better than {text}"
        kept.append(Turn(said, reply.text, reply.layers, better, "It is open." if better else None))
    return rehearsal, kept


def feedback_on(turns: list[tuple[str, str]], seed: int = 1) -> Feedback:
    """The feedback on these turns."""
    rehearsal, kept = rehearsed(turns, seed=seed)
    return feedback(rehearsal, kept, CALLUM, TEXTS)


def test_shares_are_of_everything_said() -> None:
    given = feedback_on(OPEN)
    assert given.counts["invitation"] == 4 and given.shares["facilitator"] == 0.429
    assert given.recommended == 1.0 and sum(given.shares.values()) > 0.99
    assert feedback_on(CLOSED).recommended == 0.0


def test_what_was_heard_and_what_was_left_unheard_is_told_in_the_childs_voice() -> None:
    given = feedback_on(CLOSED)
    assert (given.heard, given.of) == (0, 16)
    assert given.unheard[0] == "I told a teacher once and it got worse. That's why I stopped saying."
    assert len(given.unheard) == 3


def test_the_best_question_is_the_one_that_brought_the_deepest() -> None:
    assert feedback_on(OPEN).best == Best(
        "What would make it better?",
        "If Tyler was on my table at lunch. They leave you alone if there's two of you.",
    )
    assert feedback_on(CLOSED).best is None


def test_up_to_three_are_reworded_each_of_another_label_first() -> None:
    given = feedback_on(CLOSED)
    assert [one.question for one in given.reword] == [CLOSED[0][0], CLOSED[2][0], CLOSED[4][0]]
    assert given.reword[0] == Reworded("Do you like maths?", "Better than Do you like maths?", "It is open.")


def test_the_points_of_pupil_voice_are_seen_in_what_was_asked() -> None:
    assert feedback_on(OPEN).points == {
        "safe_to_speak": True,
        "lived_experience": True,
        "acting": True,
        "differences": True,
        "planning": True,
    }
    assert not any(feedback_on(CLOSED).points.values())


def test_what_the_child_only_agreed_to_is_named() -> None:
    agreed = {feedback_on(CLOSED, seed).agreed for seed in range(20)}
    assert (CLOSED[2][0],) in agreed or (CLOSED[2][0], CLOSED[3][0]) in agreed


def test_what_would_help_is_shown_only_as_far_as_it_was_heard() -> None:
    assert feedback_on(OPEN).helps == (CALLUM.helps[0],)
    assert feedback_on(CLOSED).helps == ()


def test_the_words_are_encouraging_specific_and_short() -> None:
    words = feedback_in_words(feedback_on(OPEN), CALLUM, TEXTS)
    assert words.startswith("Most of what you said left the telling to Callum.")
    assert 'Your best moment: "What would make it better?"' in words
    assert "Worth another wording" not in words
    assert len(words) < 2_500 and "{" not in words


def test_a_closed_rehearsal_is_met_with_better_wordings_not_blame() -> None:
    words = feedback_in_words(feedback_on(CLOSED), CALLUM, TEXTS)
    assert '"Do you like maths?" could be "Better than Do you like maths?" It is open.' in words
    assert "Callum still had this to tell:" in words
    assert not {"bad", "fail", "poor"} & set(words.casefold().split())


def test_feedback_is_compared_with_the_rehearsal_before() -> None:
    words = feedback_in_words(feedback_on(OPEN), CALLUM, TEXTS, before=feedback_on(CLOSED))
    assert "100% of what you said was recommended, up from 0% last time." in words


def test_a_rehearsal_that_has_not_begun_has_feedback_too() -> None:
    given = feedback_on([])
    assert given.recommended == 0 and feedback_in_words(given, CALLUM, TEXTS)


def test_feedback_and_turns_can_be_written_as_json() -> None:
    _, turns = rehearsed(OPEN + CLOSED)
    assert [Turn.from_json(json.loads(json.dumps(turn.as_json()))) for turn in turns] == turns
    written = json.loads(json.dumps(feedback_on(OPEN).as_json()))
    assert written["story"] == round(written["heard"] / 16, 3) and written["points"]["acting"]
