"""The matrix of a view on the screen: its model becomes the grid."""

from __future__ import annotations

from parley.looks import looks
from parley.matrix import Matrix
from parley.ui import evidence
from parley.ui.grid import Cell, Grid, grid
from parley.view import View

_KEY = "board"


def draw(whole: Matrix, view: View, title: str) -> None:
    """Draw it; opening a cell opens its evidence."""
    down = whole.issues_run_down(view)
    rows, cols = (whole.issues, whole.actors) if down else (whole.actors, whole.issues)
    at = ({line.id: place for place, line in enumerate(rows)}, {line.id: place for place, line in enumerate(cols)})
    cells = []
    for (actor, issue), look in looks(whole).items():
        row, col = (issue, actor) if down else (actor, issue)
        if row in at[0] and col in at[1]:
            cells.append(Cell(row=at[0][row], col=at[1][col], **vars(look)))
    corner = "Issue" if down else "Actor"
    grid(Grid(title, rows, cols, cells, corner, view.cell, actors_down=not down), key=_KEY, on_open=_open)


def _open(cell: str) -> None:
    evidence.open_cell(*cell.split("|"))
