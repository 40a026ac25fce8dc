"""The one snapshot every session reads, replaced whole when the files change.

It lives in this module and not in Streamlit's caches, because any anonymous client can clear those. A session that holds
a snapshot keeps it for its whole run, so nobody ever sees half a reading. While a folder is read again, everybody goes on
with the reading before; only for the very first does anybody wait, and `progress` says how long still.

    current()   the snapshot, however long the first reading takes
    soon()      the same, or None while that is under way
    state()     what `current` would give, in one word, for those who ask every second whether anything has changed
"""

from __future__ import annotations

import os
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from parley import compiled, remembered, renewal
from parley.gather import WORTH_PROCESSES, Gathered, gather
from parley.lookout import Lookout
from parley.problems import Problem
from parley.remembered import Remembered
from parley.scan import Glance, glance
from parley.sharing import Progress
from parley.tables import Tables

SHIPPED = Path(__file__).resolve().parent.parent / "positions"
VARIABLE = "PARLEY_POSITIONS"
_LOOK_AGAIN_SECONDS = 0.6
_LOOKS_OFF = 6
"""Where a look takes long, so many times as long passes before the next."""
_MANY = 50
"""So many files another than the compiled tables say: then they are compiled anew."""
_PATIENCE_SECONDS = 1.0
"""So long a reader waits for the first reading before being told how far it has come."""
READING, MISSING = "reading", "missing"
"""The state while there is nothing to show yet, and where there is no folder."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One complete reading of the positions folder, and what was worked out of it. Two readings are never equal, even of the same files."""

    folder: Path
    version: str
    problems: tuple[Problem, ...]
    tables: Tables
    _parts: dict[str, Tables] = field(default_factory=dict, repr=False)

    @cached_property
    def state(self) -> str:
        """In one word, all that a page shows of it: another one when a file or a problem is another."""
        told = "\n".join(map(str, self.problems)).encode("utf-8", "replace")
        return f"{self.version}-{zlib.crc32(told):08x}"

    @cached_property
    def remembered(self) -> Remembered:
        """What was worked out of it."""
        return Remembered(remembered.BYTES + remembered.TABLES * remembered.weight(self.tables))

    def of(self, negotiation: str) -> Tables:
        """The tables of one negotiation; made once."""
        if negotiation not in self._parts:
            self._parts[negotiation] = self.tables.of(negotiation)
        return self._parts[negotiation]


def read(folder: Path, progress: Progress | None = None) -> Snapshot:
    """Read the folder now. raises: FileNotFoundError when it does not exist."""
    return _snapshot(_reading(folder, None, progress))


def folder() -> Path:
    """The positions folder: PARLEY_POSITIONS, else the one that ships with Parley."""
    return Path(os.environ.get(VARIABLE) or SHIPPED)


def current() -> Snapshot:
    """The snapshot of `folder()`, read again when a file was added, removed or changed. Looks at most once a second."""
    return _HOLDER.current()


def soon() -> Snapshot | None:
    """As `current`, but None while others are at the first reading and it takes longer than a moment."""
    return _HOLDER.soon()


def progress() -> tuple[int, int] | None:
    """How many files are read, of how many, while the first reading of `folder()` is under way; else None."""
    return _HOLDER.progress()


def at_hand() -> Snapshot | None:
    """As `current` if it was looked at within the last second, else None: never waits and never reads."""
    return _HOLDER.at_hand()


def state() -> str:
    """The state of the snapshot there is now; while the first is being read, how far that has come; MISSING without a folder.

    Looks at the files itself if it is time to, so that whoever asks every second learns of a change within two. Never waits long.
    """
    if read := progress():
        return f"{READING} {read[0]}"
    try:
        return _HOLDER.looked().state
    except FileNotFoundError:
        return MISSING


