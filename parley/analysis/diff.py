"""What changed between two days: every standing position that is another statement now than it was then.

Only the two ends are compared. What an actor said in between and has since replaced leaves no trace here; `shifts` tells
every step.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from parley import days
from parley.analysis.asof import standing_rows
from parley.analysis.shifts import shifts
from parley.columns import Column
from parley.frames import conformed

COLUMNS: tuple[Column, ...] = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "word", "id of the actor whose position changed"),
    Column("actor_name", "text", "the actor as shown on screen"),
    Column("issue", "word", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("issue_kind", "word", "policy, assessment or fact; only policy is scored"),
    Column("kind", "word", "new, reaffirmed, moved, reversed, hardened or softened: the later position beside the earlier"),
    Column("steps", "whole", "score after minus score before; empty for a new one, off the scale, and for assessments and facts"),
    Column("firmness_change", "whole", "steps of firmness, up is firmer; empty where either was not coded"),
    Column("on_record", "flag", "the later position rests on the actor's own words, a spokesperson or a document"),
    Column("before_id", "text", "the statement that stood on the earlier day; empty when there was none"),
    Column("before_stance", "word", "where the actor stood on the earlier day"),
    Column("before_firmness", "word", "how firmly"),
    Column("before_date", "text", "when that had been said, as written"),
    Column("before_summary", "text", "what had been said, in a sentence of our own"),
    Column("before_quote", "text", "a short fragment of those words"),
    Column("before_source_title", "text", "title of their source"),
    Column("before_source_url", "text", "where that source can be read"),
    Column("before_on_record", "flag", "the earlier position was on the record; false also when there was none"),
    Column("id", "text", "the statement that stands on the later day"),
    Column("stance", "word", "where the actor stands on the later day"),
    Column("firmness", "word", "how firmly"),
    Column("date", "text", "when that was said, as written"),
    Column("summary", "text", "what was said, in a sentence of our own"),
    Column("quote", "text", "a short fragment of the words"),
    Column("source_title", "text", "title of the source"),
    Column("source_url", "text", "where the source can be read"),
    Column("speaker", "text", "who said it"),
)
FIRST = ("reversed", "moved", "hardened", "softened", "new")
"""The order of what moved lately. What was only said again is not told there."""
_COMPARED = ("kind", "steps", "firmness_change", "before_id", "before_stance", "before_firmness", "before_date")
_LOOKED_UP = ("summary", "quote", "source_title", "source_url", "on_record")
_TOLD = ["negotiation", "actor", "actor_name", "issue", "issue_title", "id", "stance", "firmness", "date", "speaker", *_LOOKED_UP]
_READ = [*_TOLD, "score", "day", "recorded_day"]


def diff(statements: pd.DataFrame, issues: pd.DataFrame, since: date, asof: date, known: date | None = None) -> pd.DataFrame:
    """The positions as of `asof` that rest on another statement than those as of `since`.

    statements : the statements table (with its clocks, in table order), in the chosen voices; not changed.
    issues : the issues table, for the kind of each issue.
    known : both days are looked at with what had been entered by that day.
    returns : COLUMNS, one row per (negotiation, actor, issue), in that order. A position that was only reported and is now on
        the record is compared like any other; `before_on_record` and `on_record` tell the rest.
    raises : ValueError when `since` is after `asof`.
    """
    if since > asof:
        raise ValueError(f"`since` ({since}) is after `asof` ({asof}): the earlier day comes first")
    before, after = standing_rows(statements, since, known), standing_rows(statements, asof, known)
    changed = np.setdiff1d(after, before, assume_unique=True)
    standing = np.union1d(before, changed)
    said = statements.iloc[standing][_READ].set_axis(standing)
    # A cell shows one position, so the record and a report that stood in for it are one track here.
    compared = shifts(said.assign(on_record=True))
    found = said.loc[changed].assign(**{name: compared.loc[changed, name] for name in _COMPARED})
    found["issue_kind"] = _kinds(found, issues)
    earlier = said.loc[before, ["id", *_LOOKED_UP]].set_index("id").reindex(found["before_id"])
    for name in _LOOKED_UP:
        found[f"before_{name}"] = earlier[name].fillna(False if name == "on_record" else "").to_numpy()
    return conformed(found, COLUMNS)


def lately(changed: pd.DataFrame) -> pd.DataFrame:
    """What moved on policy issues: FIRST decides, then more steps, then the newer words. changed : COLUMNS."""
    of_policy = ((changed["issue_kind"] == "policy") & changed["kind"].isin(FIRST)).to_numpy(dtype=bool)
    rows = changed[of_policy]
    place = rows["kind"].astype("str").map({kind: place for place, kind in enumerate(FIRST)}).to_numpy(dtype="int64")
    steps = rows["steps"].abs().to_numpy(dtype="float64", na_value=0.0)
    said = np.array([days.number(days.last_day(written)) for written in rows["date"]], dtype="int64")
    return rows.iloc[np.lexsort((-said, -steps, place))]


def _kinds(found: pd.DataFrame, issues: pd.DataFrame) -> list[str]:
    kinds = dict(zip(zip(issues["negotiation"], issues["id"], strict=True), issues["kind"], strict=True))
    return [kinds.get(pair, "") for pair in zip(found["negotiation"], found["issue"], strict=True)]
