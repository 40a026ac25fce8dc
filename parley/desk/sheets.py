"""A CSV or XLSX file -> rows of texts, numbered and lettered as a spreadsheet shows them.

A text stays what it is to the last sign. What a spreadsheet keeps as a number, a day or a flag becomes the text that an editor
would type; what it could not work out is a mistake in its cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from parley.desk import encodings
from parley.desk.intake import RowMistake, letter

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
MOST_ROWS = 100_000
LONGEST_CELL = 100_000  # characters


class UnreadableSheetError(Exception):
    """The file as a whole cannot be read; says why, and the way out."""


@dataclass(frozen=True)
class SheetRow:
    """number : as the spreadsheet counts, the header's included. cells : texts in the order of the columns; empty where nothing is."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as it was read.

    header : the first row that holds anything, without spaces around its names. rows : those below that hold anything.
    how : in words, how it was read. marked : a CSV with a byte order mark. mistakes : of cells that could not be read.
    """

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    how: str
    marked: bool = False
    mistakes: tuple[RowMistake, ...] = ()


def read(content: bytes, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Sheet:
    """The table in a file, whatever its name. raises : UnreadableSheetError.

    encoding, delimiter : of a CSV, when the editor says so. sheet : the name of the sheet to read; the first when left out.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSheetError("this is an old .xls or a protected workbook; save it as XLSX without a password, or as CSV")
    if content.startswith(b"PK"):
        return _workbook(content, sheet)
    try:
        characters = encodings.read(content, encoding)
    except encodings.UnsureError as unsure:
        raise UnreadableSheetError(str(unsure)) from None
    return _csv(characters, delimiter)


# CSV


def _csv(characters: encodings.Characters, delimiter: str) -> Sheet:
    text = characters.text
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:  # Excel's own line: it does not show it
        delimiter, text = delimiter or first.strip()[4], rest
    delimiter = delimiter or _delimiter(text)
    numbered = [(number, tuple(cells)) for number, cells in enumerate(_records(text, delimiter), start=1) if any(map(str.strip, cells))]
    how = f"CSV in {characters.encoding}, cells separated by {DELIMITERS.get(delimiter, repr(delimiter))}"
    return _table(numbered, how, characters.marked, ())


def _delimiter(text: str) -> str:
    """The sign that parts the header into the most cells."""
    start = text.lstrip("\r\n")

    def cells(delimiter: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), ()))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=cells)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            if number > MOST_ROWS:
                raise UnreadableSheetError(f"the file has more than {MOST_ROWS:,} rows; split it")
            if max(map(len, cells), default=0) > LONGEST_CELL:  # the limit of `csv` itself would hold for the whole process
                raise UnreadableSheetError(f"row {number} has a cell of more than {LONGEST_CELL:,} characters; {_TORN}")
            yield cells
    except csv.Error as error:
        raise UnreadableSheetError(f"row {number + 1} cannot be read as CSV ({error}); {_TORN}") from None


# XLSX


def _workbook(content: bytes, wanted: str) -> Sheet:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        shown = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        typed = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    except (InvalidFileException, OSError, KeyError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableSheetError(f"this is no XLSX workbook ({type(error).__name__}); save it as XLSX, or as CSV in UTF-8") from None
    except Exception as error:
        if type(error).__name__ != "BadZipFile":
            raise
        raise UnreadableSheetError("the workbook is damaged; save it anew as XLSX, or as CSV in UTF-8") from None
    names = [sheet.title for sheet in shown.worksheets]
    if wanted and wanted not in names:
        raise UnreadableSheetError(f"there is no sheet `{wanted}`; there are {', '.join(names)}")
    if not names:
        raise UnreadableSheetError("the workbook has no sheet with cells")
    name = wanted or names[0]
    mistakes: list[RowMistake] = []
    numbered = list(_worksheet(shown[name], typed[name], mistakes))
    others = [other for other in names if other != name]
    how = f"XLSX, sheet `{name}`" + (f" (not read: {', '.join(others)}; name one with --sheet)" if others else "")
    return _table(numbered, how, False, mistakes)


def _worksheet(shown: Any, typed: Any, mistakes: list[RowMistake]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for each in (shown, typed):
        each.reset_dimensions()  # what the file says of its size may be wrong
    for number, (values, formulas) in enumerate(zip(shown.iter_rows(), typed.iter_rows(), strict=False), start=1):
        if number > MOST_ROWS:
            raise UnreadableSheetError(f"the sheet has more than {MOST_ROWS:,} rows; split it")
        cells = []
        for place, value in enumerate(values):
            told, wrong = _cell(value, formulas[place] if place < len(formulas) else None)
            cells.append(told)
            if wrong:
                mistakes.append(RowMistake(number, place + 1, "", "no-value", wrong))
        if any(map(str.strip, cells)) or any(mistake.row == number for mistake in mistakes[-len(cells) :]):
            yield number, tuple(cells)


def _cell(cell: Any, formula: Any) -> tuple[str, str]:
    """The text of a cell, and what is wrong with it."""
    value = cell.value
    if value is None:
        uncomputed = isinstance(getattr(formula, "value", None), str) and formula.data_type == "f"
        return "", "a formula that was never worked out; open the file in a spreadsheet program and save it" if uncomputed else ""
    if cell.data_type == "e":
        return "", f"the spreadsheet shows an error here ({value}); mend it, or empty the cell"
    match value:
        case bool():
            return ("true" if value else "false"), ""
        case datetime() | date():
            return _day(value, cell.number_format or ""), ""
        case time():
            return "", "a time of day, where a text or a day belongs"
        case int():
            return str(value), ""
        case float():
            return (str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)), ""
    return str(value), ""


def _day(value: date, shown_as: str) -> str:
    """As much of a day as the cell shows: `2022-04` typed into a spreadsheet becomes the first of April, shown as Apr-22."""
    shown = "".join(part for place, part in enumerate(shown_as.casefold().split('"')) if place % 2 == 0)
    shown = shown.rpartition("]")[2]
    if "y" in shown and "d" not in shown and value.day == 1:
        return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"


def _table(numbered: Sequence[tuple[int, tuple[str, ...]]], how: str, marked: bool, mistakes: Sequence[RowMistake]) -> Sheet:
    if not numbered:
        raise UnreadableSheetError("the file holds no row")
    (first, head), *below = numbered
    header = tuple(name.strip() for name in head)
    while header and not header[-1]:
        header = header[:-1]
    rows = tuple(SheetRow(number, cells) for number, cells in below)
    longer = [
        RowMistake(row.number, place + 1, "", "too-many-cells", _TOO_MANY.format(last=letter(len(header))))
        for row in rows
        for place, cell in list(enumerate(row.cells))[len(header) :]
        if cell.strip() and not _headless_column(rows, place)
    ]
    named = [each for each in mistakes if each.row > first]
    return Sheet(header, rows, how, marked, (*named, *longer))


def _headless_column(rows: Sequence[SheetRow], place: int) -> bool:
    """Whether most rows have something there: then it is a column without a name, not a row that was torn apart."""
    filled = sum(place < len(row.cells) and bool(row.cells[place].strip()) for row in rows)
    return filled * 2 > len(rows) and filled > 1


_TORN = "is a quotation mark missing or doubled?"
_TOO_MANY = "a cell beyond the last column of the header ({last}); is a quotation mark missing in this row?"
