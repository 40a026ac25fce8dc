"""What lies in the lanes: bars, whiskers, marks, and the signs of a shift. One trace a look, however many points.

Shape and glyph say the stance as well as its colour does: a circle is for, a square against, a diamond between, a hexagon
off the scale. Firmness is the weight of the outline; a concession has a double one. What is reported is small and hollow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley import days, schema
from parley.charts import hover
from parley.charts.canvas import Canvas, iso
from parley.charts.palette import OFF_THE_SCALE, STANCES, blended
from parley.charts.spans import TRACK

OUTLINE = {"red-line": 3.0, "demand": 2.0, "preference": 1.0, "open": 0.0, "concession": 1.0}
SHAPES = {1: "circle", 0: "diamond", -1: "square"}
OFF_THE_SCALE_SHAPE = "hexagon2"
MARK, REPORTED_MARK = 16, 13
SIGN_WORDS = [
    ("△ ▽", "moved towards support, towards opposition"),
    ("▲ ▼", "the same, and changed sides"),
    ("○", "moved to or from a position that is not scored"),
    ("━", "held more firmly than before"),
    ("─", "held less firmly than before"),
]
STACKED, STACK = 7.0, 20.0  # pixels between the marks of one day; of all of them together, at most
_SAME_DAY = [*TRACK, "day"]
_DRAWN = ("stance", "scored", "reported", "lane", "id", "day", "firmness", "stale", "first", "last")
_DAY = 86_400_000  # Plotly measures a length on a date axis in milliseconds


Numbers = npt.NDArray[np.float64]


def bars(pieces: pd.DataFrame, canvas: Canvas) -> Iterator[dict[str, Any]]:
    """pieces : of spans.py. A stale piece is thin and pale, a reported one hollow and hatched."""
    words = np.array(hover.of_bars(pieces, canvas.lanes), dtype=object)
    for stance, scored, reported, rows in _looks(pieces):
        paint = canvas.paint(stance, scored)
        hollow = reported or not scored or stance in OFF_THE_SCALE
        stale = rows["stale"].to_numpy()
        pale = blended(paint.line, canvas.page, 0.5)
        yield {
            "type": "bar",
            "name": _name(stance, reported),
            "orientation": "h",
            "zorder": 1,
            "base": iso(rows["first"]),
            "x": (rows["last"] - rows["first"]).to_numpy() * _DAY,
            "y": canvas.level(rows["lane"].to_numpy(), reported),
            "width": np.where(stale, 3, 5) if reported else np.where(stale, 4, 10),
            "customdata": rows[["id"]].to_numpy(),
            "hovertext": words[rows.index],
            "hoverinfo": "text",
            "marker": {
                "color": canvas.page if hollow else np.where(stale, paint.stale_fill, paint.fill),
                "line": {"color": np.where(stale, pale, paint.line), "width": 0.8 if hollow else np.where(stale, 0.8, 0)},
                "pattern": {"shape": "/" if reported else "", "fgcolor": pale, "size": 4, "solidity": 0.3},
            },
            "unselected": {"marker": {"opacity": 1}},
        }


def marks(table: pd.DataFrame, canvas: Canvas) -> Iterator[dict[str, Any]]:
    """One mark per statement, with the words on hover and its id as `customdata`."""
    levels, words = mark_levels(table, canvas), np.array(hover.of_marks(table), dtype=object)
    for stance, scored, reported, rows in _looks(table):
        paint = canvas.paint(stance, scored)
        firmness = rows["firmness"].astype("str")
        yield {
            "type": "scatter",
            "name": _name(stance, reported),
            "mode": "markers+text",
            "zorder": 2,
            "x": iso(rows["day"]),
            "y": levels[rows.index],
            "customdata": rows[["id"]].to_numpy(),
            "text": [STANCES[stance].glyph] * len(rows),
            "textfont": {"size": 8 if reported else 9, "color": paint.line if reported else paint.text, "weight": 500 if reported else 700},
            "hovertext": words[rows.index],
            "hoverinfo": "text",
            "cliponaxis": False,
            "marker": {
                "symbol": shape_of(stance),
                "size": REPORTED_MARK if reported else MARK,
                "opacity": 1,
                "color": canvas.page if reported else paint.fill,
                "line": {
                    "color": [canvas.ink if word else paint.line for word in firmness],
                    "width": firmness.map(OUTLINE).fillna(0).clip(lower=1.2 if reported else 0.6).to_numpy(),
                },
            },
            "selected": {"textfont": {"color": paint.line if reported else paint.text}},
            "unselected": {"marker": {"opacity": 1}, "textfont": {"color": paint.line if reported else paint.text}},
        }


def whiskers(table: pd.DataFrame, canvas: Canvas) -> dict[str, Any]:
    """From a mark known to the month or year only, back to the first day it can mean."""
    rows = table[table["precision"] != "day"]
    earliest = earliest_days(rows, canvas)
    xs = [part for first, last in zip(iso(earliest), iso(rows["day"]), strict=True) for part in (first, last, None)]
    ys = np.repeat(mark_levels(table, canvas)[rows.index], 3)
    line = {"color": canvas.grey(0.7), "width": 1.2}
    return {"type": "scatter", "name": "not exact", "mode": "lines", "zorder": 1, "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def earliest_days(rows: pd.DataFrame, canvas: Canvas) -> list[int]:
    """The first day that each date can mean, as far as the picture reaches back."""
    return [max(days.number(days.first_day(date)), canvas.first) for date in rows["date"]]


def rings(table: pd.DataFrame, canvas: Canvas) -> Iterator[dict[str, Any]]:
    """The second outline of a concession."""
    conceded = table[table["firmness"] == "concession"]
    levels = mark_levels(table, canvas)
    for stance, _, reported, rows in _looks(conceded):
        yield {
            "type": "scatter",
            "name": "concession",
            "mode": "markers",
            "zorder": 2,
            "x": iso(rows["day"]),
            "y": levels[rows.index],
            "hoverinfo": "skip",
            "cliponaxis": False,
            "marker": {
                "symbol": f"{shape_of(stance)}-open",
                "size": (REPORTED_MARK if reported else MARK) + 6,
                "color": canvas.ink,
                "line": {"width": 1},
            },
        }


def signs(table: pd.DataFrame, canvas: Canvas) -> dict[str, Any]:
    """The sign of a shift, where `shifted` says."""
    rows, levels = shifted(table, canvas)
    drawn = [sign_of(kind, steps) for kind, steps in zip(rows["kind"], rows["steps"].astype("Float64"), strict=True)]
    return {
        "type": "scatter",
        "name": "shifts",
        "mode": "markers",
        "zorder": 2,
        "x": iso(rows["day"]),
        "y": levels,
        "hoverinfo": "skip",
        "cliponaxis": False,
        "marker": {
            "symbol": [symbol for symbol, _ in drawn],
            "size": 7,
            "opacity": 1,
            "color": canvas.ink,
            "line": {"color": canvas.ink, "width": [width for _, width in drawn]},
        },
        "unselected": {"marker": {"opacity": 1}},
    }


def shifted(table: pd.DataFrame, canvas: Canvas) -> tuple[pd.DataFrame, Numbers]:
    """The statements that get a sign, and how high it stands: above what was said on the record that day, below what was reported.

    Of several on one day, the last one's.
    """
    _, reach = _same_day(table)
    aside = np.where(table["reported"], REPORTED_MARK / 2 + 4 + reach, -(MARK / 2 + 5 + reach))
    levels = canvas.level(table["lane"].to_numpy(), table["reported"].to_numpy()) + aside
    rows = table[table["kind"].isin(["moved", "reversed", "hardened", "softened"])].drop_duplicates(_SAME_DAY, keep="last")
    return rows, np.asarray(levels[rows.index], dtype=np.float64)


def mark_levels(table: pd.DataFrame, canvas: Canvas) -> Numbers:
    """Height of each mark: on its track, and where one day holds several, a little apart, the first on top."""
    below, _ = _same_day(table)
    levels = canvas.level(table["lane"].to_numpy(), table["reported"].to_numpy()) + below
    return np.asarray(levels, dtype=np.float64)


def _same_day(table: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """For each statement, in pixels: how far below its track it stands in the stack of its day; how far that stack reaches."""
    group = table.groupby(_SAME_DAY)
    place, others = (np.asarray(each, dtype=np.float64) for each in (group.cumcount(), group["day"].transform("size") - 1))
    step = np.minimum(STACKED, STACK / np.maximum(1, others))
    return step * (place - others / 2), step * others / 2


def _looks(table: pd.DataFrame) -> Iterator[tuple[str, bool, bool, pd.DataFrame]]:
    """Stance, scored, reported, and the rows that look so."""
    drawn = table[[name for name in _DRAWN if name in table]]
    for (stance, scored, reported), rows in drawn.groupby(["stance", "scored", "reported"], observed=True, sort=False):
        yield str(stance), bool(scored), bool(reported), rows


def _name(stance: str, reported: bool) -> str:
    return STANCES[stance].word + (", reported" if reported else "")


def shape_of(stance: str) -> str:
    """Which shape says it, as Plotly names shapes."""
    return SHAPES[int(np.sign(schema.SCORES[stance]))] if stance in schema.SCORES else OFF_THE_SCALE_SHAPE


def sign_of(kind: str, steps: float) -> tuple[str, float]:
    """What stands for a shift: a symbol, as Plotly names symbols, and how heavy its line is."""
    if kind in ("hardened", "softened"):
        return "line-ew", 3 if kind == "hardened" else 1
    if pd.isna(steps):
        return "circle-open", 1
    way = "up" if steps > 0 else "down"
    return (f"triangle-{way}", 1) if kind == "reversed" else (f"triangle-{way}-open", 1)
