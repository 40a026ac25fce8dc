"""The workbook around the rows: a sheet that has only its header yet, and a sheet that says what is on it. Holds no clock."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zipfile import ZipFile

from parley.columns import Column

SHEET, ABOUT = "xl/worksheets/sheet1.xml", "About"
FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
"""Signs that no XML can hold."""
_NO_CLOCK = datetime(1980, 1, 1)
_SHEET_NAME = 31


@dataclass(frozen=True)
class Workbook:
    """A workbook without rows. content : the file; day, marked : numbers of the styles for days, and for texts that begin like formulas."""

    content: bytes
    day: int
    marked: int


def workbook(name: str, columns: Sequence[Column], widths: Sequence[int], length: int, about: Mapping[str, str]) -> Workbook:
    """Make it.

    name : of the sheet; columns : its header, in order; widths : in signs; length : how many rows there will be;
    about : what is told first on the other sheet, each under what it is; `Title` among it.
    """
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.creator, book.properties.title = "Parley", _clean(about["Title"])
    book.properties.created = book.properties.modified = _NO_CLOCK
    rows, told = book.active, book.create_sheet(ABOUT)
    rows.title = name[:_SHEET_NAME]
    _header(rows, columns, widths)
    rows.auto_filter.ref = f"A1:{letters(len(columns))}{length + 1}"
    _about(told, columns, about)
    day, marked = _style(rows, number_format="yyyy-mm-dd"), _style(rows, quotePrefix=True)  # before saving: they are saved too
    return Workbook(_saved(book), day, marked)


def letters(place: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    before, last = divmod(place - 1, 26)
    return (letters(before) if before else "") + chr(ord("A") + last)


def _header(sheet: Any, columns: Sequence[Column], widths: Sequence[int]) -> None:
    for place, (column, width) in enumerate(zip(columns, widths, strict=True), 1):
        _write(sheet, 1, place, column.name, bold=True)
        sheet.column_dimensions[letters(place)].width = width
    sheet.freeze_panes = "A2"


def _about(sheet: Any, columns: Sequence[Column], about: Mapping[str, str]) -> None:
    lines = [*((label, text) for label, text in about.items()), ("", ""), *((column.name, column.meaning) for column in columns)]
    for place, (label, text) in enumerate(lines, 1):
        _write(sheet, place, 1, label, bold=True)
        _write(sheet, place, 2, text)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 110


def _write(sheet: Any, row: int, place: int, text: str, *, bold: bool = False) -> None:
    """One text, which is never a formula."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, place, _clean(text))
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(vertical="top", wrap_text=not bold)


def _clean(text: str) -> str:
    """Without the signs that XML forbids. Only a search that somebody typed can hold one here, never a file."""
    return re.sub(FORBIDDEN, "", text)


def _style(sheet: Any, **of: Any) -> int:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    for name, value in of.items():
        setattr(cell, name, value)
    return int(cell.style_id)


def _saved(book: Any) -> bytes:
    """As `book.save` does it, without the hour that it would write into the file."""
    from openpyxl.writer.excel import ExcelWriter

    content = io.BytesIO()
    ExcelWriter(book, ZipFile(content, "w")).save()
    return content.getvalue()
