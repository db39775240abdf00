"""The report in words, tables and charts: the blocks of a document, which a page, a file or a terminal shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.documents.document import Block, Bullets, Document, Heading, Paragraph, Table
from bot.guidance.library import Guidance
from bot.insights.figures import Number, Shown
from bot.insights.report import Report, breadth, texts_of
from bot.insights.telling import FEWEST, Cell
from bot.insights.words import title_of, week_in_words
from bot.practice.dates import in_words

MOST_ASKED = 10
"""Topics in the chart, and in the list, of what was asked most."""

MOST_IN_WORDS = 3


def insights_document(report: Report, guidance: Guidance, made: date, draws: bool = True) -> Document:
    """The report as a document made on one day; of an empty report one that says so in a paragraph.

    Where it `draws`, there is a chart beside each table, which takes seconds.
    """
    period, shown = report.period, Shown(guidance, draws)
    blocks: list[Block] = [Paragraph(nothing_to_tell(report, guidance))]
    if not report.is_empty:
        span = guidance.phrase(
            "insights_span_so_far" if period.so_far else "insights_span",
            first=in_words(period.first),
            last=in_words(period.until - timedelta(days=1)),
        )
        blocks = [
            Paragraph(f"{span} {guidance.phrase('insights_fewest', fewest=FEWEST)}"),
            *asked(report, shown),
            *walk_throughs(report, shown),
            *rehearsals(report, shown),
            *ratings(report, shown),
            *declined(report, shown),
            Heading(guidance.phrase("insights_reading")),
            Bullets(tuple(guidance.phrase(f"insights_reading_{name}") for name in ("other", "weeks", "use"))),
        ]
    return Document(
        title=guidance.phrase("insights_title"),
        blocks=tuple(blocks),
        footer=guidance.phrase("insights_footer", day=in_words(made)),
        page=guidance.phrase("document_page", page="{page}", pages="{pages}"),
        made=made,
    )


def nothing_to_tell(report: Report, guidance: Guidance) -> str:
    """One line that says why there is nothing to show."""
    name = "insights_nothing_so_far" if report.period.so_far else "insights_nothing"
    return guidance.phrase(name, fewest=FEWEST, until=in_words(report.period.until))


def asked(report: Report, shown: Shown) -> Iterator[Block]:
    """What was asked most, in all weeks and in each."""
    if not report.asked:
        return
    yield Heading(shown.phrase("insights_asked"))
    if report.period.asked_first > report.period.first:
        yield Paragraph(shown.phrase("insights_asked_from", day=in_words(report.period.asked_first)))
    topics = summed((cell.key.topic, cell.count) for cell in report.asked if cell.key.topic)
    most = sorted(topics, key=lambda topic: (breadth(topic), -topics[topic], topic))[:MOST_ASKED]
    if most:
        rows = [(title_of(topic, shown.guidance), (topics[topic],)) for topic in most]
        yield from shown.numbers(rows, "insights_asked_topic", ("insights_times",), "insights_asked_caption")
    weeks: dict[date | None, list[Cell]] = {}
    for cell in report.asked:
        weeks.setdefault(cell.key.week, []).append(cell)
    yield Table(
        caption=shown.phrase("insights_asked_weekly"),
        header=shown.phrases("insights_week", "insights_times", "insights_asked_in_week"),
        rows=tuple(
            (week_in_words(week, shown.guidance), str(sum(cell.count for cell in cells)), most_in_words(cells, shown))
            for week, cells in weeks.items()
        ),
        widths=(2, 1, 4),
    )


def most_in_words(cells: Sequence[Cell], shown: Shown) -> str:
    """A week's topics that were asked most, with how often."""
    return ", ".join(f"{title_of(cell.key.topic, shown.guidance)} ({cell.count})" for cell in cells[:MOST_IN_WORDS])


def walk_throughs(report: Report, shown: Shown) -> Iterator[Block]:
    """Walk-throughs that were finished and left, by the week in which they were begun."""
    if not report.walk_throughs:
        return
    yield Heading(shown.phrase("insights_walk_throughs"))
    rows = by_outcome(
        report.walk_throughs, ("finished", "left"), lambda cell: week_in_words(cell.key.week, shown.guidance)
    )
    columns = ("insights_finished", "insights_left")
    yield from shown.numbers(rows, "insights_week", columns, "insights_walk_throughs_caption")


def rehearsals(report: Report, shown: Shown) -> Iterator[Block]:
    """How many rehearsals there were, and how questions go over them."""
    if not report.rehearsals:
        return
    yield Heading(shown.phrase("insights_rehearsals"))
    rows = [(week_in_words(cell.key.week, shown.guidance), (cell.count,)) for cell in report.rehearsals]
    columns = ("insights_rehearsals",)
    yield from shown.numbers(rows, "insights_week", columns, "insights_rehearsals_caption")
    if report.practised:
        yield Paragraph(shown.phrase("insights_practised_note"))
        steps = [
            (shown.phrase("insights_rehearsal_place", place=one.place), (round(one.share * 100),))
            for one in report.practised
        ]
        columns, caption = ("insights_recommended",), "insights_practised_caption"
        yield from shown.numbers(steps, "insights_rehearsal", columns, caption, unit="%")


def ratings(report: Report, shown: Shown) -> Iterator[Block]:
    """Answers marked helpful or not by topic, with what was asked where they didn't help."""
    if not report.ratings:
        return
    yield Heading(shown.phrase("insights_ratings"))
    rows = by_outcome(report.ratings, ("helpful", "unhelpful"), lambda cell: title_of(cell.key.topic, shown.guidance))
    columns = ("insights_helpful", "insights_unhelpful")
    yield from shown.numbers(rows, "insights_asked_topic", columns, "insights_ratings_caption")
    for cell in report.ratings:
        if cell.key.outcome == "unhelpful" and (texts := texts_of(cell)):
            title = title_of(cell.key.topic, shown.guidance)
            yield Heading(shown.phrase("insights_unhelpful_texts", title=title), 3)
            yield Bullets(tuple(texts))


def declined(report: Report, shown: Shown) -> Iterator[Block]:
    """What was declined, by what it is about."""
    if not report.declined:
        return
    yield Heading(shown.phrase("insights_declined"))
    rows = [(title_of(cell.key.topic, shown.guidance), (cell.count,)) for cell in report.declined]
    columns = ("insights_times",)
    yield from shown.numbers(rows, "insights_declined_about", columns, "insights_declined_caption")
    for cell in report.declined:
        if texts := texts_of(cell):
            yield Heading(shown.phrase("insights_declined_texts", title=title_of(cell.key.topic, shown.guidance)), 3)
            yield Bullets(tuple(texts))


def summed(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Counts of the same name together."""
    sums: dict[str, int] = {}
    for name, count in counts:
        sums[name] = sums.get(name, 0) + count
    return sums


def by_outcome(
    cells: Iterable[Cell], outcomes: Sequence[str], name_of: Callable[[Cell], str]
) -> list[tuple[str, Sequence[Number]]]:
    """A row for each name with the count of each outcome, None where it is of too few to be told."""
    rows: dict[str, dict[str, int]] = {}
    for cell in cells:
        counts = rows.setdefault(name_of(cell), {})
        counts[cell.key.outcome] = counts.get(cell.key.outcome, 0) + cell.count
    return [(name, [counts.get(outcome) for outcome in outcomes]) for name, counts in rows.items()]
