"""A positions folder -> every table and every problem, a batch of files at a time, in as many processes as it is worth.

`tables.build(load.load(folder))` says the same, slower and with every file in memory: a test holds the two together.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

from parley import load, tables
from parley.batch import Batch, Lent, judge_answers, lend, missing, read
from parley.problems import Problem
from parley.reading import by_path
from parley.registers import Registers
from parley.scan import Found, Glance, scan
from parley.tables import Tables

PART = 150
"""So many files are read before anybody is told how far it has come."""
AHEAD = 2
"""So many parts are handed to each other process before it has answered, so that it never waits for this one."""
WORTH_PROCESSES = 2000
"""Below so many files, starting processes takes longer than they save."""
MOST_PROCESSES = 8

Progress = Callable[[int, int], None]
"""Told how many files are read, of how many."""


@dataclass(frozen=True)
class Gathered:
    """A positions folder as it was read.

    digests : SHA-256 of every file's bytes by its path, in order; empty where they could not be had. problems : in order.
    version : as of load.Tree. glance : what scan.glance tells again as long as nothing changes.
    """

    folder: Path
    digests: Mapping[str, str]
    problems: tuple[Problem, ...]
    tables: Tables
    version: str
    glance: Glance


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
        batch = Batch.joined([held, *_batches(positions, lent, _worth(len(positions)) if processes is None else processes, progress)])
        judge_answers(batch, lent, scanned.found)
        untitled = load.without_title(map(by_path, batch.digests))
        problems = [*scanned.problems, *batch.problems, *missing(lent, batch.wanted), *untitled]
        sound = set(batch.sound)
        words = Registers((each for each in lent.files if each.path in sound), (path.partition("/")[0] for path in batch.sound))
        digests = dict(sorted(batch.digests.items()))
        made = tables.whole(words, batch.rows)
        return Gathered(folder, digests, tuple(sorted(problems)), made, load.version(digests.items()), scanned.glance)


def apart(found: Iterable[Found]) -> tuple[list[Found], list[Found]]:
    """Registers, and position files. What belongs nowhere goes with either: its path is its mistake."""
    registers: list[Found] = []
    positions: list[Found] = []
    for each in found:
        (registers if each.path.count("/") == 1 else positions).append(each)
    return registers, positions


def _worth(files: int) -> int:
    return min(os.cpu_count() or 1, MOST_PROCESSES) if files >= WORTH_PROCESSES else 1


def _batches(found: Sequence[Found], lent: Lent, processes: int, progress: Progress | None) -> Iterator[Batch]:
    parts = [found[first : first + PART] for first in range(0, len(found), PART)]
    done = 0
    if progress:
        progress(0, len(found))
    for batch in _shared(parts, lent, processes) if processes > 1 else (read(part, lent) for part in parts):
        yield batch
        done += len(batch.digests)
        if progress:
            progress(done, len(found))


def _shared(parts: Sequence[Sequence[Found]], lent: Lent, processes: int) -> Iterator[Batch]:
    """By this process and by others, started anew: a fork would copy the locks of a server's threads. Where none can be had, alone.

    A process takes longer to start than a thousand files to read: meanwhile this one reads itself.
    """
    waiting, underway = deque(parts), dict[Future[_Packed], Sequence[Found]]()
    try:
        with ProcessPoolExecutor(processes - 1, multiprocessing.get_context("spawn"), _borrow, (lent,)) as pool:
            while waiting or underway:
                while waiting and len(underway) < AHEAD * (processes - 1):
                    with _nothing_to_run_again():  # the first ones start the processes
                        underway[pool.submit(_packed, waiting[0])] = waiting[0]
                    waiting.popleft()
                if waiting:
                    yield read(waiting.pop(), lent)
                else:
                    wait(underway, return_when=FIRST_COMPLETED)
                for done in [each for each in underway if each.done()]:
                    batch = _unpacked(*done.result())
                    del underway[done]
                    yield batch
    except (BrokenProcessPool, OSError) as error:
        logging.getLogger(__name__).warning("one process reads all the files, since no others can be had (%s)", error)
        yield from (read(part, lent) for part in (*underway.values(), *waiting))


@contextmanager
def _nothing_to_run_again() -> Iterator[None]:
    """A process started anew runs the main module of ours first, and while a page is drawn Streamlit makes that page the main module."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


_Packed = tuple[Batch, dict[str, bytes]]
_borrowed: list[Lent] = []


def _borrow(lent: Lent) -> None:
    """In a process that helps: keep what every part needs."""
    _borrowed.append(lent)


def _packed(part: Sequence[Found]) -> _Packed:
    """A batch for the way home: its rows as Arrow, the rest is small."""
    with load.collector_off():
        batch = read(part, _borrowed[0])
        return replace(batch, rows={}), {name: _bytes(rows) for name, rows in batch.rows.items()}


def _unpacked(batch: Batch, rows: dict[str, bytes]) -> Batch:
    return replace(batch, rows={name: pa.ipc.open_stream(each).read_all() for name, each in rows.items()})


def _bytes(rows: pa.Table) -> Any:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return sink.getvalue().to_pybytes()
