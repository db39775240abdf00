"""Two open ways on, at any point of a rehearsal."""

from __future__ import annotations

from bot.guidance.rehearsal_pack import Child
from bot.rehearsal.child import Said, opened, replied
from bot.rehearsal.hints import hints
from bot.rehearsal.story import left, open_layers
from bot.rehearsal.subjects import plain, subject_of
from tests.rehearsal.conversing import CHILDREN, GUIDANCE, IDS, TEXTS, about, held, invite
from tests.rows import every_row

CALLUM = GUIDANCE.child("callum")


@every_row("child", CHILDREN, ids=IDS)
def test_a_practitioner_who_follows_the_hints_gets_the_whole_story(child: Child) -> None:
    rehearsal, _ = opened(child, 2)
    for turn in range(40):
        rehearsal, _ = replied(rehearsal, invite(hints(rehearsal, child, TEXTS)[turn % 2]), child)
    assert len(rehearsal.said) == len(child.layers)


@every_row("child", CHILDREN, ids=IDS)
def test_a_hint_is_never_about_what_is_used_up(child: Child) -> None:
    rehearsal, _ = opened(child, 2)
    for subject in child.subjects:
        rehearsal, _ = replied(rehearsal, about(child, subject), child)
        for hint in hints(rehearsal, child, TEXTS):
            named = subject_of(plain(hint), child)
            assert hint and "{" not in hint
            assert named is None or left(rehearsal, child, named), hint


def test_the_first_hints_are_general() -> None:
    assert hints(opened(CALLUM, 1)[0], CALLUM, TEXTS) == TEXTS.hints["start"]


def test_after_blame_the_hints_put_it_right() -> None:
    rehearsal, _ = held(CALLUM, [Said("You're lazy.", "unsupportive")])
    first, second = hints(rehearsal, CALLUM, TEXTS)
    assert first.startswith("I'm sorry") and second.startswith("You haven't done anything wrong")
    for hint in (first, second):
        assert not replied(rehearsal, invite(hint), CALLUM)[0].shut


def test_after_a_suggestion_the_hints_ask_for_the_childs_own_words() -> None:
    rehearsal, _ = held(CALLUM, [Said("You must be sad.", "suggestive")])
    assert hints(rehearsal, CALLUM, TEXTS)[0].startswith("I put that into your mouth")


def test_the_childs_own_words_are_given_back_where_there_is_more_to_it() -> None:
    trusting = [Said("Thank you.", "facilitator")] * 30
    rehearsal, _ = held(CALLUM, [invite("What's lunch like?"), *trusting])
    assert hints(rehearsal, CALLUM, TEXTS)[0] == 'You said "It\'s well loud in there". Tell me more about that.'


def test_at_the_end_the_hints_end() -> None:
    rehearsal, _ = held(CALLUM, [invite("What else?")] * 40)
    assert not open_layers(rehearsal, CALLUM) and hints(rehearsal, CALLUM, TEXTS) == TEXTS.hints["ending"]
