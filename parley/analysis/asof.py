"""Who stands where on a day: the last thing each actor said on each issue by then.

What is on the record always beats a report. Only where an actor has said nothing on the record does its last reported
position fill the cell; a later report that differs is marked, never followed. Claims are not in these tables at all.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley import days

_Rows = npt.NDArray[np.intp]


def as_of(statements: pd.DataFrame, day: date, known: date | None = None) -> pd.DataFrame:
    """The position of each actor on each issue as of `day`.

    statements : the statements table (columns.STATEMENTS and its clocks, in table order), already narrowed to the chosen
        voices; not changed.
    day : a month- or year-precise statement counts from its last day.
    known : additionally leaves out what had not been entered by that day, and what does not say when it was.
    returns : the same columns in the same order, at most one row per (negotiation, actor, issue). A pair of whom nothing
        was said by `day` has no row.
    """
    said = _by(statements, day, known)
    record, reported = _standing(said)
    return said.iloc[_cells(said, record, reported)]


def positions(statements: pd.DataFrame, issues: pd.DataFrame, day: date, known: date | None = None) -> pd.DataFrame:
    """As `as_of`, with the age of each position and what a reader must know about it.

    issues : the issues table, for `stale_after_days`.
    returns : columns.POSITIONS and the clocks: `age_days`, `stale`, `mixed` (two stances that day, the last stands),
        `reported_otherwise` (a later report differs from the record).
    """
    said = _by(statements, day, known)
    record, reported = _standing(said)
    cells = _cells(said, record, reported)
    found = said.iloc[cells]
    age = days.number(day) - found["day"].to_numpy()
    return found.assign(
        age_days=pd.array(age, dtype="Int32"),
        stale=_stale(found, issues, age),
        mixed=_mixed(said)[cells],
        reported_otherwise=np.isin(cells, _contradicted(said, record, reported)),
    )


def _by(statements: pd.DataFrame, day: date, known: date | None) -> pd.DataFrame:
    by = statements["day"].to_numpy() <= days.number(day)
    if known is not None:
        by &= statements["recorded_day"].to_numpy() <= days.number(known)
    return statements[by]


def _pair(said: pd.DataFrame) -> npt.NDArray[np.int64]:
    """One number per (negotiation, actor, issue), rising with the rows."""
    number = np.zeros(len(said), dtype=np.int64)
    for column in ("negotiation", "actor", "issue"):
        words = said[column].cat
        number = number * len(words.categories) + words.codes.to_numpy()
    return number


def _standing(said: pd.DataFrame) -> tuple[_Rows, _Rows]:
    """Rows of the last word of each pair, on the record and reported; rows lie in time order, so the last is the latest."""
    pair, on_record = _pair(said), said["on_record"].to_numpy()
    return _last_of_each(pair, np.flatnonzero(on_record)), _last_of_each(pair, np.flatnonzero(~on_record))


def _last_of_each(pair: npt.NDArray[np.int64], rows: _Rows) -> _Rows:
    among = pair[rows]
    ends = np.append(among[1:] != among[:-1], True)[: len(rows)]
    last: _Rows = rows[ends]
    return last


def _cells(said: pd.DataFrame, record: _Rows, reported: _Rows) -> _Rows:
    pair = _pair(said)
    silent = ~np.isin(pair[reported], pair[record])
    return np.sort(np.concatenate([record, reported[silent]]))


def _contradicted(said: pd.DataFrame, record: _Rows, reported: _Rows) -> _Rows:
    """The rows on the record whose pair has a later report with another stance."""
    pair, stance = _pair(said), said["stance"].cat.codes.to_numpy()
    _, at_record, at_reported = np.intersect1d(pair[record], pair[reported], assume_unique=True, return_indices=True)
    on, off = record[at_record], reported[at_reported]
    differing: _Rows = on[(off > on) & (stance[off] != stance[on])]
    return differing


def _mixed(said: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """For each row: do the statements of its file on its issue, in its track, hold more than one stance?"""
    same_day = [_pair(said), said["date"].to_numpy(), said["on_record"].to_numpy()]
    stances = said["stance"].cat.codes.groupby(same_day).transform("nunique")
    return stances.to_numpy() > 1


def _stale(found: pd.DataFrame, issues: pd.DataFrame, age: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    after = issues["stale_after_days"].to_numpy(dtype=np.float64, na_value=np.inf)
    limits = dict(zip(zip(issues["negotiation"], issues["id"], strict=True), after, strict=True))
    pairs = zip(found["negotiation"], found["issue"], strict=True)
    return age > np.array([limits.get(pair, np.inf) for pair in pairs], dtype=np.float64)
