"""What is brought in -> files that a person could have written, or every mistake that stands in the way.

plan(intake, folder, negotiation, …)   reads, files and judges; writes nothing
write(plan, folder)                    writes the new files, and adds to those that are there
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from parley import load, reading
from parley.desk import edit, files, growing, names, registers, rowjudging
from parley.desk.entries import Entry, Reader
from parley.desk.files import RefusedError
from parley.desk.filing import Filing, into_files
from parley.desk.intake import Intake, RowMistake
from parley.reading import Reading


@dataclass(frozen=True)
class Plan:
    """Everything an import would do.

    new : the files to be written, by path, in order of the paths, registers of a new negotiation first. filings : of statements and claims.
    mistakes : in order of rows and columns; with any, nothing may be written. read_as : words taken for ours, with how many rows.
    """

    intake: Intake
    negotiation: str
    new: Mapping[str, bytes]
    filings: tuple[Filing, ...]
    mistakes: tuple[RowMistake, ...]
    read_as: Mapping[tuple[str, str, str], int]

    @property
    def grown(self) -> tuple[Filing, ...]:
        """The files that are there already and get more."""
        return tuple(each for each in self.filings if each.after)

    @property
    def held(self) -> int:
        """How many rows the folder holds already."""
        return sum(each.held for each in self.filings)


def plan(intake: Intake, folder: Path, negotiation: str, today: date, day_order: str = "") -> Plan:
    """What bringing this in would do.

    negotiation : an id; made new, with its registers, where it is not there. today : noted as `recorded` where the rows do not say.
    raises : FileNotFoundError when there is no positions folder.
    """
    there = load.readings(folder, negotiation)
    made = _registers(intake, there, negotiation) if intake.rows else {}
    known = [*there, *(reading.read_file(path, content) for path, content in made.items())]
    mistakes = list(intake.mistakes)
    unsound = [each for each in known if each.file.kind not in ("position", "") and each.problems]
    if unsound:
        mistakes += [RowMistake(0, 0, "", each.problems[0].rule, f"{each.problems[0]}") for each in unsound]
        return Plan(intake, negotiation, {}, (), tuple(mistakes), {})
    reader = Reader(intake, names.actors(_value(known, "actors")), names.issues(_value(known, "issues")), day_order)
    entries = [reader.entry(row) for row in intake.rows]
    filings = into_files(negotiation, entries, _recorder(intake, today, mistakes))
    mistakes += reader.mistakes
    mistakes += _held_against(filings, there, folder, intake)
    to_write = [each for each in filings if each.entries]
    others = [each for each in known if each.file.path not in {filing.path for filing in to_write}]
    mistakes += rowjudging.judge(to_write, others, intake, negotiation)
    new = {} if mistakes else made
    if not mistakes:
        mistakes += _written([each for each in to_write if each.path], new, intake)
    return Plan(intake, negotiation, new, tuple(filings), tuple(sorted(set(mistakes))), reader.read_as)


def _held_against(filings: Sequence[Filing], there: Sequence[Reading], folder: Path, intake: Intake) -> Iterator[RowMistake]:
    """What contradicts the days that are there already."""
    positions = {each.file.path: each for each in there}
    for filing in filings:
        if filing.path in positions:
            yield from growing.hold_against(filing, positions[filing.path], (folder / filing.path).read_bytes(), intake)


def _written(filings: Sequence[Filing], new: dict[str, bytes], intake: Intake) -> Iterator[RowMistake]:
    """The bytes of every file go to `new` or into its filing. A last look: what does not read back sound must not be written."""
    for filing in filings:
        first = next(iter(filing.entries.values()))[0].row
        try:
            if filing.before:
                growing.write_into(filing)
            else:
                new[filing.path] = edit.new_file(filing.value)
        except edit.CannotEditError as cannot:
            message = f"`{filing.path}` is there already, and cannot be added to ({cannot}); add this in an editor"
            yield intake.mistake(first, "date", "day-is-there", message)
            continue
        for problem in reading.read_file(filing.path, filing.after or new[filing.path]).problems:
            yield intake.mistake(first, "", problem.rule, f"{problem}")


def write(plan: Plan, folder: Path) -> None:
    """Write the new files, and those that grow. What was written until an error stays, and a second run goes on from there.

    raises : RefusedError when a file has come up or changed since the plan was made, and it is left as it is; OSError.
    """
    assert not plan.mistakes
    for path, content in plan.new.items():
        files.create(folder / path, content)
    for filing in plan.grown:
        if (folder / filing.path).read_bytes() != filing.before:
            raise RefusedError(f"{folder / filing.path} has changed meanwhile, and is left as it is; run the import again")
        files.replace(folder / filing.path, filing.after)


def _registers(intake: Intake, there: Sequence[Reading], negotiation: str) -> dict[str, bytes]:
    """Those that are missing, made of what the rows name."""
    makers: dict[str, Callable[[], dict[str, Any]]] = {
        "negotiation": lambda: registers.negotiation(negotiation),
        "actors": lambda: registers.actors(intake),
        "issues": lambda: registers.issues(intake),
    }
    kinds = {each.file.kind for each in there}
    values = {kind: make() for kind, make in makers.items() if kind not in kinds}
    return {f"{negotiation}/{kind}.yaml": edit.new_file(value) for kind, value in values.items() if value.get(kind, True)}


def _value(known: Sequence[Reading], kind: str) -> Mapping[str, Any]:
    return next((each.file.value for each in known if each.file.kind == kind), {})


def _recorder(intake: Intake, today: date, mistakes: list[RowMistake]) -> Callable[[Sequence[Entry]], str]:
    """A file is entered on one day: what its rows say, else today. Rows of one file that differ are a mistake in all but the first."""

    def recorded(entries: Sequence[Entry]) -> str:
        if "recorded" not in intake.columns:
            return today.isoformat()
        first = entries[0]
        for entry in entries[1:]:
            if entry.recorded != first.recorded and "recorded" not in entry.holes | first.holes:
                message = f"`{entry.recorded or 'nothing'}`, but row {first.row.number} of the same actor and day says `{first.recorded}`"
                mistakes.append(intake.mistake(entry.row, "recorded", "recorded-differs", f"{message}; a file has one, so correct one"))
        return first.recorded

    return recorded
