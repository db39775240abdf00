"""A document as a Word file whose headings, lists, tables and pictures are real ones, for screen readers too."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

from docx import Document as new_file
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length
from docx.table import Table as WordTable
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph as WordParagraph

from bot.documents.document import Block, Bullets, Document, Heading, Paragraph, Picture, Table, lines_of, on_one_line
from bot.documents.word_styles import HEADER_SHADE, TABLE_TEXT, describe, lay_out, text_width

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

SHORT_ROW = 800
"""Characters of a table's row up to which it is kept on one page."""

TITLE_LEVEL = 1


def as_word(document: Document) -> bytes:
    """The document as the bytes of a .docx file: A4, British English, with nobody's name in it."""
    file = new_file()
    describe(file, on_one_line(document.title), document.made)
    lay_out(file, wide=document.wide)
    write(on_one_line(document.title), file.add_heading(level=TITLE_LEVEL))
    for block in document.blocks:
        add(block, file, text_width(document.wide))
    add_footer(document, file)
    saved = BytesIO()
    file.save(saved)
    return saved.getvalue()


def add(block: Block, file: WordFile, width: Length) -> None:
    """Adds one block at the end; `width` is that of the text."""
    if isinstance(block, Heading):
        if heading := on_one_line(block.text):
            write(heading, file.add_heading(level=block.level))
    elif isinstance(block, Paragraph):
        for line in lines_of(block.text):
            write(line, file.add_paragraph())
    elif isinstance(block, Bullets):
        for item in filter(None, map(on_one_line, block.items)):
            write(item, file.add_paragraph(style="List Bullet"))
    elif isinstance(block, Table):
        add_table(block, file, width)
    else:
        add_picture(block, file, width)


def write(text: str, paragraph: WordParagraph) -> None:
    """Writes one line into a paragraph, from right to left where its first letter goes so."""
    run = paragraph.add_run(text)
    if goes_right_to_left(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run.font.rtl = True


def goes_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is of a script like Arabic or Hebrew (Unicode annex 9, P2)."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


def add_table(table: Table, file: WordFile, width: Length) -> None:
    """Adds a table under its caption, with a header row that is repeated on each page."""
    write(on_one_line(table.caption), file.add_paragraph(style="Caption"))
    word = file.add_table(rows=1, cols=len(table.header), style="Table Grid")
    word.autofit = False
    name_table(word, on_one_line(table.caption))
    for cell, text in zip(word.rows[0].cells, table.header, strict=True):
        fill(cell, text, bold=True)
        shade(cell)
    mark_row(word, 0, "w:tblHeader")
    mark_row(word, 0, "w:cantSplit")
    for number, row in enumerate(table.rows, 1):
        for cell, text in zip(word.add_row().cells, row, strict=True):
            fill(cell, text)
        if sum(map(len, row)) <= SHORT_ROW:
            mark_row(word, number, "w:cantSplit")
    share_width(word, table.widths, width)


def fill(cell: Cell, text: str, bold: bool = False) -> None:
    """Puts text into a cell, a paragraph for each line."""
    for number, line in enumerate(lines_of(text)):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.style = TABLE_TEXT
        write(line, paragraph)
        for run in paragraph.runs:
            run.bold = bold or None


def shade(cell: Cell) -> None:
    """Gives a header's cell its background."""
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEADER_SHADE)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def mark_row(table: WordTable, number: int, mark: str) -> None:
    """Marks one row: `w:tblHeader` repeats it on each page, `w:cantSplit` keeps it on one."""
    properties = table.rows[number]._tr.get_or_add_trPr()
    element = OxmlElement(mark)
    properties.insert(0, element) if mark == "w:cantSplit" else properties.append(element)


def name_table(table: WordTable, caption: str) -> None:
    """Gives a table the name by which a screen reader announces it, and says which cells are headers."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.append(look)
    look.attrib.clear()
    for name, value in (("val", "0420"), ("firstRow", "1"), ("lastRow", "0"), ("firstColumn", "0"),
                        ("lastColumn", "0"), ("noHBand", "0"), ("noVBand", "1")):  # fmt: skip
        look.set(qn(f"w:{name}"), value)
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), caption)
    properties.append(named)


def share_width(table: WordTable, shares: tuple[int, ...], width: Length) -> None:
    """Shares the text's width among the columns."""
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Emu(width * share // sum(shares))
        for cell in column.cells:
            cell.width = column.width


def add_picture(picture: Picture, file: WordFile, width: Length) -> None:
    """Adds a picture as wide as the text, with what it shows as its alternative text."""
    shape = file.add_picture(BytesIO(picture.png), width=width)
    shape._inline.docPr.set("descr", on_one_line(picture.says))


def add_footer(document: Document, file: WordFile) -> None:
    """Puts the document's footer and the page's number at the foot of each page."""
    paragraph = file.sections[0].footer.paragraphs[0]
    write(on_one_line(document.footer), paragraph)
    paragraph.add_run("\t")
    for part in re.split(r"(\{pages?\})", document.page):
        if part in ("{page}", "{pages}"):
            add_field("PAGE" if part == "{page}" else "NUMPAGES", paragraph)
        elif part:
            paragraph.add_run(part)


def add_field(instruction: str, paragraph: WordParagraph) -> None:
    """Adds a field that Word fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)
    field.append(paragraph.add_run("1")._r)
