"""The card of a register, and pictures on cards."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.attendance.register.comparing import compared
from bot.attendance.register.figures import figures_of
from bot.attendance.register.kept import as_kept
from bot.attendance.register.noticing import noticed
from bot.channels.cards import card_for
from bot.channels.cards.pictures import kind_in, picture, with_pictures
from bot.channels.cards.receipts import receipt
from bot.channels.replies import Button, Message
from tests.attendance.register.written import register_written
from tests.channels.cards.shown import every, faults, guidance, texts
from tests.rows import every_row

WEEKS = ["U\\ /\\ /\\ /\\ /\\", "L\\ EE EE /\\ NN", *["L\\ /\\ /C2 /\\ /\\"] * 8]
FULL = ["/\\ /\\ /\\ /\\ /\\"]
BUTTONS = (Button("What it can still come to", "register.ahead"), Button("Should I escalate?", "escalation.assess"))


def read(weeks: list[str]) -> Message:
    """What a register says."""
    register = register_written(date(2025, 9, 1), weeks)
    figures = figures_of(register)
    told = [notice.as_json(guidance()) for notice in noticed(register, figures, guidance())]
    extra = {"register": {**figures.as_json(), "noticed": told, "notes": []}, "calendar": as_kept(register)}
    return Message("A register", ("impact.calculate",), buttons=BUTTONS, extra=extra)


def both() -> Message:
    """Two registers compared."""
    before, after = (register_written(date(year, 9, 1), WEEKS) for year in (2024, 2025))
    return Message("Compared", ("impact.calculate",), extra={"compared": compared(before, after, 12).as_json()})


def made(message: Message) -> dict[str, Any]:
    card = card_for(message, guidance())
    assert card is not None
    return card


def facts_of(card: dict[str, Any]) -> dict[str, str]:
    [listed] = [one["facts"] for one in every(card) if one.get("type") == "FactSet"]
    return {fact["title"]: fact["value"] for fact in listed}


@every_row("message", [read(WEEKS), read(FULL), read(["/\\ - - - -"]), read(WEEKS * 40), both()])
def test_it_is_valid_by_the_official_schema_and_no_larger_than_teams_takes(message: Message) -> None:
    assert faults(made(message)) == []


def test_it_has_the_figures_that_the_checklist_asks_for() -> None:
    assert facts_of(made(read(WEEKS))) == {
        "Attendance": "85%",
        "Sessions": "85 attended of 100 possible",
        "Late": "9 before the register closed, 1 after",
        "Suspensions": "1 (4 sessions)",
        "Part-time timetable": "8 sessions",
        "Not yet explained": "2 sessions",
    }


def test_where_there_is_nothing_to_count_it_says_none() -> None:
    facts = facts_of(made(read(FULL)))
    assert {facts[name] for name in ("Late", "Suspensions", "Part-time timetable", "Not yet explained")} == {"None"}


def test_it_has_what_stands_out_and_every_button() -> None:
    message = read(WEEKS)
    card = made(message)
    assert message.extra["register"]["noticed"][0]["text"] in texts(card)
    assert [one["data"]["payload"] for one in card["actions"]] == [button.payload for button in BUTTONS]


def test_each_picture_is_named_by_its_kind_and_says_what_it_shows() -> None:
    images = {kind_in(one["url"]): one["altText"] for one in every(made(read(WEEKS))) if one.get("type") == "Image"}
    assert list(images) == ["calendar", "weekly", "weekdays"]
    assert "from 1 September 2025 to 7 November 2025" in images["calendar"]
    assert "lowest at 40% in the week of 8 September 2025" in images["weekly"]
    assert "Monday: 1 absent, 10 late." in images["weekdays"]


def test_two_registers_are_shown_before_and_after() -> None:
    assert facts_of(made(both()))["Attendance"] == "85% before, 85% after"


def test_a_register_with_no_possible_session_has_no_card() -> None:
    assert card_for(read(["## ## ## ## ##"]), guidance()) is None


def test_a_picture_is_shown_at_the_address_that_the_channel_gives() -> None:
    card = with_pictures(made(read(WEEKS)), lambda address: f"https://guide.example/{kind_in(address)}.png")
    assert [one["url"] for one in every(card) if one.get("type") == "Image"] == [
        "https://guide.example/calendar.png",
        "https://guide.example/weekly.png",
        "https://guide.example/weekdays.png",
    ]
    assert faults(card) == []


def test_a_picture_without_an_address_goes_and_all_else_stays() -> None:
    card = made(read(WEEKS))
    without = with_pictures(card, lambda _: None)
    assert texts(without) == texts(card)
    assert not any(one.get("type") == "Image" for one in every(without))
    assert faults(without) == []


def test_what_holds_only_pictures_goes_with_them_wherever_it_stands() -> None:
    column = {"type": "Column", "items": [picture("weekly", "a line")]}
    beside = {"type": "Column", "items": [{"type": "TextBlock", "text": "words"}]}
    inner = {"type": "AdaptiveCard", "body": [{"type": "ImageSet", "images": [picture("weekly", "a line")]}]}
    card = {
        "type": "AdaptiveCard",
        "body": [{"type": "ColumnSet", "columns": [column, beside]}, {"type": "ColumnSet", "columns": [column]}],
        "actions": [{"type": "Action.ShowCard", "card": inner}],
    }
    assert with_pictures(card, lambda _: None) == {
        "type": "AdaptiveCard",
        "body": [{"type": "ColumnSet", "columns": [beside]}],
        "actions": [{"type": "Action.ShowCard", "card": {"type": "AdaptiveCard", "body": []}}],
    }


def test_a_card_that_was_answered_keeps_its_pictures() -> None:
    kept = receipt(made(read(WEEKS)), {"payload": BUTTONS[0].payload})
    assert sum(one.get("type") == "Image" for one in every(kept)) == 3
