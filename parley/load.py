"""A folder of positions -> its sound files and every problem in it.

Three steps: walk the folder; read each file on its own (`reading`, a pure function of path and bytes); hold all of them
against each other (`references`). A wrong file is left out whole and costs nobody else's data.
"""

from __future__ import annotations

import gc
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from parley import references
from parley.problems import Problem
from parley.reading import File, Reading, not_read, placed, read_file
from parley.references import statement_id
from parley.yamlfile import LARGEST

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
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}")
    problems: list[Problem] = []
    with _collector_off():
        readings = list(_readings(folder, problems))
        problems += [problem for reading in readings for problem in reading.problems]
        problems += _between_files(folder, readings)
        problems += _negotiations_without_title(readings)
        return _tree(readings, problems)


def readings(folder: Path, negotiation: str) -> list[Reading]:
    """Every YAML file of one negotiation, as read on its own, in order of the paths: for those who write into it.

    raises : FileNotFoundError when there is no such positions folder; a negotiation that is not there has no files.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}")
    return [each for each in _readings(folder, []) if each.file.negotiation == negotiation]


def _between_files(folder: Path, readings: Sequence[Reading]) -> Iterator[Problem]:
    """References that lead nowhere. Only their files are read a second time, to find the places."""
    for found in references.broken(readings):
        if isinstance(found, Problem):
            yield found
        else:
            reading, mistakes = found
            yield from placed(reading.file.path, _bytes_again(folder / reading.file.path), mistakes)


def _tree(readings: Sequence[Reading], problems: Sequence[Problem]) -> Tree:
    unsound = {problem.file for problem in problems}
    files = tuple(reading.file for reading in readings if reading.file.path not in unsound)
    return Tree(files, tuple(sorted(problems)), _version(reading.file for reading in readings))


def _negotiations_without_title(readings: Iterable[Reading]) -> Iterator[Problem]:
    """Every negotiation has a negotiation.yaml; without one the folder's name must do."""
    titled = {reading.file.negotiation for reading in readings if reading.file.kind == "negotiation"}
    for negotiation in sorted({reading.file.negotiation for reading in readings} - titled - {""}):
        message = f"there is no negotiation.yaml; write one with a line `title: …` (until then the title is `{negotiation}`)"
        yield Problem(f"{negotiation}/negotiation.yaml", 1, 1, "missing-negotiation", message)


def _version(files: Iterable[File]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.path}\0{file.digest}\n".encode())
    return whole.hexdigest()[:12]


def _readings(folder: Path, problems: list[Problem]) -> Iterator[Reading]:
    """Every YAML file, in order of the paths. Folders that cannot be listed go to `problems`."""
    root = os.path.realpath(folder)
    for path, entry in sorted(_walk(root, problems), key=lambda found: found[0]):
        why_not = _not_a_file_here(entry, root)
        if why_not:
            yield not_read(Problem(path, 1, 1, *why_not))
            continue
        try:
            content = _bytes(entry.path)
        except OSError as error:
            yield not_read(_cannot_be_read(path, error))
        else:
            yield read_file(path, content)


def _walk(root: str, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything that looks like YAML, with its path below the root."""
    waiting = [(root, "")]
    while waiting:
        folder, below = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                found = [entry for entry in listed if not entry.name.startswith(".")]
        except OSError as error:
            problems.append(_cannot_be_read(below.rstrip("/"), error))
            continue
        for entry in found:
            path = below + _shown(entry.name)
            if entry.name.lower().endswith((".yaml", ".yml")):
                yield path, entry
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{path}/"))
            elif entry.is_symlink() and entry.is_dir():
                problems.append(Problem(path, 1, 1, "linked-folder", "a link to a folder is not followed; put the files here"))


def _not_a_file_here(entry: os.DirEntry[str], root: str) -> tuple[str, str] | None:
    """Rule and message when an entry is no file of this folder."""
    if not entry.name.endswith(".yaml"):
        return "wrong-name", f"rename it to `{_shown(entry.name).rpartition('.')[0]}.yaml`"
    if entry.is_symlink():
        target = Path(os.path.realpath(entry.path))
        if not target.exists():
            return "dangling-link", "a link to a file that does not exist; mend or delete it"
        if not target.is_relative_to(root):
            return "link-outside", "a link to a file outside of the positions folder; put the file itself here"
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        return "unreadable", f"the file cannot be read ({error.strerror}); check its rights"
    if stat.S_ISDIR(mode):
        return "not-a-file", "a folder whose name ends like a file's; rename it"
    return None if stat.S_ISREG(mode) else ("not-a-file", "neither a file nor a folder; delete it")


def _bytes(path: str | Path) -> bytes:
    """A file's bytes, at most one more than any file may have."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(descriptor, min(os.fstat(descriptor).st_size, LARGEST) + 1)
    finally:
        os.close(descriptor)


def _bytes_again(path: Path) -> bytes:
    """As before; nothing when the file is gone meanwhile, and its mistakes are then said of its first line."""
    try:
        return _bytes(path)
    except OSError:
        return b""


def _cannot_be_read(path: str, error: OSError) -> Problem:
    return Problem(path, 1, 1, "unreadable", f"it cannot be read ({error.strerror}); check its rights")


def _shown(name: str) -> str:
    """A file's name as text that can be printed: what is no UTF-8, or would break the line, is replaced."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Thousands of small containers and no cycles among them: the collector would only look at them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
