"""Who stands where on a day: the last thing each actor said on each issue by then.

What is on the record always beats a report. Only where an actor has said nothing on the record does its last reported
position fill the cell; a later report that differs is marked, never followed. Claims are not in these tables at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley import days

Rows = npt.NDArray[np.intp]
Numbers = npt.NDArray[Any]
"""Whole numbers of 32 or 64 bits."""


def as_of(statements: pd.DataFrame, day: date, known: date | None = None) -> pd.DataFrame:
    """The position of each actor on each issue as of `day`.

    statements : the statements table (columns.STATEMENTS and its clocks, in table order), already narrowed to the chosen
        voices; not changed.
    day : a month- or year-precise statement counts from its last day.
    known : additionally leaves out what had not been entered by that day, and what does not say when it was.
    returns : the same columns in the same order, at most one row per (negotiation, actor, issue). A pair of whom nothing
        was said by `day` has no row.
    """
    return statements.iloc[_Said.of(statements, day, known).standing()]


def standing_rows(statements: pd.DataFrame, day: date, known: date | None = None) -> Rows:
    """As `as_of`, as the places of the rows, rising."""
    return _Said.of(statements, day, known).standing()


def positions(statements: pd.DataFrame, issues: pd.DataFrame, day: date, known: date | None = None) -> pd.DataFrame:
    """As `as_of`, with the age of each position and what a reader must know about it.

    issues : the issues table, for `stale_after_days`.
    returns : columns.POSITIONS and the clocks: `age_days`, `stale`, `mixed` (two stances that day, the last stands),
        `reported_otherwise` (a later report differs from the record).
    """
    said = _Said.of(statements, day, known)
    cells = said.standing()
    found = statements.iloc[cells]
    age = days.number(day) - found["day"].to_numpy()
    return found.assign(
        age_days=pd.array(age, dtype="Int32"),
        stale=_stale(found, issues, age),
        mixed=said.mixed(cells),
        reported_otherwise=np.isin(cells, said.contradicted()),
    )


@dataclass(frozen=True)
class _Said:
    """The columns that decide, as numbers, of all rows; no row is copied, and no text is touched.

    pair : one number per (negotiation, actor, issue), rising with the rows. by : said, and entered, by the day.
    """

    statements: pd.DataFrame
    pair: Numbers
    on_record: npt.NDArray[np.bool_]
    by: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, statements: pd.DataFrame, day: date, known: date | None) -> _Said:
        by = statements["day"].to_numpy() <= days.number(day)
        if known is not None:
            by = by & (statements["recorded_day"].to_numpy() <= days.number(known))
        return cls(statements, pairs(statements), statements["on_record"].to_numpy(), by)

    @cached_property
    def record(self) -> Rows:
        """The last row of each pair on the record."""
        return self._last_of_each(np.flatnonzero(self.by & self.on_record))

    @cached_property
    def reported(self) -> Rows:
        """The last reported row of each pair."""
        return self._last_of_each(np.flatnonzero(self.by & ~self.on_record))

    def standing(self) -> Rows:
        """The row of the position of each pair."""
        silent = ~np.isin(self.pair[self.reported], self.pair[self.record], assume_unique=True)
        return np.sort(np.concatenate([self.record, self.reported[silent]]))

    def _last_of_each(self, rows: Rows) -> Rows:
        """Rows lie in time order, so the last of each pair is the latest."""
        among = self.pair[rows]
        last: Rows = rows[np.append(among[1:] != among[:-1], True)[: len(rows)]]
        return last

    def contradicted(self) -> Rows:
        """The rows on the record whose pair has a later report with another stance."""
        stance = self._codes("stance")
        _, at_record, at_reported = np.intersect1d(
            self.pair[self.record], self.pair[self.reported], assume_unique=True, return_indices=True
        )
        on, off = self.record[at_record], self.reported[at_reported]
        differing: Rows = on[(off > on) & (stance[off] != stance[on])]
        return differing

    def mixed(self, cells: Rows) -> npt.NDArray[np.bool_]:
        """For each row, the last of its track: do the statements of its file on its issue, in its track, hold more than one stance?"""
        day, precision, stance = self.statements["day"].to_numpy(), self._codes("precision"), self._codes("stance")
        found = np.zeros(len(cells), dtype=bool)
        left, back = np.arange(len(cells)), 1  # of these cells the rows before may still be of the same day
        while len(left):
            rows = cells[left]
            left = left[rows >= back]
            rows = cells[left]
            before = rows - back
            same_day = (self.pair[before] == self.pair[rows]) & (day[before] == day[rows])
            same_day &= precision[before] == precision[rows]
            track = self.on_record[before] == self.on_record[rows]
            found[left] |= same_day & track & self.by[before] & (stance[before] != stance[rows])
            left, back = left[same_day & ~found[left]], back + 1
        return found

    def _codes(self, column: str) -> npt.NDArray[Any]:
        return self.statements[column].cat.codes.to_numpy()


def pairs(statements: pd.DataFrame) -> Numbers:
    """One number per (negotiation, actor, issue), rising with the rows of the table, and as small as there are few of them."""
    words = [statements[column].cat for column in ("negotiation", "actor", "issue")]
    few = prod(len(each.categories) for each in words) < 2**31
    number: Numbers = np.zeros(len(statements), dtype=np.int32 if few else np.int64)
    for each in words:
        number *= len(each.categories)
        number += each.codes.to_numpy()
    return number


def _stale(found: pd.DataFrame, issues: pd.DataFrame, age: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    after = issues["stale_after_days"].to_numpy(dtype=np.float64, na_value=np.inf)
    limits = dict(zip(zip(issues["negotiation"], issues["id"], strict=True), after, strict=True))
    pairs = zip(found["negotiation"], found["issue"], strict=True)
    return age > np.array([limits.get(pair, np.inf) for pair in pairs], dtype=np.float64)
