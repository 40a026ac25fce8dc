"""The one snapshot every session reads, replaced whole when the files change.

It lives in this module and not in Streamlit's caches, because any anonymous client can clear those. A session that holds
a snapshot keeps it for its whole run, so nobody ever sees half a reading.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from parley import load
from parley.problems import Problem
from parley.tables import Tables, build

SHIPPED = Path(__file__).resolve().parent.parent / "positions"
VARIABLE = "PARLEY_POSITIONS"
_LOOK_AGAIN_SECONDS = 1.0


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One complete reading of the positions folder. Two readings are never equal, even of the same files."""

    folder: Path
    version: str
    problems: tuple[Problem, ...]
    tables: Tables
    _parts: dict[str, Tables] = field(default_factory=dict, repr=False)

    def of(self, negotiation: str) -> Tables:
        """The tables of one negotiation; made once."""
        if negotiation not in self._parts:
            self._parts[negotiation] = self.tables.of(negotiation)
        return self._parts[negotiation]


def read(folder: Path) -> Snapshot:
    """Read the folder now. raises: FileNotFoundError when it does not exist."""
    tree = load.load(folder)
    return Snapshot(folder, tree.version, tree.problems, build(tree))


def folder() -> Path:
    """The positions folder: PARLEY_POSITIONS, else the one that ships with Parley."""
    return Path(os.environ.get(VARIABLE) or SHIPPED)


def current() -> Snapshot:
    """The snapshot of `folder()`, read again when a file was added, removed or changed. Looks at most once a second."""
    return _HOLDER.current()


def at_hand() -> Snapshot | None:
    """The same if it was looked at within the last second, else None: never waits and never reads."""
    return _HOLDER.at_hand()


def warm() -> None:
    """Read the folder ahead of the first question. A folder that cannot be read is told to those who ask, not here."""
    with contextlib.suppress(OSError):
        current()


class _Holder:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._print: frozenset[tuple[str, int, int, int]] = frozenset()
        self._looked = 0.0

    def at_hand(self) -> Snapshot | None:
        held = self._snapshot
        fresh = held is not None and held.folder == folder() and time.monotonic() - self._looked < _LOOK_AGAIN_SECONDS
        return held if fresh else None

    def current(self) -> Snapshot:
        with self._lock:
            if (fresh := self.at_hand()) is not None:
                return fresh
            wanted, held = folder(), self._snapshot
            seen = frozenset(_fingerprints(wanted))
            if held is None or held.folder != wanted or seen != self._print:
                self._snapshot, self._print = read(wanted), seen
            self._looked = time.monotonic()
            assert self._snapshot is not None
            return self._snapshot


def _fingerprints(folder: Path) -> Iterator[tuple[str, int, int, int]]:
    """What tells that a file is another: `cp -p` and `git checkout` may keep size and mtime, but not ctime or inode."""
    with suppress(OSError), os.scandir(folder) as entries:  # what vanishes while we look, or is closed to us, the reading tells
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                yield from _fingerprints(Path(entry.path))
            elif entry.name.lower().endswith((".yaml", ".yml")):
                stat = entry.stat(follow_symlinks=False)
                yield entry.path, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


_HOLDER = _Holder()
