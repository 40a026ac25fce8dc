"""Whether two actors have come closer: the steps between them through time, over one fixed set of issues.

The line is level from one day looked at to the next. It starts at nought, so that a small move never looks like a large one.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from parley import days
from parley.charts.backdrop import FONT
from parley.charts.finished import Finished
from parley.charts.palette import FAINT, INK, PAGE, Theme, blended
from parley.charts.words import broken, plain, wrapped
from parley.frames import rows_of

_CLEAR = "rgba(0,0,0,0)"
_LINE = 20
"""Pixels a line of the title takes."""


def convergence(over_time: pd.DataFrame, by_issue: pd.DataFrame, one: str, other: str, *, dark: bool, narrow: bool = False) -> go.Figure:
    """The figure.

    over_time, by_issue : as analysis.convergence gives them (COLUMNS and PER_ISSUE), of the same days; at least one row.
    one, other : names of the two actors. narrow : for a phone.
    """
    theme: Theme = "dark" if dark else "light"
    lines = broken(title(over_time, one, other), 42 if narrow else 100)
    words = "<br>".join(map(plain, lines))
    at = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xshift": -40, "yshift": 8, "xanchor": "left", "yanchor": "bottom"}
    layout = {
        "height": 260 + _LINE * len(lines),
        "margin": {"l": 44, "r": 24, "t": _LINE * len(lines) + 20, "b": 36},
        "font": {"family": FONT, "size": 12, "color": INK[theme]},
        "hoverlabel": {"bgcolor": PAGE[theme], "align": "left", "font": {"color": INK[theme], "size": 13}},
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "showlegend": False,
        "dragmode": False,
        "xaxis": {"type": "date", "showgrid": False, "nticks": 5 if narrow else 12, "tickfont": {"color": FAINT[theme]}},
        "yaxis": _axis(over_time, theme),
        "annotations": [{"text": words, "align": "left", "showarrow": False, "font": {"size": 14}, **at}],
    }
    return Finished([_steps(over_time, by_issue, INK[theme])], layout)


def title(over_time: pd.DataFrame, one: str, other: str) -> str:
    """`Steps between Russia and Ukraine over the same 15 issues, 30 Jun 2025 to 30 Jun 2026`."""
    first, last = over_time["date"].iloc[0], over_time["date"].iloc[-1]
    span = days.in_words(first) if first == last else f"{days.in_words(first)} to {days.in_words(last)}"
    return f"Steps between {one} and {other} over {_same(over_time)}, {span}"


def describe(over_time: pd.DataFrame, by_issue: pd.DataFrame, one: str, other: str) -> str:
    """The picture in words, for those who do not see it. Arguments as for `convergence`."""
    first, last = (next(rows_of(over_time.iloc[[place]])) for place in (0, -1))
    told = f"{one} and {other} over {_same(over_time)}: {_count(last.steps_apart, 'step')} apart on {days.in_words(last.date)}"
    if len(over_time) == 1:
        return f"{told}."
    told += f", {_count(first.steps_apart, 'step')} on {days.in_words(first.date)}"
    moved = by_issue.groupby("issue_title", sort=False)["change"].sum()
    closed, opened = ([str(name) for name, change in moved.items() if sign * change < 0] for sign in (1, -1))
    return f"{told}. Closer on {len(closed)} of {last.n}{_named(closed)}; farther apart on {len(opened)} of {last.n}{_named(opened)}."


def _steps(over_time: pd.DataFrame, by_issue: pd.DataFrame, ink: str) -> dict[str, Any]:
    moved = list(rows_of(by_issue[(by_issue["change"].fillna(0) != 0).to_numpy(dtype=bool)]))
    ends = {0, len(over_time) - 1}
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": over_time["date"].tolist(),
        "y": over_time["steps_apart"].tolist(),
        "text": [str(steps) if place in ends else "" for place, steps in enumerate(over_time["steps_apart"])],
        "textposition": "top center",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "line": {"color": ink, "width": 2, "shape": "hv"},
        "marker": {"color": ink, "size": 7},
        "hovertext": [_hover(row, [each for each in moved if each.date == row.date]) for row in rows_of(over_time)],
        "hoverinfo": "text",
    }


def _hover(row: Any, moved: list[Any]) -> str:
    """moved : the issues whose gap changed by that day."""
    lines = [f"<b>{days.in_words(row.date)}</b>: {_count(row.steps_apart, 'step')} apart over {_count(row.n, 'issue')}"]
    lines += [wrapped(f"{'closer' if each.change < 0 else 'farther'} by {abs(each.change)}: {each.issue_title}", 60) for each in moved]
    return "<br>".join(lines)


def _axis(over_time: pd.DataFrame, theme: Theme) -> dict[str, Any]:
    highest = max(4, int(over_time["steps_apart"].max()))
    return {
        "range": [0, highest * 1.2],
        "title": {"text": "steps apart", "font": {"size": 11, "color": FAINT[theme]}},
        "gridcolor": blended(INK[theme], PAGE[theme], 0.1),
        "zeroline": True,
        "zerolinecolor": blended(INK[theme], PAGE[theme], 0.4),
        "tickfont": {"color": FAINT[theme]},
        "nticks": 6,
        "fixedrange": True,
    }


def _same(over_time: pd.DataFrame) -> str:
    n = int(over_time["n"].iloc[0])
    return "one issue" if n == 1 else f"the same {n} issues"


def _named(names: list[str]) -> str:
    return f" ({', '.join(names)})" if names else ""


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
