"""Documents as Word files, read back as a screen reader or a colleague's Word would."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.document import Bullets, Document, Heading, Paragraph, Table
from bot.documents.word import as_word
from tests.documents.samples import KINDS, NOTED, Note, rehearsal, smart_actions, walk_through
from tests.trying import tries

KIND = pytest.mark.parametrize("kind", KINDS)
A4 = (11906, 16838)
"""A4 in twentieths of a point."""


written = cache(as_word)
"""The document as Word, written once."""


@cache
def opened(document: Document) -> WordFile:
    """The document written as Word and read again; nothing is changed in it."""
    return docx.Document(BytesIO(written(document)))


def noting(text: str) -> Document:
    """A walk-through in which this is the note on lateness."""
    return walk_through(replace(NOTED, notes={**NOTED.notes, "lateness": Note(text)}))


def lateness_in(file: WordFile) -> list[str]:
    """What the file has as the note on lateness, a paragraph each."""
    return [paragraph.text for paragraph in file.tables[0].rows[2].cells[1].paragraphs]


def elements(file: WordFile, name: str) -> list:
    """Every element of this name in the body."""
    return list(file.element.body.iter(qn(name)))


@KIND
def test_the_title_is_the_one_heading_of_the_first_level_and_no_level_is_skipped(kind: str) -> None:
    document = KINDS[kind]()
    file = opened(document)
    headings = [(one.style.name, one.text) for one in file.paragraphs if one.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", document.title)
    levels = [int(name[-1]) for name, _ in headings]
    assert levels.count(1) == 1 and all(after <= before + 1 for before, after in pairwise(levels))


@KIND
def test_a_list_is_a_list_of_words_own(kind: str) -> None:
    document = KINDS[kind]()
    file = opened(document)
    items = [item for block in document.blocks if isinstance(block, Bullets) for item in block.items]
    assert [one.text for one in file.paragraphs if one.style.name == "List Bullet"] == items
    assert file.styles["List Bullet"].element.pPr.numPr is not None


@KIND
def test_each_table_has_a_caption_a_name_and_a_header_row_that_is_repeated(kind: str) -> None:
    file = opened(KINDS[kind]())
    captions = [one.text for one in file.paragraphs if one.style.name == "Caption"]
    assert captions and [one.get(qn("w:val")) for one in elements(file, "w:tblCaption")] == captions
    for table in file.tables:
        repeated = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True, *[False] * (len(table.rows) - 1)]
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


@KIND
def test_no_paragraph_and_no_cell_is_empty(kind: str) -> None:
    file = opened(KINDS[kind]())
    assert [
        one
        for one in elements(file, "w:p")
        if not "".join(one.itertext()) and one.find(".//" + qn("w:drawing")) is None
    ] == []


def test_the_chart_says_in_words_what_it_shows() -> None:
    picture = opened(rehearsal()).inline_shapes[0]
    assert picture._inline.docPr.get("descr") == (
        "Bar chart of the 6 things that were said, by kind: open invitations 3 (50%), yes/no or either/or questions 1 "
        "(17%), questions with the answer in them 1 (17%), encouragement and plain words 1 (17%)."
    )


@KIND
def test_it_is_in_british_english_on_a4_with_pages_counted_and_a_word_on_judgement_below(kind: str) -> None:
    file = opened(KINDS[kind]())
    assert {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert file.core_properties.language == "en-GB"
    size = file.sections[0]._sectPr.pgSz
    assert sorted(int(size.get(qn(name))) for name in ("w:w", "w:h")) == list(A4)
    footer = file.sections[0].footer.paragraphs[0]
    assert footer.text.startswith("Prompts for your professional judgement. 22 November 2026")
    assert [one.get(qn("w:instr")) for one in footer._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_table_of_actions_has_a_page_on_its_side() -> None:
    section = opened(smart_actions()).sections[0]
    assert section.page_width > section.page_height


@KIND
def test_it_says_its_title_and_the_day_and_nothing_of_who_or_what_made_it(kind: str) -> None:
    document = KINDS[kind]()
    about = opened(document).core_properties
    assert about.title == document.title and about.created.date() == date(2026, 11, 22)
    assert not any((about.author, about.last_modified_by, about.comments, about.keywords, about.subject))
    with ZipFile(BytesIO(written(document))) as file:
        assert not [name for name in file.namelist() if "thumbnail" in name or "app.xml" in name]
        assert b"python" not in b"".join(map(file.read, file.namelist())).lower()


def test_a_note_that_looks_like_a_formula_or_a_field_stays_the_words_that_it_is() -> None:
    for note in ('=HYPERLINK("http://example.org")', "{ INCLUDETEXT c:/secret }", "<w:p/>", "+44", "@here"):
        file = opened(noting(note))
        assert lateness_in(file) == [note]
        assert (
            not elements(file, "w:fldSimple")
            and not elements(file, "w:instrText")
            and not elements(file, "w:hyperlink")
        )


def test_a_note_of_several_lines_has_a_paragraph_for_each_and_none_for_the_gaps() -> None:
    assert lateness_in(opened(noting("Mondays: 9\n\n\nFridays:\t5\r\nno reason"))) == [
        "Mondays: 9",
        "Fridays: 5",
        "no reason",
    ]


def test_a_note_in_arabic_goes_from_right_to_left_and_one_in_english_does_not() -> None:
    for note, marks in (("يتأخر كل يوم", 1), ("late again 🙂", 0), ("12 دقيقة", 1)):
        assert len(elements(opened(noting(note)), "w:bidi")) == marks


def test_a_note_of_which_nothing_can_be_written_says_that_nothing_is_noted() -> None:
    assert lateness_in(opened(noting("\x00\x0b\ud800"))) == ["Nothing noted yet"]


def test_the_longest_note_that_is_taken_is_all_there_and_its_row_may_go_over_pages() -> None:
    file = opened(noting("late " * 4000))
    assert lateness_in(file) == [("late " * 4000).strip()]
    row = file.tables[0].rows[2]._tr
    assert row.trPr is None or row.trPr.find(qn("w:cantSplit")) is None


@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=60), min_size=4, max_size=4))
@tries(30)
def test_any_words_give_a_file_that_can_be_read(words: list[str]) -> None:
    title, heading, item, cell = words
    table = Table("Table", ("One", "Two"), (("-", cell),), (1, 1))
    blocks = (Heading(heading), Paragraph(cell), Bullets((item,)), table)
    file = opened(Document(title, blocks, footer=cell, page="{page}", made=date(2026, 11, 22)))
    assert len(file.tables) == 1 and file.paragraphs[0].style.name == "Heading 1"
