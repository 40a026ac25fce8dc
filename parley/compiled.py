"""Tables at rest, so that a start need not read every file again: a cache, never a truth.

    <cache>/<name of the positions folder, hashed>/now            names the generation that counts
    <cache>/<name of the positions folder, hashed>/<generation>/  about.json, an .arrow file a table, and two of the files

A generation is written whole beside the one before and takes its place by one rename of `now`, so that a crash, a full disk
or a second process leave either. What another version of Parley or of its libraries made, and what does not hold the bytes
it was written with, counts for nothing. Long text is not read but mapped, and so a file that is in use is never changed,
only replaced. Deleting all of it is always safe.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import uuid
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import xxhash

from parley import frames
from parley.columns import COLUMNS
from parley.gather import Gathered
from parley.problems import Problem
from parley.scan import Gate
from parley.tables import NAMES, WhenAsked

VARIABLE = "PARLEY_CACHE"
WORTH = 500
"""A folder of fewer files is read as quickly as it is fetched from here."""
MOST_FOLDERS = 8
"""So many positions folders are remembered; of more, the one not written for the longest goes."""

_LIBRARIES = ("pandas", "pyarrow", "pydantic", "pyyaml")
_NOW, _ABOUT, _DIGESTS, _GLANCE = "now", "about.json", "digests", "glance"
_LOG = logging.getLogger(__name__)


def cache_folder() -> Path | None:
    """Where compiled tables rest: PARLEY_CACHE, else the user's cache folder; None when PARLEY_CACHE is empty: nowhere."""
    if VARIABLE in os.environ:
        return Path(os.environ[VARIABLE]) if os.environ[VARIABLE] else None
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path("~/.cache").expanduser()) / "parley"


