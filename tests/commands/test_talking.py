"""guide ask and guide chat: what is typed, and what is printed."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bot.cli import main

pytestmark = pytest.mark.model


class Terminal(io.StringIO):
    """What a person types at a terminal, until they leave it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def loaded_once(assistant: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The assistant of all tests, which is the one that commands load."""
    monkeypatch.setattr(type(assistant), "load", lambda model: assistant)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str, at: type[io.StringIO] = io.StringIO) -> None:
    """Types lines."""
    monkeypatch.setattr("sys.stdin", at("".join(f"{line}\n" for line in lines)))


def objects(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was printed, an object a line."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_question_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "what", "does", "EWO", "mean?"]) == 0
    assert "education welfare officer" in capsys.readouterr().out.lower()


def piped(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    """Gives a text as another program would."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))


def test_each_line_is_a_conversation_of_its_own_unless_they_are_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = b"start the school checklist\n87%\n"
    content = []
    for words in (["ask", "-", "--json"], ["ask", "-", "--json", "--conversation"]):
        piped(monkeypatch, lines)
        assert main(words) == 0
        content.append([one["content"] for one in objects(capsys)])
    apart, together = content
    assert apart[0] == together[0]
    assert apart[1] == ["impact.calculate"] and together[1] != apart[1]


def test_answers_to_several_lines_have_a_blank_line_between(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, b"what is an EWO?\nwhat is an EWO?\n")
    assert main(["ask", "-"]) == 0
    shown = capsys.readouterr().out
    half = len(shown) // 2
    assert shown[:half] + "\n" == shown[half:][1:] + "\n" and shown[half] == "\n"


def test_input_that_is_no_utf_8_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    piped(monkeypatch, "café\n".encode("latin-1"))
    assert main(["ask", "-"]) == 2
    assert capsys.readouterr().err == "guide ask: standard input is not UTF-8 text: save it as UTF-8 and try again\n"


def test_a_chat_goes_on_until_the_input_ends_and_shows_its_buttons(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "attendance is 88, should I escalate?", "b", "thanks")
    assert main(["chat"]) == 0
    shown = capsys.readouterr().out
    assert "[a] No plan" in shown
    assert "Suggestion: Flag attendance" in shown.split("[b] Early help")[1]


def test_a_button_is_chosen_by_its_words_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "attendance is 88, should I escalate?", "Early help")
    assert main(["chat", "--json"]) == 0
    *_, last = objects(capsys)
    assert last["custom"][0]["escalation"]["level"] == "flag"


def test_a_person_is_greeted_and_may_say_goodbye(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "Quit", "what is an EWO?", at=Terminal)
    assert main(["chat"]) == 0
    shown = capsys.readouterr().out
    assert "Type the letter of a button to choose it, or quit to leave." in shown
    assert "welfare" not in shown


def test_a_person_who_ends_the_input_has_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, at=Terminal)
    assert main(["chat"]) == 0
