"""A spreadsheet becomes an intake: its columns mapped, its cells as texts, its blanks left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from parley.desk.intake import Column, Intake, Row, RowMistake
from parley.desk.mapping import Guess
from parley.desk.sheets import Sheet, SheetRow
from parley.export.csv import RUNS
from parley.rawtext import is_unreadable

_WOULD_RUN = re.compile(RUNS)
_GUARDED = re.compile(f"'+{RUNS}")
_BYTE_FOR_BYTE = ("quote", "translation")
_NUMBERS = ("value",)


def intake(sheet: Sheet, guess: Guess, given: Mapping[str, str]) -> Intake:
    """The rows of a sheet as its mapping reads them. given : a value for every row, by field."""
    reader = _Reader(guess, guarded=guess.own and (sheet.marked or not _runs(sheet, guess)))
    unread = _read_columns(sheet.mistakes, guess)
    rows = [reader.row(row, given, frozenset(each.column for each in unread if each.row == row.number)) for row in _in_order(sheet, guess)]
    told = [f"{sheet.how}: {len(rows):,} rows."]
    if guess.own:
        told.append(f"A table that Parley wrote; {reader.taken_off:,} guarding apostrophes were taken off.")
    columns = {**guess.columns, **{field: Column(0, field) for field in given}}
    return Intake(tuple(rows), columns, tuple(told), (), (*unread, *reader.mistakes), own=guess.own)


class _Reader:
    """Cells become texts by field; what it noted on the way is in `mistakes` and `taken_off`."""

    def __init__(self, guess: Guess, *, guarded: bool) -> None:
        self.guess, self.guarded = guess, guarded
        self.mistakes: list[RowMistake] = []
        self.taken_off = 0

    def row(self, row: SheetRow, given: Mapping[str, str], unread: frozenset[int]) -> Row:
        cells, wrong = dict(given), set()
        for field, column in self.guess.columns.items():
            text = self.text(field, row.cells[column.place - 1] if column.place <= len(row.cells) else "")
            if column.place in unread:
                wrong.add(field)
            elif is_unreadable(text):
                self.mistakes.append(RowMistake(row.number, column.place, column.header, "control-character", _INVISIBLE))
                wrong.add(field)
            elif text.strip():
                cells[field] = text
        return Row(row.number, cells, frozenset(wrong))

    def text(self, field: str, text: str) -> str:
        if self.guarded and field not in _NUMBERS and _GUARDED.match(text):
            self.taken_off += 1
            text = text[1:]
        return text if self.guess.own or field in _BYTE_FOR_BYTE else text.strip()


def _runs(sheet: Sheet, guess: Guess) -> bool:
    """Whether any text would run as a formula: then nobody has put apostrophes before those that do."""
    places = [column.place - 1 for field, column in guess.columns.items() if field not in _NUMBERS]
    return any(_WOULD_RUN.match(row.cells[place]) for row in sheet.rows for place in places if place < len(row.cells))


def _in_order(sheet: Sheet, guess: Guess) -> Sequence[SheetRow]:
    """Our own tables lie by issue; the column `line` tells the order of the day."""

    def place(row: SheetRow) -> int:
        told = row.cells[guess.line - 1] if guess.line <= len(row.cells) else ""
        return int(told) if told.isascii() and told.isdigit() else 0

    return sorted(sheet.rows, key=place) if guess.line else sheet.rows


def _read_columns(mistakes: Sequence[RowMistake], guess: Guess) -> list[RowMistake]:
    """Those in columns that are read, with the header's words."""
    headers = {column.place: column.header for column in guess.columns.values()}
    unread = {column.place for column, _ in guess.unread}
    return [replace(each, header=headers.get(each.column, "")) for each in mistakes if each.column not in unread]


_INVISIBLE = "an invisible character that no file may hold; delete it"
