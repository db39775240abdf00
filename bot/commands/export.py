"""guide export: what is kept of a practitioner, given back to them: as JSON, and as documents in a folder."""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.command import Command, Refused, add_json, print_json
from bot.commands.practitioner import add_practitioner, practitioner_in

if TYPE_CHECKING:
    from bot.records.record import Record

ONLY_FOR_THEM = 0o600
WORD = "docx"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Whose, and where to."""
    add_practitioner(parser)
    parser.add_argument("--to", metavar="FOLDER", type=Path, help="write records.json and documents into this folder")
    add_json(parser)


def run(chosen: argparse.Namespace) -> int:
    """Prints all that is kept of the practitioner as one object, or writes it into a folder. Raises Refused."""
    practitioner = practitioner_in(chosen)
    if practitioner is None:
        raise Refused("name a practitioner, or give --sign-in ISSUER SUBJECT")
    from bot.commands.records import opened_records
    from bot.records.exporting import export
    from bot.records.reading import Records

    with opened_records() as store:
        exported = export(store, practitioner)
        records = Records(store).of(practitioner)
    if exported is None:
        raise Refused(
            f"nothing is kept of {practitioner!r}: give the pseudonym that the records use, or --sign-in with iss and "
            "sub exactly as in the practitioner's tokens"
        )
    if chosen.to is None:
        print_json(exported)
        return 0
    files = {"records.json": json.dumps(exported, ensure_ascii=False, indent=2).encode("utf-8", "replace")}
    files |= dict(documents_of(records))
    try:
        write(chosen.to, files)
    except OSError as error:
        raise Refused(f"{chosen.to} can't be written ({error.strerror}): choose another folder") from error
    if chosen.json:
        print_json({"folder": str(chosen.to), "files": sorted(files)})
    else:
        print(f"Written into {chosen.to}: {', '.join(sorted(files))}")
    return 0


def documents_of(records: list[Record]) -> Iterator[tuple[str, bytes]]:
    """The file's name and the Word document of each record that there is a document for, no two of one name."""
    from bot.documents.kept import KINDS, document_for
    from bot.documents.word import as_word
    from bot.services import services

    parts = services()
    named: Counter[str] = Counter()
    for record in records:
        if record.kind not in KINDS:
            continue
        try:
            document = document_for(
                record.kind, record.body, parts.guidance, parts.measures, record.changed.date(), record.reference
            )
        except (ValueError, KeyError, TypeError):
            continue  # there is nothing in it yet, or another version kept it, or the packs no longer have its child
        name = document.file_name(WORD)
        named[name] += 1
        yield numbered(name, named[name]), as_word(document)


def numbered(name: str, place: int) -> str:
    """The name of a file that is the second, third… of its name: plan.docx, plan-2.docx."""
    return name if place == 1 else f"{name.removesuffix(f'.{WORD}')}-{place}.{WORD}"


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Writes the files, for this user only. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in files.items():
        with open(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, ONLY_FOR_THEM), "wb") as file:
            file.write(content)


COMMAND = Command("export", "give a practitioner what is kept of them", add_options, run)
