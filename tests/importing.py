"""A small negotiation to import into, and small spreadsheets, for the tests of imports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from parley import cli
from tests.making import write

REGISTERS = {
    "river/negotiation.yaml": "title: River treaty talks\n",
    "river/actors.yaml": """
        actors:
          - id: upland
            name: Upland
            aliases: [Republic of Upland]
            speakers: [{name: Mira Adair, role: minister for water}]
          - id: lowland
            name: Lowland
          - id: "NA"
            name: Namibia
        """,
    "river/issues.yaml": """
        issues:
          - {id: dam-height, title: Height of the dam, unit: metres}
          - {id: compensation, title: Payment for moved villages}
        """,
    "river/proposals.yaml": """
        sources: [{id: draft, title: Draft treaty}]
        proposals:
          - {id: march, title: March draft, date: 2025-03, articles: [{id: "1", summary: There will be a dam.}]}
        """,
}
HEADER = ("date", "actor", "issue", "stance", "summary", "source_title", "source_url")
ROW = {
    "date": "2025-03-12",
    "actor": "upland",
    "issue": "dam-height",
    "stance": "opposes",
    "summary": "No dam at all.",
    "source_title": "Interview",
    "source_url": "https://example.org/interview",
}


def river(folder: Path) -> Path:
    """Write the negotiation `river`, in which nobody has spoken. returns : `folder`."""
    return write(folder / "positions", REGISTERS)


def sheet(rows: Iterable[Mapping[str, str]], header: Sequence[str] = HEADER, delimiter: str = ",") -> bytes:
    """A CSV of rows, each a change of ROW."""
    told = io.StringIO()
    writer = csv.writer(told, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([{**ROW, **row}.get(name, "") for name in header] for row in rows)
    return told.getvalue().encode()


class Desk:
    """A positions folder and the command that brings things into it."""

    def __init__(self, folder: Path, captured: Any) -> None:
        self.folder, self.place, self._captured = river(folder), folder, captured

    def bring(self, content: bytes, *flags: str, name: str = "sheet.csv", into: str = "river") -> tuple[int, str]:
        """Run the command on a file of this content. returns : its exit code, and all that it said."""
        (self.place / name).write_bytes(content)
        done = cli.main(["import", str(self.place / name), "--into", into, "--positions", str(self.folder), *flags])
        said = self._captured.readouterr()
        return done, (said.out + said.err).decode()

    def mistakes(self, content: bytes, *flags: str) -> list[str]:
        """The lines of its mistakes."""
        done, said = self.bring(content, *flags)
        assert done == cli.PROBLEMS, said
        return said.partition("nothing is written.\n")[2].splitlines()

    def files(self) -> dict[str, str]:
        """The position files there, by their path below the negotiation."""
        return {
            path.relative_to(self.folder / "river").as_posix(): path.read_bytes().decode()
            for path in sorted((self.folder / "river").rglob("*.yaml"))
            if path.parent.name != "river"
        }

    def problems(self) -> int:
        """What `validate` says of the folder."""
        return cli.main(["validate", str(self.folder)])


@pytest.fixture
def desk(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty negotiation, and the command."""
    monkeypatch.setenv("PARLEY_POSITIONS", str(tmp_path / "positions"))
    return Desk(tmp_path, capsysbinary)
