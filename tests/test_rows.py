"""A table whose rows are tried by one test: every row is tried, and each that fails is told by its name."""

from __future__ import annotations

import pytest

from tests.rows import every_row

TABLE = """
import pytest
from tests.rows import every_row

TRIED = []

@pytest.fixture
def most():
    return 10

@every_row("number", [1, pytest.param(20, id="twenty"), 2, 30, 3])
def test_numbers_are_small(number, most):
    TRIED.append(number)
    assert number <= most

@every_row("number", [1, 2])
def test_no_row_is_skipped(number):
    if number == 1:
        pytest.skip("not today")

@every_row(("number", "word"), [(1, "one"), (2, "two")], ids=lambda part: part)
@every_row("letter", "on")
async def test_each_row_of_one_is_tried_with_each_of_the_other(number, word, letter):
    assert letter in word

def test_all_were_tried():
    assert TRIED == [1, 20, 2, 30, 3]
"""


def test_every_row_is_tried_and_each_that_fails_is_told_by_its_name(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TABLE)
    done = pytester.runpytest_inprocess(
        *("--tb", "no", "-p", "no:cacheprovider", "-p", "no:faker", "-p", "no:anyio", "-p", "no:hypothesispytest"),
        *("-o", "asyncio_mode=auto", "-o", "asyncio_default_fixture_loop_scope=function"),
    )
    failed = [line.split()[0] for line in done.outlines if line.startswith("SUBFAILED")]
    assert failed == ["SUBFAILED[twenty]", "SUBFAILED[30]", "SUBFAILED[1]", "SUBFAILED[n-2-two]"]
    assert done.outlines[-1].split(" in ")[0].strip("= ") == "7 failed, 1 passed"


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="the table of number has no rows"):
        every_row("number", [])
