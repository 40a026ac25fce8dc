"""Frames: rows or Arrow tables as pandas has them, with the columns and types that they are to have, and back again.

Text keeps the form that Arrow gives it, so that a table becomes a frame and a frame a table without a copy.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from parley.arrow import TYPES
from parley.columns import Column, Kind

DTYPES: dict[Kind, str] = {"text": "str", "word": "category", "number": "Float64", "whole": "Int32", "flag": "bool", "day": "int32"}
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)


def typed(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> pd.DataFrame:
    """A table of these columns, in their order and types, also without a row. rows : each holds at least these columns."""
    rows = list(rows)
    return pd.DataFrame({column.name: _of_values([row[column.name] for row in rows], column.kind) for column in columns})


def _of_values(values: list[Any], kind: Kind) -> pd.Series[Any]:
    if kind == "word":
        known = sorted(set(values))
        return pd.Series(pd.Categorical(values, categories=pd.Index(known, dtype="str")))
    return pd.Series(values, dtype=DTYPES[kind])


def conformed(table: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The same as `typed` of its rows, a column at a time."""
    return pd.DataFrame({each.name: _conformed(table[each.name], each.kind) for each in columns}).reset_index(drop=True)


def _conformed(column: pd.Series[Any], kind: Kind) -> pd.Series[Any]:
    usual: Any = DTYPES[kind]
    if kind != "word":
        return column.astype(usual)
    known = sorted(set(column.cat.categories[column.cat.codes.unique()]) if isinstance(column.dtype, pd.CategoricalDtype) else set(column))
    return column.astype(pd.CategoricalDtype(pd.Index(known, dtype="str")))


def rows_of(table: pd.DataFrame) -> Iterator[Any]:
    """The rows one by one, each with its columns as attributes, values as plain Python. Far quicker than `itertuples` on categoricals."""
    return map(_row(tuple(table.columns))._make, zip(*(table[name].tolist() for name in table), strict=True))


@cache
def _row(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names, rename=True)


