"""The shapes in which a register comes."""

from __future__ import annotations

from tests.attendance.register.reading.printed import (
    ARBOR_CERTIFICATE,
    ARBOR_MARKS,
    BROMCOM_REPORT,
    SIMS_CERTIFICATE,
    SIMS_MARKS,
)
from tests.attendance.register.reading.registers import CHILD, read, read_marks_of
from tests.rows import every_row

TWO_DAYS = "2025-09-03 /\\ 2025-09-04 LO"


def test_a_row_may_be_a_session() -> None:
    text = "Date,Session,Code\n03/09/2025,AM,/\n03/09/2025,PM,\\\n04/09/2025,AM,L\n04/09/2025,PM,O\n"
    assert read_marks_of(text) == TWO_DAYS


def test_a_row_may_be_a_day() -> None:
    assert read_marks_of("Date,AM,PM\n03/09/2025,/,\\\n04/09/2025,L,O\n") == TWO_DAYS


def test_a_day_may_have_both_marks_in_one_column() -> None:
    assert read_marks_of("Date,Marks\n03/09/2025,/\\\n04/09/2025,LO\n") == TWO_DAYS


@every_row(
    "text",
    [
        "03/09/2025,AM,/\n03/09/2025,PM,\\\n04/09/2025,AM,L\n04/09/2025,PM,O\n",
        "AM,/,03/09/2025\nPM,\\,03/09/2025\nAM,L,04/09/2025\nPM,O,04/09/2025\n",
        "03/09/2025,/,\\\n04/09/2025,L,O\n",
        "03/09/2025,9B,/,\\\n04/09/2025,9B,L,O\n",
    ],
)
def test_a_register_needs_no_headings(text: str) -> None:
    assert read_marks_of(text) == TWO_DAYS


def test_a_week_needs_no_headings() -> None:
    ten_columns = "01/09/2025,#,#,/,\\,/,\\,L,N,I,I\n08/09/2025,/,\\,/,\\,/,\\,C2,C2,/,\\\n"
    five_columns = "01/09/2025,##,/\\,/\\,LN,II\n08/09/2025,/\\,/\\,/\\,C2C2,/\\\n"
    one_column = "01/09/2025,##/\\/\\LNII\n08/09/2025,/\\/\\/\\C2C2/\\\n"
    assert read_marks_of(ten_columns) == read_marks_of(five_columns) == read_marks_of(one_column) == ARBOR_MARKS


def test_the_weeks_that_sims_prints_are_read_over_pages_and_totals() -> None:
    reading = read(SIMS_CERTIFICATE)
    assert read_marks_of(SIMS_CERTIFICATE) == SIMS_MARKS
    assert reading.notes == (
        "2 days have no marks and were left out.",
        "2 lines (line 10, 14) without a date, left out.",
    )


def test_the_weeks_that_arbor_prints_are_read() -> None:
    assert read_marks_of(ARBOR_CERTIFICATE) == ARBOR_MARKS


def test_the_weeks_that_bromcom_prints_are_read() -> None:
    assert read_marks_of(BROMCOM_REPORT) == ARBOR_MARKS


@every_row(
    "headings",
    [
        "W/C,Mon AM,Mon PM,Tue AM,Tue PM,Wed AM,Wed PM,Thu AM,Thu PM,Fri AM,Fri PM",
        "Week beginning,Mon,Mon,Tue,Tue,Wed,Wed,Thu,Thu,Fri,Fri",
        "Week beginning,Monday,,Tuesday,,Wednesday,,Thursday,,Friday,",
        "Week,AM,PM,AM,PM,AM,PM,AM,PM,AM,PM",
        ",M,,T,,W,,T,,F,",
        "Week commencing,MonAM,MonPM,TueAM,TuePM,WedAM,WedPM,ThuAM,ThuPM,FriAM,FriPM",
    ],
)
def test_the_days_of_a_week_are_headed_in_many_ways(headings: str) -> None:
    weeks = "01/09/2025,#,#,/,\\,/,\\,L,N,I,I\n08/09/2025,/,\\,/,\\,/,\\,C2,C2,/,\\\n"
    assert read_marks_of(f"{headings}\n{weeks}") == ARBOR_MARKS


def test_blanks_keep_their_place_in_a_week_written_as_one() -> None:
    assert read_marks_of("W/C,Marks\n01/09/2025,    /\\LNII\n") == "2025-09-03 /\\ 2025-09-04 LN 2025-09-05 II"


def test_a_week_that_is_dated_by_its_first_school_day_is_read_and_said() -> None:
    reading = read(
        f"{SIMS_CERTIFICATE.splitlines()[4]}\n,AM,PM,AM,PM,AM,PM,AM,PM,AM,PM\n03/09/2024,#,#,/,\\,/,\\,/,\\,L,\\\n"
    )
    assert reading.register is not None
    assert str(next(iter(reading.register)).day) == "2024-09-02"
    assert reading.notes == ("1 line (line 3) with another weekday's date, read from the Monday before.",)


