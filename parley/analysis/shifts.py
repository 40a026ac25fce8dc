"""What moved: each statement beside the one before it on the same track.

A track is one actor on one issue, in one of two series that never meet: the record (own words, spokespersons, documents)
and what was reported. Stance and firmness are two axes; a shift in one is never added to a shift in the other.

    new         the first statement of its track
    reversed    the stance changed sign
    moved       the stance changed otherwise; `steps` says how far and which way, when both ends are on the scale
    hardened    the same stance, held more firmly
    softened    the same stance, held less firmly
    reaffirmed  the same stance, and no change of firmness that both statements tell
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.analysis.asof import pairs
from parley.columns import Column

TRACKS = ("record", "reported")
KINDS = ("new", "reaffirmed", "moved", "reversed", "hardened", "softened")
FIRMER = ("concession", "open", "preference", "demand", "red-line")
COLUMNS = (
    Column("id", "text", "id of the statement"),
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "word", "id of the actor"),
    Column("issue", "word", "id of the issue"),
    Column("track", "word", "record or reported: two series that never meet"),
    Column("date", "text", "when it was said"),
    Column("stance", "word", "the stance taken"),
    Column("firmness", "word", "how firmly"),
    Column("before_id", "text", "id of the statement before it on its track; empty for the first"),
    Column("before_stance", "text", "the stance before"),
    Column("before_firmness", "text", "how firmly before"),
    Column("before_date", "text", "when the one before was said"),
    Column("kind", "word", "new, reaffirmed, moved, reversed, hardened or softened"),
    Column("steps", "whole", "score after minus score before; empty where an end is off the scale"),
    Column("firmness_change", "whole", "places on concession, open, preference, demand, red-line; up is firmer"),
)
_ORDER = [*(column.name for column in COLUMNS[:6]), "day", *(column.name for column in COLUMNS[6:])]

Positions = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.float64]


def shifts(statements: pd.DataFrame) -> pd.DataFrame:
    """What each statement changed against the one before it.

    statements : the statements table (columns.STATEMENTS and its clocks, in table order), in the chosen voices; not changed. A
        filter on dates belongs after this question: the first row left over would pass for `new`.
    returns : COLUMNS and `day`, one row per statement, same order and index. The `before_` columns are empty text for a `new` one. `steps`
        (score after minus score before) and `firmness_change` (places on FIRMER, up is firmer) are nullable whole numbers: <NA> for
        a `new` one, and where an end is off its scale or was not given.
    """
    before = before_on_track(statements)
    first = before < 0
    steps = _change(statements["score"].to_numpy(dtype="float64", na_value=np.nan), before)
    firmness_change = _change(_ranks(statements["firmness"]), before)
    table = statements[["id", "negotiation", "actor", "issue", "date", "day", "stance", "firmness"]].copy()
    table["track"] = pd.Categorical.from_codes(_reported(statements).astype("int8"), categories=pd.Index(TRACKS, dtype="str"))
    for column in ("id", "stance", "firmness", "date"):
        table[f"before_{column}"] = _earlier(statements[column], before)
    table["kind"] = _kinds(statements, before, steps, firmness_change)
    table["steps"] = _nullable(steps, first)
    table["firmness_change"] = _nullable(firmness_change, first)
    return table[_ORDER]


def before_on_track(statements: pd.DataFrame) -> Positions:
    """Row position of the statement before each on its track; -1 for the first. Rows in table order."""
    pair, reported = pairs(statements), _reported(statements)
    before = np.full(len(statements), -1, dtype=np.intp)
    for track in (~reported, reported):
        rows = np.flatnonzero(track)
        same = pair[rows[1:]] == pair[rows[:-1]]
        before[rows[1:]] = np.where(same, rows[:-1], -1)
    return before


def _reported(statements: pd.DataFrame) -> npt.NDArray[np.bool_]:
    return ~statements["on_record"].to_numpy(dtype=bool)


def _ranks(firmness: pd.Series[Any]) -> Numbers:
    """Place on FIRMER; not a number where none was given."""
    places = [FIRMER.index(word) if word in FIRMER else np.nan for word in firmness.cat.categories]
    return np.array([*places, np.nan])[firmness.cat.codes.to_numpy()]


def _change(numbers: Numbers, before: Positions) -> Numbers:
    """After minus before; not a number where either is missing or there is no before."""
    if not len(numbers):
        return numbers
    return np.where(before < 0, np.nan, numbers - numbers[before])


def _kinds(statements: pd.DataFrame, before: Positions, steps: Numbers, firmness_change: Numbers) -> pd.Categorical[str]:
    stance = statements["stance"].cat.codes.to_numpy()
    score = statements["score"].to_numpy(dtype="float64", na_value=np.nan)
    changed = stance != stance[before]
    sign_changed = ~np.isnan(steps) & (score * score[before] < 0)
    which = np.select(
        [before < 0, changed & sign_changed, changed, firmness_change > 0, firmness_change < 0],
        [KINDS.index(kind) for kind in ("new", "reversed", "moved", "hardened", "softened")],
        default=KINDS.index("reaffirmed"),
    )
    return pd.Categorical.from_codes(which.astype("int8"), categories=pd.Index(KINDS, dtype="str"))


def _earlier(column: pd.Series[Any], before: Positions) -> Any:
    """`column` of the statement before; empty text where there is none."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.cat.set_categories(sorted({"", *column.cat.categories}))
    return column.reset_index(drop=True).take(before).where(before >= 0, "").array


def _nullable(numbers: Numbers, missing: npt.NDArray[np.bool_]) -> pd.arrays.IntegerArray:
    absent = missing | np.isnan(numbers)
    return pd.arrays.IntegerArray(np.where(absent, 0, numbers).astype("int32"), absent)
