"""What changed in the data: what was entered, what was corrected, and which files were committed, newest first.

The clock here is the desk's: a day is when something was written down, never when it was said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from parley.columns import NEVER, Column, rows_of, typed
from parley.days import last_day, number

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
_LAST = {CORRECTED: 0, ENTERED: 1}
"""Within a day: corrections first, then what was entered, then commits."""


def changes(records: pd.DataFrame, corrections: pd.DataFrame, edits: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Every change, newest day first; within a day corrections, entries in the order of `records`, then commits as git gives them.

    records : statements and claims (with `about`, empty for statements). corrections : `statement`, `date`, `was`, `now`, `why`.
    edits : of files: `day`, `what`, `path`, `who`, `why`, `commit`. Records that do not say when they were entered have no row.
    returns : COLUMNS, and `number`, the day as days since 1970-01-01. Without a change the table is empty.
    """
    told = [*_entered(records), *_corrected(records, corrections), *_edited(records, edits)]
    told.sort(key=lambda row: (-row["number"], _LAST.get(row["kind"], 2)))
    return typed(told, (*COLUMNS, Column("number", "day", "`day` as days since 1970-01-01")))


def without_a_day(records: pd.DataFrame) -> int:
    """How many records do not say when they were entered."""
    return int((records["recorded_day"] == NEVER).sum())


def _entered(records: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in rows_of(records[(records["recorded_day"] < NEVER).to_numpy()]):
        yield _record(row) | {"day": row.recorded, "kind": ENTERED, "who": row.coder, "number": row.recorded_day}


def _corrected(records: pd.DataFrame, corrections: pd.DataFrame) -> Iterator[dict[str, Any]]:
    known = {row.id: row for row in rows_of(records[records["id"].isin(corrections["statement"]).to_numpy()])}
    for row in rows_of(corrections):
        if row.statement in known:
            told = {"day": row.date, "kind": CORRECTED, "was": row.was, "now": row.now, "why": row.why, "number": _number(row.date)}
            yield _record(known[row.statement]) | told


def _edited(records: pd.DataFrame, edits: Iterable[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    holds: dict[str, list[Any]] = {}
    for row in rows_of(records):
        holds.setdefault(row.file, []).append(row)
    for edit in edits:
        held = holds.get(edit["path"], [])
        told = _record(held[0]) if len(held) == 1 else _EMPTY | _of_path(edit["path"], held)
        told |= {"day": edit["day"], "kind": edit["what"], "who": edit["who"], "why": edit["why"], "commit": edit["commit"]}
        yield told | {"file": edit["path"], "number": _number(edit["day"])}


def _record(row: Any) -> dict[str, Any]:
    names = ("actor", "actor_name", "about", "about_name", "issue", "issue_title", "date", "stance", "summary", "file")
    return _EMPTY | {"statement": row.id} | {name: getattr(row, name) for name in names}


def _of_path(path: str, held: list[Any]) -> dict[str, str]:
    """Whose day a position file is; of a register, nothing."""
    steps = path.split("/")
    if len(steps) != 3:
        return {}
    return {"actor": steps[1], "actor_name": held[0].actor_name if held else steps[1], "date": steps[2].removesuffix(".yaml")}


def _number(day: str) -> int:
    return number(last_day(day))


_EMPTY = {column.name: "" for column in COLUMNS}