def warm(progress: Progress | None = None) -> None:
    """Begin to read the folder ahead of the first question, and wait if that is quickly done.

    progress : told how far it has come. A folder that cannot be read is told to those who ask, not here.
    """
    _HOLDER.tell = progress
    reading = threading.Thread(target=_read_quietly, name="first reading", daemon=True)
    reading.start()
    reading.join(_PATIENCE_SECONDS)


def _read_quietly() -> None:
    with suppress(OSError):
        current()


def _reading(folder: Path, held: Gathered | None, progress: Progress | None = None, look: Callable[[Path], Glance] = glance) -> Gathered:
    """The reading of this moment: `held` itself where nothing has changed since, else as little read anew as will do."""
    known = held or compiled.fetch(folder)
    new = known and _renewed(known, look(folder))
    if not new:
        new = gather(folder, progress=progress)
        compiled.keep(new)
    elif not held and known and new is not known and len(new.glance.items() - known.glance.items()) > _MANY:
        compiled.keep(new)
    return new


def _renewed(known: Gathered, told: Glance) -> Gathered | None:
    return known if told == known.glance else renewal.up_to_date(known, told)


def _snapshot(gathered: Gathered) -> Snapshot:
    return Snapshot(gathered.folder, gathered.version, gathered.problems, gathered.tables)


class _Holder:
    """_held : the last reading and its snapshot. _looking : held by the one who looks at the files. tell : also told of progress."""

    def __init__(self) -> None:
        self.tell: Progress | None = None
        self._held: tuple[Gathered, Snapshot] | None = None
        self._looking = threading.Lock()
        self._looked, self._lookout = 0.0, Lookout()
        self._read: tuple[int, int] | None = None

    def at_hand(self) -> Snapshot | None:
        held = self._held
        if held is None or held[0].folder != folder():
            return None
        pause = max(_LOOK_AGAIN_SECONDS, _LOOKS_OFF * self._lookout.took)
        return held[1] if time.monotonic() - self._looked < pause else None

    def current(self) -> Snapshot:
        if (fresh := self.at_hand()) is not None:
            return fresh
        wanted, held = folder(), self._held
        if held is None or held[0].folder != wanted:
            with self._looking:  # nobody has anything to show: wait
                return self._look(wanted)
        if not self._looking.acquire(blocking=False):
            return held[1]
        if len(held[0].digests) < WORTH_PROCESSES:
            try:
                return self._look(wanted)
            finally:
                self._looking.release()
        threading.Thread(target=self._look_aside, args=(wanted,), name="look at the files", daemon=True).start()
        return held[1]

    def soon(self) -> Snapshot | None:
        if self._read is not None:
            if not self._looking.acquire(timeout=_PATIENCE_SECONDS):
                return None
            self._looking.release()
        return self.current()

    def looked(self) -> Snapshot:
        """As `current`, after the look that is due, unless that finds much to read."""
        if self._held is None or not self._looking.acquire(timeout=_PATIENCE_SECONDS):
            return self.current()
        try:
            return self.at_hand() or self._look(folder())
        finally:
            self._looking.release()

    def progress(self) -> tuple[int, int] | None:
        return self._read

    def _look_aside(self, wanted: Path) -> None:
        """In a thread of its own, which then lets others look."""
        try:
            with suppress(OSError):
                self._look(wanted)
        finally:
            self._looking.release()

    def _look(self, wanted: Path) -> Snapshot:
        """What stands in the folder now. Only for the one who is looking."""
        held = self._held
        before = held[0] if held and held[0].folder == wanted else None
        self._read = None if before else (0, 0)
        try:
            gathered = _reading(wanted, before, None if before else self._tell, self._lookout.glance)
        finally:
            self._read = None
        if held is None or gathered is not before:
            same = held is not None and before is not None and gathered.tables is before.tables and gathered.problems == before.problems
            held = (gathered, held[1] if held and same else _snapshot(gathered))
            self._held = held
        self._looked = time.monotonic()
        return held[1]

    def _tell(self, done: int, of: int) -> None:
        self._read = (done, of)
        if self.tell:
            self.tell(done, of)


_HOLDER = _Holder()
