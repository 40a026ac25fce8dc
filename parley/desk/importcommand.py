"""`python -m parley import`: what it takes, and what comes of it."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from parley.desk import celldays, dna, dnafile, importing, importreport, mapping, sheets, spreadsheet
from parley.desk.dna import Scale
from parley.desk.files import RefusedError
from parley.desk.intake import Intake
from parley.fieldtypes import ID

_DNA = b"SQLite format 3\x00"
LARGEST = 256 * 1024 * 1024  # bytes


def flags(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a CSV, an XLSX workbook, or a .dna database of the Discourse Network Analyzer"
    )
    parser.add_argument("--into", required=True, metavar="NEGOTIATION", help="folder of the negotiation; made new when it is not there")
    parser.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", help="a column, by header or letter, and its field; `-` leaves it out"
    )
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="one value for all rows, such as coder=Name")
    parser.add_argument("--days", choices=celldays.ORDERS, default="", help="how days like 03/04/2025 are meant")
    parser.add_argument("--encoding", default="", metavar="NAME", help="of a CSV, when it cannot be found out: cp1252, cp1251 …")
    parser.add_argument("--sheet", default="", metavar="NAME", help="of a workbook; the first when left out")
    parser.add_argument("--scale", default="", metavar="LOW..HIGH", help="of agreement in a .dna file, when it is a number")
    parser.add_argument("--write", action="store_true", help="write the files, when there is no mistake; else only say what would be done")


def run(asked: argparse.Namespace, folder: Path, today: date) -> tuple[bool, str]:
    """Do what was asked. returns : whether there was no mistake, and the report. raises : RefusedError, FileNotFoundError."""
    if not ID.fullmatch(asked.into):
        raise RefusedError(f"`{asked.into}` is no name of a folder; use letters, digits, `-` and `_`")
    intake, columns = _read(asked)
    plan = importing.plan(intake, folder, asked.into, today, asked.days)
    sound = not plan.mistakes
    if sound and asked.write:
        try:
            importing.write(plan, folder)
        except OSError as error:
            raise RefusedError(
                f"{error.filename or folder} cannot be written ({error.strerror}); a second run goes on from there"
            ) from None
    return sound, importreport.report(plan, columns, written=sound and asked.write)


def _read(asked: argparse.Namespace) -> tuple[Intake, tuple[str, ...]]:
    """What is brought in, and a line a column."""
    content, given = _content(asked.file), _given(asked.set)
    if content.startswith(_DNA):
        try:
            return dna.intake(dnafile.read(asked.file), _scale(asked.scale), given), ()
        except (dnafile.NoDnaError, dna.UnsureScaleError) as error:
            raise RefusedError(f"{asked.file.name}: {error}") from None
    try:
        sheet = sheets.read(content, encoding=asked.encoding, sheet=asked.sheet)
    except sheets.UnreadableSheetError as error:
        raise RefusedError(f"{asked.file.name}: {error}") from None
    guess = mapping.guess(sheet.header, asked.map, tuple(given))
    if guess.wrong:
        columns = "".join(f"\n  {line}" for line in guess.told())
        raise RefusedError(f"{asked.file.name}: {'; '.join(guess.wrong)}\n{sheet.how}. Columns{columns}")
    return spreadsheet.intake(sheet, guess, given), tuple(guess.told())


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise RefusedError(f"{file} is larger than {LARGEST // 1024 // 1024} MiB; split it")
        return file.read_bytes()
    except OSError as error:
        raise RefusedError(f"{file} cannot be read ({error.strerror})") from None


def _given(asked: list[str]) -> dict[str, str]:
    given = {}
    for each in asked:
        field, equals, value = each.partition("=")
        if not equals or not value.strip() or field not in mapping.SYNONYMS:
            raise RefusedError(f"--set {each}: write FIELD=VALUE; the fields are {', '.join(mapping.SYNONYMS)}")
        given[field] = value
    return given


def _scale(asked: str) -> Scale | None:
    if not asked:
        return None
    found = re.fullmatch(r"(-?[0-9]{1,4})\.\.(-?[0-9]{1,4})", asked)
    if not found or int(found[1]) >= int(found[2]):
        raise RefusedError(f"--scale {asked}: write the number of full opposition, two dots, and that of full support: -2..2")
    return Scale(int(found[1]), int(found[2]))
