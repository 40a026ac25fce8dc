"""What is traded for what: on the left the issues that depend on something, on the right the issues they hang on.

A line is as wide as there are statements behind it; it is solid where two actors or more make the tie and dashed where only
one does. It has no colour, for a tie is no stance. Ties to an actor, or told in words only, have no place in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from parley.charts.backdrop import FONT
from parley.charts.finished import Finished
from parley.charts.palette import INK, PAGE, Theme, blended
from parley.charts.words import broken, plain, wrapped
from parley.frames import rows_of

MOST = 30
"""So many ties a reader can still follow with the eye; the rest are counted."""

_ROW, _LINE, _NAME = 36, 20, 34
_CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Tie:
    """One line. n : statements; actors : names of those who make it."""

    issue: str
    hangs_on: str
    n: int
    actors: tuple[str, ...]


def ties(edges: pd.DataFrame) -> list[Tie]:
    """The issue-to-issue ties of these edges, whoever makes them, most statements first.

    edges : analysis.linkage.COLUMNS. A statement that ties an issue to two others counts once in each.
    """
    held: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows_of(edges.loc[(edges["hangs_on"] != "").to_numpy(), ["issue_title", "hangs_on_title", "actor_name", "ids"]]):
        held[row.issue_title, row.hangs_on_title].append(row)
    return sorted((_tie(*ends, rows) for ends, rows in held.items()), key=lambda tie: -tie.n)


def _tie(issue: str, hangs_on: str, rows: Sequence[Any]) -> Tie:
    said = {each for row in rows for each in row.ids.split("~")}
    return Tie(issue, hangs_on, len(said), tuple(dict.fromkeys(row.actor_name for row in rows)))


def linkage(every: Sequence[Tie], order: Sequence[str], title: str, *, dark: bool) -> go.Figure:
    """The figure.

    every : of `ties`, at least one. order : titles of issues as they lie from top to bottom.
    returns : `layout.meta` holds `drawn` and `of`: ties in the picture, and issue-to-issue ties there are.
    """
    theme: Theme = "dark" if dark else "light"
    drawn = every[:MOST]
    left, right = (_places([getattr(tie, side) for tie in drawn], order) for side in ("issue", "hangs_on"))
    traces = [_line(tie, left[tie.issue], right[tie.hangs_on], INK[theme]) for tie in drawn]
    lines = broken(title, 100)
    layout = {
        "height": round(_ROW * max(len(left), len(right))) + 40 + _LINE * len(lines),
        "margin": {"l": 8, "r": 8, "t": _LINE * len(lines) + 12, "b": 8},
        "font": {"family": FONT, "size": 12, "color": INK[theme]},
        "hoverlabel": {"bgcolor": PAGE[theme], "align": "left", "font": {"color": INK[theme], "size": 13}},
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 12,
        "xaxis": {"range": [-0.75, 1.75], "visible": False, "fixedrange": True},
        "yaxis": {"range": [1.02, -0.1], "visible": False, "fixedrange": True},
        "meta": {"drawn": len(drawn), "of": len(every)},
        "annotations": _words(lines, theme),
    }
    return Finished([*traces, _ends(left, 0, INK[theme]), _ends(right, 1, INK[theme])], layout)


def describe(every: Sequence[Tie]) -> str:
    """The picture in words, for those who do not see it. every : of `ties`."""
    if not every:
        return "No statement here ties one issue to another."
    strongest = "; ".join(f"{tie.issue} to {tie.hangs_on} ({_count(tie.n, 'statement')}, by {', '.join(tie.actors)})" for tie in every[:3])
    drawn = f"{min(MOST, len(every))} of {_count(len(every), 'tie')} between issues drawn"
    return f"{drawn}. Most often tied: {strongest}."


def _places(names: Sequence[str], order: Sequence[str]) -> dict[str, float]:
    """Heights from 0 to 1, evenly spread, in `order`; what it does not name lies below."""
    rank = {name: place for place, name in enumerate(order)}
    lying = sorted(dict.fromkeys(names), key=lambda name: rank.get(name, len(rank)))
    return {name: (place + 0.5) / len(lying) for place, name in enumerate(lying)}


def _words(lines: Sequence[str], theme: Theme) -> list[dict[str, Any]]:
    """The title, and what stands on either side, as annotations."""
    at = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "yshift": 4, "xanchor": "left", "yanchor": "bottom"}
    title = {"text": "<br>".join(map(plain, lines)), "align": "left", "showarrow": False, "font": {"size": 14}, **at}
    font = {"size": 12, "color": blended(INK[theme], PAGE[theme], 0.75)}
    sides = ((0, "what depends …", "right"), (1, "… on what", "left"))
    return [title, *({"x": x, "y": -0.06, "xanchor": to, "text": said, "showarrow": False, "font": font} for x, said, to in sides)]


def _line(tie: Tie, start: float, end: float, ink: str) -> dict[str, Any]:
    """A curve from left to right, level at both ends."""
    along = [step / 20 for step in range(21)]
    words = f"{tie.issue} hangs on {tie.hangs_on}: {_count(tie.n, 'statement')}, by {', '.join(tie.actors)}"
    return {
        "type": "scatter",
        "mode": "lines",
        "x": along,
        "y": [start + (end - start) * at * at * (3 - 2 * at) for at in along],
        "line": {"color": ink, "width": 0.8 + 1.2 * tie.n, "dash": "solid" if len(tie.actors) > 1 else "dash"},
        "opacity": 0.75,
        "hovertext": wrapped(words, 60),
        "hoverinfo": "text",
    }


def _ends(places: dict[str, float], x: int, ink: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x] * len(places),
        "y": list(places.values()),
        "text": [wrapped(name, _NAME, 2) for name in places],
        "marker": {"color": ink, "size": 6},
        "textposition": "middle right" if x else "middle left",
        "textfont": {"size": 12, "color": ink},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
