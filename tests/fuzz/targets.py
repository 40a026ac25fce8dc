"""What each reader of foreign bytes must keep, whatever the bytes are. A target takes one input and raises when a promise is broken.

loader   a path in the first line, a file's bytes below it
view     a query, as it stands in an address
days     a text that may be a day
names    a file's name, as the system hands it out
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from parley import days, rows, scan, selection, sentence, store, yamlfile
from parley.problems import Problem
from parley.reading import File, read_file
from parley.registers import Registers
from parley.view import Known, decode, encode
from tests.making import MORE_TALKS, talks, write

ONE_IN = 16
"""Tables and rows take a hundred times as long as reading: they are made for one sound input in so many."""


def loader(content: bytes) -> None:
    """A file is read whatever it holds; what is wrong with it is told in single lines that lead into it; what is sound makes rows."""
    first, _, text = content.partition(b"\n")
    reading = read_file(path := first.decode("utf-8", "replace"), text)
    lines = len(text.splitlines()) + 1
    for problem in reading.problems:
        _can_be_told(problem, path, lines)
    assert list(reading.problems) == sorted(reading.problems)
    if not reading.problems:
        assert reading.file.kind and isinstance(reading.file.value, dict)
        _both_passes_agree(text)
        if reading.file.kind == "position" and int(reading.file.digest[:2], 16) % ONE_IN == 0:
            _makes_rows(reading.file)


def _can_be_told(problem: Problem, path: str, lines: int) -> None:
    assert problem.file == path
    assert 1 <= problem.line <= lines, f"{problem} is outside of the file's {lines} lines"
    assert problem.column >= 1 and problem.rule and problem.message
    assert len(problem.message.splitlines()) == 1, problem.message


def _both_passes_agree(text: bytes) -> None:
    quick, careful = yamlfile.read(text), yamlfile.survey(text)
    assert careful.problems == ()
    assert careful.value == quick.value
    assert careful.lines == quick.lines


def _makes_rows(file: File) -> None:
    made = rows.arrows([file], Registers([], [file.negotiation]))
    said = sum(len(file.value.get(part, ())) for part in ("statements", "claims"))
    assert len(made["statements"]) + len(made["claims"]) == said


def view(content: bytes) -> None:
    """A query is followed as far as it can be, the rest is told; what was followed has an address that brings it back."""
    asked: dict[str, list[str]] = {}
    for name, value in parse_qsl(content.decode("latin-1"), keep_blank_values=True):
        asked.setdefault(name, []).append(value)
    snapshot = _snapshot()
    followed, faults = decode(asked, snapshot)
    assert all(fault.strip() for fault in faults)
    known = Known.of(snapshot, followed.negotiation)
    assert set(followed.actor) <= set(known.actors) and set(followed.issue) <= set(known.issues)
    address = encode(followed)
    again, nothing = decode({name: [text] for name, text in parse_qsl(urlencode(address))}, snapshot)
    assert (again, nothing) == (followed, []), address
    if sum(content) % ONE_IN == 0:
        assert sentence.positions(followed, snapshot)
        selection.statements(followed, snapshot)


@cache
def _snapshot() -> store.Snapshot:
    """A small folder, read once."""
    with tempfile.TemporaryDirectory() as folder:
        return store.read(write(talks(Path(folder)), MORE_TALKS))


def day(content: bytes) -> None:
    """A text is a day or is told why not; a day is a stretch of days that ends where it counts from."""
    text = content.decode("utf-8", "replace")
    wrong = days.problem_with(text)
    if wrong is not None:
        assert wrong.strip()
        return
    first, last = days.first_day(text), days.last_day(text)
    assert first <= last
    assert days.from_number(days.number(last)) == last
    assert (first == last) == (days.precision(text) == "day")
    assert days.in_words(text)
    assert (days.problem_with_whole(text) is None) == (first == last)


def name(content: bytes) -> None:
    """A file's name is read or named in signs that can be printed; the file beside it is read in any case."""
    home = _folder()
    file = home / "demo" / "russia" / os.fsdecode(content.replace(b"\0", b"").replace(b"/", b"")[:250] or b"x")
    try:
        file.touch(exist_ok=False)
    except OSError:
        return  # `.`, `..`, the file beside it: no name to be had
    try:
        seen, glanced = scan.scan(home), scan.glance(home)
    finally:
        file.unlink()
    assert {each.path for each in seen.found} >= {"demo/russia/2025-08-24.yaml"}
    assert seen.glance.keys() == glanced.keys()
    for each in seen.found:
        assert each.path.isprintable() and each.path.encode()
        read_file(each.path, b"")


@cache
def _folder() -> Path:
    """A folder in memory where there is one, with one file. It stays until the process ends."""
    memory = Path("/dev/shm")
    folder = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
    _kept.append(folder)
    return write(Path(folder.name), {"demo/russia/2025-08-24.yaml": "statements: []\n"})


_kept: list[tempfile.TemporaryDirectory[str]] = []

TARGETS: dict[str, Callable[[bytes], None]] = {"loader": loader, "view": view, "days": day, "names": name}
