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

from parley import arrow
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

_SAME = ("id", "negotiation", "actor", "issue", "date", "day", "stance", "firmness")

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
    score = statements["score"].to_numpy(dtype="float64", na_value=np.nan)
    steps = _change(score, before)
    firmness_change = _change(_ranks(statements["firmness"]), before)
    told: dict[str, Any] = {name: statements[name].array for name in _SAME}
    told["track"] = pd.Categorical.from_codes(_reported(statements).astype("int8"), categories=pd.Index(TRACKS, dtype="str"))
    told |= {f"before_{name}": arrow.taken(statements[name], before) for name in ("id", "date")}
    told |= {f"before_{name}": _earlier_word(statements[name], before) for name in ("stance", "firmness")}
    told["kind"] = _kinds(statements["stance"].cat.codes.to_numpy(), score, before, firmness_change)
    told["steps"], told["firmness_change"] = _nullable(steps, first), _nullable(firmness_change, first)
    return pd.DataFrame({name: told[name] for name in _ORDER}, index=statements.index, copy=False)


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


def _kinds(stance: npt.NDArray[Any], score: Numbers, before: Positions, firmness_change: Numbers) -> pd.Categorical[str]:
    """One look into a table for each row: a new one is nothing else, and whoever changed stance is not said to have hardened."""
    side = (score > 0).view("int8") - (score < 0).view("int8")
    way = (firmness_change > 0).view("int8") - (firmness_change < 0).view("int8")
    place = 12 * (before < 0).view("int8") + 6 * (stance != stance[before]).view("int8")
    place += 3 * (side * side[before] < 0).view("int8") + way + np.int8(1)
    return pd.Categorical.from_codes(_KIND_AT[place], categories=pd.Index(KINDS, dtype="str"), validate=False)


_KIND_AT = np.array(
    [KINDS.index(each) for each in 2 * ["softened", "reaffirmed", "hardened"] + 3 * ["moved"] + 3 * ["reversed"] + 12 * ["new"]],
    dtype="int8",
)
"""The kind of a shift at 12 x new + 6 x another stance + 3 x another side + (softer 0, as firm 1, firmer 2)."""


def _earlier_word(column: pd.Series[Any], before: Positions) -> pd.Categorical[str]:
    """`column` of the statement before; empty text where there is none."""
    words = sorted({"", *column.cat.categories})
    numbers = np.array([words.index(word) for word in column.cat.categories], dtype="int8")
    codes = np.append(numbers[column.cat.codes.to_numpy()], np.int8(words.index("")))  # the last one is where -1 leads
    return pd.Categorical.from_codes(codes[before], categories=pd.Index(words, dtype="str"), validate=False)


def _nullable(numbers: Numbers, missing: npt.NDArray[np.bool_]) -> pd.arrays.IntegerArray:
    absent = missing | np.isnan(numbers)
    return pd.arrays.IntegerArray(np.where(absent, 0, numbers).astype("int32"), absent)
