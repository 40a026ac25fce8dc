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

from parley import frames
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
Numbers = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]
_NONE = np.int8(-128)
"""In place of a number that is not there: eight bits a row are quicker than a float with its own word for it."""


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
    score = statements["score"].to_numpy(dtype="int8", na_value=_NONE)
    steps, firmness_change = (_change(numbers, before, first) for numbers in (score, _ranks(statements["firmness"])))
    told: dict[str, Any] = {name: statements[name].array for name in _SAME}
    told["track"] = pd.Categorical.from_codes(_reported(statements).astype("int8"), categories=pd.Index(TRACKS, dtype="str"))
    told |= {f"before_{name}": frames.taken(statements[name], before) for name in ("id", "date")}
    told |= {f"before_{name}": _earlier_word(statements[name], before) for name in ("stance", "firmness")}
    told["kind"] = _kinds(statements["stance"].cat.codes.to_numpy(), score, before, first, firmness_change[0])
    told["steps"], told["firmness_change"] = (
        pd.arrays.IntegerArray(change.astype("int32"), missing) for change, missing in (steps, firmness_change)
    )
    return pd.DataFrame({name: told[name] for name in _ORDER}, index=statements.index, copy=False)


def before_on_track(statements: pd.DataFrame) -> Positions:
    """Row position of the statement before each on its track; -1 for the first. Rows in table order."""
    pair, reported = pairs(statements), _reported(statements)
    before = np.full(len(statements), -1, dtype=np.intp)
    for track in (~reported, reported):
        rows = np.flatnonzero(track)
        here = pair[rows]
        before[rows[1:]] = (rows[:-1] + 1) * (here[1:] == here[:-1]) - 1
    return before


def _reported(statements: pd.DataFrame) -> Mask:
    return ~statements["on_record"].to_numpy(dtype=bool)


def _ranks(firmness: pd.Series[Any]) -> Numbers:
    """Place on FIRMER; _NONE where none was given."""
    places = [FIRMER.index(word) if word in FIRMER else _NONE for word in firmness.cat.categories]
    return np.array([*places, _NONE], dtype="int8").take(firmness.cat.codes.to_numpy())


def _change(numbers: Numbers, before: Positions, first: Mask) -> tuple[Numbers, Mask]:
    """After minus before, nought where there is no telling; and where that is."""
    if not len(numbers):
        return numbers, first
    earlier = numbers[before]
    missing = first | (numbers == _NONE) | (earlier == _NONE)
    return (numbers - earlier) * ~missing, missing


def _kinds(stance: npt.NDArray[Any], score: Numbers, before: Positions, first: Mask, firmness_change: Numbers) -> pd.Categorical[str]:
    """One look into a table for each row: a new one is nothing else, and whoever changed stance is not said to have hardened."""
    side = np.sign(score) * (score != _NONE)
    place = np.int8(12) * first.view("int8") + np.int8(6) * (stance != stance[before]).view("int8")
    place += np.int8(3) * (side * side[before] < 0).view("int8") + np.sign(firmness_change) + np.int8(1)
    return pd.Categorical.from_codes(_KIND_AT.take(place), categories=pd.Index(KINDS, dtype="str"), validate=False)


_KIND_AT = np.array(
    [KINDS.index(each) for each in 2 * ["softened", "reaffirmed", "hardened"] + 3 * ["moved"] + 3 * ["reversed"] + 12 * ["new"]],
    dtype="int8",
)
"""The kind of a shift at 12 x new + 6 x another stance + 3 x another side + (softer 0, as firm 1, firmer 2)."""


def _earlier_word(column: pd.Series[Any], before: Positions) -> pd.Categorical[str]:
    """`column` of the statement before; empty text where there is none."""
    known = column.cat.categories
    words = known if "" in known else known.insert(0, "")  # words are sorted, so the empty one is the first
    codes = np.append(column.cat.codes.to_numpy() + np.int8(len(words) - len(known)), np.int8(0))  # the last one is where -1 leads
    return pd.Categorical.from_codes(codes.take(before), categories=words, validate=False)
