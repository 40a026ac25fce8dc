"""Records become typed tables, and how their rows lie.

Statements and claims lie sorted by (negotiation, actor, issue, day, order of the day): one actor's words on one issue
are neighbours in time order, so "the last by day D" is a binary search and a shift is a look at the row above.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from parley import frames
from parley.columns import COLUMNS, IN_TIME_ORDER
from parley.frames import typed
from parley.load import Tree
from parley.registers import Registers
from parley.rows import IN_TIME, POSITIONAL, arrows

Rows = npt.NDArray[np.int64]
"""Numbers of rows, from 0."""


@dataclass(frozen=True)
class Tables:
    """Every table of one reading of the positions folder. Shared by all sessions: never changed, copy before you do."""

    negotiations: pd.DataFrame
    actors: pd.DataFrame
    speakers: pd.DataFrame
    memberships: pd.DataFrame
    issues: pd.DataFrame
    events: pd.DataFrame
    proposals: pd.DataFrame
    sources: pd.DataFrame
    statements: pd.DataFrame
    claims: pd.DataFrame
    not_found: pd.DataFrame
    conditions: pd.DataFrame
    answers: pd.DataFrame
    corrections: pd.DataFrame
    moves: pd.DataFrame

    def of(self, negotiation: str) -> Tables:
        """The same tables with the rows of one negotiation only: neighbours in every table, so nothing is copied or looked through."""
        return WhenAsked(lambda name: _only(name, getattr(self, name), negotiation))

    def but(self, changed: Mapping[str, pd.DataFrame]) -> Tables:
        """These tables with some others in their places, by name."""
        return Tables(**{name: changed[name] if name in changed else getattr(self, name) for name in NAMES})

    @property
    def nbytes(self) -> int:
        """What all of them take."""
        return sum(int(getattr(self, name).memory_usage(index=True, deep=False).sum()) for name in NAMES)


NAMES = tuple(each.name for each in fields(Tables))


class WhenAsked(Tables):
    """Tables each of which is made when somebody asks for it; no page asks for all.

    make : a table by its name, the same every time. nbytes : what all of them take, where that is known without making them.
    """

    def __init__(self, make: Callable[[str], pd.DataFrame], nbytes: int | None = None) -> None:
        vars(self).update(_make=make, _nbytes=nbytes)

    @property
    def nbytes(self) -> int:
        known: int | None = vars(self)["_nbytes"]
        return super().nbytes if known is None else known

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in NAMES:
            raise AttributeError(name)
        made: pd.DataFrame = vars(self).setdefault(name, vars(self)["_make"](name))  # of two that ask at once both get the same
        return made


def build(tree: Tree) -> Tables:
    """Every table of a reading. Only sound files are in the tree, so nothing here can fail on their content."""
    registers = Registers((each for each in tree.files if each.kind != "position"), (each.negotiation for each in tree.files))
    return whole(registers, arrows(tree.files, registers))


def whole(registers: Registers, positional: Mapping[str, pa.Table]) -> Tables:
    """Every table, from registers and from the rows of the tables POSITIONAL, in whatever order."""
    named = {name: frame(name, rows) for name, rows in registers.rows().items()}
    return Tables(**named, **{name: settled(name, rows) for name, rows in positional.items()})


def settled(name: str, rows: pa.Table) -> pd.DataFrame:
    """One of the tables POSITIONAL, its rows where they belong; rows of one file stay in the order they have."""
    if name in IN_TIME:
        return in_time_order(frames.frame(rows, COLUMNS[name]))
    owner = "file" if "file" in rows.column_names else "statement"
    return frames.frame(rows.take(pc.sort_indices(rows, [(owner, "ascending")])), COLUMNS[name])


def frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The table `name` from rows that hold at least its columns; columns and types are those of COLUMNS, also without a row."""
    return typed(rows, COLUMNS[name])


def in_time_order(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of one actor on one issue together, in the order they were said."""
    return table.take(in_time(table)).reset_index(drop=True)


def in_time(table: pd.DataFrame) -> Rows:
    """Numbers of the rows in the order of time. table : holds IN_TIME_ORDER at least."""
    return np.lexsort([_as_numbers(table[name].array) for name in reversed(IN_TIME_ORDER)])


def _as_numbers(column: Any) -> Any:
    """Numbers that sort as a column does."""
    if isinstance(column, pd.Categorical):
        return column.codes
    if isinstance(column, np.ndarray | pd.arrays.NumpyExtensionArray):
        return column
    return pd.factorize(column, sort=True)[0]


def _only(name: str, table: pd.DataFrame, negotiation: str) -> pd.DataFrame:
    if name in POSITIONAL and name not in IN_TIME:
        first, last = beginning_with(table["file" if "file" in table else "statement"].array, f"{negotiation}/")
    else:
        first, last = equal_to(table["negotiation" if "negotiation" in table else "id"], negotiation)
    return table.iloc[first:last].reset_index(drop=True)


def equal_to(words: pd.Series[Any], word: str) -> tuple[int, int]:
    """From where to where a sorted column holds this word; where it would be, when it does not."""
    codes, known = words.cat.codes.to_numpy(), words.cat.categories
    code = codes.dtype.type(known.searchsorted(word))
    first = int(codes.searchsorted(code, "left"))
    return first, int(codes.searchsorted(code, "right")) if word in known else first


def beginning_with(texts: Sequence[str], start: str) -> tuple[int, int]:
    """From where to where sorted texts begin with this."""
    first = bisect_left(texts, start)
    return first, bisect_left(texts, f"{start}\U0010ffff", first)
