"""Questions beside plain pandas on the same frame; one negotiation beside many others; CSV; and how much room a statement takes.

    python -m benchmarks.tables             FULL=1 asks 300,000 and 1,000,000 statements instead of 100,000

Plain is what anybody would write first: filter, sort, and `groupby`. It knows nothing of records and reports, of mixed days and
firmness, and so does less.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import made
from benchmarks.rounds import FULL, exponent, report, rounds
from parley import days, matrix
from parley.analysis import asof, diff, shifts
from parley.columns import COLUMNS
from parley.export.csv import csv
from parley.frames import public
from parley.gather import gather
from parley.store import Snapshot
from parley.view import View

ROWS = (300_000, 1_000_000) if FULL else (100_000,)
TIMES = 9 if FULL else 5
OTHERS = (1, 4, 16, 64) if FULL else (1, 8)
NOW, THEN = date(2024, 6, 30), date(2024, 3, 31)
PAIR = ["negotiation", "actor", "issue"]


def main() -> None:
    """Print the tables."""
    for rows in ROWS:
        said = made.statements(rows)
        print(f"{rows:,} statements, cpu ms")
        for plain, ours, goal in _questions(said):
            took = rounds({"plain pandas": plain, goal[0]: ours}, TIMES)
            print(report(took, "plain pandas", {goal[0]: goal[1]}))
        print(_room(said))
    print(_among_others())


def _questions(said: pd.DataFrame) -> list[tuple[Callable[[], object], Callable[[], object], tuple[str, str]]]:
    issues = pd.DataFrame({"negotiation": "made", "id": [f"issue-{n}" for n in range(made.ISSUES)], "kind": "policy"})
    some = public(said, COLUMNS["statements"][:-3]).iloc[: len(said) // 3]
    return [
        (lambda: _plain_as_of(said, NOW), lambda: asof.as_of(said, NOW), ("as of a day", "0.125")),
        (lambda: _plain_diff(said), lambda: diff.diff(said, issues, THEN, NOW), ("two days", "0.125")),
        (lambda: _plain_shifts(said), lambda: shifts.shifts(said), ("shifts", "0.125")),
        (lambda: some.to_csv(index=False), lambda: csv(some), ("CSV", "0.20")),
    ]


def _plain_as_of(said: pd.DataFrame, on: date) -> pd.DataFrame:
    by = said[said["day"] <= days.number(on)].sort_values("day", kind="stable")
    return by.groupby(PAIR, observed=True).tail(1)


def _plain_diff(said: pd.DataFrame) -> pd.DataFrame:
    both = _plain_as_of(said, THEN).merge(_plain_as_of(said, NOW), on=PAIR, suffixes=("_before", ""), how="right")
    return both[both["id"] != both["id_before"]]


def _plain_shifts(said: pd.DataFrame) -> pd.DataFrame:
    said = said.sort_values([*PAIR, "day"], kind="stable")
    columns = ["id", "stance", "firmness", "date", "score"]
    before = said.groupby([*PAIR, "on_record"], observed=True)[columns].shift().add_prefix("before_")
    told = pd.concat([said[["id", "negotiation", "actor", "issue", "date", "day", "stance", "firmness"]], before], axis=1)
    told["steps"] = said["score"] - told["before_score"]
    sign = np.sign(said["score"].astype("float")) * np.sign(told["before_score"].astype("float"))
    same = told["stance"].astype("str") == told["before_stance"].astype("str")
    told["kind"] = np.select([told["before_id"].isna(), ~same & (sign < 0), ~same], ["new", "reversed", "moved"], "reaffirmed")
    return told


def _room(said: pd.DataFrame) -> str:
    hot = [each.name for each in COLUMNS["statements"] if each.kind != "text"]
    held = said[hot].memory_usage(index=False, deep=True).sum() / len(said)
    return f"{held:.0f} bytes a statement in memory; the text of each stays mapped   goal 70\n"


def _among_others() -> str:
    """The matrix of one negotiation of 200 files, with others of the same size beside it: the first question after a reading."""
    took = {}
    with tempfile.TemporaryDirectory() as name:
        for others in OTHERS:
            folder = Path(name) / str(others)
            for number in range(others + 1):
                made.write(folder, 200, seed=number, name=f"made-{number}")
            took[f"{others} others"] = _first_matrix(folder)
    lines = [f"{name:38} {1000 * seconds:9.1f}" for name, seconds in took.items()]
    few, *_, many = took.values()
    grown = exponent(few, many, OTHERS[-1] / OTHERS[0])
    return "\n".join(["The matrix of one negotiation, cpu ms", *lines, f"grows with the number of others ^ {grown:.2f}   goal 0.30"])


def _first_matrix(folder: Path) -> float:
    read = gather(folder)
    view = View(negotiation="made-0", asof=NOW)

    def first() -> None:
        matrix.matrix(view, Snapshot(folder, read.version, read.problems, read.tables))

    return sorted(rounds({"first": first}, TIMES)["first"])[TIMES // 2]


if __name__ == "__main__":
    main()
