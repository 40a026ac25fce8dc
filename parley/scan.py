"""What lies in a positions folder: every YAML file with what tells that it changed, without opening one.

`cp -p`, `touch -r` and a checkout may keep size and time of another file; the time of the inode's last change and its
number do not lie, so all four together are a file's gate.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from parley.problems import Problem

YAML = (".yaml", ".yml")


class Gate(NamedTuple):
    """What tells that a file is another than before: bytes, and nanoseconds of its last change."""

    size: int
    changed: int
    inode_changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class Found:
    """A YAML file, or what is named like one.

    path : below the positions folder, with `/`. place : where the system finds it. problem : why it cannot be read, if so.
    """

    path: str
    place: str
    gate: Gate
    problem: Problem | None = None


@dataclass(frozen=True)
class Scan:
    """A positions folder at one moment. found : in order of the paths; problems : folders that cannot be listed, or are links."""

    folder: Path
    found: tuple[Found, ...]
    problems: tuple[Problem, ...]

    @property
    def gates(self) -> dict[str, Gate]:
        """What would differ if anything had changed."""
        return {each.path: each.gate for each in self.found}


def scan(folder: Path) -> Scan:
    """Look through `folder` once; what starts with a dot and what is not YAML is passed over.

    raises : FileNotFoundError when there is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}")
    root = os.path.realpath(folder)
    problems: list[Problem] = []
    found = sorted((_found(path, entry, root) for path, entry in _walk(root, problems)), key=lambda each: each.path)
    return Scan(folder, tuple(found), tuple(problems))


def _walk(root: str, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything that looks like YAML, with its path below the root."""
    waiting = [(root, "")]
    while waiting:
        folder, below = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                entries = [entry for entry in listed if not entry.name.startswith(".")]
        except OSError as error:
            problems.append(cannot_be_read(below.rstrip("/"), error))
            continue
        for entry in entries:
            path = below + _shown(entry.name)
            if entry.name.lower().endswith(YAML):
                yield path, entry
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{path}/"))
            elif entry.is_symlink() and entry.is_dir():
                problems.append(Problem(path, 1, 1, "linked-folder", "a link to a folder is not followed; put the files here"))


def _found(path: str, entry: os.DirEntry[str], root: str) -> Found:
    why_not: tuple[str, str] | None
    try:
        seen = entry.stat()
    except OSError as error:
        gate, why_not = Gate(0, 0, 0, 0), _without_a_stat(entry, error)
    else:
        gate = Gate(seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino)
        why_not = _not_a_file_here(entry, seen.st_mode, root)
    return Found(path, entry.path, gate, Problem(path, 1, 1, *why_not) if why_not else None)


def _not_a_file_here(entry: os.DirEntry[str], mode: int, root: str) -> tuple[str, str] | None:
    """Rule and message when an entry is no file of this folder."""
    if not entry.name.endswith(".yaml"):
        return _wrong_name(entry)
    if entry.is_symlink() and not Path(os.path.realpath(entry.path)).is_relative_to(root):
        return "link-outside", "a link to a file outside of the positions folder; put the file itself here"
    if stat.S_ISDIR(mode):
        return "not-a-file", "a folder whose name ends like a file's; rename it"
    return None if stat.S_ISREG(mode) else ("not-a-file", "neither a file nor a folder; delete it")


def _without_a_stat(entry: os.DirEntry[str], error: OSError) -> tuple[str, str]:
    if not entry.name.endswith(".yaml"):
        return _wrong_name(entry)
    if entry.is_symlink() and not os.path.exists(entry.path):  # noqa: PTH110 - a path that loops is no Path
        return "dangling-link", "a link to a file that does not exist; mend or delete it"
    return "unreadable", f"the file cannot be read ({error.strerror}); check its rights"


def _wrong_name(entry: os.DirEntry[str]) -> tuple[str, str]:
    return "wrong-name", f"rename it to `{_shown(entry.name).rpartition('.')[0]}.yaml`"


def cannot_be_read(path: str, error: OSError) -> Problem:
    """A file or folder that the system does not let us read."""
    return Problem(path, 1, 1, "unreadable", f"it cannot be read ({error.strerror}); check its rights")


def _shown(name: str) -> str:
    """A file's name as text that can be printed: what is no UTF-8, or would break the line, is replaced."""
    if name.isascii() and name.isprintable():
        return name
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
