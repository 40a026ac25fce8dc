"""What is traded for what: on the left the issues that depend on something, on the right the issues they hang on.

A line is as wide as there are statements behind it; it is solid where two actors or more make the tie and dashed where only
one does. It has no colour, for a tie is no stance. Ties to an actor, or told in words only, have no place in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from parley.charts.backdrop import FONT
from parley.charts.palette import INK, PAGE, Theme, blended
from parley.charts.words import broken, plain, wrapped

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
    between = edges[(edges["hangs_on"] != "").to_numpy()]
    found = []
    for (issue, hangs_on), part in between.groupby(["issue_title", "hangs_on_title"], sort=False, observed=True):
        said = {each for ids in part["ids"] for each in ids.split("~")}
        found.append(Tie(str(issue), str(hangs_on), len(said), tuple(dict.fromkeys(part["actor_name"]))))
    return sorted(found, key=lambda tie: -tie.n)


def linkage(edges: pd.DataFrame, order: Sequence[str], title: str, *, dark: bool) -> go.Figure:
    """The figure.

    edges : as for `ties`, at least one of them issue to issue. order : titles of issues as they lie from top to bottom.
    returns : `layout.meta` holds `drawn` and `of`: ties in the picture, and issue-to-issue ties there are.
    """
    theme: Theme = "dark" if dark else "light"
    every = ties(edges)
    drawn = every[:MOST]
    left, right = (_places([getattr(tie, side) for tie in drawn], order) for side in ("issue", "hangs_on"))
    traces = [_line(tie, left[tie.issue], right[tie.hangs_on], INK[theme]) for tie in drawn]
    figure = go.Figure([*traces, _ends(left, 0, INK[theme]), _ends(right, 1, INK[theme])])
    lines = broken(title, 100)
    figure.update_layout(
        height=round(_ROW * max(len(left), len(right))) + 40 + _LINE * len(lines),
        margin={"l": 8, "r": 8, "t": _LINE * len(lines) + 12, "b": 8},
        font={"family": FONT, "size": 12, "color": INK[theme]},
        hoverlabel={"bgcolor": PAGE[theme], "align": "left", "font": {"color": INK[theme], "size": 13}},
        paper_bgcolor=_CLEAR,
        plot_bgcolor=_CLEAR,
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverdistance=12,
        xaxis={"range": [-0.75, 1.75], "visible": False, "fixedrange": True},
        yaxis={"range": [1.02, -0.1], "visible": False, "fixedrange": True},
        meta={"drawn": len(drawn), "of": len(every)},
    )
    at = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "yshift": 4, "xanchor": "left", "yanchor": "bottom"}
    figure.add_annotation(text="<br>".join(map(plain, lines)), align="left", showarrow=False, font={"size": 14}, **at)
    for x, words, anchor in ((0, "what depends …", "right"), (1, "… on what", "left")):
        figure.add_annotation(
            x=x, y=-0.06, xanchor=anchor, text=words, showarrow=False, font={"size": 12, "color": blended(INK[theme], PAGE[theme], 0.75)}
        )
    return figure


def describe(edges: pd.DataFrame) -> str:
    """The picture in words, for those who do not see it."""
    every = ties(edges)
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


def _line(tie: Tie, start: float, end: float, ink: str) -> go.Scatter:
    """A curve from left to right, level at both ends."""
    along = [step / 20 for step in range(21)]
    words = f"{tie.issue} hangs on {tie.hangs_on}: {_count(tie.n, 'statement')}, by {', '.join(tie.actors)}"
    return go.Scatter(
        mode="lines",
        x=along,
        y=[start + (end - start) * at * at * (3 - 2 * at) for at in along],
        line={"color": ink, "width": 0.8 + 1.2 * tie.n, "dash": "solid" if len(tie.actors) > 1 else "dash"},
        opacity=0.75,
        hovertext=wrapped(words, 60),
        hoverinfo="text",
    )


def _ends(places: dict[str, float], x: int, ink: str) -> go.Scatter:
    names: dict[str, Any] = {"text": [wrapped(f"{name}", _NAME, 2) for name in places]}
    return go.Scatter(
        mode="markers+text",
        x=[x] * len(places),
        y=list(places.values()),
        marker={"color": ink, "size": 6},
        textposition="middle right" if x else "middle left",
        textfont={"size": 12, "color": ink},
        hoverinfo="skip",
        cliponaxis=False,
        **names,
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
