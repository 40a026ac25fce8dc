"""What stands behind the lanes of a timeline: the axes, the lanes' names and the chosen day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from parley import days
from parley.charts.canvas import AXIS, DAY_ROW, Canvas, iso
from parley.charts.words import plain

FONT = '"Source Sans", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif'
_LETTER = 6.4  # pixels a letter of a lane's name takes
_CLEAR = "rgba(0,0,0,0)"


def layout(canvas: Canvas) -> dict[str, Any]:
    """Margins, fonts and axes."""
    above = {"side": "top", "overlaying": "x", "matches": "x", "tickmode": "auto", "showgrid": False}
    hoverlabel = {"bgcolor": canvas.page, "bordercolor": canvas.grey(0.4), "align": "left", "font": {"color": canvas.ink, "size": 13}}
    return {
        "height": canvas.height,
        "margin": {"l": _left_margin(canvas), "r": 16, "t": canvas.above, "b": AXIS, "pad": 0},
        "font": {"family": FONT, "size": 12, "color": canvas.ink},
        "hoverlabel": hoverlabel,
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "showlegend": False,
        "barmode": "overlay",
        "hovermode": "closest",
        "dragmode": False if canvas.narrow else "zoom",
        "xaxis": _days(canvas),
        "yaxis": _lanes(canvas),
        **({"xaxis2": {**_days(canvas), **above}} if canvas.tall else {}),
    }


def names(canvas: Canvas) -> list[dict[str, Any]]:
    """The title, and where they do not stand at the axis the names of the lanes, as annotations."""
    lanes = [_name_above(canvas, lane, lines) for lane, lines in enumerate(canvas.names)] if canvas.narrow else []
    return [_title(canvas), *lanes]


def day_line(asof: date, canvas: Canvas) -> dict[str, Any]:
    """The line of the chosen day: over the bars, under the marks."""
    return {
        "type": "scatter",
        "name": "as of",
        "mode": "lines",
        "zorder": 1,
        "x": [asof.isoformat()] * 2 if canvas.shows(asof) else [],
        "y": [DAY_ROW - 5, canvas.lanes_bottom] if canvas.shows(asof) else [],
        "line": {"color": canvas.ink, "width": 1.2, "dash": "dot"},
        "hoverinfo": "skip",
    }


def day_label(asof: date, canvas: Canvas) -> list[dict[str, Any]]:
    """The label of the chosen day's line as an annotation, when the picture reaches it."""
    if not canvas.shows(asof):
        return []
    along = canvas.left(days.number(asof))
    return [
        {
            "text": f"as of {days.in_words(asof.isoformat())}",
            "x": asof.isoformat(),
            "xanchor": "left" if along < 60 else "right" if along > canvas.width - 60 else "center",
            "y": DAY_ROW - 6,
            "yanchor": "bottom",
            "showarrow": False,
            "borderpad": 0,
            "font": {"size": 11, "weight": 700, "color": canvas.ink},
        }
    ]


def _days(canvas: Canvas) -> dict[str, Any]:
    aside = max(1, round((canvas.last - canvas.first) * 0.012))  # room for half a mark at either end
    return {
        "type": "date",
        "range": iso([canvas.first - aside, canvas.last + aside]),
        "showgrid": True,
        "gridcolor": canvas.grey(0.07),
        "zeroline": False,
        "ticks": "",
        "nticks": 5 if canvas.narrow else 12,
        "tickfont": {"size": 11, "color": canvas.faint},
        "hoverformat": "%-d %b %Y",
    }


def _lanes(canvas: Canvas) -> dict[str, Any]:
    count = len(canvas.lanes)
    return {
        "range": [canvas.lanes_bottom, 0],
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "ticks": "",
        "ticklabelstandoff": 8,
        "tickvals": [] if canvas.narrow else [canvas.middle(lane) for lane in range(count)],
        "ticktext": [] if canvas.narrow else ["<br>".join(map(plain, lines)) for lines in canvas.names],
        "minor": {
            "tickmode": "array",
            "tickvals": [canvas.ceiling(lane) for lane in range(count + 1)],
            "showgrid": True,
            "gridcolor": canvas.grey(0.1),
            "gridwidth": 1,
            "ticks": "",
        },
    }


def _title(canvas: Canvas) -> dict[str, Any]:
    return {  # not layout.title, which draws the first of several lines outside the picture
        "text": "<br>".join(map(plain, canvas.title_lines)),
        "font": {"size": 15, "weight": 600},
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 2 - _left_margin(canvas),
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "yshift": canvas.above - 2,
    }


def _left_margin(canvas: Canvas) -> int:
    if canvas.narrow:
        return 6
    longest = max((len(line) for lines in canvas.names for line in lines), default=0)
    return round(longest * _LETTER) + 18


def _name_above(canvas: Canvas, lane: int, lines: Sequence[str]) -> dict[str, Any]:
    return {
        "text": "<br>".join(map(plain, lines)),
        "font": {"size": 12, "weight": 600},
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "bgcolor": canvas.page,  # no line runs through a name
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": canvas.ceiling(lane) + 2,
        "yanchor": "top",
    }
