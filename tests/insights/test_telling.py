"""Nothing is told of fewer than five practitioners, also where one number is taken from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as some

from bot.insights.report import Report, report_of
from bot.insights.seen import Kept, Seen
from bot.insights.telling import FEWEST, Cell, Key, cells_of
from bot.services import services
from tests.insights.doing import MONDAY, NEXT_MONDAY, PERIOD, by

TOPICS = ("law.overview", "law.kcsie", "glossary", "why.overview", "why.progress", "old.topic", "")
TEXTS = ("", "who pays for the taxi", "taxi again", "court report", "the impact table", "a law")
PEOPLE = tuple(f"worker {number}" for number in range(9))


def things(**what: some.SearchStrategy[object]) -> some.SearchStrategy[tuple[Seen, ...]]:
    """A few things that a few practitioners did in one of two weeks."""
    seen = some.builds(Seen, some.sampled_from(PEOPLE), some.sampled_from((MONDAY, NEXT_MONDAY)), **what)
    return some.lists(seen, max_size=40).map(tuple)


KEPT = some.builds(
    Kept,
    asked=things(topic=some.sampled_from(TOPICS)),
    walk_throughs=things(outcome=some.sampled_from(("finished", "left"))),
    rehearsals=things(share=some.sampled_from((0.0, 0.5, 1.0)), place=some.integers(1, 3)),
    ratings=things(
        topic=some.sampled_from(TOPICS),
        outcome=some.sampled_from(("helpful", "unhelpful")),
        text=some.sampled_from(TEXTS),
    ),
    declined=things(text=some.sampled_from(TEXTS)),
)


def people_in(seen: Iterable[Seen]) -> set[str]:
    return {one.practitioner for one in seen}


def tables(report: Report) -> list[tuple[Cell, ...]]:
    return [report.asked, report.walk_throughs, report.rehearsals, report.ratings, report.declined]


@given(KEPT)
def test_every_number_of_a_report_has_five_practitioners_behind_it(kept: Kept) -> None:
    for cells in tables(report_of(kept, PERIOD, services().guidance)):
        assert all(len(people_in(cell.seen)) >= FEWEST for cell in cells)


@given(KEPT)
def test_what_is_left_when_one_sum_is_taken_from_another_is_of_five_practitioners_or_of_nobody(kept: Kept) -> None:
    for cells in tables(report_of(kept, PERIOD, services().guidance)):
        of_cells = [Counter(cell.seen) for cell in cells[:6]]
        sums = [sum(chosen, Counter()) for size in range(len(of_cells) + 1) for chosen in combinations(of_cells, size)]
        for one, other in permutations(sums, 2):
            left = one - other
            assert not left or len(people_in(left)) >= FEWEST


@given(KEPT)
def test_nothing_is_counted_twice(kept: Kept) -> None:
    counted = (len(kept.asked), len(kept.walk_throughs), len(kept.rehearsals), len(kept.ratings), len(kept.declined))
    for cells, there in zip(tables(report_of(kept, PERIOD, services().guidance)), counted, strict=True):
        assert sum(cell.count for cell in cells) <= there


@given(KEPT)
def test_a_text_is_shown_only_beside_those_of_four_other_practitioners(kept: Kept) -> None:
    told = report_of(kept, PERIOD, services().guidance).as_json(services().guidance)
    for table, typed in (("ratings", kept.ratings), ("declined", kept.declined)):
        for cell in told[table]:
            texts = {text.casefold() for text in cell.get("texts", ())}
            assert not texts or len({one.practitioner for one in typed if one.text.casefold() in texts}) >= FEWEST


@given(some.integers(0, FEWEST - 1), KEPT)
def test_fewer_than_five_practitioners_leave_no_trace(people: int, kept: Kept) -> None:
    allowed = PEOPLE[:people]
    of_few = Kept(**{
        name: tuple(one for one in seen if one.practitioner in allowed) for name, seen in vars(kept).items()
    })  # fmt: skip
    assert report_of(of_few, PERIOD, services().guidance) == Report(PERIOD)


def test_five_practitioners_are_told_of_and_four_are_not() -> None:
    def of_topic(seen: Seen) -> Key:
        return Key(topic=seen.topic)

    cells, left = cells_of(by(5, topic="law.kcsie") + by(4, topic="glossary"), (of_topic,))
    assert [(cell.key.topic, cell.count) for cell in cells] == [("law.kcsie", 5)]
    assert left == list(by(4, topic="glossary"))


def test_one_practitioner_who_asks_nine_times_is_one_practitioner() -> None:
    cells, left = cells_of(by(1, topic="law.kcsie") * 9, (lambda seen: Key(topic=seen.topic),))
    assert cells == [] and len(left) == 9
