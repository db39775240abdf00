"""What each kind of document says."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.checklist.walkthrough import ITEMS, Note, Walkthrough
from bot.documents.document import Block, Bullets, Document, Heading, Picture, Table
from bot.documents.kept import Kind, document_for
from bot.escalation.rules import Known, known_as_json
from bot.rehearsal.child import opened
from bot.rehearsal.questions.labelled import as_json
from tests.documents.samples import (
    ACTION,
    CALLUM,
    GUIDANCE,
    MADE,
    MEASURES,
    NOTED,
    PLANNED,
    rehearsal,
    smart_actions,
    visit_plan,
    walk_through,
)


def under(document: Document, heading: str) -> list[Block]:
    """The blocks below a heading, up to the next one of its level."""
    headings = [place for place, one in enumerate(document.blocks) if isinstance(one, Heading) and one.level == 2]
    start = next(place for place in headings if document.blocks[place] == Heading(heading))
    end = next((place for place in headings if place > start), len(document.blocks))
    return list(document.blocks[start + 1 : end])


def headings_of(document: Document) -> list[str]:
    """The document's headings."""
    return [one.text for one in document.blocks if isinstance(one, Heading)]


def test_the_walk_through_has_a_row_for_each_of_the_seven_items_as_it_was_typed() -> None:
    (table,) = under(walk_through(), "Noted so far")
    assert isinstance(table, Table) and len(table.rows) == len(ITEMS)
    assert table.rows[0] == ("Current attendance", "48%, it was 61% at the last review")
    assert table.rows[2] == ("Suspensions", "Skipped")


def test_what_the_school_does_not_know_yet_is_listed_with_what_to_ask_for() -> None:
    (missing,) = under(walk_through(), "Still to find out")
    assert isinstance(missing, Bullets)
    assert [item.split(".")[0] for item in missing.items] == ["Suspensions", "Other agencies"]
    assert "what support was offered afterwards" in missing.items[0]


def test_an_attendance_is_put_into_days_over_one_year_and_five() -> None:
    (table,) = under(walk_through(), "What 48% means")
    assert isinstance(table, Table)
    assert table.rows == (
        ("One whole school year", "98.8", "19.76", "494"),
        ("Five school years", "494", "98.8", "2470"),
    )


def test_days_that_were_counted_are_told_apart_from_what_they_would_come_to() -> None:
    counted = replace(NOTED, notes={**NOTED.notes, "attendance": Note("missed 23 days out of 120")})
    table = next(one for one in walk_through(counted).blocks if isinstance(one, Table) and one.header[0] == "Over")
    assert table.rows[0] == ("The school year so far", "23", "4.6", "115")
    assert table.rows[1][0] == "One whole school year"


def test_with_a_plan_known_it_gives_the_level_its_reasons_and_next_steps() -> None:
    document = walk_through(known=Known(plan="cin"))
    suggested = under(document, "What the answers suggest")[0]
    steps = under(document, "Next steps to consider")[0]
    assert isinstance(suggested, Bullets) and isinstance(steps, Bullets)
    assert any(item.startswith("Safeguarding red flag: Attendance is 48%.") for item in suggested.items)
    assert "Talk to your manager about this today." in steps.items


def test_with_no_plan_known_it_says_so_and_suggests_no_escalation() -> None:
    document = walk_through(known=Known())
    suggested = under(document, "What the answers suggest")[0]
    assert isinstance(suggested, Bullets)
    assert any("isn't known here" in item for item in suggested.items)
    assert "Next steps to consider" not in headings_of(document)


def test_a_walk_through_with_no_notes_suggests_nothing() -> None:
    document = walk_through(Walkthrough())
    assert "What the answers suggest" not in headings_of(document)
    assert len(under(document, "Still to find out")[0].items) == len(ITEMS)  # type: ignore[union-attr]


