"""The report as HTML: the main content of a page, and a whole page for a file."""

from __future__ import annotations

import base64
from datetime import date

from markupsafe import Markup, escape

from bot.documents.document import Block, Bullets, Document, Heading, Paragraph, Table, lines_of, on_one_line
from bot.guidance.library import Guidance
from bot.insights.document import insights_document
from bot.insights.report import Report

FILE = Markup(
    """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light }}
body {{ max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.5 Arial, sans-serif; color: #0b0c0c;
  background: #fff }}
img {{ max-width: 100%; height: auto }}
table {{ width: 100%; border-collapse: collapse; margin: 1rem 0 2rem }}
caption {{ text-align: left; font-weight: bold; padding: .5rem 0 }}
th, td {{ text-align: left; vertical-align: top; padding: .5rem .5rem .5rem 0; border-bottom: 1px solid #8e9596 }}
</style>
</head>
<body>
<main>
{main}
<p>{footer}</p>
</main>
</body>
</html>
"""
)


def insights_html(report: Report, guidance: Guidance) -> str:
    """The main content of the page: headings from level 1, tables, and charts that say in words what they show.

    The classes are GOV.UK Frontend's. There is no style and no script in it, and pictures are data: addresses.
    """
    return str(main_of(insights_document(report, guidance, report.period.until)))


def insights_file(report: Report, guidance: Guidance, made: date) -> str:
    """A whole page for a file, made on one day, that needs nothing else."""
    document = insights_document(report, guidance, made)
    return FILE.format(title=on_one_line(document.title), main=main_of(document), footer=document.footer)


def main_of(document: Document) -> Markup:
    """The title and the blocks of a document."""
    title = Markup('<h1 class="govuk-heading-l">{}</h1>').format(on_one_line(document.title))
    return Markup("\n").join([title, *(block_as_html(block) for block in document.blocks)])


def block_as_html(block: Block) -> Markup:
    """One block, with everything in it escaped."""
    if isinstance(block, Heading):
        size = {2: "m", 3: "s"}[block.level]
        return Markup('<h{0} class="govuk-heading-{1}">{2}</h{0}>').format(block.level, size, on_one_line(block.text))
    if isinstance(block, Paragraph):
        return Markup('<p class="govuk-body">{}</p>').format(Markup("<br>").join(lines_of(block.text)))
    if isinstance(block, Bullets):
        items = Markup("").join(Markup("<li>{}</li>").format(on_one_line(item)) for item in block.items)
        return Markup('<ul class="govuk-list govuk-list--bullet">{}</ul>').format(items)
    if isinstance(block, Table):
        return table_as_html(block)
    picture = base64.b64encode(block.png).decode("ascii")
    return Markup('<p><img class="app-insights-chart" src="data:image/png;base64,{}" alt="{}"></p>').format(
        picture, on_one_line(block.says)
    )


def table_as_html(table: Table) -> Markup:
    """A table with its caption; the first cell of each row is its header."""
    header = Markup("").join(
        Markup('<th scope="col" class="govuk-table__header">{}</th>').format(name) for name in table.header
    )
    rows = Markup("\n").join(row_as_html(row) for row in table.rows)
    return Markup(
        '<table class="govuk-table">\n<caption class="govuk-table__caption">{}</caption>\n'
        '<thead class="govuk-table__head"><tr class="govuk-table__row">{}</tr></thead>\n'
        '<tbody class="govuk-table__body">\n{}\n</tbody>\n</table>'
    ).format(on_one_line(table.caption), header, rows)


def row_as_html(row: tuple[str, ...]) -> Markup:
    """One row."""
    first, *others = (escape(on_one_line(cell)) for cell in row)
    cells = Markup("").join(Markup('<td class="govuk-table__cell">{}</td>').format(cell) for cell in others)
    return Markup('<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{}</th>{}</tr>').format(
        first, cells
    )
