"""What lies in a positions folder: every YAML file with what tells that it changed, without opening one.

`cp -p`, `touch -r` and a checkout may keep size and time of another file; the time of the inode's last change and its
number do not lie, so all four together are a file's gate.

    glance(folder)  only the gates, as quickly as the system tells them: has anything changed?
    scan(folder)    the same and everything else: what is there, and what is wrong with it before it is opened?
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from parley.problems import Problem

_parts = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
YAML = (".yaml", ".yml")
SETTLED_NS = 2_000_000_000
"""A file that changed so short a time before it was looked at may change again without its gate telling."""

_NEVER = 2**63


class Gate(NamedTuple):
    """What tells that a file is another than before: bytes, and nanoseconds of its last change."""

    size: int
    changed: int
    inode_changed: int
    inode: int


Glance = dict[str, tuple[int, ...]]
"""The gate of everything that looks like a file of ours, by where the system finds it; NO_GATE where there is none to be had."""
NO_GATE = Gate(0, 0, 0, 0)
UNSURE = Gate(-1, 0, 0, 0)
"""The gate of a file that must be looked into next time, for it had only just changed."""


class Found(NamedTuple):
    """A YAML file, or what is named like one.

    path : below the positions folder, with `/`. place : where the system finds it. problem : why it cannot be read, if so.
    """

    path: str
    place: str
    gate: Gate
    problem: Problem | None = None


@dataclass(frozen=True)
class Scan:
    """A positions folder at one moment.

    found : in order of the paths. problems : folders that cannot be listed, or are links. glance : as the function has it, in its order
    too where nothing is odd.
    """

    folder: Path
    found: tuple[Found, ...]
    problems: tuple[Problem, ...]
    glance: Glance


def glance(folder: Path) -> Glance:
    """Everything under `folder` that would make a reading another one. What vanishes meanwhile is not there."""
    told: Glance = {}
    waiting = [os.path.realpath(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listed:
                for entry in listed:
                    name = entry.name
                    if name[-5:] == ".yaml" and name[0] != ".":
                        told[entry.path] = _parts(entry.stat())
                    elif name[0] != ".":
                        _glance_at_others(entry, told, waiting)
        except OSError:
            return _scan(folder, _NEVER).glance  # something is odd here: the careful way
    return told


def plain_file(folder: Path, path: str) -> Found | None:
    """The file at `path`, when it is one that nothing is odd about: no link, no sign in its name that cannot be printed."""
    place = f"{os.path.realpath(folder)}/{path}"
    try:
        seen = os.lstat(place)
    except OSError:
        return None
    plain = stat.S_ISREG(seen.st_mode) and path.endswith(YAML[0]) and path.isascii() and path.isprintable()
    return Found(path, place, Gate(*_parts(seen))) if plain else None


def settled(told: Glance, places: Iterable[str]) -> Glance:
    """A glance to hold later ones against: of these places, those that changed a moment ago are UNSURE."""
    unsettled = time.time_ns() - SETTLED_NS
    return told | {place: UNSURE for place in places if max(told[place][1:3]) > unsettled}


def _glance_at_others(entry: os.DirEntry[str], told: Glance, waiting: list[str]) -> None:
    if entry.name.lower().endswith(YAML):
        told[entry.path] = gate(entry)
    elif entry.is_dir(follow_symlinks=False):
        waiting.append(entry.path)
    elif _links_to_a_folder(entry):
        told[entry.path] = NO_GATE


def scan(folder: Path) -> Scan:
    """Look through `folder` once; what starts with a dot and what is not YAML is passed over.

    returns : gates of files that changed within SETTLED_NS are UNSURE.
    raises : FileNotFoundError when there is no such folder.
    """
    return _scan(folder, time.time_ns() - SETTLED_NS)


def _scan(folder: Path, unsettled: int) -> Scan:
    """As `scan`. unsettled : gates of files that changed later are UNSURE. That is for holding: told twice, it would hide a change."""
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}")
    root = os.path.realpath(folder)
    problems: list[tuple[str, Problem]] = []
    found = [_found(path, entry, root, unsettled) for path, entry in _walk(root, problems)]
    gates: Glance = {each.place: each.gate for each in found}
    gates |= {place: NO_GATE for place, _ in problems}
    return Scan(folder, tuple(sorted(found)), tuple(problem for _, problem in problems), gates)


def _walk(root: str, problems: list[tuple[str, Problem]]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything that looks like YAML, with its path below the root."""
    waiting = [(root, "")]
    while waiting:
        folder, below = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                entries = [entry for entry in listed if not entry.name.startswith(".")]
        except OSError as error:
            problems.append((folder, cannot_be_read(below.rstrip("/"), error)))
            continue
        for entry in entries:
            path = below + _shown(entry.name)
            if entry.name.lower().endswith(YAML):
                yield path, entry
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{path}/"))
            elif _links_to_a_folder(entry):
                message = "a link to a folder is not followed; put the files here"
                problems.append((entry.path, Problem(path, 1, 1, "linked-folder", message)))


def _links_to_a_folder(entry: os.DirEntry[str]) -> bool:
    """A link that runs in a circle leads nowhere, and the system says so with an error."""
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:
        return False


def _found(path: str, entry: os.DirEntry[str], root: str, unsettled: int) -> Found:
    why_not: tuple[str, str] | None
    try:
        seen = entry.stat()
    except OSError as error:
        gate, why_not = NO_GATE, _without_a_stat(entry, error)
    else:
        gate = Gate(*_parts(seen))
        why_not = _not_a_file_here(entry, seen.st_mode, root)
    if max(gate.changed, gate.inode_changed) > unsettled:
        gate = UNSURE
    return Found(path, entry.path, gate, Problem(path, 1, 1, *why_not) if why_not else None)


def gate(entry: os.DirEntry[str] | Path) -> Gate:
    """What tells that this is another file than before; NO_GATE where there is none to be had."""
    try:
        return Gate(*_parts(entry.stat()))
    except OSError:
        return NO_GATE


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
