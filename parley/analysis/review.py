"""Which records wait for a second reader, those that need one most first."""

from __future__ import annotations

from itertools import compress

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley.columns import Column
from parley.frames import conformed, typed

REASONS = {
    "low confidence": "the one who entered it was not sure",
    "unclear": "words without a direction: does a second reader see one?",
    "two stances that day": "the day holds another stance of the same actor on the same issue",
    "medium confidence": "second-hand carrier, or wording that allows another reading",
    "confidence not said": "nobody wrote down how sure they were",
    "nothing doubtful": "clear words and source, but nobody has looked a second time",
}
"""Why a record is looked at early or late, in that order: a record stands where the first that holds for it stands."""

_ADDED = ("reason", "also")
"""Columns of QUEUE that a record does not have itself."""
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


NEEDS = ("reviewer", "day", *(each.name for each in QUEUE if each.name not in _ADDED))
"""Columns that records must have."""

Doubts = npt.NDArray[np.bool_]
"""Records x REASONS: does the reason hold?"""


def queue(records: pd.DataFrame, most: int | None = None) -> pd.DataFrame:
    """Records without a second reader, in the order of REASONS, what was said last first; at most so many.

    records : statements and claims with the columns NEEDS (`about` is empty for statements).
    returns : QUEUE; empty when everything was read twice.
    """
    doubts, waiting = _doubts(records), np.flatnonzero(_waiting(records))
    first = doubts.argmax(axis=1)
    newest = -records["day"].to_numpy(np.int64)
    told = waiting[np.lexsort((newest[waiting], first[waiting]))][:most]
    reasons = pd.Categorical.from_codes(first[told], categories=pd.Index(list(REASONS), dtype="str"))
    return conformed(records.take(told).assign(reason=reasons, also=_also(doubts[told], first[told])), QUEUE)


def counts(records: pd.DataFrame) -> pd.DataFrame:
    """How many records were read twice, and how many wait for which first reason; reasons nothing waits for have no row."""
    waiting = _waiting(records)
    first = np.bincount(_doubts(records)[waiting].argmax(axis=1), minlength=len(REASONS))
    told = {"reviewed": int((~waiting).sum())} | {reason: int(many) for reason, many in zip(REASONS, first, strict=True) if many}
    return typed(({"reason": reason, "records": count, "of": len(records)} for reason, count in told.items()), COUNTS)


def _waiting(records: pd.DataFrame) -> npt.NDArray[np.bool_]:
    return (records["reviewer"] == "").to_numpy(bool)


def _doubts(records: pd.DataFrame) -> Doubts:
    confidence = records["confidence"].astype("str")
    held = {
        "low confidence": confidence == "low",
        "unclear": records["stance"] == "unclear",
        "two stances that day": _mixed(records),
        "medium confidence": confidence == "medium",
        "confidence not said": confidence == "",
    }
    doubts = np.column_stack([np.asarray(held[reason], dtype=bool) for reason in REASONS if reason in held])
    return np.column_stack([doubts, ~doubts.any(axis=1)])


def _also(doubts: Doubts, first: npt.NDArray[np.intp]) -> pd.api.extensions.ExtensionArray:
    """Of each record the reasons beside the first, in words."""
    others = doubts & (np.arange(len(REASONS)) != first[:, None])
    sets, which = np.unique(others, axis=0, return_inverse=True)
    words = pd.Series(["; ".join(compress(REASONS, each)) for each in sets], dtype="str")
    return words.array.take(which)


def _mixed(records: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether the file of a record holds another stance on the same issue (of the same actor, for claims)."""
    if records.empty:
        return np.zeros(0, dtype=bool)
    whole = np.zeros(len(records), dtype=np.int64)
    for name in ("file", "about", "issue"):
        numbers, words = pd.factorize(records[name])
        whole = whole * (len(words) + 1) + numbers
    day = pd.factorize(whole)[0]
    stances, words = pd.factorize(records["stance"])
    different = np.unique(day * len(words) + stances) // len(words)
    return np.asarray(np.bincount(different)[day] > 1)
