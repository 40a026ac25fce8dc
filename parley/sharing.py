"""Position files, a part at a time, by this process or by several.

Where nothing else runs in this process, as in a command, the others are forked and are there at once. A server's are started anew,
for a fork would copy the locks of its threads: what is imported here is imported by each of them, so nothing is that reading can do
without (see spared).
"""

from __future__ import annotations

import logging
import multiprocessing
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any
from uuid import uuid4

import pyarrow as pa

from parley import load, spared
from parley.batch import Batch, Lent, read
from parley.rows import POSITIONAL
from parley.scan import Found

PART = 150
"""So many files are read before anybody is told how far it has come."""
AHEAD = 4
"""So many parts are handed to each other process before it has answered, so that it never waits for this one."""

Part = Sequence[Found]
"""Files that are read one after the other by one process."""
Progress = Callable[[int, int], None]
"""Told how many files are read, of how many."""


def batches(
    found: Sequence[Found], lent: Lent, processes: int, *, meanwhile: Callable[[], object], progress: Progress | None = None
) -> Iterator[Batch]:
    """What all of these files say, in some order.

    processes : how many share the work, this one among them. meanwhile : what this one has to do as well, once the others are at it.
    progress : told after each part how far it has come.
    """
    parts = [found[first : first + PART] for first in range(0, len(found), PART)]
    done = 0
    if progress:
        progress(0, len(found))
    for batch in _shared(parts, lent, processes, meanwhile) if processes > 1 else (read(part, lent) for part in parts):
        yield batch
        done += len(batch.digests)
        if progress:
            progress(done, len(found))


def _shared(parts: Sequence[Part], lent: Lent, processes: int, meanwhile: Callable[[], object]) -> Iterator[Batch]:
    """By this process and by others; where none can be had, alone.

    A process started anew takes longer to start than a thousand files to read: meanwhile this one reads itself.
    """
    waiting, underway = deque(parts), dict[Future[_Packed], Part]()
    try:
        begun = _forked if _nothing_else_runs() else _started
        with TemporaryDirectory(prefix="parley-", ignore_cleanup_errors=True) as between, begun(processes - 1, lent, between) as pool:
            _hand_out(pool, waiting, underway, processes - 1)
            meanwhile()
            while waiting or underway:
                if waiting:
                    yield read(waiting.pop(), lent)
                else:
                    wait(underway, return_when=FIRST_COMPLETED)
                for done in [each for each in underway if each.done()]:
                    batch = _unpacked(*done.result())
                    del underway[done]
                    _hand_out(pool, waiting, underway, processes - 1)
                    yield batch
    except (BrokenProcessPool, OSError) as error:
        logging.getLogger(__name__).warning("one process reads all the files, since no others can be had (%s)", error)
        yield from (read(part, lent) for part in (*underway.values(), *waiting))


def _nothing_else_runs() -> bool:
    """Whether a fork copies no lock that somebody holds. Elsewhere than on Linux the system's own libraries hold some."""
    return sys.platform == "linux" and threading.active_count() == 1


def _forked(processes: int, *lent: Any) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _borrow_spared, lent)


def _started(processes: int, *lent: Any) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), spared.begin, (spared.later(_borrow, *lent),))


def _hand_out(pool: ProcessPoolExecutor, waiting: deque[Part], underway: dict[Future[_Packed], Part], others: int) -> None:
    """To so many other processes: AHEAD parts each, and in the end no more than their share of what is left."""
    while len(underway) < min(AHEAD * others, (len(waiting) + len(underway)) * others // (others + 1)):
        with _nothing_to_run_again():  # the first ones start the processes
            underway[pool.submit(_packed, waiting[0])] = waiting[0]
        waiting.popleft()


@contextmanager
def _nothing_to_run_again() -> Iterator[None]:
    """A process started anew runs the main module of ours first, and while a page is drawn Streamlit makes that page the main module."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


_Packed = tuple[Batch, str]
_borrowed: list[tuple[Lent, str]] = []


def _borrow(lent: Lent, between: str) -> None:
    """In a process that helps: keep what every part needs. between : a folder that both sides can reach."""
    _borrowed.append((lent, between))


def _borrow_spared(lent: Lent, between: str) -> None:
    """The same in a forked one, which has what was imported until now. pyarrow asks for pandas when it makes its first array."""
    spared.from_now_on()
    _borrow(lent, between)


def _packed(part: Part) -> _Packed:
    """A batch for the way home: its rows as Arrow, in a file, and the small rest.

    A pipe takes 64 kB at once, and the megabyte of a part would wait for this process' reader at every piece, and he for his turn.
    """
    lent, between = _borrowed[0]
    with load.collector_off():
        batch = read(part, lent)
        place = f"{between}/{uuid4().hex}"
        with pa.OSFile(place, "wb") as file:
            for name in POSITIONAL:
                with pa.ipc.new_stream(file, batch.rows[name].schema) as stream:
                    stream.write_table(batch.rows[name])
        return replace(batch, rows={}), place


def _unpacked(batch: Batch, place: str) -> Batch:
    with pa.OSFile(place) as file:
        content = pa.BufferReader(file.read_buffer())
    Path(place).unlink()
    return replace(batch, rows={name: pa.ipc.open_stream(content).read_all() for name in POSITIONAL})
