"""A folder of positions -> its sound files and every problem in it.

Three steps: look through the folder (`scan`); read each file on its own (`reading`, a pure function of path and bytes); hold all of them
against each other (`references`). A wrong file is left out whole and costs nobody else's data.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from parley import references
from parley.problems import Problem
from parley.rawtext import LARGEST
from parley.reading import Belongs, File, Reading, not_read, placed, read_file
from parley.references import statement_id
from parley.scan import Found, cannot_be_read, scan

__all__ = ["File", "Tree", "load", "statement_id"]


@dataclass(frozen=True)
class Tree:
    """A positions folder as it was read.

    files : the sound ones, in order of their paths.
    problems : in order of (file, line, column); empty when all is sound.
    version : 12 hexadecimal digits made from path and bytes of every YAML file, sound or not.
    """

    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    version: str


def load(folder: Path) -> Tree:
    """Read and check every YAML file under `folder`.

    folder : holds one sub-folder per negotiation; what starts with a dot and what is not YAML is passed over.
    raises : FileNotFoundError when there is no such folder. A wrong file never raises: it is a Problem.
    """
    scanned = scan(folder)
    with collector_off():
        readings = [reading_of(each) for each in scanned.found]
        problems = [*scanned.problems, *(problem for reading in readings for problem in reading.problems)]
        problems += _between_files({each.path: each.place for each in scanned.found}, readings)
        problems += without_title(reading.file for reading in readings)
        return _tree(readings, problems)


def readings(folder: Path, negotiation: str) -> list[Reading]:
    """Every YAML file of one negotiation, as read on its own, in order of the paths: for those who write into it.

    raises : FileNotFoundError when there is no such positions folder; a negotiation that is not there has no files.
    """
    return [reading_of(each) for each in scan(folder).found if each.path.startswith(f"{negotiation}/")]


def reading_of(found: Found) -> Reading:
    """One file, read now."""
    content = content_of(found)
    return not_read(content) if isinstance(content, Problem) else read_file(found.path, content)


def content_of(found: Found) -> bytes | Problem:
    """The bytes of a file, or why they cannot be had; at most one more than any file may have."""
    if found.problem:
        return found.problem
    try:
        return _bytes(found.place)
    except OSError as error:
        return cannot_be_read(found.path, error)


def _between_files(places: Mapping[str, str], readings: Sequence[Reading]) -> Iterator[Problem]:
    """References that lead nowhere. Only their files are read a second time, to find the lines. places : of the files by their paths."""
    for found in references.broken(readings):
        if isinstance(found, Problem):
            yield found
        else:
            reading, mistakes = found
            yield from placed(reading.file.path, _bytes_again(places[reading.file.path]), mistakes)


def _tree(readings: Sequence[Reading], problems: Sequence[Problem]) -> Tree:
    unsound = {problem.file for problem in problems}
    files = tuple(reading.file for reading in readings if reading.file.path not in unsound)
    return Tree(files, tuple(sorted(problems)), version((reading.file.path, reading.file.digest) for reading in readings))


def without_title(files: Iterable[File | Belongs]) -> Iterator[Problem]:
    """Every negotiation has a negotiation.yaml; without one the folder's name must do."""
    files = list(files)
    titled = {file.negotiation for file in files if file.kind == "negotiation"}
    for negotiation in sorted({file.negotiation for file in files} - titled - {""}):
        message = f"there is no negotiation.yaml; write one with a line `title: …` (until then the title is `{negotiation}`)"
        yield Problem(f"{negotiation}/negotiation.yaml", 1, 1, "missing-negotiation", message)


def version(digests: Iterable[tuple[str, str]]) -> str:
    """The data version of files, each with its path and digest, in order of their paths: 12 hexadecimal digits."""
    return hashlib.sha256("\n".join([*map("\0".join, digests), ""]).encode()).hexdigest()[:12]


def read_all(folder: Path) -> list[Reading]:
    """Every YAML file under `folder` on its own, sound or not, in order of the paths. raises: FileNotFoundError."""
    with collector_off():
        return [reading_of(each) for each in scan(folder).found]


def _bytes(path: str | Path) -> bytes:
    """A file's bytes, at most one more than any file may have."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(descriptor, min(os.fstat(descriptor).st_size, LARGEST) + 1)
    finally:
        os.close(descriptor)


def _bytes_again(path: str) -> bytes:
    """As before; nothing when the file is gone meanwhile, and its mistakes are then said of its first line."""
    try:
        return _bytes(path)
    except OSError:
        return b""


@contextmanager
def collector_off() -> Iterator[None]:
    """For a while. Thousands of small containers and no cycles among them: the collector would only look at them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