def test_a_part_of_an_action_that_is_not_said_is_still_to_be_agreed() -> None:
    table = next(one for one in smart_actions().blocks if isinstance(one, Table))
    assert table.header == ("What will be done", "How much", "By whom", "By when", "How it is reviewed")
    assert table.rows[0][0] == ACTION.what
    assert table.rows[1] == ("Head of year meets them at the gate", *["Still to be agreed"] * 4)


def test_a_visit_plan_goes_by_age_and_names_activities_that_suit_it() -> None:
    plan = visit_plan(5)
    asked = under(plan, "Open questions to ask: Mornings and getting in")[0]
    others = next(one for one in under(plan, "Activities that help a child to tell") if isinstance(one, Table))
    assert "Talking with a child of 5 to 7 (Years 1 and 2)" in headings_of(plan)
    assert isinstance(asked, Bullets) and asked.items
    assert "Digital survey" not in [row[0] for row in others.rows]


def test_a_visit_plan_for_no_age_says_which_age_its_questions_suit() -> None:
    said = [getattr(one, "text", "") for one in visit_plan(None).blocks]
    assert any("age isn't known here, so these suit ages 7 to 11" in text for text in said)


def test_a_planned_question_stands_beside_its_better_wording() -> None:
    (table,) = under(visit_plan(), "The questions you planned")
    assert isinstance(table, Table)
    assert table.rows[1][:2] == ("Why don't you go to maths?", "Tell me about maths.")


def test_a_visit_plan_says_what_to_do_where_a_child_may_be_at_risk() -> None:
    assert "A child at risk now" in headings_of(visit_plan())


def test_feedback_shows_the_kinds_said_in_a_chart_and_in_a_table() -> None:
    chart, table = under(rehearsal(), "What you said")
    assert isinstance(chart, Picture) and chart.png.startswith(b"\x89PNG")
    assert isinstance(table, Table) and table.rows[0][:3] == ("Open invitations", "3", "50%")


def test_feedback_on_a_rehearsal_in_which_nothing_was_said_has_no_chart() -> None:
    assert not [one for one in rehearsal(()).blocks if isinstance(one, Picture | Table)]


def test_what_is_kept_as_json_gives_the_same_document() -> None:
    child = {**known_as_json(Known(plan="cin")), "age": 9, "circumstance": "mornings"}
    kept = {"walkthrough": NOTED.as_json(), "child": child}
    assert document_for("walk_through", kept, GUIDANCE, MEASURES, MADE, "AB12") == walk_through()
    actions = {"actions": [ACTION.as_json(), {"what": "Head of year meets them at the gate"}]}
    assert document_for("smart_action", actions, GUIDANCE, MEASURES, MADE) == smart_actions()
    assert document_for("smart_action", {"smart": ACTION.as_json()}, GUIDANCE, MEASURES, MADE) == smart_actions(ACTION)
    plan = {"child": child, "tools": ["three_houses"], "questions": [as_json(one) for one in PLANNED]}
    assert document_for("question_list", plan, GUIDANCE, MEASURES, MADE, "AB12") == visit_plan()
    begun, _ = opened(CALLUM, 1)
    session = {"state": "finished", "rehearsal": begun.as_json(), "turns": [], "before": None}
    assert document_for("rehearsal", session, GUIDANCE, MEASURES, MADE).title == "Rehearsal with Callum, 9"


@pytest.mark.parametrize("kind", ["walk_through", "smart_action", "rehearsal"])
def test_where_nothing_is_kept_there_is_no_document(kind: Kind) -> None:
    with pytest.raises(ValueError, match="to put into a document"):
        document_for(kind, {}, GUIDANCE, MEASURES, MADE)


def test_a_files_name_tells_the_title_and_the_day_and_not_the_reference() -> None:
    assert walk_through().file_name("docx") == "what-the-school-says-about-attendance-2026-11-22.docx"


def test_documents_load_no_rasa_no_database_and_no_chart_library_until_one_is_drawn() -> None:
    late = ("rasa", "sqlalchemy", "sanic", "matplotlib", "actions")
    code = f"import sys, bot.documents.kept, bot.documents.word; print([one for one in {late!r} if one in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"
