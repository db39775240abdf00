"""What holds of every text: places, a second masking, what is known, and how the work grows with the length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guidance.library import load_guidance
from bot.masking import KINDS, Found, mask, reading
from bot.masking.known import known_names, names_in, names_in_story
from bot.masking.masker import MOST_ROUNDS, WINDOW
from tests.rows import every_row
from tests.trying import tries

PIECES = (
    "Jamie", "jamie", "Aisha Khan", "Will", "will", "Grace", "hope", "Mrs", "mr", "Okafor", "O'Brien", "Zaviyar",
    "St", "Mary's", "Primary", "School", "Riverside", "goes to", "lives at", "14", "Rosewood", "Close", "Flat 3",
    "KT1 2AB", "dob", "born", "3/4/2012", "(3/4/2012)", "and", "'s mum", "is 12", "called", "hasn't", "been in",
    "07700 900123", "jo@school.sch.uk", "www.school.co.uk", "NHS no", "943 476 5919", "case number", "1234567",
    "[name]", "[school]", "T", ".", ",", "-", "\n", "|", "’s",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)


def test_places_are_those_in_the_text_given() -> None:
    result = mask("Jamie goes to Riverside, dob 3/4/2012")
    assert result.text == "[name] goes to [school], dob [date of birth]"
    assert result.found == (Found("name", 0, 5), Found("school", 14, 23), Found("date of birth", 29, 37))


@tries(300)
@given(TEXTS)
def test_what_is_masked_has_nothing_left_to_mask(text: str) -> None:
    once = mask(text)
    assert mask(once.text).found == ()


@tries(200)
@given(TEXTS)
def test_the_text_is_the_same_but_for_what_was_found(text: str) -> None:
    result = mask(text)
    rebuilt, done = "", 0
    for one in result.found:
        assert one.kind in KINDS and done <= one.start < one.end <= len(text)
        rebuilt, done = rebuilt + text[done : one.start] + f"[{one.kind}]", one.end
    assert rebuilt + text[done:] == result.text


def test_a_long_text_is_masked_like_its_sentences() -> None:
    sentence = "Jamie's mum rang and 14 late marks were put down since May. "
    assert mask(sentence * 200).text == mask(sentence).text * 200


def test_all_names_of_a_list_are_masked_though_each_is_known_by_the_one_before() -> None:
    listed = ["Jamie", *["hope", "faith", "joy", "mercy"] * 5][:MOST_ROUNDS]
    assert mask(", ".join(listed) + " were in").text == ", ".join(["[name]"] * MOST_ROUNDS) + " were in"


def test_a_list_longer_than_a_text_is_read_again_is_masked_at_its_beginning() -> None:
    result = mask("Jamie, " + ", ".join(["hope", "faith", "joy", "mercy"] * MOST_ROUNDS) + " were in").text
    assert result.startswith(", ".join(["[name]"] * MOST_ROUNDS)) and result.endswith("joy, mercy were in")


def test_what_only_seems_to_begin_a_text_where_it_is_read_again_is_left() -> None:
    rose = "rose 81% ".ljust(WINDOW - 1, "-") + " "
    assert mask("rose 81% and Jamie refused").text == "[name] 81% and [name] refused"
    assert mask(f"attendance {rose}Jamie refused").text == f"attendance {rose}[name] refused"


def test_names_far_apart_are_masked() -> None:
    between = "attendance was looked at again and nothing was said of it. " * 20
    assert mask(f"Jamie was off. {between}Amelia was off").text == f"[name] was off. {between}[name] was off"


def test_the_dates_of_birth_of_nine_children_in_one_list_are_masked() -> None:
    dates = ", ".join(f"{day}/1/2012" for day in range(1, 10))
    assert mask(f"born {dates}").text == "born " + ", ".join(["[date of birth]"] * 9)


def test_a_word_longer_than_any_name_is_left() -> None:
    assert mask("a" * 41 + " was off").found == ()


def test_the_words_that_were_read_are_forgotten_after_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = reading.Reader()
    reader.read("zaviyara was off")
    monkeypatch.setattr(reading, "MOST_STRINGS", 0)
    assert reader.read("jamie was off").words[0].text == "jamie"
    assert "zaviyara" not in reader._language.vocab.strings


@pytest.mark.model
@pytest.mark.parametrize(
    "piece", ["Jamie's mum rang, 14 lates. ", "!", "a", "a-", "Ab ", "flat 1 ", "3/4/12 ", "@a.", "(", "0 7", "'s"]
)
def test_twice_the_text_is_about_twice_the_work(piece: str) -> None:
    short, long = (piece * (length // len(piece)) for length in (15_000, 60_000))
    assert least_seconds(long) < 10 * least_seconds(short) + 0.1


def least_seconds(text: str) -> float:
    """The shorter of two measurements of this process's own time."""
    taken = []
    for _ in range(2):
        begin = time.process_time()
        mask(text)
        taken.append(time.process_time() - begin)
    return min(taken)


def test_a_simulated_childs_name_is_left_where_a_rehearsal_is_asked_for() -> None:
    known = known_names(load_guidance())
    assert mask("I want to practise with Aisha", known).found == ()


@every_row("text", ["my client Aisha", "Aisha's mum rang", "Aisha Khan", "Aisha hasn't been in"])
def test_a_real_child_of_the_same_name_is_masked(text: str) -> None:
    assert "Aisha" not in mask(text, known_names(load_guidance())).text


def test_people_of_a_story_are_known_in_that_story() -> None:
    assert {"aisha", "mr okafor", "hamza"} <= names_in_story(load_guidance(), "aisha")


def test_names_are_of_people_and_schools_only() -> None:
    assert list(names_in("Jamie goes to Riverside and lives at 14 Rosewood Close")) == ["jamie", "riverside"]


def test_what_the_packs_name_is_left() -> None:
    known = known_names(load_guidance())
    for name in (
        "Achieving for Children",
        "Signs of Safety",
        "Working Together",
        "Mind of My Own",
        "Hampshire",
        "Richmond and Kingston",
    ):
        assert mask(f"what is {name}", known).found == ()
