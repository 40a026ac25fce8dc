"""The matrix of a view on the screen: its model becomes the grid."""

from __future__ import annotations

from parley import sentence
from parley.looks import looks
from parley.matrix import Matrix, matrix
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import evidence
from parley.ui.grid import Cell, Grid, grid
from parley.view import View

_KEY = "board"


def of(view: View, snapshot: Snapshot) -> Matrix:
    """The matrix of the view, whatever is open on the page; made once for all who look at it."""
    return _made(view.closed, snapshot)[0]


def draw(view: View, snapshot: Snapshot) -> None:
    """Draw it; opening a cell opens its evidence."""
    grid(
        _made(view.closed, snapshot)[1].opened_at(view.cell),
        key=_KEY,
        on_open=_open_down if of(view, snapshot).issues_run_down(view) else _open,
    )


@once
def _made(view: View, snapshot: Snapshot) -> tuple[Matrix, Grid]:
    whole = matrix(view, snapshot)
    return whole, _grid(whole, view, sentence.positions(view, snapshot))


def _grid(whole: Matrix, view: View, title: str) -> Grid:
    down = whole.issues_run_down(view)
    rows, cols = (whole.issues, whole.actors) if down else (whole.actors, whole.issues)
    row_of, col_of = ({line.id: place for place, line in enumerate(lines)} for lines in (rows, cols))
    cells = []
    for (actor, issue), look in looks(whole).items():
        row, col = (issue, actor) if down else (actor, issue)
        if row in row_of and col in col_of:
            cells.append(Cell(row=row_of[row], col=col_of[col], **vars(look)))
    return Grid(title, rows, cols, cells, "Issue" if down else "Actor", actors_down=not down)


def _open(cell: str) -> None:
    evidence.open_cell(*cell.split("|"))


def _open_down(cell: str) -> None:
    evidence.open_cell(*reversed(cell.split("|")))
