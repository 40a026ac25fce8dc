"""How far apart two actors are, issue by issue.

A gap is the distance between two stances on the scale, 0 to 4. It is undefined, and has no row, where either actor has
said nothing or stands off the scale. Gaps are counted, never averaged: a pair is told by how many issues lie apart,
between and near, of how many that could be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley import days
from parley.columns import Column

NEAR, APART = 1, 3
"""A gap up to NEAR is near, one from APART on is apart, what lies between is between."""

ENOUGH = 3
"""Of a pair with fewer issues compared no summary is shown."""

COLUMNS: tuple[Column, ...] = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("issue", "word", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("topic", "word", "id of the issue's topic"),
    Column("actor", "word", "id of the first actor of the pair"),
    Column("actor_name", "text", "the first actor as shown on screen"),
    Column("other", "word", "id of the second actor"),
    Column("other_name", "text", "the second actor as shown on screen"),
    Column("gap", "whole", "steps between the two stances on the scale, 0 to 4"),
    Column("stance", "word", "where the first actor stands"),
    Column("other_stance", "word", "where the second actor stands"),
    Column("firmness", "word", "how firmly the first actor holds it"),
    Column("other_firmness", "word", "how firmly the second actor holds it"),
    Column("date", "text", "when the first actor said so, as written"),
    Column("other_date", "text", "when the second actor said so, as written"),
    Column("id", "text", "the first actor's statement"),
    Column("other_id", "text", "the second actor's statement"),
    Column("on_record", "flag", "the first actor's position is on the record"),
    Column("other_on_record", "flag", "the second actor's position is on the record"),
    Column("both_red_lines", "flag", "each of the two calls its position a red line"),
    Column("stale", "flag", "one of the two positions, or both, is stale"),
)
PAIRS: tuple[Column, ...] = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "word", "id of the first actor of the pair"),
    Column("actor_name", "text", "the first actor as shown on screen"),
    Column("other", "word", "id of the second actor"),
    Column("other_name", "text", "the second actor as shown on screen"),
    Column("compared", "whole", "on how many issues both stand on the scale"),
    Column("of", "whole", "of how many policy issues"),
    Column("apart", "whole", "issues with a gap of 3 or 4"),
    Column("between", "whole", "issues with a gap of 2"),
    Column("near", "whole", "issues with a gap of 0 or 1"),
    Column("first_date", "text", "the oldest statement these gaps rest on, as written"),
    Column("last_date", "text", "the newest statement these gaps rest on, as written"),
    Column("enough", "flag", "three issues or more are compared; under three no summary is shown"),
)
_SHARED = ("negotiation", "issue", "issue_title", "topic", "actor_name")
_OF_EACH = ("actor", "stance", "firmness", "date", "id", "on_record")
_PAIR = ("negotiation", "actor", "other")
_READ = ("actor_name", "other_name", "gap", "date", "other_date")

_Numbers = npt.NDArray[np.int64]


def gaps(positions: pd.DataFrame, order: Sequence[str] = (), issue_order: Sequence[str] = ()) -> pd.DataFrame:
    """The gap between any two actors on every policy issue where both stand on the scale.

    positions : asof.positions, of one day; not changed.
    order, issue_order : ids of actors and of issues as they shall lie, usually the registers'; ids not named come last, by id.
    returns : COLUMNS, one row per (negotiation, issue, pair), in that order; of a pair the earlier in `order` is `actor`.
    """
    scored = positions[positions["score"].notna().to_numpy()]
    by = (_places(scored["negotiation"]), _places(scored["issue"], issue_order), _places(scored["actor"], order))
    scored = scored.iloc[np.lexsort(by[::-1])]
    one, two = _everyone_with_everyone(_starts(scored, "negotiation", "issue"), len(scored))
    score, stale = scored["score"].to_numpy(dtype="int64"), scored["stale"].to_numpy()
    red_line = (scored["firmness"] == "red-line").to_numpy()
    found = {name: scored[name].array.take(one) for name in (*_SHARED, *_OF_EACH)}
    found |= {f"other_{name}": scored[name].array.take(two) for name in _OF_EACH}
    found |= {"other": found["other_actor"], "other_name": scored["actor_name"].array.take(two)}
    found |= {"gap": _whole(np.abs(score[one] - score[two]))}
    found |= {"both_red_lines": red_line[one] & red_line[two], "stale": stale[one] | stale[two]}
    return pd.DataFrame({column.name: found[column.name] for column in COLUMNS})


def pairs(gaps: pd.DataFrame, issues_count: int, order: Sequence[str] = ()) -> pd.DataFrame:
    """On how many issues each pair lies apart, between and near. A pair without a gap has no row.

    gaps : as `gaps` gives them.
    issues_count : how many policy issues the view holds: the N of "k of N".
    returns : PAIRS, one row per pair, in `order`; pairs with actors not named there come last, by id.
    """
    by = (_places(gaps["negotiation"]), _places(gaps["actor"], order), _places(gaps["other"], order))
    table = gaps[[*_PAIR, *_READ]].iloc[np.lexsort(by[::-1])]
    starts = _starts(table, *_PAIR)
    gap, compared = table["gap"].to_numpy(dtype="int64"), np.diff(starts, append=len(table))
    found = {name: table[name].array.take(starts) for name in (*_PAIR, "actor_name", "other_name")}
    found |= {"compared": _whole(compared), "of": _whole(np.full_like(starts, issues_count)), "enough": compared >= ENOUGH}
    found |= {"apart": _count(gap >= APART, starts), "near": _count(gap <= NEAR, starts)}
    found |= {"between": _count((gap > NEAR) & (gap < APART), starts)}
    found |= dict(zip(("first_date", "last_date"), _first_and_last(table, starts), strict=True))
    return pd.DataFrame({column.name: found[column.name] for column in PAIRS})


def sticking_points(gaps: pd.DataFrame) -> pd.DataFrame:
    """Where it sticks: the gaps that are more than near, the hardest first.

    gaps : as `gaps` gives them.
    returns : COLUMNS; both red lines first, then the larger gap, then both on the record, then as they lay in `gaps`.
    """
    wide = gaps[(gaps["gap"] > NEAR).to_numpy(dtype=bool)]
    size, both_red = wide["gap"].to_numpy(dtype="int64"), wide["both_red_lines"].to_numpy()
    on_record = (wide["on_record"] & wide["other_on_record"]).to_numpy()
    return wide.iloc[np.lexsort((~on_record, -size, ~both_red))].reset_index(drop=True)


def _places(ids: pd.Series[Any], order: Sequence[str] = ()) -> _Numbers:
    """The place of each id in `order`; those it does not name lie behind, by id."""
    known = {name: place for place, name in enumerate(order)}
    names = ids.cat.categories
    behind = dict(zip(sorted(names), range(len(known), len(known) + len(names)), strict=True))
    return np.array([known.get(name, behind[name]) for name in names], dtype=np.int64)[ids.cat.codes.to_numpy()]


def _starts(table: pd.DataFrame, *columns: str) -> _Numbers:
    """Row positions where a new group begins; rows of one group lie together."""
    new = np.arange(len(table)) == 0
    for column in columns:
        codes = table[column].cat.codes.to_numpy()
        new[1:] |= codes[1:] != codes[:-1]
    return np.flatnonzero(new)


def _everyone_with_everyone(starts: _Numbers, count: int) -> tuple[_Numbers, _Numbers]:
    """Row positions of every two rows of one group, the earlier one first."""
    sizes = np.diff(starts, append=count)
    twos = {size: np.stack(np.triu_indices(size, 1)) for size in set(sizes.tolist())}
    met = [start + twos[size] for start, size in zip(starts, sizes.tolist(), strict=True)]
    one, two = np.concatenate([np.empty((2, 0), dtype=np.int64), *met], axis=1)
    return one, two


def _count(these: npt.NDArray[np.bool_], starts: _Numbers) -> pd.arrays.IntegerArray:
    return _whole(np.add.reduceat(these, starts, dtype=np.int64))


def _whole(numbers: _Numbers) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(numbers.astype("int32"), np.zeros(len(numbers), dtype=bool))


def _first_and_last(table: pd.DataFrame, starts: _Numbers) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """The oldest and the newest date of each group, as written; a month counts from its last day."""
    written = sorted({*table["date"].unique(), *table["other_date"].unique()}, key=lambda day: (days.last_day(day), day))
    one, two = (pd.Categorical(table[name], categories=written).codes.astype(np.int64) for name in ("date", "other_date"))
    labels = pd.Series(written, dtype="str")
    first, last = np.minimum.reduceat(np.minimum(one, two), starts), np.maximum.reduceat(np.maximum(one, two), starts)
    return labels.take(first).reset_index(drop=True), labels.take(last).reset_index(drop=True)
