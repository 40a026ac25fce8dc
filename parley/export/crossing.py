"""The matrix as a table to be written: heads, rows and cells in the order of the screen.

The page for paper, the standalone file and the published page are drawn from here, so that they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parley.charts.marks import Look
from parley.export.ways import NOWHERE, Ways
from parley.looks import looks
from parley.matrix import Line, Matrix, Pair
from parley.view import View

_SILENT = Look(stance="not researched")


@dataclass(frozen=True)
class Head:
    """The name of a row or column. title : what it means at more length; href : its page, or empty."""

    name: str
    title: str
    href: str


@dataclass(frozen=True)
class Cell:
    """pair : `actor|issue`. href : where its words can be read, or empty."""

    pair: str
    look: Look
    href: str


@dataclass(frozen=True)
class Row:
    """heading : of the group that begins with this row, or empty."""

    heading: str
    head: Head
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Crossing:
    """The whole table. corner : what runs down, for the eye; upright : so many columns that their names stand."""

    corner: str
    columns: tuple[Head, ...]
    rows: tuple[Row, ...]

    @property
    def upright(self) -> bool:
        return len(self.columns) > 7


def crossing(whole: Matrix, view: View, ways: Ways = NOWHERE, words_of: Callable[[str, str], str] = lambda _, __: "") -> Crossing:
    """The matrix as rows. words_of : for an actor and an issue, where the words behind the cell can be read."""
    down = whole.issues_run_down(view)
    lines, across = (whole.issues, whole.actors) if down else (whole.actors, whole.issues)
    of_line, of_column = (ways.issue, ways.actor) if down else (ways.actor, ways.issue)
    found = looks(whole)

    def cell(actor: str, issue: str) -> Cell:
        return Cell(f"{actor}|{issue}", found.get((actor, issue), _SILENT), words_of(actor, issue))

    return Crossing(
        corner="Issues" if down else "Actors",
        columns=tuple(_head(line, of_column) for line in across),
        rows=tuple(
            Row(heading, _head(line, of_line), tuple(cell(*_pair(line, other, down)) for other in across))
            for line, heading in zip(lines, headings(lines), strict=True)
        ),
    )


def headings(lines: tuple[Line, ...]) -> Iterator[str]:
    """For each line its heading where a new one begins, else nothing."""
    before = ""
    for line in lines:
        yield line.group if line.group != before else ""
        before = line.group


def _pair(line: Line, other: Line, down: bool) -> Pair:
    return (other.id, line.id) if down else (line.id, other.id)


def _head(line: Line, leads: Callable[[str], str]) -> Head:
    return Head(line.name, line.title if line.title != line.name else "", leads(line.id))
