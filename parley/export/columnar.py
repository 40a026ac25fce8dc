"""The rows of a named table as Arrow columns: what every form is written from."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from parley import selection
from parley.export import named
from parley.export.spelling import TEXT, Columns, arrays
from parley.remembered import once
from parley.store import Snapshot
from parley.view import View


def columns(name: str, view: View, snapshot: Snapshot) -> Columns:
    """The columns of `named.table(name, view, snapshot)`, with its rows in its order."""
    found = _statements(view, snapshot) if name == "statements" else arrays(named.rows(name, view, snapshot))
    length = len(next(iter(found.values())))
    return found | {label: _everywhere(text, length) for label, text in named.origin(view, snapshot).items()}


def without_origin(columns: Columns) -> Columns:
    """Only what differs from row to row."""
    return {name: column for name, column in columns.items() if name not in {each.name for each in named.FROM}}


def _statements(view: View, snapshot: Snapshot) -> Columns:
    """The widest table and the one that is asked for most: its rows are taken where they lie, not by way of a table of their own."""
    taken = _whole(snapshot, view.negotiation).take(pa.array(selection.listed(view, snapshot)))
    return dict(zip(taken.schema.names, taken.columns, strict=True))


@once
def _whole(snapshot: Snapshot, negotiation: str) -> pa.RecordBatch:
    """All statements of a negotiation, documented columns only; texts are those of the table itself."""
    documented = [each.name for each in named.NAMES["statements"].columns or ()]
    return pa.RecordBatch.from_pydict(arrays(snapshot.of(negotiation).statements[documented]))


def _everywhere(text: str, length: int) -> pa.Array:
    """One text in every row, held once."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(length, np.int8)), pa.array([text], TEXT))