def fetch(folder: Path) -> Gathered | None:
    """The reading of `folder` that was kept last, whatever has changed since; None when there is none that can be trusted."""
    home = _home(folder)
    if home is None:
        return None
    try:
        return _fetched(folder, home / (home / _NOW).read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        _LOG.warning("the compiled tables in %s are of no use and are made anew (%s)", home, error)
        return None


def keep(gathered: Gathered) -> None:
    """Put a reading to rest. A disk that is full or closed to us is told in the log, and costs nothing but the next start's time."""
    home = _home(gathered.folder)
    if home is None or len(gathered.digests) < WORTH:
        return
    made = home / uuid.uuid4().hex
    try:
        made.mkdir(parents=True)
        _write(gathered, made)
        _point(home, made.name)
        _tidy(home, made.name)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        _LOG.warning("compiled tables cannot be kept in %s (%s)", home, error.strerror or error)


class _Digests(Mapping[str, str]):
    """The digests by path, made only when somebody asks: with nothing changed nobody does."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    @cached_property
    def _by_path(self) -> dict[str, str]:
        return dict(zip(self._table["path"].to_pylist(), self._table["digest"].to_pylist(), strict=True))

    def __getitem__(self, path: str) -> str:
        return self._by_path[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_path)

    def __len__(self) -> int:
        return len(self._table)


class _Glance(Mapping[str, tuple[int, ...]]):
    """The glance that was kept. Where nothing has changed since, its sum is enough to tell, and nobody asks for the rest."""

    def __init__(self, table: pa.Table, total: str) -> None:
        self._table, self._total = table, total

    @cached_property
    def _by_place(self) -> dict[str, tuple[int, ...]]:
        if not len(self._table):
            return {}
        gates = zip(*(self._table[name].to_numpy().tolist() for name in Gate._fields), strict=True)
        places = self._table["place"].combine_chunks()
        as_one = pc.binary_join(pa.ListArray.from_arrays([0, len(places)], places), b"\0")[0].as_py()  # thrice as quick as one by one
        return dict(zip(os.fsdecode(as_one).split("\0"), gates, strict=True))

    def __getitem__(self, place: str) -> tuple[int, ...]:
        return self._by_place[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_place)

    def __len__(self) -> int:
        return len(self._table)

    def __eq__(self, other: object) -> bool:
        """Folders are listed in the same order as long as nothing changes in them; in another they may still hold the same."""
        return isinstance(other, Mapping) and (_sum_of(other) == self._total or self._by_place == other)

    __hash__ = None  # type: ignore[assignment]  # as of any mapping


def _sum_of(told: Mapping[str, tuple[int, ...]]) -> str:
    """Of a glance in its order."""
    return _sum(os.fsencode("\0".join(told)) + array("q", chain.from_iterable(told.values())).tobytes())


@cache
def _maker() -> str:
    """What must be the same for tables to mean the same: our own source, and the libraries they were made with."""
    own = sorted(Path(__file__).parent.glob("*.py"))
    ours = sha256(b"\0".join(each.read_bytes() for each in own)).hexdigest()
    return " ".join([ours, *(f"{name} {version(name)}" for name in _LIBRARIES)])


def _home(folder: Path) -> Path | None:
    root = cache_folder()
    return root / sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32] if root else None


def _write(gathered: Gathered, made: Path) -> None:
    held = {name: frames.back(getattr(gathered.tables, name), COLUMNS[name]) for name in NAMES}
    about = {
        "maker": _maker(),
        "folder": os.path.realpath(gathered.folder),
        "version": gathered.version,
        "glance": _sum_of(gathered.glance),
        "problems": [asdict(each) for each in gathered.problems],
        "sums": {name: _put(made / f"{name}.arrow", table) for name, table in (held | _beside(gathered)).items()},
    }
    text = json.dumps(about).encode()
    _put_bytes(made / _ABOUT, _sum(text).encode() + b"\n" + text)


def _fetched(folder: Path, made: Path) -> Gathered | None:
    total, _, text = (made / _ABOUT).read_bytes().partition(b"\n")
    if total.decode("ascii") != _sum(text):
        raise ValueError(f"{_ABOUT} does not hold what was written")
    about = json.loads(text)
    if about["maker"] != _maker() or about["folder"] != os.path.realpath(folder):
        return None
    tables = {name: _mapped(made / f"{name}.arrow", total) for name, total in about["sums"].items()}
    digests, told = _Digests(tables.pop(_DIGESTS)), _Glance(tables.pop(_GLANCE), about["glance"])
    problems = tuple(Problem(**each) for each in about["problems"])
    held = WhenAsked(lambda name: frames.frame(tables[name], COLUMNS[name]), sum(table.nbytes for table in tables.values()))
    return Gathered(folder, digests, problems, held, about["version"], told)


def _beside(gathered: Gathered) -> dict[str, pa.Table]:
    """What is kept beside the tables: the digests, and the glance."""
    digests, told = gathered.digests, gathered.glance
    parts = zip(*told.values(), strict=True) if told else ((),) * len(Gate._fields)
    gates = {name: pa.array(part, pa.int64()) for name, part in zip(Gate._fields, parts, strict=True)}
    return {
        _DIGESTS: pa.table({"path": pa.array([*digests], pa.string()), "digest": pa.array([*digests.values()], pa.string())}),
        _GLANCE: pa.table({"place": pa.array(map(os.fsencode, told), pa.binary()), **gates}),  # names need not be text
    }


def _put(path: Path, table: pa.Table) -> str:
    """Write a table for good. returns : its sum."""
    with path.open("wb") as file:
        with pa.ipc.new_file(file, table.schema) as sink:
            sink.write_table(table)
        file.flush()
        os.fsync(file.fileno())
    return _sum(pa.memory_map(str(path)).read_buffer())


def _put_bytes(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _mapped(path: Path, total: str) -> pa.Table:
    """A table that stays on disk. raises: ValueError when it does not hold what was written."""
    whole = pa.memory_map(str(path)).read_buffer()
    if _sum(whole) != total:
        raise ValueError(f"{path.name} does not hold what was written")
    return pa.ipc.open_file(whole).read_all()


def _sum(content: Any) -> str:
    return xxhash.xxh3_128(content).hexdigest()


def _point(home: Path, generation: str) -> None:
    """From now on this generation counts."""
    beside = home / f"{generation}.{_NOW}"
    _put_bytes(beside, generation.encode())
    beside.replace(home / _NOW)
    folder = os.open(home, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _tidy(home: Path, kept: str) -> None:
    """Delete what counts no more: other generations, and folders that have not been written for the longest."""
    for each in home.iterdir():
        if each.is_dir() and each.name != kept:
            shutil.rmtree(each, ignore_errors=True)
        elif each.name.endswith(f".{_NOW}"):
            each.unlink(missing_ok=True)
    homes = sorted((each for each in home.parent.iterdir() if (each / _NOW).is_file()), key=lambda each: (each / _NOW).stat().st_mtime)
    for each in homes[:-MOST_FOLDERS]:
        shutil.rmtree(each, ignore_errors=True)
