"""A document as plain text, to paste where no Word document goes."""

from __future__ import annotations

from bot.documents.document import Block, Bullets, Document, Heading, Paragraph, Table, lines_of, on_one_line

MEDIA_TYPE = "text/plain; charset=utf-8"


def as_text(document: Document) -> str:
    """The document as text: headings underlined, lists with dashes, each table's cells under their headers."""
    title = on_one_line(document.title)
    parts = [f"{title}\n{'=' * len(title)}", *(block_as_text(block) for block in document.blocks), document.footer]
    return "\n\n".join(part for part in parts if part) + "\n"


def block_as_text(block: Block) -> str:
    """One block as text."""
    if isinstance(block, Heading):
        heading = on_one_line(block.text)
        return f"{heading}\n{'-' * len(heading)}" if block.level == 2 else heading
    if isinstance(block, Paragraph):
        return "\n".join(lines_of(block.text))
    if isinstance(block, Bullets):
        return "\n".join(f"- {on_one_line(item)}" for item in block.items if lines_of(item))
    return table_as_text(block) if isinstance(block, Table) else on_one_line(block.says)


def table_as_text(table: Table) -> str:
    """A table's caption, and its rows: "first: second" for two columns, else a line a cell with its header."""
    if len(table.header) == 2:
        rows = "\n".join(f"- {on_one_line(first)}: {on_one_line(second)}" for first, second in table.rows)
    else:
        rows = "\n\n".join(
            "\n".join(f"{name}: {on_one_line(cell)}" for name, cell in zip(table.header, row, strict=True))
            for row in table.rows
        )
    return f"{on_one_line(table.caption)}\n\n{rows}"
