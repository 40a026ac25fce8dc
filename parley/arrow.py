"""Tables as Arrow: how rows travel between processes and rest on disk.

A word is a dictionary, so that most columns take a byte a row; long text stays where it lies, in memory or in a mapped file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from parley.columns import Column, Kind

TYPES: dict[Kind, pa.DataType] = {
    "text": pa.large_string(),
    "word": pa.dictionary(pa.int32(), pa.large_string()),
    "number": pa.float64(),
    "whole": pa.int32(),
    "flag": pa.bool_(),
    "day": pa.int32(),
}


def table(values: Mapping[str, Sequence[Any]], columns: Sequence[Column]) -> pa.Table:
    """An Arrow table of these columns. values : by name, all of one length; None for a number that is missing."""
    if not values[columns[0].name]:
        return pa.schema([(each.name, TYPES[each.kind]) for each in columns]).empty_table()
    return pa.table({each.name: _array(values[each.name], each.kind) for each in columns})


def together(parts: Sequence[pa.Table]) -> pa.Table:
    """One table of several with the same columns; a word has one number in all of them."""
    filled = [each for each in parts if len(each)] or parts[:1]
    return pa.concat_tables([each.cast(_plain(each.schema)) for each in filled]).unify_dictionaries()


def _plain(schema: pa.Schema) -> pa.Schema:
    """The schema as `table` makes it: a frame numbers its words with as few bytes as will do."""
    return pa.schema([each.with_type(TYPES["word"]) if pa.types.is_dictionary(each.type) else each for each in schema])


def _array(values: Sequence[Any], kind: Kind) -> pa.Array:
    return _words(values) if kind == "word" else pa.array(values, TYPES[kind])


def _words(values: Sequence[str]) -> pa.DictionaryArray:
    """As `dictionary_encode` would, which imports all that Arrow computes with: as long as five hundred files take to read."""
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(value, len(numbers)) for value in values]
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(list(numbers), pa.large_string()))
