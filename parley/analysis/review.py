"""Which records wait for a second reader, those that need one most first."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parley.columns import Column, rows_of, typed

REASONS = {
    "low confidence": "the one who entered it was not sure",
    "unclear": "words without a direction: does a second reader see one?",
    "two stances that day": "the day holds another stance of the same actor on the same issue",
    "medium confidence": "second-hand carrier, or wording that allows another reading",
    "confidence not said": "nobody wrote down how sure they were",
    "nothing doubtful": "clear words and source, but nobody has looked a second time",
}
"""Why a record is looked at early or late, in that order: a record stands where the first that holds for it stands."""

QUEUE = (
    Column("id", "text", "id of the statement or claim"),
    Column("reason", "word", "what makes it wait where it stands"),
    Column("also", "text", "whatever else speaks for a second look, joined with '; '"),
    Column("actor", "text", "id of the actor whose words these are"),
    Column("actor_name", "text", "the actor as shown on screen"),
    Column("about", "text", "of a claim: id of the actor whose position it is said to be"),
    Column("about_name", "text", "that actor as shown on screen"),
    Column("issue", "text", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("date", "text", "when it was said, as written"),
    Column("stance", "text", "the stance as entered"),
    Column("summary", "text", "what was said, as entered"),
    Column("confidence", "text", "how sure the desk is of it"),
    Column("coder", "text", "who entered it; the second reader is somebody else"),
    Column("recorded", "text", "when it was entered"),
    Column("source_title", "text", "title of the source to hold it against"),
    Column("source_url", "text", "where the source can be read"),
    Column("file", "text", "the position file"),
    Column("line", "whole", "the line where the record begins"),
)
COUNTS = (
    Column("reason", "word", "one of the reasons, or `reviewed`"),
    Column("records", "whole", "how many"),
    Column("of", "whole", "of how many statements and claims"),
)


def queue(records: pd.DataFrame) -> pd.DataFrame:
    """Every record without a second reader, in the order of REASONS, what was said last first.

    records : statements and claims (with `about`, empty for statements). returns : QUEUE; empty when everything was read twice.
    """
    mixed = _mixed(records)
    places = list(REASONS)
    told = []
    for row, two in zip(rows_of(records), mixed, strict=True):
        if not row.reviewer:
            first, *also = _reasons(row, two)
            told.append((places.index(first), -row.day, _entry(row) | {"reason": first, "also": "; ".join(also)}))
    told.sort(key=lambda each: each[:2])
    return typed((row for _, _, row in told), QUEUE)


def counts(records: pd.DataFrame) -> pd.DataFrame:
    """How many records were read twice, and how many wait for which first reason; reasons nothing waits for have no row."""
    waiting = queue(records)["reason"].astype("str").value_counts()
    told = {"reviewed": len(records) - int(waiting.sum())} | {reason: int(waiting[reason]) for reason in REASONS if reason in waiting}
    return typed(({"reason": reason, "records": count, "of": len(records)} for reason, count in told.items()), COUNTS)


def _reasons(row: Any, two: bool) -> list[str]:
    found = [f"{row.confidence} confidence"] if row.confidence in ("low", "medium") else []
    found += ["unclear"] if row.stance == "unclear" else []
    found += ["two stances that day"] if two else []
    found += ["confidence not said"] if not row.confidence else []
    return sorted(found, key=list(REASONS).index) or ["nothing doubtful"]


def _mixed(records: pd.DataFrame) -> list[bool]:
    """Whether the file of a record holds another stance on the same issue (of the same actor, for claims)."""
    day = list(zip(*(records[name].astype("str") for name in ("file", "about", "issue")), strict=True))
    stances: dict[tuple[str, ...], set[str]] = {}
    for said, stance in zip(day, records["stance"].astype("str"), strict=True):
        stances.setdefault(said, set()).add(stance)
    return [len(stances[said]) > 1 for said in day]


def _entry(row: Any) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in QUEUE if column.name not in ("reason", "also")}
