"""Marks pasted into a chat."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML

from bot.attendance.register.reading import read_marks
from tests.attendance.register.reading.registers import CHILD, marks
from tests.rows import every_row

TODAY = date(2025, 11, 22)
NLU = Path(__file__).parents[4] / "data/nlu"
WEEK = "2025-09-02 /\\ 2025-09-03 /\\ 2025-09-04 LN 2025-09-05 OO 2025-09-08 /\\"


def pasted(text: str) -> str:
    reading = read_marks(text, TODAY)
    assert reading is not None and reading.faults == ()
    return marks(reading.register)


def faults(text: str) -> list[str]:
    reading = read_marks(text, TODAY)
    assert reading is not None and (reading.register is None) == bool(reading.faults)
    return [str(fault) for fault in reading.faults]


@every_row(
    "text",
    [
        "/\\/\\LNOO/\\ from 2 September",
        "from 2/9/2025: /\\ /\\ LN OO /\\",
        "2 Sep: / \\ / \\ L N O O / \\",
        "/\\/\\lnoo/\\ from Tuesday 2nd September, what does that say?",
        f"{CHILD}'s marks are /\\/\\LNOO/\\. They are from the 2nd of September 2025.",
        "from 2 September to 8 September: /\\/\\LNOO/\\",
        "2025-09-02\n/\\/\\LNOO/\\",
        "w/c 2 Sept: /\\, /\\, LN, OO, /\\",
    ],
)
def test_marks_fill_mornings_and_afternoons_from_the_date_beside_them(text: str) -> None:
    assert pasted(text) == WEEK


def test_lines_have_a_date_each() -> None:
    text = "1 September: ##/\\/\\LN/\\\n8 September: OOOOOOOOOO\n15 September: /\\/\\C1C2J1Y7/\\"
    weeks = pasted(text).split(" 2025-09-15 ")
    assert weeks[0].endswith("2025-09-08 OO 2025-09-09 OO 2025-09-10 OO 2025-09-11 OO 2025-09-12 OO")
    assert weeks[1] == "/\\ 2025-09-16 /\\ 2025-09-17 C1C2 2025-09-18 J1Y7 2025-09-19 /\\"


def test_lines_without_a_date_go_on_where_the_last_ended() -> None:
    assert pasted("from 4 September\n/\\LN\nOO/\\") == "2025-09-04 /\\ 2025-09-05 LN 2025-09-08 OO 2025-09-09 /\\"


def test_a_date_without_its_year_is_the_last_such_date() -> None:
    assert pasted("/\\/\\ from 20 November").startswith("2025-11-20")
    assert pasted("/\\/\\ from 3 December").startswith("2024-12-03")


def test_a_table_is_read_as_a_file_is() -> None:
    assert (
        pasted("Name\tDate\tAM\tPM\nTobi\t03/09/2025\t/\t\\\nTobi\t04/09/2025\tL\tO") == "2025-09-03 /\\ 2025-09-04 LO"
    )


def test_days_without_marks_are_left_out_and_said() -> None:
    reading = read_marks("2 September: /\\ -- LN", TODAY)
    assert reading is not None and reading.notes == ("1 day has no marks and was left out.",)
    assert marks(reading.register) == "2025-09-02 /\\ 2025-09-04 LN"


@every_row(
    ("text", "fault"),
    [
        (
            "/\\/\\LA/\\ from 2 September",
            'line 1, column 6: "A" is not a code of the register: ask the school which code is meant',
        ),
        (
            "Hi\n2 Sep: /\\/\\HO",
            'line 2, column 12: "H" ended in August 2024: use G for a holiday the school did not agree, '
            "C for exceptional circumstances",
        ),
        ("/\\/\\L from 2 September", "line 1, column 1: there are 5 marks: each day needs two, morning and afternoon"),
        (
            "/\\/\\ from 6 September",
            "line 1, column 11: 6 September 2025 is a Saturday: marks begin on a day from Monday to Friday",
        ),
        (
            "/\\/\\ from 31 June",
            "line 1, column 11: 31 June is not a date: write the day, then the month, such as 2 September",
        ),
        (
            "/\\/\\ from 09/13/2025",
            "line 1, column 11: 09/13/2025 has the month first: write the day first, such as 13/09/2025",
        ),
        (
            "/\\/\\ from Mon 2 September",
            "line 1, column 11: 2 September 2025 is a Tuesday: the weekday or the date is wrong",
        ),
        (
            "2 September, seen 3 September: /\\/\\",
            "line 1, column 19: there are two dates here: put the date of its first day beside each row of marks, "
            "such as /\\/\\/L from 2 September",
        ),
        (
            "from 3 September: /\\/\\ from 1 September",
            "line 1, column 29: there are no marks beside this date: put the date of its first day beside each row of "
            "marks, such as /\\/\\/L from 2 September",
        ),
        (
            "from 2 September to 5 September: /\\/\\",
            "line 1, column 6: the marks end on 3 September 2025 and not on 5 September 2025: "
            "some are missing or too many",
        ),
        (
            "2 Sep\t/\t\\\t\t\t/\t\\",
            "line 1, column 10: there is a blank place among these marks: use # for a planned closure",
        ),
        (
            "2 September: /\\/-",
            "line 1, column 17: there is no mark: use # for a planned closure, "
            "otherwise the code that the school gives",
        ),
    ],
)
def test_a_fault_says_where_it_is_and_what_would_be_right(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_days_given_twice_are_a_fault() -> None:
    assert faults("2 September: /\\/\\\n3 September: /\\/\\") == [
        "line 2, column 14: 3 September 2025 is there twice: leave in one of them",
        "line 2, column 15: 3 September 2025 is there twice: leave in one of them",
    ]


@every_row(
    "text",
    [
        "/\\/\\LNOO/\\",
        "The register closes at 9 on 2 September",
        "he/she/it from 2 September",
        "I/O and N/A, and/or Y/N since 2/9/2025",
        "he was ill on 2 September and in on 3 September / 4 September",
        "see \\\\server\\share\\children from 2 September",
        "24/7 since 2 September 2025",
        "BLOCK CAPITALS SINCE 2 SEPTEMBER 2025",
        "N N N N on 2 September",
        "",
    ],
)
def test_ordinary_sentences_have_no_marks(text: str) -> None:
    assert read_marks(text, TODAY) is None


def test_no_message_that_the_guide_knows_is_taken_for_marks_even_beside_a_date() -> None:
    messages = [
        re.sub(r"^- ", "", line)
        for file in sorted(NLU.glob("*.yml"))
        for item in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["nlu"]
        for line in item.get("examples", "").splitlines()
    ]
    taken = [
        text
        for message in messages[::20]
        for text in (message, f"{message} from 2 September 2025", f"2/9/2025 {message}")
        if read_marks(text, TODAY) is not None
    ]
    assert len(messages) > 2000 and taken == []
