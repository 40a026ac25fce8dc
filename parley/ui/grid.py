"""The matrix: a grid of positions to look at, walk through with the keyboard, hear, and open cell by cell.

    grid(model, key, on_open)  draws it and says which cell was opened
    legend()            the marks with their words, to stand beside it
    payload(model)      what the browser receives: numbers into short lists of words, since most cells repeat one another

A Streamlit component of our own, because neither a table of theirs nor a chart gives keyboard and screen reader the same
matrix. grid.js draws what it is told and knows no vocabulary; the marks are charts/marks.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import streamlit as st

from parley.charts import legend as drawing
from parley.charts import marks, palette
from parley.charts.marks import Look
from parley.matrix import Line
from parley.ui import packed
from parley.ui.beside import beside
from parley.ui.sheet import Markup, joined, note


@dataclass(frozen=True, kw_only=True)
class Cell(Look):
    """What stands where row and column (both from 0) meet. A cell nobody names is `not researched`."""

    row: int
    col: int


@dataclass(frozen=True)
class Grid:
    """One matrix to draw.

    label : one sentence that names the whole grid to those who hear it.
    corner : text above the row names.
    selected : the open cell, `actor|issue`, or empty.
    actors_down : True when the rows are actors, False when they are issues. A cell is always read out actor first.
    """

    label: str
    rows: Sequence[Line]
    cols: Sequence[Line]
    cells: list[Cell]
    corner: str = ""
    selected: str = ""
    actors_down: bool = True

    @cached_property
    def drawn(self) -> bytes:
        """`payload` as it is sent, worked out once."""
        return packed.spelled(payload(self))

    def opened_at(self, cell: str) -> Grid:
        """This grid with another cell open; what is drawn is not worked out again."""
        other = replace(self, selected=cell)
        other.__dict__["drawn"] = self.drawn
        return other


def grid(model: Grid, key: str, on_open: Callable[[str], None]) -> None:
    """Draw the matrix. on_open : called with `row id|column id` when a reader opens a cell, before the page runs again."""
    _component(key=key, data=message(model), on_opened_change=lambda: on_open(st.session_state[key].opened))


def message(model: Grid) -> bytes:
    """What the browser receives: the number of the open cell, -1 when it is not here, and the payload."""
    return packed.packed(_selected(model), model.drawn)


def payload(model: Grid) -> dict[str, Any]:
    """The grid as plain values for JSON, columns rather than records.

    Cells are numbered from 0, row by row. `cells` gives of each cell that has something to say its number, its look (a
    number into `looks`) and its phrases (numbers into `phrases`). Look 0 and phrase 0 are those of every other cell.
    """
    looks: dict[_Drawn, int] = {_drawn(_UNSAID): 0}
    phrases: dict[str, int] = {_UNSAID.words(): 0}
    cells = [
        (
            cell.row * len(model.cols) + cell.col,
            looks.setdefault(_drawn(cell), len(looks)),
            [phrases.setdefault(phrase, len(phrases)) for phrase in cell.phrases() if phrase],
        )
        for cell in model.cells
    ]
    return {
        "label": model.label,
        "corner": model.corner,
        "actors_down": model.actors_down,
        "rows": _columns(model.rows),
        "cols": _columns(model.cols),
        "cells": {name: [cell[place] for cell in cells] for place, name in enumerate(("at", "look", "phrases"))},
        "looks": [{"classes": classes, "glyph": glyph, "signs": signs} for classes, glyph, signs in looks],
        "phrases": list(phrases),
    }


def legend(*, changes: bool = False, cells: bool = True, how: str = "") -> None:
    """The marks with their words, and a note on how to read them. Other arguments as for charts.legend."""
    st.html(joined(Markup(drawing.legend(changes=changes, cells=cells)), how and note(how)))


_UNSAID = Look(stance="not researched")
_Drawn = tuple[str, str, tuple[tuple[str, str], ...]]


def _drawn(look: Look) -> _Drawn:
    """Classes, glyph, and class and glyph of each corner sign."""
    return look.classes(), look.glyph(), tuple((marks.sign_class(sign), palette.SIGNS[sign].glyph) for sign in look.signs())


def _columns(lines: Sequence[Line]) -> dict[str, list[str]]:
    return {part: [getattr(line, part) for line in lines] for part in ("id", "name", "group", "title")}


def _selected(model: Grid) -> int:
    first, _, second = model.selected.partition("|")
    row_id, col_id = (first, second) if model.actors_down else (second, first)
    rows, cols = [line.id for line in model.rows], [line.id for line in model.cols]
    return rows.index(row_id) * len(cols) + cols.index(col_id) if row_id in rows and col_id in cols else -1


_component = st.components.v2.component(
    "parley.grid", css=f"{marks.stylesheet()}\n{beside('grid.css')}", js=packed.SCRIPT + beside("grid.js")
)