def public(table: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Only the documented columns, in their documented order."""
    return table[[column.name for column in columns]]


def frame(table: pa.Table, columns: Sequence[Column]) -> pd.DataFrame:
    """The table as `typed` would make it. Words are sorted, so that their numbers sort as they do; text is not copied."""
    return pd.DataFrame({each.name: _of_arrow(table[each.name], each.kind) for each in columns}, copy=False)


def back(table: pd.DataFrame, columns: Sequence[Column]) -> pa.Table:
    """A frame as an Arrow table; `frame` brings it back."""
    return pa.table({each.name: _to_arrow(table[each.name], each.kind) for each in columns})


def joined(parts: Sequence[pd.DataFrame], columns: Sequence[Column]) -> pd.DataFrame:
    """Tables of these columns one below the other. parts : at least one."""
    return pd.DataFrame({each.name: _joined([part[each.name].array for part in parts], each.kind) for each in columns}, copy=False)


def stretch(table: pd.DataFrame, at: tuple[int, int], new: pa.Table, columns: Sequence[Column]) -> pd.DataFrame:
    """The rows of a table from the first to before the last of `at`, and below them new ones."""
    return pd.DataFrame({each.name: _stretch(table[each.name].array, at, new[each.name], each.kind) for each in columns}, copy=False)


def spliced(
    table: pd.DataFrame, at: tuple[int, int], picks: Any, new: pa.Table, columns: Sequence[Column], *, most_pieces: int
) -> pd.DataFrame:
    """The table with other rows in the place of a stretch. Long text around it is not copied.

    picks : numbers of the rows that are to stand there, among those of `stretch`. most_pieces : text that lies in more is put together.
    """

    def put_in(name: str, kind: Kind) -> Any:
        if kind == "text":
            return _text(said[name] if said[name].num_chunks <= most_pieces else pa.chunked_array([said[name].combine_chunks()]))
        was = table[name].array
        if kind == "word":
            return _spliced_words(was, at, picks, new[name])
        come = _of_arrow(new[name], kind)
        if kind in ("flag", "day"):
            return _put(np.asarray(was), at, picks, come)
        return type(was)(*(_put(getattr(was, of), at, picks, getattr(come, of)) for of in ("_data", "_mask")))

    said = _spliced_texts(table, at, picks, new, [each.name for each in columns if each.kind == "text"])
    return pd.DataFrame({each.name: put_in(each.name, each.kind) for each in columns}, copy=False)


def _spliced_texts(table: pd.DataFrame, at: tuple[int, int], picks: Any, new: pa.Table, names: Sequence[str]) -> pa.Table:
    """The columns of text; most columns are, so all of them are put together at once."""
    first, last = at
    held = pa.table({name: table[name].array._pa_array for name in names})
    here = pa.concat_tables([held.slice(first, last - first), new.select(names)]).combine_chunks().take(pa.array(picks))
    return pa.concat_tables([held.slice(0, first), here, held.slice(last)])


def _spliced_words(was: pd.Categorical, at: tuple[int, int], picks: Any, new: pa.ChunkedArray) -> pd.Categorical:
    """A column of words; those that no longer occur go."""
    come = _known(new, was)
    if come.dtype is not was.dtype:
        here = _joined_words([was[slice(*at)], come]).take(picks)
        return _joined_words([was[: at[0]], here, was[at[1] :]]).remove_unused_categories()
    codes = _put(was.codes, at, picks, come.codes)
    column = pd.Categorical.from_codes(codes, dtype=was.dtype, validate=False)
    gone = set(was.codes[slice(*at)].tolist()).difference(codes[at[0] : at[0] + len(picks)].tolist())
    return column.remove_unused_categories() if gone else column


def _put(was: Any, at: tuple[int, int], picks: Any, new: Any) -> Any:
    """Numbers with others in the place of a stretch: those at `picks` of what stood there and the new ones below."""
    first, last = at
    return np.concatenate((was[:first], np.concatenate((was[first:last], new))[picks], was[last:]))


def _stretch(was: Any, at: tuple[int, int], new: pa.ChunkedArray, kind: Kind) -> Any:
    return _joined([was[slice(*at)], _known(new, was) if kind == "word" else _of_arrow(new, kind)], kind)


def _known(column: pa.ChunkedArray, words: pd.Categorical) -> pd.Categorical:
    """A column of words, numbered as those of another one when they all occur there."""
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # no row at all
        return words[:0]
    numbers = {word: number for number, word in enumerate(words.categories.tolist())}
    codes = np.array([numbers.get(word, -1) for word in whole.dictionary.to_pylist()], dtype=words.codes.dtype)
    return (
        pd.Categorical.from_codes(codes[whole.indices], dtype=words.dtype, validate=False) if (codes >= 0).all() else _categorical(column)
    )


def taken(text: pd.Series[Any], rows: Any) -> Any:
    """A column of text at these places, as an array; empty text where the place is -1."""
    column = text.array._pa_array
    whole = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()  # which would copy the one, too
    taken = whole.take(pa.array(rows, mask=rows < 0))
    without_blanks = pa.Array.from_buffers(column.type, len(taken), [None, *taken.buffers()[1:]], null_count=0)  # a blank is of no length
    return _text(pa.chunked_array([without_blanks]))


def _of_arrow(column: pa.ChunkedArray, kind: Kind) -> Any:
    """The values of a column as an array of pandas or numpy."""
    if kind == "text":
        return _text(column)
    if kind == "word":
        return _categorical(column)
    numbers = column.to_numpy() if column.null_count == 0 else column.fill_null(0).to_numpy()
    if kind in ("flag", "day"):
        return numbers
    missing = column.is_null().to_numpy() if column.null_count else np.zeros(len(column), dtype=bool)
    made = pd.arrays.FloatingArray if kind == "number" else pd.arrays.IntegerArray
    return made(numbers, missing)


def _text(column: pa.ChunkedArray) -> Any:
    return pd.arrays.ArrowStringArray(column, dtype=_TEXT)  # type: ignore[call-arg]  # the stubs forget it


def _joined(parts: Sequence[Any], kind: Kind) -> Any:
    """Arrays of one kind one behind the other."""
    if kind == "text":
        return _text(pa.chunked_array([chunk for part in parts for chunk in part._pa_array.chunks], parts[0]._pa_array.type))
    if kind == "word":
        return _joined_words(parts)
    if kind in ("flag", "day"):
        return np.concatenate([np.asarray(part) for part in parts])
    return type(parts[0])(*(np.concatenate([getattr(part, of) for part in parts]) for of in ("_data", "_mask")))


def _joined_words(parts: Sequence[pd.Categorical]) -> pd.Categorical:
    """A word has one number in all of it. They are numbered anew only where the words differ."""
    words = parts[0].dtype
    if not all(part.dtype is words or part.categories.equals(words.categories) for part in parts):
        words = pd.CategoricalDtype(pd.Index(sorted(set().union(*(part.categories for part in parts))), dtype="str"))
        parts = [part.set_categories(words.categories) for part in parts]
    return pd.Categorical.from_codes(np.concatenate([part.codes for part in parts]), dtype=words, validate=False)


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


def _to_arrow(series: pd.Series[Any], kind: Kind) -> pa.Array | pa.ChunkedArray:
    if kind == "text":
        return texts(series)
    if kind == "word":
        words = pa.array(series.cat.categories.tolist(), pa.large_string())
        return pa.DictionaryArray.from_arrays(pa.array(series.cat.codes.to_numpy()), words)
    if kind in ("number", "whole"):
        return pa.array(series.array)
    return pa.array(series.to_numpy(), TYPES[kind])
