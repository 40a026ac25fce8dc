"""Lanes through time: what each actor (or issue) stood for, from when to when, and every statement made.

A bar carries a stance until the next statement and grows thin and pale when it is stale; a mark stands at each statement;
the reported track runs thin and hollow below the record. Claims are not in it.

    canvas.py      how much room everything has      spans.py  which stretch a bar covers
    tracks.py      what lies in the lanes            flags.py  which events get a label
    happenings.py  the events                        hover.py  the words of a mark
    backdrop.py    axes, names, the chosen day       words.py  text that Plotly may draw
    scene.py       what is drawn, for this and for still pictures
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from parley.charts import backdrop, happenings, tracks
from parley.charts.canvas import Canvas, Lane
from parley.charts.finished import Finished
from parley.charts.scene import Side, describe, laid_out, scene

__all__ = ["Lane", "describe", "legend_words", "timeline"]


def timeline(
    statements: pd.DataFrame,
    events: pd.DataFrame,
    lanes: Sequence[Lane],
    by: Side,
    start: date,
    end: date,
    *,
    asof: date,
    stale_after: Mapping[str, int],
    dark: bool,
    title: str,
    narrow: bool = False,
    until: date | None = None,
) -> go.Figure:
    """The figure.

    statements : the statements table, in table order, already narrowed to the chosen actors, issues and voices, but not by
        date: what was said before `start` is carried into the picture, and a shift looks back.
    lanes : first on top. `by` says which column their ids are of. Where a lane mixes issues (or actors) there
        are marks but no bars: for lanes of actors choose one issue, for lanes of issues one actor.
    stale_after : days by issue id; an issue that is not in it never grows stale.
    until : the day the bars end, `end` when left out.
    narrow : lane names stand above their lanes, for a phone.
    returns : each mark and bar has the statement's id as the first of its `customdata`. `layout.meta` holds `shown` and `of`
        (marks drawn, and statements made between `start` and `end`) and `bars` (False where lanes mix).
    """
    shows = scene(statements, events, lanes, by, start, end, stale_after=stale_after, until=until)
    shown, happened = shows.shown, shows.events
    canvas, labels = laid_out(Canvas(title, lanes, start, end, "dark" if dark else "light", narrow, flag_rows=3), happened)
    traces = [
        *happenings.event_traces(happened, labels, canvas),
        *tracks.bars(shows.pieces, canvas),
        tracks.whiskers(shown, canvas),
        backdrop.day_line(asof, canvas),
        *tracks.marks(shown, canvas),
        *tracks.rings(shown, canvas),
        tracks.signs(shown, canvas),
    ]
    annotations = [*backdrop.names(canvas), *happenings.event_labels(happened, labels, canvas), *backdrop.day_label(asof, canvas)]
    meta = {"shown": len(shown), "of": len(shows.made), "bars": shows.bars}
    return Finished(traces, {**backdrop.layout(canvas), "annotations": annotations, "meta": meta})


def legend_words() -> list[tuple[str, str]]:
    """Sign and meaning of what stands above a mark where something shifted, for the legend beside the picture."""
    return list(tracks.SIGN_WORDS)
