"""The report: what may be told of some weeks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.guidance.library import Guidance
from bot.insights.grouping import with_topics, with_words
from bot.insights.seen import Kept, Period, Seen
from bot.insights.telling import FEWEST, Cell, Key, cells_of, enough, group_of
from bot.insights.words import title_of

MOST_TEXTS, LONGEST_TEXT = 12, 200
"""Texts of one topic that are shown, and characters of each."""


@dataclass(frozen=True)
class Practised:
    """The mean share, from 0 to 1, of recommended questions in practitioners' first (second, …) rehearsals."""

    place: int
    share: float


@dataclass(frozen=True)
class Report:
    """What may be told. Every number in it is the count of one cell, or a sum of cells' counts."""

    period: Period
    asked: tuple[Cell, ...] = ()
    walk_throughs: tuple[Cell, ...] = ()
    rehearsals: tuple[Cell, ...] = ()
    practised: tuple[Practised, ...] = ()
    ratings: tuple[Cell, ...] = ()
    declined: tuple[Cell, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that may be told."""
        return not (self.asked or self.walk_throughs or self.rehearsals or self.ratings or self.declined)

    def as_json(self, guidance: Guidance) -> dict[str, Any]:
        """The report as an object for a file."""
        return {
            "first": self.period.first.isoformat(),
            "until": self.period.until.isoformat(),
            "so_far": self.period.so_far,
            "fewest": FEWEST,
            "asked": [cell_as_json(cell, guidance) for cell in self.asked],
            "walk_throughs": [cell_as_json(cell, guidance) for cell in self.walk_throughs],
            "rehearsals": [cell_as_json(cell, guidance) for cell in self.rehearsals],
            "practised": [{"rehearsal": one.place, "recommended": one.share} for one in self.practised],
            "ratings": [cell_as_json(cell, guidance) for cell in self.ratings],
            "declined": [cell_as_json(cell, guidance) for cell in self.declined],
        }


def report_of(kept: Kept, period: Period, guidance: Guidance) -> Report:
    """What may be told of what is kept."""
    asked, _ = cells_of(kept.asked, (by_week_and_topic, by_week_and_group, by_week, altogether))
    walk_throughs, _ = cells_of(kept.walk_throughs, (by_week, altogether))
    rehearsals, _ = cells_of(kept.rehearsals, (by_week, altogether))
    ratings, _ = cells_of(kept.ratings, (by_topic, by_group, altogether))
    return Report(
        period,
        in_order(asked),
        in_order(walk_throughs),
        in_order(rehearsals),
        practised(kept.rehearsals),
        in_order(ratings),
        in_order(declined_cells(kept.declined, guidance)),
    )


def by_week_and_topic(seen: Seen) -> Key:
    """One topic in one week."""
    return Key(seen.week, seen.topic, seen.outcome)


def by_week_and_group(seen: Seen) -> Key:
    """What is left of a group of topics in one week."""
    return Key(seen.week, group_of(seen.topic), seen.outcome)


def by_week(seen: Seen) -> Key:
    """What is left of a week."""
    return Key(seen.week, outcome=seen.outcome)


def by_topic(seen: Seen) -> Key:
    """One topic in all weeks."""
    return Key(topic=seen.topic, outcome=seen.outcome)


def by_group(seen: Seen) -> Key:
    """What is left of a group of topics in all weeks."""
    return Key(topic=group_of(seen.topic), outcome=seen.outcome)


def altogether(seen: Seen) -> Key:
    """What is left."""
    return Key(outcome=seen.outcome)


def by_place(seen: Seen) -> Key:
    """Which of a practitioner's rehearsals it was."""
    return Key(outcome=str(seen.place))


def declined_cells(declined: Sequence[Seen], guidance: Guidance) -> list[Cell]:
    """What was declined: by the topic that it names, else by a word that it shares, else altogether."""
    about = with_topics(declined, guidance)
    on_topics, left = cells_of((one for one in about if one.topic), (by_topic, by_group))
    on_words, _ = cells_of(with_words([*left, *(one for one in about if not one.topic)]), (by_topic, altogether))
    return on_topics + on_words


def practised(rehearsals: Iterable[Seen]) -> tuple[Practised, ...]:
    """How the share of recommended questions goes over practitioners' rehearsals.

    Without saying how many practitioners: two such numbers would tell how many stopped between two rehearsals.
    """
    cells, _ = cells_of(rehearsals, (by_place,))
    means = [
        Practised(cell.seen[0].place, round(sum(one.share for one in cell.seen) / cell.count, 2)) for cell in cells
    ]
    return tuple(sorted(means, key=lambda one: one.place))


def in_order(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """By week, what has none last; in a week topics, then the rest of groups, then other; the most often first."""
    return tuple(
        sorted(
            cells,
            key=lambda cell: (
                cell.key.week or date.max,
                breadth(cell.key.topic),
                -cell.count,
                cell.key.topic,
                cell.key.outcome,
            ),
        )
    )


def breadth(topic: str) -> int:
    """0 for one topic (or a word), 1 for the rest of a group, 2 for none."""
    if not topic:
        return 2
    return 0 if "." in topic or topic.startswith("“") else 1


def texts_of(cell: Cell) -> list[str]:
    """What was typed, where at least five practitioners typed something on one topic: each text once, cut where long,
    in the alphabet's order so that neither who typed it nor when can be told."""
    typed = [one for one in cell.seen if one.text.strip()] if cell.key.topic else []
    shown = {text.casefold(): text for one in typed if (text := cut(one.text))}
    return [shown[text] for text in sorted(shown)][:MOST_TEXTS] if enough(typed) else []


def cut(text: str) -> str:
    """A text on one line, without its end where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else line[:LONGEST_TEXT].rsplit(" ", 1)[0] + "…"


def cell_as_json(cell: Cell, guidance: Guidance) -> dict[str, Any]:
    """A cell as an object, with what it has no value for left out."""
    week, topic, outcome = cell.key
    shown: dict[str, Any] = {"week": week.isoformat() if week else None, "topic": topic or None, "count": cell.count}
    shown["title"] = title_of(topic, guidance) if topic else None
    shown["outcome"] = outcome or None
    shown["texts"] = texts_of(cell) if outcome in ("", "unhelpful") else None
    return {name: value for name, value in shown.items() if value}
