"""The same numbers as a chart, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.documents.document import Block, Picture, Table
from bot.guidance.library import Guidance
from bot.insights.charts import bars_chart

Number = int | None
"""A count or a percentage; None where too few are behind it to be told."""

MOST_DRAWN = 14
"""Rows of a table that are drawn: more make a chart that nobody reads."""


@dataclass(frozen=True)
class Shown:
    """How a report is shown: in the guidance's words, and drawn or not."""

    guidance: Guidance
    draws: bool

    def phrase(self, name: str, **values: object) -> str:
        """The phrase of this name, filled in."""
        return self.guidance.phrase(name, **values)

    def phrases(self, *names: str) -> tuple[str, ...]:
        """The phrases of these names, as headers of columns."""
        return tuple(self.phrase(name) for name in names)

    def numbers(
        self,
        rows: Sequence[tuple[str, Sequence[Number]]],
        first: str,
        columns: Sequence[str],
        caption: str,
        unit: str = "",
    ) -> Iterator[Block]:
        """A table of these rows, with a chart before it where charts are drawn. `first`, `columns` and `caption` are
        names of phrases; `unit` stands behind each number."""
        header = self.phrases(*columns)
        if self.draws:
            yield self.chart(rows[:MOST_DRAWN], header, self.phrase(caption), unit)
        yield Table(
            caption=self.phrase(caption),
            header=(self.phrase(first), *header),
            rows=tuple((name, *self.in_words(numbers, unit)) for name, numbers in rows),
            widths=(3, *(1 for _ in columns)),
        )

    def chart(
        self, rows: Sequence[tuple[str, Sequence[Number]]], series: Sequence[str], caption: str, unit: str
    ) -> Picture:
        """The rows drawn, and what the drawing shows in words."""
        says = "; ".join(f"{name}: {self.one_row(numbers, series, unit)}" for name, numbers in rows)
        few = self.phrase("insights_too_few").lower()
        drawn = tuple((name, tuple(numbers)) for name, numbers in rows)
        png = bars_chart(drawn, tuple(series), " / ".join(series), few, unit)
        return Picture(png, self.phrase("insights_chart", caption=caption, says=says))

    def one_row(self, numbers: Sequence[Number], series: Sequence[str], unit: str) -> str:
        """A row's numbers as a sentence has them: each with what it is of, where there are several."""
        told = self.in_words(numbers, unit)
        if len(told) == 1:
            return told[0]
        return ", ".join(f"{name.lower()} {number.lower()}" for name, number in zip(series, told, strict=True))

    def in_words(self, numbers: Sequence[Number], unit: str) -> list[str]:
        """Each number with its unit, or that too few are behind it."""
        return [self.phrase("insights_too_few") if one is None else f"{one}{unit}" for one in numbers]
