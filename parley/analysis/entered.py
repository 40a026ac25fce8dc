"""What has been entered and corrected after a day, by what the files say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from parley import days
from parley.columns import NEVER


@dataclass(frozen=True)
class Entered:
    """So many records. undated : statements and claims that do not say when they were entered; they are in no other count."""

    statements: int
    claims: int
    corrected: int
    undated: int


def later(statements: pd.DataFrame, claims: pd.DataFrame, corrections: pd.DataFrame, day: date) -> Entered:
    """How many statements and claims were entered after `day`, and how many of those entered by then were corrected after it.

    statements, claims : rows of their tables, whichever should count. corrections : may speak of other records too.
    A record corrected twice counts once; one entered after `day` counts as entered, whatever was corrected in it since.
    What was entered or corrected on `day` itself does not count.
    """
    records = pd.concat([table[["id", "recorded_day"]] for table in (statements, claims)])
    by_then = records.loc[records["recorded_day"] <= days.number(day), "id"]
    corrected = corrections.loc[corrections["date"] > day.isoformat(), "statement"]
    return Entered(
        statements=_after(statements, day),
        claims=_after(claims, day),
        corrected=corrected[corrected.isin(by_then)].nunique(),
        undated=int((records["recorded_day"] == NEVER).sum()),
    )


def _after(table: pd.DataFrame, day: date) -> int:
    entered = table["recorded_day"].to_numpy()
    return int(((entered > days.number(day)) & (entered < NEVER)).sum())
