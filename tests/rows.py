"""Tables whose rows are tried by one test, which has a failure for each row that fails.

A few thousand short rows as tests of their own take longer to be listed and reported than to be tried.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

import pytest

NAMED = type(pytest.param())
"""What a row is that has a name of its own."""


@dataclass(frozen=True)
class Row:
    """A row by its name: what a test is given for it."""

    name: str
    given: dict[str, Any]


def every_row(
    names: str | tuple[str, ...], values: Iterable[Any], ids: Callable[[Any], str] | list[str] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """As `pytest.mark.parametrize`, but one test tries every row and has a failure for each row that fails.

    `names`, `values` and `ids` are as there, without marks; one over another tries all pairs of their rows.
    Fixtures are made once for all rows, so use it where a row leaves nothing behind.
    Raises ValueError for a table without rows, which would be a test that can't fail.
    """
    arguments = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names
    rows = [row_of(arguments, value, position, ids) for position, value in enumerate(values)]
    if not rows:
        raise ValueError(f"the table of {', '.join(arguments)} has no rows")

    def trying(test: Callable[..., Any]) -> Callable[..., Any]:
        inner, others = getattr(test, "tried_by_rows", (test, [Row("", {})]))
        both = [Row("-".join(filter(None, (a.name, b.name))), a.given | b.given) for b in rows for a in others]
        return one_test(inner, both)

    return trying


def one_test(test: Callable[..., Any], rows: list[Row]) -> Callable[..., Any]:
    """A test that tries `test` with each row, by the fixtures that `test` asks for beside its rows."""
    signature = inspect.signature(test)
    asked = [one for name, one in signature.parameters.items() if name not in rows[0].given]

    @wraps(test)
    def each_in_turn(subtests: Any, **fixtures: Any) -> None:
        for row in rows:
            with told_apart(subtests, row):
                test(**row.given, **fixtures)

    @wraps(test)
    async def each_in_turn_awaited(subtests: Any, **fixtures: Any) -> None:
        for row in rows:
            with told_apart(subtests, row):
                await test(**row.given, **fixtures)

    whole: Any = each_in_turn_awaited if inspect.iscoroutinefunction(test) else each_in_turn
    of_subtests = inspect.Parameter("subtests", inspect.Parameter.KEYWORD_ONLY)
    whole.__signature__ = signature.replace(
        parameters=[*(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in asked), of_subtests]
    )
    whole.tried_by_rows = (test, rows)
    return whole


@contextmanager
def told_apart(subtests: Any, row: Row) -> Iterator[None]:
    """Where a row fails, that is reported under its name, and the next row is tried.

    A row that passes isn't reported, which is what takes time.
    One that is skipped fails: pytest would count it nowhere.
    """
    try:
        yield
    except pytest.skip.Exception as skipped:
        with subtests.test(row.name):
            pytest.fail(f"a row can't be skipped: {skipped}")
    except BaseException:
        with subtests.test(row.name):
            raise


def row_of(arguments: tuple[str, ...], value: Any, position: int, ids: Any) -> Row:
    """The row of one value of a table: of a tuple where there are several arguments."""
    if isinstance(value, NAMED):
        parts: tuple[Any, ...] = value.values
    else:
        parts = (value,) if len(arguments) == 1 else tuple(value)
    if callable(ids):
        name = "-".join(str(ids(part)) for part in parts)
    elif ids is not None:
        name = ids[position]
    elif isinstance(value, NAMED) and value.id:
        name = value.id
    else:
        name = "-".join(in_short(part) for part in parts)
    return Row(name, dict(zip(arguments, parts, strict=True)))


def in_short(part: Any) -> str:
    """A value in a row's name."""
    said = part if isinstance(part, str) else getattr(part, "__name__", None) or repr(part)
    return said if len(said) <= 60 else said[:59] + "\N{HORIZONTAL ELLIPSIS}"
