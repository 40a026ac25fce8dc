"""Some files of a folder, read, checked and turned into rows: what one process does at a time.

Registers come first, for position files are judged by them and take names, titles and units from them. What a statement
answers can lie in any file, so that is judged last, over everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType

import pyarrow as pa

from parley import arrow, load, moves, references
from parley.load import File
from parley.problems import Problem
from parley.reading import Reading, by_path, not_read, placed, read_file
from parley.references import Library, Moved
from parley.registers import Registers
from parley.rows import IN_TIME, POSITIONAL, arrows
from parley.scan import Found

Wanted = tuple[str, str, str]
"""A register that is missing and referred to: negotiation, kind, and the first file that does."""


@dataclass(frozen=True)
class Lent:
    """What the reading of position files needs of the registers.

    names : to judge references by, per negotiation. moved : what is called otherwise now. files : the sound registers.
    words : to fill columns with.
    """

    names: dict[str, references.Registers]
    moved: Moved
    files: list[File]
    words: Registers


@dataclass
class Batch:
    """What some files say.

    digests : of every file, by path. sound : paths of those that are sound, as far as is known. answering : what the
    statements of a file answer, where they do. rows : the tables POSITIONAL, of sound files only.
    """

    digests: dict[str, str] = field(default_factory=dict)
    sound: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    answering: dict[str, list[str]] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    rows: dict[str, pa.Table] = field(default_factory=dict)

    @classmethod
    def joined(cls, batches: Iterable[Batch]) -> Batch:
        """All of them as one. batches : at least one."""
        whole, rows = cls(), []
        for each in batches:
            whole.digests |= each.digests
            whole.sound += each.sound
            whole.problems += each.problems
            whole.answering |= each.answering
            whole.wanted += each.wanted
            rows.append(each.rows)
        whole.rows = {name: arrow.together([each[name] for each in rows]) for name in POSITIONAL}
        return whole

    def replace_problems(self, found: Mapping[str, list[Problem]]) -> None:
        """What is wrong with some files is now known better. Those with problems are left out."""
        self.problems = [problem for problem in self.problems if problem.file not in found]
        self.problems += [problem for problems in found.values() for problem in problems]
        unsound = {path for path, problems in found.items() if problems}
        self.sound = [path for path in self.sound if path not in unsound]
        self.rows = without(self.rows, unsound)


def without(rows: Mapping[str, pa.Table], files: Iterable[str]) -> dict[str, pa.Table]:
    """The tables POSITIONAL without the rows of some files."""
    gone = pa.array(list(files), pa.large_string())
    if not len(gone):
        return dict(rows)
    pc = _compute()
    said = [rows[name].filter(pc.is_in(rows[name]["file"], gone))["id"] for name in IN_TIME]
    ids = pa.chunked_array([chunk for column in said for chunk in column.chunks], pa.large_string()).combine_chunks()
    gone_by = {"file": gone, "statement": ids}
    owners = {name: "file" if "file" in table.column_names else "statement" for name, table in rows.items()}
    return {name: table.filter(pc.invert(pc.is_in(table[owners[name]], gone_by[owners[name]]))) for name, table in rows.items()}


def lend(found: Iterable[Found], folders: Iterable[str]) -> tuple[Lent, Batch]:
    """Read the registers: what position files need of them, and what they say themselves.

    folders : the negotiations there are. What registers say of single statements is not judged yet, and their rows are not made."""
    found = list(found)
    contents = {each.path: load.content_of(each) for each in found}
    readings = {path: _reading(path, content) for path, content in contents.items()}
    names, moved = references.registers_of(readings.values()), Moved(readings.values(), folders)
    batch = Batch(digests={path: reading.file.digest for path, reading in readings.items()})
    for path, reading in readings.items():
        batch.problems += [*reading.problems, *_astray(path, contents[path], reading, names, moved, None)]
    unsound = {problem.file for problem in batch.problems}
    batch.sound = [path for path in readings if path not in unsound]
    files = [readings[path].file for path in batch.sound]
    lent = Lent(names, moved, files, Registers(files, (file.negotiation for file in files)))
    batch.wanted = _wanted(names)
    return lent, batch


def read(found: Iterable[Found], lent: Lent) -> Batch:
    """What some position files say; what they answer is not judged yet."""
    batch, sound = Batch(), []
    for each in found:
        reading, problems = _judged(each, lent, None)
        batch.digests[each.path] = reading.file.digest
        batch.problems += problems
        if answered := references.answered(reading.file):
            batch.answering[each.path] = answered
        if not problems:
            sound.append(reading.file)
    batch.sound = [file.path for file in sound]
    batch.rows, batch.wanted = arrows(sound, lent.words), _wanted(lent.names)
    return batch


def judge_answers(batch: Batch, lent: Lent, found: Iterable[Found], there: Iterable[pa.ChunkedArray] = ()) -> None:
    """Leave out the files of `batch` that answer what is not there, and registers that say it had moved.

    found : all files. there : ids of statements and claims beside those of the batch.
    """
    asked = pa.array({to for answered in batch.answering.values() for to in answered}, pa.large_string())
    ids = [*(batch.rows[name]["id"] for name in IN_TIME), *there] if len(asked) else []
    known = {each for column in ids for each in column.filter(_compute().is_in(column, asked)).to_pylist()}
    suspects = [path for path, answered in batch.answering.items() if not known.issuperset(answered)]
    suspects += [each.path for each in lent.files if each.kind == "moved" and each.value.get(moves.STATEMENTS)]
    if suspects:
        by_file = {each.path: each for each in found}
        by_day = {(at.negotiation, at.actor, at.date): each for path, each in by_file.items() if (at := by_path(path)).date}
        library = Library(by_day, lambda day: load.reading_of(by_day[day]))
        batch.replace_problems({path: _judged(by_file[path], lent, library)[1] for path in suspects})


def missing(lent: Lent, wanted: Iterable[Wanted]) -> list[Problem]:
    """One problem for each register that is referred to and not there."""
    for negotiation, kind, path in wanted:
        lent.names[negotiation].wanted[kind].append(path)
    return [problem for negotiation, names in sorted(lent.names.items()) for problem in names.missing(negotiation)]


def _judged(found: Found, lent: Lent, library: Library | None) -> tuple[Reading, list[Problem]]:
    """A position file and everything that is wrong with it."""
    content = load.content_of(found)
    reading = _reading(found.path, content)
    return reading, [*reading.problems, *_astray(found.path, content, reading, lent.names, lent.moved, library)]


def _reading(path: str, content: bytes | Problem) -> Reading:
    return not_read(content) if isinstance(content, Problem) else read_file(path, content)


def _astray(
    path: str,
    content: bytes | Problem,
    reading: Reading,
    names: Mapping[str, references.Registers],
    moved: Moved,
    library: Library | None,
) -> list[Problem]:
    """References of a file that lead nowhere, with their places."""
    if isinstance(content, Problem):
        return []
    return placed(path, content, references.mistakes_of(reading.file, names[reading.file.negotiation], library, moved))


def _wanted(names: Mapping[str, references.Registers]) -> list[Wanted]:
    """The missing registers that were referred to since this was last asked."""
    found = [(negotiation, kind, min(paths)) for negotiation, each in names.items() for kind, paths in each.wanted.items()]
    for each in names.values():
        each.wanted.clear()
    return found


def _compute() -> ModuleType:
    """What Arrow computes with: as long to import as five hundred files take to read, and nobody who only reads needs it."""
    from pyarrow import compute

    found: ModuleType = compute
    return found
