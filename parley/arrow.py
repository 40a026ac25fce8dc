"""Tables as Arrow: how rows travel between processes, rest on disk, and become frames without being copied.

A word is a dictionary, so that most columns take a byte a row; long text stays where it lies, in memory or in a mapped file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
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
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)


def table(values: Mapping[str, Sequence[Any]], columns: Sequence[Column]) -> pa.Table:
    """An Arrow table of these columns. values : by name, all of one length; None for a number that is missing."""
    return pa.table({each.name: _array(values[each.name], each.kind) for each in columns})


def together(parts: Sequence[pa.Table]) -> pa.Table:
    """One table of several with the same columns; a word has one number in all of them."""
    return pa.concat_tables([each.cast(_plain(each.schema)) for each in parts]).unify_dictionaries()


def frame(table: pa.Table, columns: Sequence[Column]) -> pd.DataFrame:
    """The table as columns.typed would make it. Words are sorted, so that their numbers sort as they do; text is not copied."""
    return pd.DataFrame({each.name: _series(table[each.name], each.kind) for each in columns}, copy=False)


def back(table: pd.DataFrame, columns: Sequence[Column]) -> pa.Table:
    """A frame as an Arrow table; `frame` brings it back."""
    return pa.table({each.name: _of_series(table[each.name], each.kind) for each in columns})


def one_piece(text: pd.Series[Any], most: int) -> pd.Series[Any]:
    """A column of text, put together when it lies in more than so many pieces."""
    held = text.array._pa_array
    return text if held.num_chunks <= most else _series(pa.chunked_array([held.combine_chunks()]), "text")


def taken(text: pd.Series[Any], rows: Any) -> Any:
    """A column of text at these places, as an array; empty text where the place is -1."""
    column = text.array._pa_array
    whole = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()  # which would copy the one, too
    taken = whole.take(pa.array(rows, mask=rows < 0))
    without_blanks = pa.Array.from_buffers(column.type, len(taken), [None, *taken.buffers()[1:]], null_count=0)  # a blank is of no length
    return _series(pa.chunked_array([without_blanks]), "text").array


def _plain(schema: pa.Schema) -> pa.Schema:
    """The schema as `table` makes it: a frame numbers its words with as few bytes as will do."""
    return pa.schema([each.with_type(TYPES["word"]) if pa.types.is_dictionary(each.type) else each for each in schema])


def _array(values: Sequence[Any], kind: Kind) -> pa.Array:
    if kind == "word":
        return pa.array(values, pa.large_string()).dictionary_encode()
    return pa.array(values, TYPES[kind])


def _series(column: pa.ChunkedArray, kind: Kind) -> Any:
    if kind == "text":
        return pd.Series(pd.arrays.ArrowStringArray(column, dtype=_TEXT), copy=False)  # type: ignore[call-arg]  # the stubs forget it
    if kind == "word":
        return pd.Series(_categorical(column), copy=False)
    numbers = column.to_numpy() if column.null_count == 0 else column.fill_null(0).to_numpy()
    if kind in ("flag", "day"):
        return pd.Series(numbers, copy=False)
    missing = column.is_null().to_numpy() if column.null_count else np.zeros(len(column), dtype=bool)
    made = pd.arrays.FloatingArray if kind == "number" else pd.arrays.IntegerArray
    return pd.Series(made(numbers, missing), copy=False)


def _categorical(column: pa.ChunkedArray) -> pd.Categorical:
    """Only words that occur, sorted."""
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # no row at all
        return pd.Categorical([], categories=pd.Index([], dtype="str"))
    words, codes = whole.dictionary.to_pylist(), whole.indices.to_numpy()
    used = np.bincount(codes, minlength=len(words)) > 0
    kept = sorted(word for word, is_used in zip(words, used, strict=True) if is_used)
    if kept != words:
        place = {word: number for number, word in enumerate(kept)}
        codes = np.array([place.get(word, -1) for word in words], dtype=np.int32)[codes]
    return pd.Categorical.from_codes(codes, categories=pd.Index(kept, dtype="str"))


def texts(series: pd.Series[Any]) -> pa.ChunkedArray:
    """A column of text, in however many pieces it has, none among them; without a copy."""
    return series.array._pa_array.cast(pa.large_string())  # the one way without a copy


def _of_series(series: pd.Series[Any], kind: Kind) -> pa.Array | pa.ChunkedArray:
    if kind == "text":
        return texts(series)
    if kind == "word":
        words = pa.array(series.cat.categories.tolist(), pa.large_string())
        return pa.DictionaryArray.from_arrays(pa.array(series.cat.codes.to_numpy()), words)
    if kind in ("number", "whole"):
        return pa.array(series.array)
    return pa.array(series.to_numpy(), TYPES[kind])
