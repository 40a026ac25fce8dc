"""Which positions are about to go stale: a desk asks again before a picture fades, not after.

A position is stale once it is older than its issue's `stale_after_days`; an issue that sets none never makes one stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from parley import days
from parley.columns import Column
from parley.frames import rows_of, typed

COLUMNS = (
    Column("id", "text", "the standing statement"),
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "word", "id of the actor"),
    Column("actor_name", "text", "the actor as shown on screen"),
    Column("issue", "word", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("stance", "word", "the standing stance"),
    Column("on_record", "flag", "false when the position is known from reports only"),
    Column("date", "text", "when it was said, as written"),
    Column("stale_on", "text", "the first day on which it is stale"),
    Column("days_left", "whole", "so many days after the day asked about"),
)
_COPIED = [column.name for column in COLUMNS if column.name not in ("stale_on", "days_left")]


def soon_stale(positions: pd.DataFrame, issues: pd.DataFrame, day: date, within_days: int) -> pd.DataFrame:
    """The positions that are not stale on `day` and will be at most `within_days` later, if nothing more is said.

    positions : as analysis.asof gives them as of `day`, with their clocks; not changed.
    issues : the issues table, for `stale_after_days`.
    returns : COLUMNS; the soonest first, then in the order of `positions`.
    """
    found = [row for row in _counted(positions, _limits(issues), days.number(day)) if 0 < row["days_left"] <= within_days]
    return typed(sorted(found, key=lambda row: row["days_left"]), COLUMNS)


def _limits(issues: pd.DataFrame) -> dict[tuple[str, str], int]:
    """`stale_after_days` of every issue that has one, by negotiation and id."""
    limited = issues[issues["stale_after_days"].notna().to_numpy()]
    pairs = zip(limited["negotiation"], limited["id"], strict=True)
    return dict(zip(pairs, map(int, limited["stale_after_days"]), strict=True))


def _counted(positions: pd.DataFrame, limits: dict[tuple[str, str], int], today: int) -> Iterator[dict[str, Any]]:
    for row in rows_of(positions[[*_COPIED, "day"]]):
        limit = limits.get((row.negotiation, row.issue))
        if limit is not None:
            first = row.day + limit + 1
            copied = {name: getattr(row, name) for name in _COPIED}
            yield copied | {"stale_on": days.from_number(first).isoformat(), "days_left": first - today}
