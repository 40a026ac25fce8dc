"""What `validate` would say of one file if it stood in the folder, without reading all the others.

The rules are those of every reading: `reading` for the file itself, `references` for what it names. Of the folder only what they
look at is read: the registers of the negotiation, and the files of those whom the file answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from parley import load, references
from parley.problems import Problem
from parley.reading import REGISTERS, Reading, placed, read_file
from parley.rules import entries, entries_of

_ID_OF_A_DAY = re.compile(r"([A-Za-z0-9_-]+/[A-Za-z0-9_-]+)/([0-9-]+)/.+", re.ASCII)


def problems_of(folder: Path, path: str, content: bytes) -> tuple[Problem, ...]:
    """Every mistake in the file, in order of its places; empty when it can be saved.

    path : below the folder, `<negotiation>/<actor>/<day>.yaml`. The file need not be there, and what is there is not looked at.
    Mistakes in other files are not told; one in a register leaves unjudged what only that register knows.
    """
    reading = read_file(path, content)
    around = {each.file.path: each for each in (*_registers(folder, reading), *_answered(folder, reading))}
    around[path] = reading
    problems = list(reading.problems)
    for found in references.broken(list(around.values())):
        if not isinstance(found, Problem) and found[0] is reading:
            problems += placed(path, content, found[1])
    return tuple(sorted(problems))


def left_hanging(folder: Path, path: str, before: bytes, after: bytes) -> str:
    """Why a change would break other files: they answer a statement that would be gone. Empty when it breaks none."""
    gone = set(references.ids(_read(path, before).file)) - set(references.ids(read_file(path, after).file))
    if not gone:
        return ""
    for file in load.load(folder).files:
        if file.kind == "position" and file.path != path:
            for _, entry in entries(file.value, "statements", "claims"):
                for answer in entry.get("answers", ()):
                    if answer["to"] in gone:
                        return f"`{answer['to']}` would be gone, and {file.path} answers it; keep its issue and its key"
    return ""


_read = lru_cache(maxsize=64)(read_file)
"""Readings are only looked at, never changed."""


def _registers(folder: Path, reading: Reading) -> Iterator[Reading]:
    for name in REGISTERS:
        yield from _there(folder, f"{reading.file.negotiation}/{name}")


def _answered(folder: Path, reading: Reading) -> Iterator[Reading]:
    """The files of the days that are answered; of a day that is not there all files of that actor, for what was probably meant."""
    if reading.file.kind != "position" or reading.file.value is None:
        return
    for at, entry in entries(reading.file.value, "statements", "claims"):
        for _, answer in entries_of(at, entry, "answers"):
            if found := _ID_OF_A_DAY.fullmatch(answer.get("to") or ""):
                there = list(_there(folder, f"{found[1]}/{found[2]}.yaml"))
                yield from there or _all_of(folder, found[1])


def _all_of(folder: Path, actor: str) -> Iterator[Reading]:
    for path in sorted((folder / actor).glob("[0-9]*.yaml")):
        yield from _there(folder, f"{actor}/{path.name}")


def _there(folder: Path, path: str) -> Iterator[Reading]:
    try:
        content = (folder / path).read_bytes()
    except OSError:
        return
    yield _read(path, content)
