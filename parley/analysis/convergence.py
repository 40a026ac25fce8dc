"""Whether two actors have come closer: their gaps on several days, over the same issues on each.

Two sums over different issues say nothing about movement, so the set of issues is fixed before anything is added up: the
policy issues on which both stand on the scale on every one of the days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from parley.analysis.asof import as_of
from parley.columns import Column
from parley.frames import rows_of, typed

COLUMNS: tuple[Column, ...] = (
    Column("date", "text", "the day looked at"),
    Column("steps_apart", "whole", "the gaps of all issues of the set, added up"),
    Column("n", "whole", "how many issues the set holds"),
    Column("issue_set", "text", "ids of these issues, joined with ~; the same on every day"),
    Column("widest", "whole", "the largest single gap"),
    Column("closer", "whole", "steps closer since the day before in this table; empty on the first"),
    Column("farther", "whole", "steps farther apart since the day before in this table; empty on the first"),
)
PER_ISSUE: tuple[Column, ...] = (
    Column("issue", "word", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("date", "text", "the day looked at"),
    Column("gap", "whole", "steps between the two stances on that day, 0 to 4"),
    Column("change", "whole", "the gap less that of the day before in this table, so that closer is negative; empty on the first"),
    Column("stance", "word", "where the first actor stands"),
    Column("other_stance", "word", "where the second actor stands"),
    Column("said", "text", "when the first actor said so, as written"),
    Column("other_said", "text", "when the second actor said so, as written"),
    Column("id", "text", "the first actor's statement"),
    Column("other_id", "text", "the second actor's statement"),
    Column("on_record", "flag", "the first actor's position is on the record"),
    Column("other_on_record", "flag", "the second actor's position is on the record"),
)

_READ = ("actor", "issue", "issue_title", "stance", "score", "date", "id", "on_record")
_DECIDES = ("negotiation", "actor", "issue", "on_record", "day", "recorded_day")
"""What `as_of` decides by; the words themselves need not be carried through every day."""
_Placed = Mapping[tuple[str, str], Any]
"""(actor, issue) -> the row of a position on the scale."""


def convergence(
    statements: pd.DataFrame,
    issues: pd.DataFrame,
    actor: str,
    other: str,
    dates: Sequence[date],
    issue_set: Sequence[str] | None = None,
    known: date | None = None,
) -> pd.DataFrame:
    """How far apart two actors are in all on each day, over one set of issues.

    statements, issues : the tables of one negotiation (statements in table order, in the chosen voices); not changed.
    dates : in any order; the answer lies in time order, each day once.
    issue_set : ids of the issues to add up; `shared_issues` when left out.
    returns : COLUMNS, one row per day; none when there is no issue to compare.
    raises : ValueError when an issue of a given `issue_set` has no gap on one of the days: unequal sets are not compared.
    """
    return totals(per_issue(statements, issues, actor, other, dates, issue_set, known))


def totals(each: pd.DataFrame) -> pd.DataFrame:
    """The gaps of all issues added up, day by day. each : as `per_issue` gives them; returns : COLUMNS, as `convergence`."""
    by_day = sorted(rows_of(each), key=lambda row: row.date)
    days = [list(rows) for _, rows in groupby(by_day, key=lambda row: row.date)]
    return typed((_added_up(rows, first=number == 0) for number, rows in enumerate(days)), COLUMNS)


def per_issue(
    statements: pd.DataFrame,
    issues: pd.DataFrame,
    actor: str,
    other: str,
    dates: Sequence[date],
    issue_set: Sequence[str] | None = None,
    known: date | None = None,
) -> pd.DataFrame:
    """Which issue closed and which opened: the gaps that `convergence` adds up.

    Arguments and errors as there.
    returns : PER_ISSUE, one row per issue of the set and day: issues in the order of the set, each in time order.
    """
    placed = _placed_on(statements, actor, other, dates, known)
    chosen = _shared(placed, issues, actor, other) if issue_set is None else list(dict.fromkeys(issue_set))
    return typed((row for issue in chosen for row in _history(placed, issue, actor, other)), PER_ISSUE)


def shared_issues(
    statements: pd.DataFrame, issues: pd.DataFrame, actor: str, other: str, dates: Sequence[date], known: date | None = None
) -> list[str]:
    """Ids of the policy issues on which both actors stand on the scale on every day: in register order, others last, by id."""
    return _shared(_placed_on(statements, actor, other, dates, known), issues, actor, other)


def _placed_on(statements: pd.DataFrame, actor: str, other: str, dates: Sequence[date], known: date | None) -> dict[date, _Placed]:
    """The positions on the scale of the two on each day, days in time order."""
    theirs = statements["actor"].isin([actor, other]).to_numpy()
    said, scored = list(rows_of(statements.loc[theirs, list(_READ)])), statements.loc[theirs, "score"].notna().to_numpy()
    spoken = statements.loc[theirs, list(_DECIDES)].assign(place=range(len(said)))
    placed: dict[date, _Placed] = {}
    for day in sorted(set(dates)):
        standing = as_of(spoken, day, known)["place"].to_numpy()
        placed[day] = {(said[place].actor, said[place].issue): said[place] for place in standing[scored[standing]]}
    return placed


def _shared(placed: Mapping[date, _Placed], issues: pd.DataFrame, actor: str, other: str) -> list[str]:
    always = [{issue for who, issue in then if who == actor} & {issue for who, issue in then if who == other} for then in placed.values()]
    common = set.intersection(*always) if always else set()
    register = [issue for issue in issues["id"] if issue in common]
    return register + sorted(common - set(register))


def _history(placed: Mapping[date, _Placed], issue: str, actor: str, other: str) -> Iterator[dict[str, Any]]:
    before: int | None = None
    for day, then in placed.items():
        missing = [who for who in (actor, other) if (who, issue) not in then]
        if missing:
            raise ValueError(f"`{issue}` cannot be compared on {day}: {' and '.join(missing)} had no position on the scale")
        one, two = then[actor, issue], then[other, issue]
        gap = abs(one.score - two.score)
        yield {
            "issue": issue,
            "issue_title": one.issue_title,
            "date": day.isoformat(),
            "gap": gap,
            "change": None if before is None else gap - before,
            "stance": one.stance,
            "said": one.date,
            "id": one.id,
            "on_record": one.on_record,
            "other_stance": two.stance,
            "other_said": two.date,
            "other_id": two.id,
            "other_on_record": two.on_record,
        }
        before = gap


def _added_up(rows: Sequence[Any], first: bool) -> dict[str, Any]:
    return {
        "date": rows[0].date,
        "steps_apart": sum(row.gap for row in rows),
        "n": len(rows),
        "issue_set": "~".join(row.issue for row in rows),
        "widest": max(row.gap for row in rows),
        "closer": None if first else sum(max(-row.change, 0) for row in rows),
        "farther": None if first else sum(max(row.change, 0) for row in rows),
    }
