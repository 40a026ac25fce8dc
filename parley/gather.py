"""A positions folder -> every table and every problem, a batch of files at a time, in as many processes as it is worth.

`tables.build(load.load(folder))` says the same, slower and with every file in memory: a test holds the two together.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from parley import load, sharing
from parley.batch import Batch, Lent, judge_answers, lend, missing
from parley.problems import Problem
from parley.reading import by_path
from parley.registers import Registers
from parley.rows import arrows
from parley.scan import Found, scan
from parley.sharing import Progress

if TYPE_CHECKING:
    from parley.tables import Tables

WORTH_PROCESSES = 2000
"""Below so many files, starting processes takes longer than they save."""
MOST_PROCESSES = 8


@dataclass(frozen=True)
class Gathered:
    """A positions folder as it was read.

    digests : SHA-256 of every file's bytes by its path, in order; empty where they could not be had. problems : in order.
    version : as of load.Tree. glance : what scan.glance tells again as long as nothing changes. lent : what its registers lend to the
    reading of its position files, as long as none of them changes; None where they were not read, for the tables had been compiled.
    """

    folder: Path
    digests: Mapping[str, str]
    problems: tuple[Problem, ...]
    tables: Tables
    version: str
    glance: Mapping[str, tuple[int, ...]]
    lent: Lent | None = None


def gather(folder: Path, *, processes: int | None = None, progress: Progress | None = None) -> Gathered:
    """Read and check every YAML file under `folder`.

    processes : how many share the work; when left out, as many as the folder is worth on this machine.
    progress : told now and then how far it has come.
    raises : FileNotFoundError when there is no such folder. A wrong file never raises: it is a Problem.
    """
    scanned = scan(folder)
    registers, positions = apart(scanned.found)
    with load.collector_off():
        lent, held = lend(registers, (each.path.partition("/")[0] for each in scanned.found))
        many = _worth(len(positions)) if processes is None else processes
        said = list(sharing.batches(positions, lent, many, meanwhile=_tables, progress=progress))
        held.rows = arrows(lent.files, lent.words)
        batch = Batch.joined([held, *said])
        judge_answers(batch, lent, scanned.found)
        untitled = load.without_title(map(by_path, batch.digests))
        problems = [*scanned.problems, *batch.problems, *missing(lent, batch.wanted), *untitled]
        sound = set(batch.sound)
        words = Registers((each for each in lent.files if each.path in sound), (path.partition("/")[0] for path in batch.sound))
        digests = dict(sorted(batch.digests.items()))
        made = _tables().whole(words, batch.rows)
        return Gathered(folder, digests, tuple(sorted(problems)), made, load.version(digests.items()), scanned.glance, lent)


def apart(found: Iterable[Found]) -> tuple[list[Found], list[Found]]:
    """Registers, and position files. What belongs nowhere goes with either: its path is its mistake."""
    registers: list[Found] = []
    positions: list[Found] = []
    for each in found:
        (registers if each.path.count("/") == 1 else positions).append(each)
    return registers, positions


def _worth(files: int) -> int:
    return min(os.cpu_count() or 1, MOST_PROCESSES) if files >= WORTH_PROCESSES else 1


def _tables() -> ModuleType:
    """Where files become frames. pandas takes as long to import as thousands of files to read: other processes read them meanwhile."""
    from parley import tables

    return tables
