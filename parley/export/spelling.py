"""How a table is spelled in a text format: whole columns at once, then whole rows at once, in Arrow's own loops.

A format says how it writes a text, a number, a flag and what is missing: that is its Spelling. What holds for all of them
stands here: each category is spelled once, a number has no needless `.0`, and no second copy of a large table is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Texts = Any
"""A pyarrow LargeStringArray; without nulls, unless said otherwise."""
Columns = dict[str, Any]
"""Pyarrow arrays of one length by the names of their columns, in order."""

TEXT = pa.large_string()
ROWS = 4096
"""So many rows are spelled at a time: a few megabytes."""


@dataclass(frozen=True)
class Spelling:
    """How one format writes values. text, number : a whole column, which may hold nulls, as it is written; flags : false, true."""

    text: Callable[[Texts], Texts]
    missing: str = ""
    number: Callable[[Texts], Texts] = lambda numbers: numbers
    flags: tuple[str, str] = ("false", "true")


def arrays(table: pd.DataFrame) -> Columns:
    """A table as columns, without copying texts. The index is left behind."""
    return {str(name): _array(column.array) for name, column in table.items()}


def parts(columns: Columns) -> Iterator[Columns]:
    """At most ROWS rows at a time, without copying what they hold; nothing when there is no row."""
    length = len(next(iter(columns.values()), ()))
    if 0 < length <= ROWS:
        return iter((columns,))
    return ({name: column[start : start + ROWS] for name, column in columns.items()} for start in range(0, length, ROWS))


def spelled(column: Any, spelling: Spelling) -> Texts:
    """Every value of a column as the format writes it, in order."""
    return _known(_spelled(column, spelling), spelling.missing)


def joined(each: Iterable[Texts | str], between: str = "") -> Texts:
    """Texts side by side, row by row. each : columns, or a text that is the same in every row; at least one is a column."""
    return pc.binary_join_element_wise(*map(_large, each), _large(between))


def either(mask: Any, yes: Texts | str, no: Texts | str) -> Texts:
    """The one where the mask says so, else the other. yes, no : columns, or one text for every row."""
    return pc.if_else(mask, _large(yes), _large(no))


def held(texts: Texts) -> bytes:
    """The UTF-8 of all these texts, one behind the other."""
    ends, data = _ends(texts), texts.buffers()[2]
    return bytes(memoryview(data)[ends[0] : ends[-1]]) if data is not None else b""


def with_any(texts: Texts, signs: bytes) -> bool:
    """Does one of these ASCII signs stand in any text? A look at the bytes, so that rows need not be asked one by one."""
    data = held(texts)
    return len(data.translate(None, signs)) < len(data)


def with_any_first(texts: Texts, signs: bytes) -> bool:
    """Does any text begin with one of these bytes?"""
    ends, data = _ends(texts), texts.buffers()[2]
    if data is None:
        return False
    first = np.frombuffer(data, np.uint8)[ends[:-1][ends[:-1] < ends[1:]]].tobytes()
    return len(first.translate(None, signs)) < len(first)


def replaced(written: Texts, mask: Any, texts: Texts, spell: Callable[[str], str]) -> Texts:
    """What was written, with the texts under the mask spelled one by one instead. For the few that need it; nulls stay."""
    few = texts.filter(mask)
    return pc.replace_with_mask(written, pc.fill_null(mask, False), pa.array(map(spell, few.to_pylist()), TEXT)) if len(few) else written


def _array(values: Any) -> Any:
    found = values.__arrow_array__() if hasattr(values, "__arrow_array__") else pa.array(values, from_pandas=True)
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def _spelled(column: Any, spelling: Spelling) -> Texts:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return spelling.text(column.dictionary.cast(TEXT)).take(column.indices)
    if pa.types.is_boolean(kind):
        no, yes = spelling.flags
        return either(column, yes, no)
    if pa.types.is_integer(kind):
        return spelling.number(column.cast(TEXT))
    if pa.types.is_floating(kind):
        return spelling.number(pa.array(map(_plain, column.to_pylist()), TEXT))
    return spelling.text(column if kind == TEXT else column.cast(TEXT))


def _large(text: Texts | str) -> Any:
    return _scalar(text) if isinstance(text, str) else text


@lru_cache(maxsize=4096)
def _scalar(text: str) -> Any:
    """What stands around values comes again and again, and to make it costs as much as to join a short column."""
    return pa.scalar(text, TEXT)


def _known(texts: Texts, missing: str) -> Texts:
    return texts.fill_null(missing) if texts.null_count else texts


def _plain(number: float | None) -> str | None:
    """`900000` and not `900000.0`; what is no number at all is missing."""
    if number is None or number - number != 0:
        return None
    return str(int(number)) if number.is_integer() else repr(number)


def _ends(texts: Texts) -> Any:
    """Where each text begins among the bytes, and where the last one ends."""
    return np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
