"""The Table Schema of a table: types, meanings, closed vocabularies, and the keys that its rows really have.

A key is told only where these rows keep it: a view can leave out the actor that a row names, and a package must not promise what a
validator would refute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import pandas as pd

from parley import schema
from parley.analysis import coverage, proposals, shifts
from parley.columns import Column, Kind
from parley.days import PRECISIONS

_TYPES: dict[Kind, str] = {"text": "string", "word": "string", "number": "number", "whole": "integer", "flag": "boolean", "day": "integer"}
_DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_DAYS = (
    "date",
    "end",
    "start",
    "first",
    "last",
    "since",
    "source_date",
    "before_date",
    "after_date",
    "other_date",
    "first_date",
    "last_date",
)
"""Columns of days as written, of which a month or a year may be all that is known."""
_WHOLE_DAYS = ("recorded", "on", "looked")
_STANCES, _FIRMNESSES = tuple(schema.STANCES), tuple(schema.FIRMNESSES)
_WORDS: dict[str, Sequence[str]] = {
    **dict.fromkeys(("stance", "before_stance", "after_stance", "other_stance", "text_stance"), _STANCES),
    **dict.fromkeys(("firmness", "before_firmness", "other_firmness"), _FIRMNESSES),
    "voice": tuple(schema.VOICES),
    "confidence": tuple(schema.CONFIDENCES),
    "precision": PRECISIONS,
    "track": shifts.TRACKS,
    "issue_kind": tuple(schema.KINDS),
    "how": get_args(schema.AnswerHow),
}
_WORDS_OF: dict[tuple[str, str], Sequence[str]] = {
    ("claims", "verdict"): tuple(schema.VERDICTS),
    ("proposals", "verdict"): proposals.VERDICTS,
    ("coverage", "state"): coverage.STATES,
    ("shifts", "kind"): shifts.KINDS,
    ("diff", "kind"): shifts.KINDS,
    ("issues", "kind"): tuple(schema.KINDS),
    ("actors", "kind"): get_args(schema.ActorKind),
    ("articles", "status"): get_args(schema.ProposalStatus),
}
"""Where a word means different things in different tables."""
_BETWEEN = {"score": (-2, 2), "gap": (0, 4)}
_PRIMARY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("statements", "positions", "claims", "shifts", "issues", "actors", "events", "negotiations"), ("id",)),
    **dict.fromkeys(("diff", "coverage"), ("actor", "issue")),
    **dict.fromkeys(("gaps", "sticking"), ("issue", "actor", "other")),
    "pairs": ("actor", "other"),
    "convergence": ("date",),
    "cohesion": ("bloc", "issue"),
    "proposals": ("proposal", "article", "actor"),
    "by_origin": ("origin",),
    "origins": ("actor", "issue"),
    "sources": ("file", "id"),
    "matrix": ("actor",),
    "articles": ("proposal", "article"),
}
_FOREIGN: dict[str, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(("statements", "positions", "coverage", "diff", "origins", "not_found"), (("actor", "actors"), ("issue", "issues"))),
    "shifts": (("id", "statements"), ("actor", "actors"), ("issue", "issues")),
    "claims": (("actor", "actors"), ("about", "actors"), ("issue", "issues")),
    **dict.fromkeys(("gaps", "sticking"), (("actor", "actors"), ("other", "actors"), ("issue", "issues"))),
    "pairs": (("actor", "actors"), ("other", "actors")),
    "cohesion": (("issue", "issues"),),
    "linkage": (("actor", "actors"), ("issue", "issues"), ("hangs_on", "issues"), ("hangs_on_actor", "actors")),
    "proposals": (("actor", "actors"), ("issue", "issues")),
    "matrix": (("actor", "actors"),),
    **dict.fromkeys(("speakers", "memberships"), (("actor", "actors"),)),
    "articles": (("issue", "issues"),),
}
"""Which column names a row of which table, by its `id`."""


def table_schema(name: str, columns: Sequence[Column], tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """The Table Schema of one of `tables`, as it is written in exact CSV. columns : of that table, in its order."""
    rows = tables[name]
    told: dict[str, Any] = {"fields": [_field(name, column) for column in columns], "missingValues": [""]}
    primary = _PRIMARY.get(name, ())
    if primary and _identify(rows, primary):
        told["primaryKey"] = list(primary)
    foreign = [(column, other) for column, other in _FOREIGN.get(name, ()) if _point(rows[column], tables[other])]
    if foreign:
        told["foreignKeys"] = [{"fields": [column], "reference": {"resource": other, "fields": ["id"]}} for column, other in foreign]
    return told


def _field(table: str, column: Column) -> dict[str, Any]:
    kind, constraints = _TYPES[column.kind], _constraints(table, column.name)
    kind = "date" if column.name in _WHOLE_DAYS or (table, column.name) == ("corrections", "date") else kind
    told = {"name": column.name, "type": kind, "description": column.meaning}
    return told | ({"constraints": constraints} if constraints and kind != "date" else {})


def _constraints(table: str, column: str) -> dict[str, Any]:
    words = _WORDS_OF.get((table, column)) or _WORDS.get(column)
    if words:
        return {"enum": list(words)}
    if column in _BETWEEN:
        least, most = _BETWEEN[column]
        return {"minimum": least, "maximum": most}
    return {"pattern": _DAY} if column in _DAYS else {}


def _identify(rows: pd.DataFrame, columns: Sequence[str]) -> bool:
    """Does every row have these, and no two the same?"""
    return not rows.duplicated(list(columns)).any() and all("" not in _words(rows[column]) for column in columns)


def _point(column: pd.Series[Any], there: pd.DataFrame) -> bool:
    """Is everything that is named there?"""
    return _words(column) - {""} <= _words(there["id"])


def _words(column: pd.Series[Any]) -> set[str]:
    return {str(each) for each in column.unique()}
