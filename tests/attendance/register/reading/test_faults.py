"""What can't be read is named, with its line and column and what would be right; nothing is guessed."""

from __future__ import annotations

from bot.attendance.register.reading import read_register
from tests.attendance.register.reading.registers import CHILD, faults, read
from tests.rows import every_row

DAYS = "Date,AM,PM\n"
SESSIONS = "Date,Session,Code\n"
WEEKS = "W/C,Mon AM,Mon PM,Tue AM,Tue PM,Wed AM,Wed PM,Thu AM,Thu PM,Fri AM,Fri PM\n"
NO_MARK = "there is no mark: use # for a planned closure, otherwise the code that the school gives"


@every_row(
    ("text", "fault"),
    [
        (
            f"{DAYS}03/09/2025,/,A\n",
            'line 2, column 3: "A" is not a code of the register: ask the school which code is meant',
        ),
        (
            f"{DAYS}03/09/2025,H,/\n",
            'line 2, column 2: "H" ended in August 2024: use G for a holiday the school did not agree, '
            "C for exceptional circumstances",
        ),
        (f"{DAYS}03/09/2025,/,Y\n", 'line 2, column 3: "Y" ended in August 2024: use one of Y1 to Y7, by the reason'),
        (
            f"{DAYS}03/09/2025,/,Y8\n",
            'line 2, column 3: "Y8" is not a code of the register: ask the school which code is meant',
        ),
        (
            f"{DAYS}03/09/2025,/,{CHILD}\n04/09/2025,/,/\n05/09/2025,/,/\n06/09/2025,/,/\n07/09/2025,/,/\n",
            "line 2, column 3: this is not a code of the register: ask the school which code is meant",
        ),
        (f"{DAYS}03/09/2025,/,\n", f"line 2, column 3: {NO_MARK}"),
        (f"{SESSIONS}03/09/2025,AM,-\n03/09/2025,PM,/\n", f"line 2, column 3: {NO_MARK}"),
        (f"{SESSIONS}03/09/2025,AM,!\n03/09/2025,PM,/\n", f"line 2, column 3: {NO_MARK}"),
        (f"{SESSIONS}03/09/2025,AM,.\n03/09/2025,PM,/\n", f"line 2, column 3: {NO_MARK}"),
        (
            f"{DAYS}03/09/2025,/,/\n09/13/2025,/,/\n",
            "line 3, column 1: 09/13/2025 has the month first: write the day first, such as 13/09/2025",
        ),
        (f"{DAYS}03/09/2025,/,/\n31/06/2025,/,/\n", "line 3, column 1: 31/06/2025 is not a date: there is no such day"),
        (
            f"{DAYS}03/09/2025,/,/\nsome day,/,/\n",
            "line 3, column 1: this is not a date: write the day, the month and the year, such as 03/09/2025",
        ),
        (f"{DAYS}03/09/2025,/,/\n,/,/\n", "line 3, column 1: there is no date beside these marks"),
        (
            f"{DAYS}Thu 3 September 2025,/,/\n",
            "line 2, column 1: 3 September 2025 is a Wednesday: the weekday or the date is wrong",
        ),
        (
            f"{DAYS}03/09/2025,/,/\n2025-09-04,/,/\n",
            "line 3, column 1: dates are written in another way here than on line 2: write all of them as 03/09/2025",
        ),
        (
            f"{SESSIONS}03/09/2025,AM,/\n03/09/2025,evening,/\n",
            "line 3, column 2: this says neither morning nor afternoon: write AM or PM",
        ),
        (
            f"{DAYS}03/09/2025,/,/\n04/09/2025,/,/\n03/09/2025,/,/\n",
            "line 4, column 1: 3 September 2025 is there twice, on line 2 and on line 4: "
            "leave in one of them, or send one file for each child",
        ),
        (
            f"{SESSIONS}03/09/2025,AM,/\n03/09/2025,PM,/\n03/09/2025,AM,L\n",
            "line 4, column 1: the morning of Wednesday 3 September 2025 is there twice, on line 2 and on line 4: "
            "leave in one of them, or send one file for each child",
        ),
        (
            f"{SESSIONS}03/09/2025,AM,/\n03/09/2025,PM,/\n04/09/2025,PM,L\n",
            "line 4, column 3: the morning of Thursday 4 September 2025 is missing, only the other half of the day is "
            "there: add it, with # if it was a planned closure",
        ),
        (
            f"{WEEKS}01/09/2025,#,#,/,,/,\\,/,\\,/,\\\n",
            f"line 2, column 5: the afternoon of Tuesday 2 September 2025: {NO_MARK}",
        ),
        (
            f"{WEEKS}01/09/2025,#,#,/,/,/,\\,/,\\,/,\\\n01/09/2025,#,#,/,/,/,\\,/,\\,/,\\\n",
            "line 3, column 1: the week of 1 September 2025 is there twice, on line 2 and on line 3: "
            "leave in one of them, or send one file for each child",
        ),
        (
            "03/09/2025,#,#,/,/,/,\\,/,\\,/,\\\n08/09/2025,#,#,/,/,/,\\,/,\\,/,\\\n",
            "line 1, column 1: 3 September 2025 is a Wednesday: the row of a week begins with its Monday's date",
        ),
        (
            "W/C,Marks\n01/09/2025,/\\/\\/\\\n",
            "line 2, column 2: 6 marks here, where 10 are needed for a week, Monday to Friday: "
            "use # for planned closures",
        ),
        (
            "Name,Date,AM,PM\nOkonkwo-Bell,03/09/2025,/,/\nSmith,04/09/2025,/,/\n",
            "line 3, column 1: from here on this is about another child: send one file for each child",
        ),
        (
            "A123456789012,03/09/2025,/,/\nB123456789012,04/09/2025,/,/\n",
            "line 2, column 1: from here on this is about another child: send one file for each child",
        ),
        (
            f"Name: Okonkwo-Bell\n{WEEKS}01/09/2025,#,#,/,/,/,\\,/,\\,/,\\\n"
            "Name: Smith\n08/09/2025,#,#,/,/,/,\\,/,\\,/,\\\n",
            "line 4: from here on this is about another child: send one file for each child",
        ),
        (
            f"{DAYS}03/09/2025,/,L\nDate,PM,AM\n04/09/2025,L,/\n",
            "line 3: the columns change their meaning here: send one file for each part",
        ),
        (
            'Date,AM,PM,Comment\n03/09/2025,/,L,"ill\n04/09/2025,/,L,"\n',
            "line 2: a quotation mark opens a cell here and is not closed where the cell ends: take it out",
        ),
        (
            'Date,AM,PM,Comment\n03/09/2025,/,L,"ill\n',
            "line 2: a quotation mark opens a cell here and is not closed where the cell ends: take it out",
        ),
        (
            "09/01/2025,/,/\n09/02/2025,/,/\n09/03/2025,/,/\n",
            "All dates are of the same day of a month, so the month seems to be written first: write the day first.",
        ),
        (
            "03/09/2025,/\n03/09/2025,L\n",
            "No column says whether a mark is of the morning or the afternoon: add one with AM or PM.",
        ),
        (
            "03/09/2025,AM,/,L\n03/09/2025,PM,L,/\n",
            "Columns 3 and 4 can both be meant: leave in only the one with the register's marks.",
        ),
    ],
)
def test_a_fault_says_where_it_is_and_what_would_be_right(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@every_row(
    ("data", "fault"),
    [
        (b"", "This file is empty"),
        (b" \r\n\r\n", "This file is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "This is a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "This is a picture"),
        (b"%PDF-1.7\n", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "This is an older Excel file (.xls)"),
        (b"PK\x03\x04" + bytes(100), "This is not an Excel file that can be read"),
        (bytes(range(256)), "This is not a register that can be read"),
        (b"He was in on Monday and ill from Tuesday.\n", "There is no register in this"),
        (b"Date,AM,PM\n", "There is no register in this"),
    ],
)
def test_what_is_no_register_is_refused_in_one_line(data: bytes, fault: str) -> None:
    reading = read_register(data)
    (only,) = reading.faults
    assert str(only).startswith(fault) and "\n" not in str(only) and reading.register is None


def test_all_faults_are_named_at_once_in_the_order_of_the_lines() -> None:
    third, fourth = "03/09/2025,AM,H\n03/09/2025,PM,\n", "04/09/2025,AM,/\n"
    text = f"{SESSIONS}{third}{fourth}05/09/2025,AM,A\n05/09/2025,PM,/\n05/09/2025,PM,/\n"
    assert [(fault.line, fault.column) for fault in read(text).faults] == [(2, 3), (3, 3), (4, 3), (5, 3), (7, 1)]


def test_of_many_faults_fifty_are_listed_and_the_rest_counted() -> None:
    days = "".join(f"{year}-09-01,A,/\n" for year in range(2000, 2070))
    listed = faults(f"{DAYS}{days}")
    assert len(listed) == 51 and listed[-1] == "There are 20 more like these."


def test_a_fault_far_into_a_file_has_its_own_line() -> None:
    days = [
        f"{year}-{month:02}-{day:02},/,/"
        for year in range(1950, 2020)
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    days[20_000] = days[20_000].replace(",/,/", ",/,A")
    assert [fault.line for fault in read("\n".join(days)).faults] == [20_001]
    quoted = ['"ill\nor so",' + day for day in days]
    assert [fault.line for fault in read("\n".join(quoted)).faults] == [40_001]
