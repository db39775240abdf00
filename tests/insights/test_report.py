"""What a report tells, and in what order."""

from __future__ import annotations

from datetime import date, datetime, timezone

from bot.insights.report import Practised, report_of
from bot.insights.seen import Kept, period_of
from bot.services import services
from tests.insights.doing import MONDAY, NEXT_MONDAY, PERIOD, all_kinds, by

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)


def told(**kept: object) -> dict[str, object]:
    guidance = services().guidance
    return report_of(Kept(**kept), PERIOD, guidance).as_json(guidance)


def test_topics_that_too_few_asked_about_are_told_as_the_rest_of_their_group() -> None:
    asked = by(6, topic="law.kcsie") + by(3, topic="law.overview") + by(3, first=3, topic="law.wellbeing_bill")
    assert told(asked=asked)["asked"] == [
        {"week": "2026-11-02", "topic": "law.kcsie", "count": 6, "title": "Keeping children safe"},
        {"week": "2026-11-02", "topic": "law", "count": 6, "title": "Other on law and guidance"},
    ]


def test_weeks_in_which_too_few_did_anything_are_put_together() -> None:
    walk_throughs = by(3, outcome="finished") + by(3, NEXT_MONDAY, first=3, outcome="finished")
    assert told(walk_throughs=walk_throughs)["walk_throughs"] == [{"outcome": "finished", "count": 6}]


def test_helpful_and_unhelpful_are_told_apart_only_where_enough_said_each() -> None:
    ratings = by(7, topic="glossary", outcome="helpful") + by(2, topic="glossary", outcome="unhelpful", text="ewo")
    (cell,) = told(ratings=ratings)["ratings"]  # type: ignore[misc]  # a list of one
    assert (cell["outcome"], cell["count"]) == ("helpful", 7)


def test_what_was_declined_is_put_together_by_topic_and_else_by_a_shared_word() -> None:
    declined = by(5, text="the Impact Table please") + by(5, text="Who pays for a taxi?") + by(4, text="what is love")
    assert told(declined=declined)["declined"] == [
        {"topic": "impact.table", "count": 5, "title": "The impact table", "texts": ["the Impact Table please"]},
        {
            "topic": "“pay”",
            "count": 5,
            "title": "Not on a topic, with the word “pay”",
            "texts": ["Who pays for a taxi?"],
        },
    ]


def test_the_share_of_recommended_questions_is_the_mean_over_practitioners() -> None:
    first = by(4, share=0.25, place=1) + by(1, first=4, share=0.75, place=1)
    rehearsals = first + by(5, share=0.8, place=2) + by(4, share=1.0, place=3)
    report = report_of(Kept(rehearsals=rehearsals), PERIOD, services().guidance)
    assert report.practised == (Practised(1, 0.35), Practised(2, 0.8))


def test_a_long_text_is_cut_between_words() -> None:
    (cell,) = told(declined=by(5, text="taxi " * 60))["declined"]  # type: ignore[misc]  # a list of one
    (text,) = cell["texts"]
    assert len(text) <= 201 and text.endswith("taxi…")


def test_a_report_of_nobody_is_empty() -> None:
    assert report_of(all_kinds(4), PERIOD, services().guidance).is_empty
    assert not report_of(all_kinds(5), PERIOD, services().guidance).is_empty


def test_only_whole_weeks_are_counted_unless_this_one_is_asked_for() -> None:
    period = period_of(SUNDAY, 2, 30, 90)
    assert (period.first, period.until) == (MONDAY, date(2026, 11, 16))
    assert period_of(SUNDAY, 2, 30, 90, so_far=True).until == date(2026, 11, 23)


def test_weeks_of_which_a_part_was_erased_with_age_are_not_counted() -> None:
    period = period_of(SUNDAY, 12, 30, 90)
    assert (period.first, period.asked_first, period.kept_first) == (
        date(2026, 8, 24), date(2026, 10, 26), date(2026, 8, 31),
    )  # fmt: skip
