"""Parquet: the rows with their types, and in the file what they are: title, view, data version, licence and the meaning of every column.

Words are texts, not categories, and days are the texts that were written, `2022-04` too: what a program reads is what stands
in the files. There is no index, and nothing that only one library understands.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

from parley.columns import Column
from parley.export import named
from parley.export.spelling import ROWS
from parley.store import Snapshot
from parley.view import View

_GROUP = 16 * ROWS


def parquet(name: str, view: View, snapshot: Snapshot) -> bytes:
    """A table of a view as a Parquet file. Its metadata are `title`, `view`, `data_version`, `licence` and `columns`, a JSON object."""
    import pyarrow.parquet as pq

    columns = named.documented(name, view, snapshot)
    licences = filter(None, snapshot.of(view.negotiation).negotiations["licence"])
    about = {"title": named.title(name, view, snapshot), **named.origin(view, snapshot), "licence": "; ".join(licences)}
    about["columns"] = json.dumps({column.name: column.meaning for column in columns}, ensure_ascii=False)
    sink = pa.BufferOutputStream()
    pq.write_table(_typed(named.table(name, view, snapshot), columns, about), sink, row_group_size=_GROUP)
    return bytes(sink.getvalue())


def _typed(table: pd.DataFrame, columns: Sequence[Column], about: dict[str, str]) -> pa.Table:
    rows = pa.Table.from_pandas(table, preserve_index=False)
    fields = [
        pa.field(column.name, _plain(rows.schema.field(column.name).type), metadata={"meaning": column.meaning}) for column in columns
    ]
    return rows.select([field.name for field in fields]).cast(pa.schema(fields, metadata=about))


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) or pa.types.is_large_string(kind) else kind
