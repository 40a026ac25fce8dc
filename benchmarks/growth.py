"""How every stage grows with the number of files: an exponent of 1 means that ten times as many take ten times as long.

python -m benchmarks.growth             FULL=1 compares 5,000 with 50,000 files instead of 1,000 with 8,000
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks import made
from benchmarks.rounds import FULL, exponent, rounds
from parley import compiled, matrix, store
from parley.analysis import asof, diff, shifts
from parley.columns import COLUMNS
from parley.export.csv import csv
from parley.frames import public
from parley.gather import gather
from parley.scan import glance
from parley.store import Snapshot
from parley.view import View

SMALL, LARGE = (5_000, 50_000) if FULL else (1_000, 8_000)
TIMES = 3
NOW, THEN = date(2024, 6, 30), date(2024, 3, 31)


def stages(folder: Path) -> dict[str, Callable[[], object]]:
    """Everything that is done with a folder, by name."""
    held = gather(folder, processes=1)
    compiled.keep(held)
    said, issues = held.tables.statements, held.tables.issues
    view = View(negotiation="made", asof=NOW)
    shown = public(said, COLUMNS["statements"][:-3])
    return {
        "a whole reading": lambda: gather(folder, processes=1),
        "a start from compiled tables": lambda: store._reading(folder, None),
        "a look": lambda: glance(folder),
        "as of a day": lambda: asof.as_of(said, NOW),
        "two days": lambda: diff.diff(said, issues, THEN, NOW),
        "shifts": lambda: shifts.shifts(said),
        "the first matrix": lambda: matrix.matrix(view, Snapshot(folder, held.version, held.problems, held.tables)),
        "CSV of all statements": lambda: csv(shown),
    }


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        os.environ[compiled.VARIABLE] = f"{name}/cache"
        took = {}
        for files in (SMALL, LARGE):
            folder = made.write(Path(name) / str(files), files)
            took[files] = {stage: sorted(seconds)[TIMES // 2] for stage, seconds in rounds(stages(folder), TIMES).items()}
    print(f"{'cpu ms':32} {SMALL:>10,} {LARGE:>10,} files   exponent, goal 1.12")
    for stage, small in took[SMALL].items():
        large = took[LARGE][stage]
        print(f"{stage:32} {1000 * small:10.1f} {1000 * large:10.1f}         {exponent(small, large, LARGE / SMALL):.2f}")


if __name__ == "__main__":
    main()
