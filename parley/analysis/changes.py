"""What changed in the data: what was entered, what was corrected, and which files were committed, newest first.

The clock here is the desk's: a day is when something was written down, never when it was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from parley.columns import NEVER, Column
from parley.days import last_day, number
from parley.frames import conformed, rows_of, typed

ENTERED, CORRECTED = "entered", "corrected"

COLUMNS = (
    Column("day", "text", "when it was entered, corrected or committed"),
    Column("kind", "word", "entered, corrected; from git: file added, file changed or file removed"),
    Column("statement", "text", "id of the statement or claim; of a file, the one record it holds, and nothing when there are several"),
    Column("actor", "text", "id of the actor whose words these are"),
    Column("actor_name", "text", "the actor as shown on screen"),
    Column("about", "text", "of a claim: id of the actor whose position it is said to be"),
    Column("about_name", "text", "that actor as shown on screen"),
    Column("issue", "text", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("date", "text", "when it was said, as written"),
    Column("stance", "text", "the stance as it stands now"),
    Column("summary", "text", "what was said, as it stands now"),
    Column("was", "text", "of a correction: what stood there before"),
    Column("now", "text", "of a correction: what stands there now"),
    Column("why", "text", "of a correction: the reason; of a commit: the first line of its message"),
    Column("who", "text", "who entered it, where the file says so; of a commit: its author"),
    Column("commit", "text", "short name of the commit"),
    Column("file", "text", "the file, below the positions folder"),
)
_WHOLE = (*COLUMNS, Column("number", "day", "`day` as days since 1970-01-01"))
_WHAT_IT_SAYS = {"id": "statement"} | {
    name: name for name in ("actor", "actor_name", "about", "about_name", "issue", "issue_title", "date", "stance", "summary", "file")
}
"""Columns of a record, and what they are called here."""
_OF_RECORD = _WHAT_IT_SAYS | {"recorded": "day", "recorded_day": "number", "coder": "who"}
NEEDS = tuple(_OF_RECORD)
"""Columns that records must have."""
_LAST = {CORRECTED: 0, ENTERED: 1}
"""Within a day: corrections first, then what was entered, then commits."""


def changes(records: pd.DataFrame, corrections: pd.DataFrame, edits: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Every change, newest day first; within a day corrections, entries in the order of `records`, then commits as git gives them.

    records : statements and claims with the columns NEEDS (`about` is empty for statements).
    corrections : `statement`, `date`, `was`, `now`, `why`. edits : of files: `day`, `what`, `path`, `who`, `why`, `commit`.
    returns : COLUMNS, and `number`, the day as days since 1970-01-01. Without a change the table is empty; records that do not
    say when they were entered have no row.
    """
    few = [*_corrected(records, corrections), *_edited(records, edits)]
    told = pd.concat([_entered(records), typed(few, _WHOLE)], ignore_index=True)
    last = told["kind"].astype("str").map(_LAST).fillna(max(_LAST.values()) + 1)
    return conformed(told.take(np.lexsort((last, -told["number"].to_numpy(np.int64)))), _WHOLE)


def without_a_day(records: pd.DataFrame) -> int:
    """How many records do not say when they were entered."""
    return int((records["recorded_day"] == NEVER).sum())


def _entered(records: pd.DataFrame) -> pd.DataFrame:
    """A row for each record that says when it was entered, in their order."""
    dated = records[(records["recorded_day"] < NEVER).to_numpy()]
    told = dated[[*_OF_RECORD]].rename(columns=_OF_RECORD).assign(kind=ENTERED)
    return conformed(told.assign(**{each.name: "" for each in _WHOLE if each.name not in told}), _WHOLE)


def _corrected(records: pd.DataFrame, corrections: pd.DataFrame) -> Iterator[dict[str, Any]]:
    known = {row.id: row for row in rows_of(records[records["id"].isin(corrections["statement"]).to_numpy()])}
    for row in rows_of(corrections):
        if row.statement in known:
            told = {"day": row.date, "kind": CORRECTED, "was": row.was, "now": row.now, "why": row.why, "number": _number(row.date)}
            yield _record(known[row.statement]) | told


def _edited(records: pd.DataFrame, edits: Iterable[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    edits = list(edits)
    touched = records[records["file"].isin({edit["path"] for edit in edits}).to_numpy()]
    many = touched["file"].value_counts()
    first = {row.file: row for row in rows_of(touched[~touched["file"].duplicated().to_numpy()])}
    for edit in edits:
        held = first.get(edit["path"])
        told = _record(held) if held and many[held.file] == 1 else _EMPTY | _of_path(edit["path"], held)
        told |= {"day": edit["day"], "kind": edit["what"], "who": edit["who"], "why": edit["why"], "commit": edit["commit"]}
        yield told | {"file": edit["path"], "number": _number(edit["day"])}


def _record(row: Any) -> dict[str, Any]:
    return _EMPTY | {name: getattr(row, own) for own, name in _WHAT_IT_SAYS.items()}


def _of_path(path: str, held: Any) -> dict[str, str]:
    """Whose day a position file is; of a register, nothing."""
    steps = path.split("/")
    if len(steps) != 3:
        return {}
    return {"actor": steps[1], "actor_name": held.actor_name if held else steps[1], "date": steps[2].removesuffix(".yaml")}


def _number(day: str) -> int:
    return number(last_day(day))


_EMPTY = {column.name: "" for column in COLUMNS}
