"""Parquet: the rows with their types, and in the file what they are: title, view, data version, licence and the meaning of every column.

Words are texts, not categories, and days are the texts that were written, `2022-04` too: what a program reads is what stands
in the files. There is no index, and nothing that only one library understands.
"""

from __future__ import annotations

import json

import pyarrow as pa

from parley.columns import Column
from parley.export import named
from parley.export.columnar import columns
from parley.export.spelling import ROWS
from parley.store import Snapshot
from parley.view import View

_GROUP = 16 * ROWS


def parquet(name: str, view: View, snapshot: Snapshot) -> bytes:
    """A table of a view as a Parquet file. Its metadata are `title`, `view`, `data_version`, `licence` and `columns`, a JSON object."""
    import pyarrow.parquet as pq

    documented = named.documented(name, view, snapshot)
    licences = filter(None, snapshot.of(view.negotiation).negotiations["licence"])
    about = {"title": named.title(name, view, snapshot), **named.origin(view, snapshot), "licence": "; ".join(licences)}
    about["columns"] = json.dumps({column.name: column.meaning for column in documented}, ensure_ascii=False)
    rows = pa.table(columns(name, view, snapshot))
    schema = pa.schema([_field(column, rows.schema.field(column.name).type) for column in documented], metadata=about)
    sink = pa.BufferOutputStream()
    pq.write_table(rows.select(schema.names).cast(schema), sink, row_group_size=_GROUP)
    return bytes(sink.getvalue())


def _field(column: Column, kind: pa.DataType) -> pa.Field:
    text = pa.types.is_dictionary(kind) or pa.types.is_large_string(kind)
    return pa.field(column.name, pa.string() if text else kind, metadata={"meaning": column.meaning})
