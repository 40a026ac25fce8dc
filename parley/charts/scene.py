"""What a timeline shows, before anybody draws it: the statements in their lanes, the bars between them, the events.

The page draws it with Plotly (`timeline`), a still picture as SVG (`svg/timeline`): neither can show what the other does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd

from parley import days, schema
from parley.analysis.shifts import shifts
from parley.charts import happenings
from parley.charts.canvas import Canvas, Lane
from parley.charts.flags import Flag, Measure, by_letters
from parley.charts.spans import TRACK, spans, unmixed

MOST = 2500
"""Marks, and statements with a bar of their own, that a browser draws without delay."""

Side = Literal["actor", "issue"]
"""What a lane is."""

_PRECEDENCE = {"reversed": 1, "moved": 2, "hardened": 3, "softened": 3}  # of what a crowded picture shows first


@dataclass(frozen=True)
class Scene:
    """made : statements between the first and the last day, with lane, track and shift; shown : those that are drawn.

    pieces : of the bars, as spans.py gives them; events : by day. bars : False where lanes mix, so that there is none.
    """

    made: pd.DataFrame
    shown: pd.DataFrame
    pieces: pd.DataFrame
    events: pd.DataFrame
    bars: bool


def scene(
    statements: pd.DataFrame,
    events: pd.DataFrame,
    lanes: Sequence[Lane],
    by: Side,
    start: date,
    end: date,
    *,
    stale_after: Mapping[str, int],
    until: date | None = None,
) -> Scene:
    """Arguments as for `timeline.timeline`."""
    table = _in_lanes(statements, lanes, by, end)
    made = _since(table, start)
    pieces = spans(table, start, end, stale_after, MOST, until)
    return Scene(made, _thinned(made), pieces, _between(events, start, end), unmixed(table))


def laid_out(canvas: Canvas, events: pd.DataFrame, measure: Measure = by_letters) -> tuple[Canvas, list[Flag]]:
    """The canvas with as many rows of event labels as are used, and the labels. events : of the scene."""
    labels = happenings.hung(events, canvas, measure)
    return replace(canvas, flag_rows=max((flag.row for flag in labels), default=-1) + 1), labels


def describe(statements: pd.DataFrame, events: pd.DataFrame, lanes: Sequence[Lane], by: Side, start: date, end: date) -> str:
    """The picture in words, for those who do not see it. Arguments as for `timeline.timeline`."""
    made = _since(_in_lanes(statements, lanes, by, end), start)
    what = f"Timeline of {_count(len(lanes), by)} from {days.in_words(start.isoformat())} to {days.in_words(end.isoformat())}"
    if made.empty:
        return f"{what}: no statements."
    only_reported = f", {made['reported'].sum()} of them reported" if made["reported"].any() else ""
    kinds = made["kind"].value_counts()
    moves = ", ".join(f"{kinds[kind]} {kind}" for kind in ("moved", "reversed", "hardened", "softened") if kinds[kind])
    happened = _count(len(_between(events, start, end)), "event")
    return f"{what}: {_count(len(made), 'statement')}{only_reported}. Shifts: {moves or 'none'}. {happened} marked."


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


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
