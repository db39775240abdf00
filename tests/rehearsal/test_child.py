"""How a child in a rehearsal answers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.guidance.rehearsal_pack import Child
from bot.rehearsal.child import Rehearsal, Said, opened, replied, standard_settings
from bot.rehearsal.listening import HARM
from tests.rehearsal.conversing import CHILDREN, GUIDANCE, IDS, about, held, invite, last
from tests.rows import every_row

CALLUM = GUIDANCE.child("callum")
POPPY = GUIDANCE.child("poppy")
MAYA = GUIDANCE.child("maya")
LUNCH = invite("What's lunch like?")
THANKS = Said("Thank you for telling me.", "facilitator")
BLAME = Said("You're just being lazy.", "unsupportive")


def test_a_child_speaks_first() -> None:
    rehearsal, greeting = opened(CALLUM, 7)
    assert greeting == CALLUM.greeting
    assert rehearsal == Rehearsal(child="callum", seed=7, trust=0.3)


def test_an_invitation_on_a_subject_gives_the_next_layer_of_it() -> None:
    reply = last("callum", LUNCH)
    assert (reply.text, reply.layers) == ("It's well loud in there. I sit at the back.", ("lunch_loud",))


def test_a_layer_waits_for_trust() -> None:
    assert last("callum", LUNCH, LUNCH).layers == ()
    assert last("callum", LUNCH, *[THANKS] * 30, LUNCH).layers == ("lunch_bin",)


def test_a_layer_waits_for_those_it_needs() -> None:
    trusting = Rehearsal(child="jayden", seed=1, trust=0.9, said=())
    jayden = GUIDANCE.child("jayden")
    assert replied(trusting, invite("Tell me about your mum."), jayden)[1].layers[0] == "mum_ms"


def test_a_child_at_ease_tells_two_layers_of_a_subject_at_once() -> None:
    trusting = Rehearsal(child="callum", seed=1, trust=0.9)
    assert replied(trusting, LUNCH, CALLUM)[1].layers == ("lunch_loud", "lunch_bin")


def test_no_layer_is_told_after_its_opposite() -> None:
    bin_layer = next(layer for layer in CALLUM.layers if layer.id == "lunch_bin")
    against = replace(bin_layer, opposite=("lunch_loud",))
    child = replace(CALLUM, layers=tuple(against if layer is bin_layer else layer for layer in CALLUM.layers))
    said, _ = held(child, [THANKS] * 40 + [LUNCH] * 4)
    assert "lunch_loud" in said.said and "lunch_bin" not in said.said


def test_a_directive_question_gives_its_detail_and_no_layer() -> None:
    reply = last("callum", Said("Where do you sit at lunch?", "directive"))
    assert (reply.text, reply.layers) == ("At the back, by the bins.", ())


def test_the_same_detail_asked_again_is_answered_as_before() -> None:
    where = Said("Where do you sit at lunch?", "directive")
    again = last("callum", where, where).text
    assert again.endswith("At the back, by the bins.") and again.startswith(CALLUM.asked_again)


def test_an_invitation_on_what_was_all_told_is_answered_from_it() -> None:
    reply = last("callum", invite("Tell me about lessons."), invite("Tell me about lessons."))
    assert reply.text.startswith(CALLUM.asked_again) and reply.text.endswith("two batteries.")


@every_row("child", CHILDREN, ids=IDS)
def test_closed_questions_bring_no_layer(child: Child) -> None:
    asked = [Said(f"Do you like {subject.title}?", "option_posing") for subject in child.subjects.values()]
    assert held(child, asked)[0].said == ()


def test_under_8_a_yes_is_given_too_easily_and_counts_as_only_agreed_to() -> None:
    asked = Said("Is the bus fun?", "option_posing")
    replies = [last("poppy", asked, seed=seed) for seed in range(100)]
    yes = [reply for reply in replies if reply.unreliable]
    assert 70 < len(yes) < 97
    assert all(reply.text in POPPY.closed_yes for reply in yes)
    assert not any(last("maya", asked, seed=seed).unreliable for seed in range(100))


def test_a_suggestion_is_agreed_with_or_shrugged_at_and_never_to_be_relied_on() -> None:
    put = Said("You must hate school, don't you?", "suggestive")
    for seed in range(40):
        rehearsal, (reply,) = held(CALLUM, [put], seed)
        assert reply.unreliable and reply.layers == ()
        assert (reply.text in CALLUM.suggested_agree) == (rehearsal.agreed == (put.text,))
    assert {held(CALLUM, [put], seed)[0].agreed for seed in range(40)} == {(), (put.text,)}


def test_of_several_questions_the_last_is_answered() -> None:
    asked = Said("Do you like lunch? Is it noisy? Where do you sit?", "multiple")
    assert last("callum", asked).text.endswith("At the back, by the bins.")


@pytest.mark.parametrize(("flag", "label"), [("long", "invitation"), ("jargon", "invitation"), ("jargon", "directive")])
def test_long_sentences_and_jargon_confuse_the_young(flag: str, label: str) -> None:
    reply = last("poppy", Said("How does the transition to lunch impact on you?", label, (flag,)))
    assert reply.text in POPPY.confused and reply.layers == ()


def test_why_gets_no_reason_from_the_young() -> None:
    trusting = Rehearsal(child="poppy", seed=1, trust=0.9, said=("lunch_hall",))
    why = Said("Why is lunch loud?", "directive", ("why",))
    assert replied(trusting, why, POPPY)[1].text in POPPY.why_asked


def test_blame_closes_the_child_down_and_trust_falls() -> None:
    rehearsal, (_, reply) = held(CALLUM, [BLAME, LUNCH], 1)
    assert rehearsal.shut and rehearsal.trust < CALLUM.trust.start
    assert reply.text in (*CALLUM.shut, *CALLUM.silence) and reply.layers == ()


@every_row(
    "words",
    [
        "I'm sorry, I didn't put that well.",
        "Thank you for staying.",
        "Take your time.",
        "We could draw it, if that's easier.",
        "I'll write down what you said, and show you first.",
        "You're not in trouble.",
    ],
)
def test_warm_words_raise_trust_and_open_a_child_who_closed_down(words: str) -> None:
    shut, _ = held(CALLUM, [BLAME])
    opener, _ = replied(shut, Said(words, "facilitator"), CALLUM)
    assert opener.trust > shut.trust and not opener.shut
    assert replied(opener, invite("Tell me about lessons."), CALLUM)[1].layers == ("lessons_circuit",)


def test_an_offer_to_draw_is_taken_once() -> None:
    offer = Said("Would you like to draw it?", "option_posing")
    assert last("callum", offer).text == CALLUM.draws.says
    assert last("callum", offer, offer).text != CALLUM.draws.says
    assert last("callum", offer, invite("Tell me about your picture.")).layers == ("lunch_loud",)


def test_honest_words_on_what_happens_next_are_answered() -> None:
    assert last("callum", Said("I'll write down what you said.", "facilitator")).text == CALLUM.told_next


def test_the_childs_own_words_are_understood_and_followed_up() -> None:
    echo = Said("You told me that lunch is loud.", "facilitator")
    reply = last("callum", LUNCH, echo)
    assert reply.text.startswith(CALLUM.acknowledged) and reply.text.endswith("I get the jacket potato.")
    assert last("callum", LUNCH, *[THANKS] * 30, echo).layers == ("lunch_bin",)


def test_tell_me_more_follows_what_was_talked_of_last() -> None:
    assert last("callum", *[THANKS] * 9, invite("Tell me about break."), invite("Tell me more.")).layers == (
        "break_mason",
    )


def test_a_general_invitation_goes_to_the_next_that_can_be_told() -> None:
    general = invite("What's school like for you?")
    _, replies = held(CALLUM, [general] * 3)
    assert [reply.layers[0] for reply in replies] == ["school_alright", "lessons_circuit", "home_rocky"]


def test_go_on_brings_more_of_the_same() -> None:
    go_on = Said("Mm-hm.", "facilitator")
    assert last("callum", *[THANKS] * 9, invite("Tell me about break."), go_on).layers == ("break_mason",)


@every_row("text", ["asdkjh qwlkrt", "?!?", "xkcd jjjj", "flurb snarg wibble gromp"])
def test_nonsense_gets_an_honest_what(text: str) -> None:
    assert last("callum", Said(text, "facilitator")).text in CALLUM.nonsense


def test_what_is_not_in_the_childs_world_is_not_made_up() -> None:
    assert last("callum", LUNCH, invite("Tell me about submarines.")).text in CALLUM.off_subject


@every_row(
    "text",
    ["Does your dad hit you?", "Has anyone touched you?", "Tell me about your bruises.", "Are you safe at home?"],
)
@every_row("child", CHILDREN, ids=IDS)
def test_a_child_asked_about_abuse_answers_off_the_subject(child: Child, text: str) -> None:
    assert held(child, [Said(text, "option_posing")])[1][0].text in child.off_subject


@every_row("child", CHILDREN, ids=IDS)
def test_no_child_has_abuse_to_tell(child: Child) -> None:
    told = [text for layer in child.layers for text in (layer.says, layer.unheard, *layer.details.values())]
    spoken = [re.sub(r"\([^)]*\)", "", text) for text in told]
    assert not [text for text in spoken if HARM.search(text.casefold())]


def test_silence_is_allowed() -> None:
    grace = GUIDANCE.child("grace")
    replies = {last("grace", invite("What would help?"), seed=seed).text for seed in range(40)}
    assert replies & set(grace.silence) and replies - set(grace.silence)


def test_the_last_subject_named_is_the_one_asked_about() -> None:
    both = invite("You said school is alright, and that you have Tyler. What is lunch like?")
    assert last("callum", both).layers == ("lunch_loud",)


def test_one_typing_mistake_in_a_long_word_is_understood() -> None:
    assert last("callum", invite("Tell me about your frinds.")).layers == ("friends_tyler",)
    assert last("callum", invite("Tell me about your freinds.")).layers == ("friends_tyler",)


def test_words_that_only_look_like_a_subjects_are_not_taken_for_it() -> None:
    thanks = last("ruby", Said("That's lovely, thank you.", "facilitator"))
    assert thanks.text in GUIDANCE.child("ruby").warmed


def test_a_hundred_thousand_characters_do_no_harm() -> None:
    for text in ("lunch " * 20_000, "a" * 100_000, "?" * 100_000, "you said (" * 10_000):
        assert last("callum", invite(text)).text


def test_every_wording_a_child_answers_with_is_words() -> None:
    asked = [about(child, subject) for child in CHILDREN for subject in child.subjects]
    for child in CHILDREN:
        for reply in held(child, asked)[1]:
            assert reply.text.strip() == reply.text and not re.search(r"  |\{", reply.text)


@pytest.mark.parametrize("text", ["Sorry, I didn't hear that.", "Can you say that again?", "What did you say?"])
def test_what_was_told_is_said_again_when_asked(text: str) -> None:
    rehearsal, (first, again) = held(CALLUM, [LUNCH, invite(text)])
    assert again.text == first.text and again.layers == () and rehearsal.said == ("lunch_loud",)


def test_what_was_told_is_explained_with_a_detail() -> None:
    reply = last("callum", LUNCH, invite("What did you mean by that?"))
    assert reply.text.endswith("I get the jacket potato.") and reply.layers == ()


def test_words_put_into_the_childs_mouth_are_not_taken_for_the_childs_own() -> None:
    reply = last("callum", LUNCH, Said("You told me that lunch is quiet.", "facilitator"))
    assert reply.text in CALLUM.closed_unsure


def test_who_somebody_is_is_answered_with_what_the_child_says_of_them() -> None:
    assert last("poppy", Said("Who is Isla?", "directive")).text == "Isla's my best friend."


def test_a_subject_named_by_itself_is_an_invitation_to_tell_one_thing() -> None:
    assert last("callum", Said("Lunch.", "facilitator")).layers == ("lunch_loud",)


def test_anything_else_is_a_closed_question() -> None:
    assert last("callum", LUNCH, Said("Anything else?", "option_posing")).text in CALLUM.closed_no


def test_what_the_child_thinks_of_what_was_said_is_asked_and_answered() -> None:
    asked = invite("What do you think about that?")
    assert last("callum", LUNCH, asked).text in CALLUM.warmed


def test_trust_moves_as_far_as_the_settings_say() -> None:
    settings = replace(standard_settings(), trust_steps={"invitation": 0.5}, warm_words_first=0.0)
    rehearsal, _ = opened(CALLUM, 1)
    assert replied(rehearsal, LUNCH, CALLUM, settings)[0].trust == CALLUM.trust.start + 0.5


def test_two_layers_come_at_once_only_with_as_much_trust_to_spare_as_is_set() -> None:
    trusting = Rehearsal(child="callum", seed=1, trust=0.9)
    wary = replace(standard_settings(), trust_to_spare=0.9)
    assert replied(trusting, LUNCH, CALLUM, wary)[1].layers == ("lunch_loud",)
