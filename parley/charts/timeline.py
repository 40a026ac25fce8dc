"""Lanes through time: what each actor (or issue) stood for, from when to when, and every statement made.

A bar carries a stance until the next statement and grows thin and pale when it is stale; a mark stands at each statement;
the reported track runs thin and hollow below the record. Claims are not in it.

    canvas.py      how much room everything has      spans.py  which stretch a bar covers
    tracks.py      what lies in the lanes            flags.py  which events get a label
    happenings.py  the events                        hover.py  the words of a mark
    backdrop.py    axes, names, the chosen day       words.py  text that Plotly may draw
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from parley import days, schema
from parley.analysis.shifts import shifts
from parley.charts import backdrop, happenings, tracks
from parley.charts.canvas import Canvas, Lane
from parley.charts.flags import Flag
from parley.charts.spans import TRACK, spans, unmixed

__all__ = ["Lane", "describe", "legend_words", "timeline"]

MOST = 2500
"""Marks, and statements with a bar of their own, that a browser draws without delay."""

_PRECEDENCE = {"reversed": 1, "moved": 2, "hardened": 3, "softened": 3}  # of what a crowded picture shows first


def timeline(
    statements: pd.DataFrame,
    events: pd.DataFrame,
    lanes: Sequence[Lane],
    by: Literal["actor", "issue"],
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
    table = _in_lanes(statements, lanes, by, end)
    made = _since(table, start)
    shown = _thinned(made)
    happened = _between(events, start, end)
    canvas, labels = _laid_out(title, lanes, start, end, dark, narrow, happened)
    traces = [
        *happenings.event_traces(happened, labels, canvas),
        *tracks.bars(spans(table, start, end, stale_after, MOST, until), canvas),
        tracks.whiskers(shown, canvas),
        backdrop.day_line(asof, canvas),
        *tracks.marks(shown, canvas),
        *tracks.rings(shown, canvas),
        tracks.signs(shown, canvas),
    ]
    annotations = [*backdrop.names(canvas), *happenings.event_labels(happened, labels, canvas), *backdrop.day_label(asof, canvas)]
    meta = {"shown": len(shown), "of": len(made), "bars": unmixed(table)}
    return go.Figure(traces, {**backdrop.layout(canvas), "annotations": annotations, "meta": meta})


def describe(
    statements: pd.DataFrame, events: pd.DataFrame, lanes: Sequence[Lane], by: Literal["actor", "issue"], start: date, end: date
) -> str:
    """The picture in words, for those who do not see it. Arguments as for `timeline`."""
    made = _since(_in_lanes(statements, lanes, by, end), start)
    what = f"Timeline of {_count(len(lanes), by)} from {days.in_words(start.isoformat())} to {days.in_words(end.isoformat())}"
    if made.empty:
        return f"{what}: no statements."
    only_reported = f", {made['reported'].sum()} of them reported" if made["reported"].any() else ""
    kinds = made["kind"].value_counts()
    moves = ", ".join(f"{kinds[kind]} {kind}" for kind in ("moved", "reversed", "hardened", "softened") if kinds[kind])
    happened = _count(len(_between(events, start, end)), "event")
    return f"{what}: {_count(len(made), 'statement')}{only_reported}. Shifts: {moves or 'none'}. {happened} marked."


def legend_words() -> list[tuple[str, str]]:
    """Sign and meaning of what stands above a mark where something shifted, for the legend beside the picture."""
    return list(tracks.SIGN_WORDS)


def _in_lanes(statements: pd.DataFrame, lanes: Sequence[Lane], by: str, end: date) -> pd.DataFrame:
    """The statements that have a lane and were made by `end`, with their shift, in lane, track and time order."""
    place = {lane.id: number for number, lane in enumerate(lanes)}
    moves = shifts(statements)[["kind", "steps", "before_stance", "before_firmness", "before_date"]]
    table = pd.concat([statements, moves], axis=1).assign(
        lane=statements[by].astype("str").map(place),
        reported=~statements["on_record"],
        scored=(statements["score"].notna() | ~statements["stance"].isin(list(schema.SCORES))).astype("bool"),
    )
    table = table[table["lane"].notna() & (table["day"] <= days.number(end))].astype({"lane": "int64"})
    return table.sort_values([*TRACK, "day", "date", "order"], kind="stable", ignore_index=True)


def _since(table: pd.DataFrame, start: date) -> pd.DataFrame:
    return table[table["day"] >= days.number(start)].reset_index(drop=True)


def _between(events: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    inside = (events["end_day"] >= days.number(start)) & (events["day"] <= days.number(end))
    return events[inside].sort_values("day", kind="stable", ignore_index=True)


def _thinned(made: pd.DataFrame) -> pd.DataFrame:
    """At most MOST statements: first and last of each track, then shifts, then the rest; where not all of a kind fit, every n-th."""
    if len(made) <= MOST:
        return made
    ends = ~made.duplicated(TRACK, keep="first") | ~made.duplicated(TRACK, keep="last")
    rank = made["kind"].astype("str").map(_PRECEDENCE).fillna(4).mask(ends, 0).to_numpy()
    kept: list[int] = []
    for each in range(5):
        rows = np.flatnonzero(rank == each)
        room = min(len(rows), MOST - len(kept))
        kept.extend(rows[np.arange(room) * len(rows) // max(1, room)])
    return made.iloc[sorted(kept)].reset_index(drop=True)


def _laid_out(
    title: str, lanes: Sequence[Lane], start: date, end: date, dark: bool, narrow: bool, events: pd.DataFrame
) -> tuple[Canvas, list[Flag]]:
    """The canvas with as many rows of event labels as are used, and the labels."""
    canvas = Canvas(title, lanes, start, end, "dark" if dark else "light", narrow, flag_rows=3)
    labels = happenings.hung(events, canvas)
    return replace(canvas, flag_rows=max((flag.row for flag in labels), default=-1) + 1), labels


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
