"""Events on a timeline: a line down through the lanes, a mark in the strip above them, and a label where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from parley.charts import hover
from parley.charts.canvas import DAY_ROW, FLAG_ROW, STRIP, Canvas, iso
from parley.charts.flags import Flag, Measure, by_letters, flags
from parley.charts.words import plain


def hung(events: pd.DataFrame, canvas: Canvas, measure: Measure = by_letters) -> list[Flag]:
    """The labels that fit. events : by day, all within the picture."""
    places = [canvas.left(max(day, canvas.first)) for day in events["day"]]
    return flags(zip(places, events["title"], strict=True), canvas.width, canvas.flag_rows, 20 if canvas.narrow else 24, measure)


def event_traces(events: pd.DataFrame, labels: Sequence[Flag], canvas: Canvas) -> Iterator[dict[str, Any]]:
    """A line down through the lanes for each event, a mark in the strip above them, a rule there for one that lasted."""
    tops = {flag.event: _line_top(flag) for flag in labels}
    middle = canvas.lanes_top - STRIP / 2
    named = [place in tops for place in range(len(events))]
    begins = events["day"].clip(lower=canvas.first)
    yield _lines(begins[named], [tops[place] for place in sorted(tops)], canvas.lanes_bottom, canvas.grey(0.28))
    yield _lines(begins[[not each for each in named]], middle, canvas.lanes_bottom, canvas.grey(0.13))
    lasting = events["end_day"] > begins
    yield _rules(begins[lasting], events["end_day"][lasting].clip(upper=canvas.last), middle, canvas.grey(0.5))
    yield {
        "type": "scatter",
        "name": "events",
        "mode": "markers",
        "x": iso(begins),
        "y": [middle] * len(events),
        "xaxis": "x2" if canvas.tall else "x",
        "hovertext": hover.of_events(events),
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {"symbol": "circle", "size": 7, "color": canvas.faint, "opacity": 1, "line": {"color": canvas.page, "width": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def event_labels(events: pd.DataFrame, labels: Sequence[Flag], canvas: Canvas) -> list[dict[str, Any]]:
    """The labels as annotations, each to the right of its line, or to the left where there is no room."""
    days_of = iso(events["day"].clip(lower=canvas.first))
    return [
        {
            "text": "<br>".join(map(plain, flag.lines)),
            "x": days_of[flag.event],
            "xanchor": "right" if flag.moved else "left",
            "xshift": -3 if flag.moved else 3,
            "y": DAY_ROW + flag.row * FLAG_ROW,
            "yanchor": "top",
            "align": "right" if flag.moved else "left",
            "showarrow": False,
            "borderpad": 0,
            "bgcolor": canvas.page,  # the chosen day's line runs behind
            "font": {"size": 10.5, "color": canvas.faint},
        }
        for flag in labels
    ]


def _line_top(flag: Flag) -> float:
    """A line ends beside its label."""
    return DAY_ROW + flag.row * FLAG_ROW + 2


def _lines(at: pd.Series[Any], tops: Any, bottom: float, colour: str) -> dict[str, Any]:
    heights = tops if isinstance(tops, list) else [tops] * len(at)
    xs = [part for day in iso(at) for part in (day, day, None)]
    ys = [part for top in heights for part in (top, bottom, None)]
    return {
        "type": "scatter",
        "name": "event lines",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": colour, "width": 1},
        "hoverinfo": "skip",
    }


def _rules(begins: pd.Series[Any], ends: pd.Series[Any], height: float, colour: str) -> dict[str, Any]:
    xs = [part for first, last in zip(iso(begins), iso(ends), strict=True) for part in (first, last, None)]
    ys = [part for _ in range(len(begins)) for part in (height, height, None)]
    return {
        "type": "scatter",
        "name": "event days",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": colour, "width": 3},
        "hoverinfo": "skip",
    }
