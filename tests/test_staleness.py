"""Which positions go stale soon. Limits and days are counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from parley import matrix, store
from parley.analysis.staleness import soon_stale
from parley.view import View
from tests.making import talks

DEMO = View(negotiation="demo")


@pytest.fixture
def snapshot(tmp_path: Path) -> store.Snapshot:
    """100 days until stale; the limit on the army only 10."""
    return store.read(talks(tmp_path))


def soon(snapshot: store.Snapshot, day: date, within_days: int) -> pd.DataFrame:
    issues = snapshot.of("demo").issues
    return soon_stale(matrix.standing(DEMO.but(asof=day), snapshot), issues, day, within_days)


def test_a_position_is_told_before_its_first_stale_day(snapshot: store.Snapshot) -> None:
    # Ukraine on the army: 20 August, 10 days allowed, so 30 August is its last good day and 31 August its first stale one.
    told = soon(snapshot, date(2025, 8, 24), 7)
    assert told[["actor", "issue", "stale_on", "days_left"]].to_numpy().tolist() == [["ukraine", "army-cap", "2025-08-31", 7]]


def test_one_day_short_of_that_it_is_not_told_yet(snapshot: store.Snapshot) -> None:
    assert soon(snapshot, date(2025, 8, 24), 6).empty


def test_it_is_told_on_its_last_good_day_and_no_more_once_it_is_stale(snapshot: store.Snapshot) -> None:
    assert soon(snapshot, date(2025, 8, 30), 1)["days_left"].tolist() == [1]
    assert soon(snapshot, date(2025, 8, 31), 1).empty


def test_what_is_told_is_not_stale_that_day_and_stale_on_the_day_it_names(snapshot: store.Snapshot) -> None:
    def stale(day: date) -> set[str]:
        standing = matrix.standing(DEMO.but(asof=day), snapshot)
        return set(standing.loc[standing["stale"].to_numpy(), "id"])

    day = date(2025, 11, 20)
    told = soon(snapshot, day, 30)
    assert len(told) == 4
    for name, first in zip(told["id"], told["stale_on"], strict=True):
        assert name not in stale(day)
        assert name in stale(date.fromisoformat(first))


def test_the_soonest_comes_first(snapshot: store.Snapshot) -> None:
    # 100 days allowed. Said 10, 15, 20 and 24 August: stale from 19, 24, 29 November and 3 December on.
    told = soon(snapshot, date(2025, 11, 1), 40)
    assert told["stale_on"].tolist() == ["2025-11-19", "2025-11-19", "2025-11-24", "2025-11-29", "2025-12-03", "2025-12-03"]


def test_an_issue_without_a_limit_never_goes_stale(snapshot: store.Snapshot) -> None:
    issues = snapshot.of("demo").issues.assign(stale_after_days=pd.array([pd.NA] * 5, dtype="Int32"))
    standing = matrix.standing(DEMO, snapshot)
    assert soon_stale(standing, issues, date(2025, 8, 24), 10_000).empty
