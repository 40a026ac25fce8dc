"""How long a stance is carried: from a statement until the next one on its track in its lane.

A span has at most two pieces, a fresh and a stale one. In a crowded picture the time axis is cut into steps, and of the
statements that fall into one step the last stands: what is lost is thinner than a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley import days

TRACK = ["lane", "reported"]
_LOOK = ["stance", "scored", "stale"]


def spans(
    marks: pd.DataFrame, start: date, end: date, stale_after: Mapping[str, int], most: int, until: date | None = None
) -> pd.DataFrame:
    """The pieces to draw between `start` and `end`.

    marks : id, lane (int), reported (bool), day, date, stance, scored, actor, issue; in lane, track and time order, none after `end`.
    stale_after : days by issue id; an issue that is not in it never grows stale.
    until : no piece goes further than this day, `end` when left out: what stands today is not drawn into the future.
    most : about how many statements may have a span of their own before the time axis is cut into steps.
    returns : lane, reported, stance, scored, stale, id, day and date (of the statement), first, last (day numbers, first < last). None
        at all unless the lanes are `unmixed`.
    """
    first, last = days.number(start), days.number(end)
    table = marks if unmixed(marks) else marks[:0]
    crowded = len(table) > most
    if crowded:
        table = _last_of_each_step(table, first, last, most)
    pieces = _pieces(table, last, stale_after)
    pieces = pieces.assign(first=pieces["first"].clip(lower=first), last=pieces["last"].clip(upper=days.number(min(end, until or end))))
    pieces = pieces[pieces["first"] < pieces["last"]].reset_index(drop=True)
    return _joined(pieces) if crowded else pieces


def unmixed(marks: pd.DataFrame) -> bool:
    """Does each track of each lane hold one actor on one issue? If not, no bar may carry one answer over another's question."""
    series = marks.groupby(TRACK)
    return bool((series["actor"].nunique() == 1).all() and (series["issue"].nunique() == 1).all())


def _last_of_each_step(table: pd.DataFrame, first: int, last: int, most: int) -> pd.DataFrame:
    step = max(1.0, (last - first) * table.groupby(TRACK).ngroups / most)
    which = np.floor((table["day"].to_numpy() - first) / step).clip(min=-1)  # -1: all that was said before the picture begins
    return table[~table.assign(step=which).duplicated([*TRACK, "step"], keep="last").to_numpy()].reset_index(drop=True)


def _pieces(table: pd.DataFrame, last: int, stale_after: Mapping[str, int]) -> pd.DataFrame:
    """A fresh and a stale piece for each statement, either of which may be empty."""
    until = np.where(_same_as_next(table, TRACK), table["day"].shift(-1, fill_value=last), last)
    limit = table["issue"].astype("str").map(dict(stale_after)).to_numpy(dtype="float64")
    stale_from = np.fmin(until, table["day"].to_numpy() + limit + 1).astype("int64")
    fresh = table.assign(first=table["day"].to_numpy(dtype="int64"), last=stale_from, stale=False)
    stale = table.assign(first=stale_from, last=until, stale=True)
    both = pd.concat([fresh, stale]).sort_index(kind="stable")
    return both[[*TRACK, *_LOOK, "id", "day", "date", "first", "last"]]


def _joined(pieces: pd.DataFrame) -> pd.DataFrame:
    """Neighbours that look the same become one piece, known by its first statement."""
    begins = np.append(True, ~_same_as_next(pieces, [*TRACK, *_LOOK]))[: len(pieces)]
    ends = np.append(begins[1:], True)[: len(pieces)]
    return pieces[begins].assign(last=pieces["last"].to_numpy()[ends]).reset_index(drop=True)


def _same_as_next(table: pd.DataFrame, columns: Sequence[str]) -> npt.NDArray[np.bool_]:
    """For each row: does the next row hold the same in these columns? Never for the last."""
    same = np.ones(len(table), dtype=bool)
    same[-1:] = False
    for column in columns:
        values = table[column].astype("str").to_numpy() if table[column].dtype == "category" else table[column].to_numpy()
        same[:-1] &= values[1:] == values[:-1]
    return same
