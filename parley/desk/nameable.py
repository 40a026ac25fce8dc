"""What one negotiation's registers name, for hints in a new file and for completion in an editor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley.desk.files import RefusedError
from parley.problems import did_you_mean
from parley.reading import REGISTERS, Reading, read_file

Entries = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Registers:
    """What can be named in a negotiation, in the order of its registers. A register that is missing or unsound says nothing.

    actors, blocs, issues, topics, proposals : their entries, as the TypedDicts of schema.py.
    unsound : the names of the files that are there and have a mistake in themselves.
    """

    negotiation: str
    title: str
    actors: Entries = ()
    blocs: Entries = ()
    issues: Entries = ()
    topics: Entries = ()
    proposals: Entries = ()
    unsound: tuple[str, ...] = ()

    def actor(self, name: str) -> dict[str, Any] | None:
        return next((each for each in self.actors if each["id"] == name), None)


def negotiations(folder: Path) -> list[str]:
    """The sub-folders of a positions folder that hold a register, in order. raises: FileNotFoundError."""
    return sorted(
        each.name for each in folder.iterdir() if not each.name.startswith(".") and any((each / name).is_file() for name in REGISTERS)
    )


def read(folder: Path, negotiation: str) -> Registers:
    """The registers of a negotiation. raises: RefusedError when there is none of that name; FileNotFoundError without the folder."""
    known = negotiations(folder)
    if negotiation not in known:
        way_out = did_you_mean(negotiation, known) or _there_are(known)
        raise RefusedError(f"there is no negotiation `{negotiation}` in {folder}{way_out}")
    return of(folder, negotiation)


def of(folder: Path, negotiation: str) -> Registers:
    """As `read`, of a negotiation that is there."""
    paths = [f"{negotiation}/{name}" for name in REGISTERS]
    return made(negotiation, (read_file(path, (folder / path).read_bytes()) for path in paths if (folder / path).is_file()))


def made(negotiation: str, readings: Iterable[Reading]) -> Registers:
    """What the registers among some readings of a negotiation name."""
    said: dict[str, dict[str, Any]] = {}
    unsound = []
    for reading in readings:
        if reading.problems:
            unsound.append(reading.file.path.rpartition("/")[2])
        else:
            said[reading.file.kind] = reading.file.value

    def entries(kind: str, name: str) -> Entries:
        return tuple(said.get(kind, {}).get(name, ()))

    return Registers(
        negotiation,
        said.get("negotiation", {}).get("title", negotiation),
        actors=entries("actors", "actors"),
        blocs=entries("actors", "blocs"),
        issues=entries("issues", "issues"),
        topics=entries("issues", "topics"),
        proposals=entries("proposals", "proposals"),
        unsound=tuple(unsound),
    )


def _there_are(known: Sequence[str]) -> str:
    return f"; there are {', '.join(known)}" if known else "; start it: python -m parley init NAME"
