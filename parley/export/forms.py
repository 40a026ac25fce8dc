"""The forms a table can take: one definition for the routes, the command line, the pages and a package, so that all give the same bytes.

A new form is a line in FORMS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parley.export import csv, table_json
from parley.export.columnar import columns
from parley.export.parquet import parquet
from parley.export.xlsx import TooManyRowsError, xlsx
from parley.store import Snapshot
from parley.view import View

__all__ = ["FORMS", "Form", "TooManyRowsError"]

Pieces = Callable[[str, View, Snapshot, bool], Iterator[bytes]]


@dataclass(frozen=True)
class Form:
    """One form. name : how a file's name ends; media : its media type; pieces : a file, piece by piece, of a name of NAMES and a view.

    exact : it has two kinds, one for spreadsheets and one that leaves every byte as it is; the others always do.
    binary : it is nothing for a terminal.
    """

    name: str
    meaning: str
    media: str
    pieces: Pieces
    exact: bool = False
    binary: bool = False

    def make(self, name: str, view: View, snapshot: Snapshot, exact: bool = False) -> bytes:
        """A whole file. raises : TooManyRowsError when this form cannot hold so many."""
        return b"".join(self.pieces(name, view, snapshot, exact))


def _csv(name: str, view: View, snapshot: Snapshot, exact: bool) -> Iterator[bytes]:
    return csv.pieces(columns(name, view, snapshot), exact=exact)


def _json(name: str, view: View, snapshot: Snapshot, _: bool) -> Iterator[bytes]:
    return table_json.pieces(name, view, snapshot)


def _whole(make: Callable[[str, View, Snapshot], bytes]) -> Pieces:
    def pieces(name: str, view: View, snapshot: Snapshot, _: bool) -> Iterator[bytes]:
        yield make(name, view, snapshot)

    return pieces


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: dict[str, Form] = {
    each.name: each
    for each in (
        Form("csv", "for spreadsheets, and with `exact` for programs", "text/csv; charset=utf-8", _csv, exact=True),
        Form("json", "an object that says where its rows come from", "application/json", _json),
        Form("xlsx", "a workbook, with a sheet that says what it holds", _XLSX, _whole(xlsx), binary=True),
        Form("parquet", "typed columns, with their meanings in the file", "application/vnd.apache.parquet", _whole(parquet), binary=True),
    )
}
