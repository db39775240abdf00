"""What is counted is read from what turns leave in the database."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.cli import main
from bot.insights.seen import Period, monday_of
from bot.records.counting import kept_of_all, period_kept
from bot.records.desks import Desks
from bot.records.journal import Journal
from bot.records.retention import Retention
from bot.records.store import Store, open_store
from tests.records.conftest import opens, postgres, store, url  # noqa: F401  # fixtures: the store on both databases
from tests.records.turns import answered, remembered, said, turn

pytestmark = pytest.mark.model

THIS_WEEK = monday_of(datetime.now(timezone.utc))
SO_FAR = period_kept(datetime.now(timezone.utc), 1, Retention(), so_far=True)
NOTED = {"position": 2, "notes": {"attendance": "87%"}, "skipped": [], "state": "finished"}


def spoken(*labels: str) -> dict[str, object]:
    """A finished rehearsal in which this was said."""
    turns = [{"said": {"text": "…", "label": label, "flags": []}} for label in labels]
    return {"state": "finished", "rehearsal": {"child": "ruby", "seed": len(labels)}, "turns": turns, "before": None}


def did_everything(kept: Store, practitioner: str) -> None:
    """A conversation of a practitioner with one of each thing that is counted."""
    conversation = f"of {practitioner}"
    Journal(kept).append(
        turn(
            conversation,
            None,
            said(1, "what is the law"),
            answered(2, "…", content=["law.overview"]),
            said(3, "who pays for a taxi"),
            answered(4, "…", content=["out_of_scope"]),
            answered(5, "…", content=["checklist.lateness"], checklist={"item": "lateness"}),
            remembered(6, "walkthrough", NOTED),
            remembered(7, "rehearsal", spoken("invitation", "directive", "suggestive", "suggestive")),
            owner=practitioner,
        )
    )
    Desks(kept).rated(conversation, 2, helpful=False)


def test_each_kind_of_thing_is_counted_for_who_did_it(store: Store) -> None:  # noqa: F811  # the fixture
    did_everything(store, "worker")
    kept = kept_of_all(store, SO_FAR)
    (asked,), (walk_through,), (rehearsal,) = kept.asked, kept.walk_throughs, kept.rehearsals
    (rating,), (declined,) = kept.ratings, kept.declined
    assert {one.practitioner for one in (asked, walk_through, rehearsal, rating, declined)} == {"worker"}
    assert {one.week for one in (asked, walk_through, rehearsal, rating, declined)} == {THIS_WEEK}
    assert (asked.topic, walk_through.outcome, declined.text) == ("law.overview", "finished", "who pays for a taxi")
    assert (rating.topic, rating.outcome, rating.text) == ("law.overview", "unhelpful", "what is the law")
    assert (rehearsal.share, rehearsal.place) == (0.5, 1)


def test_what_was_done_outside_the_period_is_not_counted(store: Store) -> None:  # noqa: F811  # the fixture
    did_everything(store, "worker")
    ended = Period(date(2020, 1, 6), THIS_WEEK, date(2020, 1, 6), date(2020, 1, 6))
    coming = Period(*[THIS_WEEK + timedelta(weeks=1)] * 4)
    for period in (ended, coming):
        assert not any(vars(kept_of_all(store, period)).values())


def test_a_rehearsal_in_which_little_was_said_is_not_counted(store: Store) -> None:  # noqa: F811  # the fixture
    Journal(store).append(turn("c", None, remembered(1, "rehearsal", spoken("invitation", "directive"))))
    assert kept_of_all(store, SO_FAR).rehearsals == ()


def test_the_command_tells_of_five_practitioners_and_not_of_four(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GUIDE_DATABASE", raising=False)
    monkeypatch.delenv("GUIDE_RECORDS_KEYS", raising=False)
    assert main(["insights"]) == 2
    assert "there is no records/guide.db" in capsys.readouterr().err
    kept = open_store({}, alone=True)
    for number in range(4):
        did_everything(kept, f"worker {number}")
    assert main(["insights", "--so-far"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    did_everything(kept, "worker 4")
    kept.close()
    assert main(["insights", "--so-far", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["topic"], one["count"]) for one in told["asked"]] == [("law.overview", 5)]
    assert main(["insights", "--so-far", "--to", "page.html"]) == 0
    assert "Law and guidance" in (tmp_path / "page.html").read_text("utf-8")
    assert main(["insights", "--so-far"]) == 0
    assert "- Law and guidance: 5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "refusal"), [("--weeks 0", "choose 1 to 52"), ("--to page.pdf", "name a file that ends in .html")]
)
def test_options_that_can_not_be_are_refused(words: str, refusal: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["insights", *words.split()]) == 2
    assert refusal in capsys.readouterr().err
