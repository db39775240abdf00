from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.attendance.register.codes import CODES
from bot.attendance.register.kept import as_kept, from_kept
from bot.attendance.register.sessions import Half, register_of

MONDAY = date(2025, 9, 1)


def test_a_week_is_kept_as_a_line_of_marks():
    register = register_of(
        [
            (MONDAY, Half.AM, "/"),
            (MONDAY, Half.PM, "\\"),
            (MONDAY + timedelta(2), Half.AM, "L"),
            (date(2025, 9, 5), Half.PM, "C2"),
        ]
    )
    assert as_kept(register) == {"2025-09-01": "/ \\ - - L - - - - C2"}


def test_a_saturday_has_its_place_after_friday():
    assert as_kept(register_of([(date(2025, 9, 6), Half.AM, "V")])) == {"2025-09-01": "- - - - - - - - - - V - - -"}


@given(
    st.dictionaries(
        st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(Half)),
        st.sampled_from([code.mark for code in CODES]),
    )
)
def test_what_is_kept_is_read_back_as_it_was(marks):
    register = register_of((day, half, mark) for (day, half), mark in marks.items())
    assert from_kept(as_kept(register)) == register