@every_row("separator", [",", ";", "\t", "|"])
def test_columns_are_separated_by_any_usual_sign(separator: str) -> None:
    assert read_marks_of("Date,AM,PM\n03/09/2025,/,\\\n04/09/2025,L,O\n".replace(",", separator)) == TWO_DAYS


@every_row("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@every_row("line_break", ["\n", "\r\n", "\r"])
def test_a_file_may_be_in_any_usual_encoding(encoding: str, line_break: str) -> None:
    lines = ("Name,Date,AM,PM", "Zoë,03/09/2025,/,\\", "Zoë,04/09/2025,L,O", "")
    assert read_marks_of(line_break.join(lines), encoding) == TWO_DAYS


@every_row(
    ("third", "fourth"),
    [
        ("2025-09-03", "2025-09-04"),
        ("3/9/25", "4/9/25"),
        ("3 Sep 2025", "4 Sep 2025"),
        ("03-Sep-2025", "04-Sep-2025"),
        ("Wed 3 September 2025", "Thu 4 September 2025"),
        ("03/09/2025 00:00", "04/09/2025 00:00"),
        ("2025-09-03T08:50:00", "2025-09-04T08:50:00"),
        ("03.09.2025", "04.09.2025"),
        ("3rd September 2025", "4th September 2025"),
    ],
)
def test_dates_are_year_first_or_day_first(third: str, fourth: str) -> None:
    assert read_marks_of(f"{third},AM,/\n{third},PM,\\\n{fourth},AM,L\n{fourth},PM,O\n") == TWO_DAYS


@every_row(
    ("morning", "afternoon"),
    [
        ("AM", "PM"),
        ("am", "pm"),
        ("a.m.", "p.m."),
        ("Morning", "Afternoon"),
        ("1", "2"),
        ("AM Registration", "PM Registration"),
        ("Session 1", "Session 2"),
        ("Wed AM", "Wed PM"),
    ],
)
def test_the_half_of_the_day_has_many_names(morning: str, afternoon: str) -> None:
    text = f"Date,Session,Mark\n03/09/2025,{morning},/\n03/09/2025,{afternoon},\\\n"
    assert read_marks_of(text) == "2025-09-03 /\\"


def test_a_small_letter_is_the_same_code_and_either_slash_is_present() -> None:
    assert read_marks_of("03/09/2025,\\,/\n04/09/2025,l,c1\n") == "2025-09-03 \\/ 2025-09-04 LC1"


def test_days_may_come_in_any_order() -> None:
    assert read_marks_of("Date,AM,PM\n04/09/2025,L,O\n03/09/2025,/,\\\n") == TWO_DAYS


def test_a_weekend_is_read_where_the_file_has_one_and_it_is_said() -> None:
    reading = read("Date,AM,PM\n05/09/2025,/,\\\n06/09/2025,/,\\\n")
    assert reading.register is not None and reading.notes == ("1 day is at a weekend.",)


def test_a_blank_weekend_in_a_list_of_all_days_is_left_out() -> None:
    reading = read("Date,AM,PM\n05/09/2025,/,\\\n06/09/2025,,\n07/09/2025,,\n08/09/2025,L,O\n")
    assert reading.register is not None and len(reading.register) == 4
    assert reading.notes == ("2 days have no marks and were left out.",)


def test_columns_that_are_not_the_registers_are_passed_over() -> None:
    text = (
        "UPN,Surname,Forename,Year Group,Sex,Date,Session,Mark,Minutes Late,Comments\n"
        'A123456789012,Okonkwo-Bell,Tobi,9,M,03/09/2025,AM,L,12,"bus, again\nsays dad"\n'
        "A123456789012,Okonkwo-Bell,Tobi,9,M,03/09/2025,PM,\\,,\n"
    )
    reading = read(text)
    assert read_marks_of(text) == "2025-09-03 L\\"
    assert reading.notes == () and CHILD not in repr(reading)


def test_a_column_that_looks_like_marks_and_is_not_read_is_said() -> None:
    rows = "".join(f"0{day}/09/2025,/,\\,/\n" for day in range(1, 6))
    assert read(f"Date,AM,PM,Period 1\n{rows}").notes == ("Column 4 holds what look like marks and was not read.",)


def test_headings_may_be_written_together() -> None:
    text = "StudentID,AttendanceDate,SessionType,MarkCode\n7,03/09/2025,AM,L\n7,03/09/2025,PM,\\\n"
    assert read_marks_of(text) == "2025-09-03 L\\"
