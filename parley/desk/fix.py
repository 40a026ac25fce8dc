"""`validate --fix`: what is mechanical is mended, and nothing else is touched.

A file is mended only if it then has fewer mistakes, and every value that was not a mistake is the same. Trailing spaces are no
mistake; they go where no value changes. Line ends stay as they are, and a file is never renamed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley import load, rawtext, references, yamlfile
from parley.desk import files, lines, nameable, repairs
from parley.desk.files import RefusedError
from parley.desk.nameable import Registers
from parley.problems import Problem
from parley.reading import Reading, by_path, placed, read_file

_MOST_ROUNDS = 1000  # mistakes mended in one file


@dataclass(frozen=True)
class Fix:
    """A file before and after. path : below the positions folder."""

    path: str
    before: bytes
    after: bytes


def fixes(folder: Path, inside: str = ".") -> list[Fix]:
    """What would be mended under a positions folder, registers first; nothing is written.

    inside : a file or folder below it, with `/`; everything, when it is `.`. raises: FileNotFoundError without the folder.
    """
    readings = {each.file.path: each for each in load.read_all(folder)}
    chosen = [path for path in readings if inside == "." or f"{path}/".startswith(f"{inside}/")]
    found = []
    for positions in (False, True):
        unsound = _unsound(readings)
        for path in (each for each in chosen if (by_path(each).kind == "position") == positions):
            if fix := _fix(folder, path, readings, sound=path not in unsound):
                readings[path] = read_file(path, fix.after)
                found.append(fix)
    return found


def _unsound(readings: Mapping[str, Reading]) -> set[str]:
    everything = list(readings.values())
    alone = {path for path, each in readings.items() if each.problems}
    return alone | {each[0].file.path for each in references.broken(everything) if not isinstance(each, Problem)}


def _fix(folder: Path, path: str, readings: Mapping[str, Reading], *, sound: bool) -> Fix | None:
    before = _own_bytes(folder / path)
    try:
        text = before.decode() if before is not None else None
    except UnicodeDecodeError:
        return None
    if before is None or text is None or (sound and repairs.without_trailing_spaces(text) == text):
        return None
    after = _File(path, readings).mended(text).encode()
    return Fix(path, before, after) if after != before else None


def _own_bytes(path: Path) -> bytes | None:
    """The bytes of a file that is one: nothing is mended through a link."""
    try:
        content = None if path.is_symlink() or not path.is_file() else path.read_bytes()
    except OSError:
        return None
    return None if content is None or len(content) > rawtext.LARGEST else content


def write(folder: Path, fix: Fix) -> None:
    """Put the mended file in the old one's place. raises: RefusedError when that has changed meanwhile, OSError."""
    path = folder / fix.path
    if path.read_bytes() != fix.before:
        raise RefusedError(f"{path} has changed meanwhile, and is left as it is; ask again")
    files.replace(path, fix.after)


def diff(fix: Fix, shown: str) -> str:
    """What changes, as a unified diff. shown : the path as it can be opened from here."""
    before, after = (lines.split(each.decode()) for each in (fix.before, fix.after))
    rows = difflib.unified_diff(before, after, shown, shown)
    return "".join(row if row.endswith("\n") else f"{_ended(row)}\n" for row in map(_legible, rows))


def _ended(row: str) -> str:
    return row.rstrip("\r") if row.endswith("\r") else f"{row}\n\\ No newline at end of file"


def _legible(row: str) -> str:
    """Invisible characters as their codes, for a terminal must not obey a file."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\u00a0]", lambda found: f"<U+{ord(found[0]):04X}>", row)


@dataclass(frozen=True)
class _File:
    """One file among all the others, which say what it can name."""

    path: str
    readings: Mapping[str, Reading]

    def mended(self, text: str) -> str:
        """What it should say; the text itself when nothing can be done."""
        if self.problems(text):
            known = self.known()
            text = min(text, *(self.reworded(each, known) for each in (text, self.readable(text))), key=self.mistakes)
        tidied = repairs.without_trailing_spaces(text)
        return tidied if self.mistakes(tidied) <= self.mistakes(text) and _said(tidied) == _said(text) else text

    def mistakes(self, text: str) -> int:
        return len(self.problems(text))

    def known(self) -> Registers:
        negotiation = by_path(self.path).negotiation
        mine = [each for each in self.readings.values() if each.file.negotiation == negotiation]
        return nameable.made(negotiation, [each for each in mine if each.file.kind not in ("position", "")])

    def problems(self, text: str) -> list[Problem]:
        """What is wrong with the file if it says this."""
        content = text.encode()
        reading = read_file(self.path, content)
        found = list(reading.problems)
        if reading.file.value is None:
            return found
        for broken in references.broken(self.beside(reading)):
            if not isinstance(broken, Problem) and broken[0] is reading:
                found += placed(self.path, content, broken[1])
        return sorted(found)

    def beside(self, reading: Reading) -> Sequence[Reading]:
        """The file and what it may refer to: everything, when it answers somebody, else the registers."""
        others = (each for path, each in self.readings.items() if path != self.path)
        if b"answers" in _words_of(reading):
            return [*others, reading]
        mine = reading.file.negotiation
        return [*(each for each in others if each.file.negotiation == mine and each.file.kind not in ("position", "")), reading]

    def readable(self, text: str) -> str:
        """The file without what keeps it from being read. Where a tab could mean two things it stays."""
        text = repairs.without_mark(text)
        by_width = [self.with_spaces(text, width) for width in repairs.WIDTHS]
        fewest = min(map(self.mistakes, by_width))
        best = [each for each in by_width if self.mistakes(each) == fewest]
        if all(_said(each) == _said(best[0]) for each in best):
            text = best[0]
        return repairs.without_unseen(text)

    def with_spaces(self, text: str, width: int) -> str:
        for _ in range(_MOST_ROUNDS):
            problem = next((each for each in self.problems(text) if each.rule in ("tab", "no-break-space")), None)
            better = repairs.with_spaces(text, problem, width) if problem else text
            if better == text:
                break
            text = better
        return text

    def reworded(self, text: str, known: Registers) -> str:
        """With every word mended whose mistake is gone by it and brings no other."""
        problems = self.problems(text)
        for _ in range(_MOST_ROUNDS):
            better = next(self.fewer(text, problems, known), None)
            if better is None:
                break
            text = better
            problems = self.problems(text)
        return text

    def fewer(self, text: str, problems: Sequence[Problem], known: Registers) -> Iterator[str]:
        for repair in repairs.words(text, problems, by_path(self.path), known):
            if self.mistakes(repair.text) < len(problems) and _said(repair.text) == repair.value:
                yield repair.text


def _said(text: str) -> Any:
    """What a file says; None when it cannot be read."""
    return yamlfile.survey(text.encode()).value


def _words_of(reading: Reading) -> bytes:
    return repr(reading.file.value).encode()
