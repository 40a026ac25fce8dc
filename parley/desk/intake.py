"""What is brought in, before anything is filed: numbered rows of named texts, and mistakes by row and column.

A spreadsheet and a database of another program become the same thing, so that one way leads from here to files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parley.problems import one_line


@dataclass(frozen=True)
class Column:
    """Where a field comes from. place : the column's number from 1 on; 0 when it is of no spreadsheet. header : its name there."""

    place: int
    header: str


@dataclass(frozen=True, order=True)
class RowMistake:
    """One mistake. row : as the editor sees it; 0 is the file as a whole. column : its number from 1 on, 0 is the row as a whole."""

    row: int
    column: int
    header: str
    rule: str
    message: str

    def told(self, what: str = "row") -> str:
        """`row 17, column C (stance): unknown-stance: …`. what : the word for a row."""
        column = f"column {letter(self.column)}" if self.column else ""
        named = f"{column} ({one_line(self.header)})" if column and self.header else column or one_line(self.header)
        where = ", ".join(filter(None, (f"{what} {self.row}" if self.row else "", named)))
        return f"{where}{': ' if where else ''}{self.rule}: {one_line(self.message)}"


@dataclass(frozen=True)
class Row:
    """One statement or claim.

    number : as the editor sees it. cells : texts by field; none is empty. wrong : fields whose cells could not be read, reported already.
    """

    number: int
    cells: Mapping[str, str]
    wrong: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Intake:
    """Everything that was read.

    rows : in the order they are to be filed. columns : where each field comes from. what : the word for a row.
    told : how it was read, a sentence each. left_out : what has no place here, a sentence each.
    own : an export of Parley's, whose joined texts come apart again.
    extra : of actors, by name, what registers can say beyond the rows: {"Greenpeace": {"role": "NGO"}}.
    """

    rows: tuple[Row, ...]
    columns: Mapping[str, Column]
    told: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    mistakes: tuple[RowMistake, ...] = ()
    what: str = "row"
    own: bool = False
    extra: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def mistake(self, row: Row, name: str, rule: str, message: str) -> RowMistake:
        """A mistake in a row's field; in the row as a whole where no column holds that field."""
        column = self.columns.get(name)
        return RowMistake(row.number, column.place if column else 0, column.header if column else "", rule, message)


def letter(place: int) -> str:
    """The name of a column as spreadsheets show it: 1 is A, 27 is AA."""
    name = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
