"""Starting again: compiled tables beside the least that any cache must do, and what a look costs.

    python -m benchmarks.starting           FULL=1 takes 50,000 files instead of 5,000

The least a start must do is to look at every file (scan and stat) and to read the bytes of the tables. A look at files of which none
has changed must at least look at every file.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pandas as pd

from benchmarks import made
from benchmarks.rounds import FULL, report, rounds
from parley import compiled, store
from parley.gather import gather
from parley.scan import SETTLED_NS
from parley.tables import Tables

_LEAST, _LOOK = "scan, stat and the tables' bytes", "scan and stat"
FILES, TIMES = (50_000, 7) if FULL else (5_000, 7)


def looked_at(folder: str) -> Iterator[os.stat_result]:
    """Every file, with what the system tells of it: the least that any cache must do."""
    with os.scandir(folder) as listed:
        for entry in listed:
            if entry.is_dir(follow_symlinks=False):
                yield from looked_at(entry.path)
            else:
                yield entry.stat()


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        os.environ[compiled.VARIABLE] = f"{name}/cache"
        folder = made.write(Path(name) / "positions", FILES)
        time.sleep(SETTLED_NS / 1e9)
        held = store._reading(folder, None)
        kept = sorted(Path(name, "cache").rglob("*.arrow"))
        file = next((folder / "made" / "actor-7").iterdir())
        text = file.read_text(encoding="utf-8")

        def least() -> None:
            list(looked_at(str(folder)))
            for path in kept:
                path.read_bytes()

        def changed() -> None:
            file.write_text(f"{text}# {time.monotonic_ns()}\n", encoding="utf-8")
            assert store._reading(folder, held) is not held

        untouched = {
            _LEAST: least,
            "a start": lambda: store._reading(folder, None),
            _LOOK: lambda: list(looked_at(str(folder))),
            "a look, nothing changed": lambda: store._reading(folder, held),
        }
        took = rounds(untouched, TIMES)
        touched = rounds({_LEAST: least, "a look, one file changed": changed}, TIMES)
        size = sum(path.stat().st_size for path in kept) / 1e6
        print(f"{FILES:,} files, {size:.0f} MB of compiled tables, cpu ms")
        print(report({each: took[each] for each in (_LEAST, "a start")}, _LEAST, {"a start": "1.30"}))
        print(report({each: took[each] for each in (_LOOK, "a look, nothing changed")}, _LOOK, {"a look, nothing changed": "1.40"}))
        print(report(touched, _LEAST, {"a look, one file changed": "2.00"}))
        _equal(store._reading(folder, held).tables, gather(folder).tables)
        print("After one changed file the tables are those of a reading from nothing.")


def _equal(one: Tables, other: Tables) -> None:
    for each in fields(Tables):
        pd.testing.assert_frame_equal(getattr(one, each.name), getattr(other, each.name), obj=each.name)


if __name__ == "__main__":
    main()
