"""Documents as pages: LibreOffice makes them into PDF, and the pages are left in .build/documents to look at."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bot.documents.document import Bullets, Document, Heading, Paragraph, Table, lines_of
from bot.documents.word import as_word
from tests.documents.samples import KINDS, NOTED, Note, walk_through

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")),
        reason="LibreOffice and poppler are not here: run bin/set-up-office",
    ),
]

PAGES = Path(__file__).parents[2] / ".build/documents"
LONG = "He said he'd try again. " * 300


def awkward() -> Document:
    """A walk-through with notes that are hard to lay out."""
    notes = {"attendance": "87% 🙂", "lateness": "يتأخر كل يوم اثنين", "support": LONG, "agencies": "x" * 900}
    return walk_through(replace(NOTED, notes={item: Note(text) for item, text in notes.items()}))


DOCUMENTS = {**{name.replace(" ", "-"): make for name, make in KINDS.items()}, "awkward-notes": awkward}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a PDF of each document, and a picture of each page."""
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    for name, make in DOCUMENTS.items():
        (PAGES / f"{name}.docx").write_bytes(as_word(make()))
    settings = f"-env:UserInstallation={tmp_path_factory.mktemp('office').as_uri()}"
    files = sorted(map(str, PAGES.glob("*.docx")))
    made = ["soffice", settings, "--headless", "--convert-to", "pdf", "--outdir", str(PAGES), *files]
    subprocess.run(made, check=True, capture_output=True, timeout=120)
    for name in DOCUMENTS:
        subprocess.run(["pdftoppm", "-r", "70", "-png", PAGES / f"{name}.pdf", PAGES / name], check=True)
    return PAGES


def words_on(pdf: Path) -> str:
    """What can be read on the pages, without any space."""
    read = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True)
    return re.sub(r"\s+", "", read.stdout)


def texts_of(document: Document) -> list[str]:
    """Every text of a document, a line each."""
    texts = [document.title]
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph):
            texts.append(block.text)
        elif isinstance(block, Bullets):
            texts += block.items
        elif isinstance(block, Table):
            texts += [block.caption, *block.header, *(cell for row in block.rows for cell in row)]
    return [line for text in texts for line in lines_of(text)]


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "awkward-notes"])
def test_every_word_is_on_a_page(name: str, pages: Path) -> None:
    found = words_on(pages / f"{name}.pdf")
    assert [text for text in texts_of(DOCUMENTS[name]()) if re.sub(r"\s+", "", text) not in found] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_page_is_numbered_and_has_the_word_on_judgement(name: str, pages: Path) -> None:
    found = words_on(pages / f"{name}.pdf")
    count = len(list(pages.glob(f"{name}-*.png")))
    assert count >= 1 and found.count("Promptsforyourprofessionaljudgement.22November2026") == count
    assert [number for number in range(1, count + 1) if f"Page{number}of{count}" not in found] == []


def test_the_header_of_a_table_that_goes_over_a_page_is_repeated(pages: Path) -> None:
    assert words_on(pages / "awkward-notes.pdf").count("TofindoutWhatwasnoted") >= 2


def test_the_pdf_has_the_title_the_language_and_no_author(pages: Path) -> None:
    about = subprocess.run(["pdfinfo", pages / "walk-through.pdf"], check=True, capture_output=True, text=True).stdout
    assert "Title:           What the school says about attendance" in about and "Author:" not in about
    assert b"/Lang(en-GB)" in (pages / "walk-through.pdf").read_bytes()
