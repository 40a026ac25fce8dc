"""A reading brought up to date after a few files changed, by reading those alone.

Position files say nothing of one another except what they answer, so the rows of a changed file can be taken out and put
in while all others stay. A change of a register touches every row, and asks for a whole reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from parley import arrow, load, tables
from parley.batch import Batch, judge_answers, kept, lend, read
from parley.columns import COLUMNS, Column
from parley.gather import Gathered, Seen, apart
from parley.problems import Problem
from parley.reading import by_path
from parley.scan import UNSURE, Found, Scan
from parley.tables import IN_TIME, POSITIONAL, Tables, in_time_order

FEW = 200
"""So many files at most are read one by one; with more, or with more that are wrong, the whole folder is."""
MOST_PIECES = 64
"""Text in so many pieces is put together: each change adds a few."""
Mask = npt.NDArray[np.bool_]
_OF_FOLDERS = ("missing-register", "missing-negotiation")


def up_to_date(gathered: Gathered, scanned: Scan) -> Gathered | None:
    """`gathered` as if the folder had been read whole at `scanned`; None where only a whole reading will do.

    returns : a reading with the same tables where nothing but gates changed: after a checkout or a clone all times are new.
    """
    paths = changed(gathered, scanned)
    return renewed(gathered, scanned, paths) if paths else gathered.unchanged(scanned)


def changed(gathered: Gathered, scanned: Scan) -> set[str]:
    """Paths of the files that are new, gone, or do not hold what they held. Only files whose gate differs are looked into."""
    told = {each.path for each in scanned.found if not _same(gathered.seen.get(each.path), each)}
    return told | (gathered.seen.keys() - {each.path for each in scanned.found})


def _same(then: Seen | None, now: Found) -> bool:
    if then is None:
        return False
    if then.gate == now.gate != UNSURE:
        return True
    content = load.content_of(now)
    return not isinstance(content, Problem) and sha256(content).hexdigest() == then.digest


def renewed(gathered: Gathered, scanned: Scan, paths: set[str]) -> Gathered | None:
    """As `up_to_date`. paths : at least the files that changed; of all others the gates may be other ones."""
    again = _to_read(gathered, paths)
    if again is None:
        return None
    registers, positions = apart(scanned.found)
    with load.collector_off():
        lent, held = lend(registers)
        batch = read([each for each in positions if each.path in again], lent)
        if held.wanted or batch.wanted:
            return None
        judge_answers(batch, lent, positions, _ids_beside(gathered.tables, again))
        digests = {path: each.digest for path, each in gathered.seen.items()} | batch.digests
        problems = _problems(gathered, scanned, batch, again)
        return Gathered.of(scanned, digests, problems, _replaced(gathered.tables, again, batch))


def _to_read(gathered: Gathered, paths: set[str]) -> set[str] | None:
    """The changed files, all that are wrong (what they lack may have come), and all that answer a changed one."""
    if any(by_path(path).kind != "position" or by_path(path).wrong for path in paths):
        return None
    if any(problem.rule in _OF_FOLDERS for problem in gathered.problems) or not _all_titled(gathered, paths):
        return None
    unsound = {problem.file for problem in gathered.problems if problem.file in gathered.seen and problem.file.count("/") > 1}
    again = paths | unsound | _answering(gathered.tables, paths)
    return again if len(again) <= FEW else None


def _all_titled(gathered: Gathered, paths: set[str]) -> bool:
    """Is each of their negotiations one whose first register is sound? Else it stands or falls with its position files."""
    unsound = {problem.file for problem in gathered.problems}
    titles = {f"{path.partition('/')[0]}/negotiation.yaml" for path in paths}
    return titles <= gathered.seen.keys() - unsound


def _answering(held: Tables, paths: set[str]) -> set[str]:
    """The files in which something answers one of these days."""
    if held.answers.empty or not paths:
        return set()
    days = tuple(f"{path.removesuffix('.yaml')}/" for path in paths)
    answers = held.answers.loc[held.answers["to"].str.startswith(days).to_numpy(), "statement"]
    return {f"{'/'.join(id.split('/')[:3])}.yaml" for id in answers}


def _ids_beside(held: Tables, again: set[str]) -> Iterator[pa.ChunkedArray]:
    """Ids of what is not read again; worked out only where somebody asks."""
    for each in (held.statements, held.claims):
        yield pa.chunked_array([pa.array(each.loc[~each["file"].isin(again).to_numpy(), "id"], pa.large_string())])


def _problems(gathered: Gathered, scanned: Scan, batch: Batch, again: set[str]) -> list[Problem]:
    there = {each.path for each in scanned.found}
    standing = [each for each in gathered.problems if each.file in there and each.file not in again]
    return [*standing, *scanned.problems, *batch.problems]


def _replaced(held: Tables, again: set[str], batch: Batch) -> Tables:
    """The tables with the rows of some files taken out and those of `batch` put in."""
    files = pa.array(sorted(again), pa.large_string())
    gone = {name: getattr(held, name)["file"].isin(again).to_numpy() for name in IN_TIME}
    ids = pa.array([id for name, rows in gone.items() for id in getattr(held, name)["id"][rows]], pa.large_string())
    made = {}
    for name in POSITIONAL:
        table, columns = getattr(held, name), COLUMNS[name]
        if name in IN_TIME:
            made[name] = _spliced(table, gone[name], arrow.frame(batch.rows[name], columns), columns)
        else:
            made[name] = tables.settled(name, arrow.together([kept(arrow.back(table, columns), files, ids), batch.rows[name]]))
    return replace(held, **made)


def _spliced(table: pd.DataFrame, gone: Mask, new: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The table in its order, without some rows and with new ones. What lies before and after all of these is not copied."""
    if not gone.any() and new.empty:
        return table
    first, last = _stretch(table, gone, new)
    here = table.iloc[first:last][~gone[first:last]]
    parts = [table.iloc[:first], in_time_order(pd.concat(_same_words([here, new], columns))), table.iloc[last:]]
    whole = pd.concat(_same_words(parts, columns), ignore_index=True)
    return pd.DataFrame({each.name: _tidy(whole[each.name], each.kind) for each in columns}, copy=False)


def _stretch(table: pd.DataFrame, gone: Mask, new: pd.DataFrame) -> tuple[int, int]:
    """From where to where the table holds rows of the actors whose files change."""
    rows = np.flatnonzero(gone)
    ends = [(int(rows[0]), int(rows[-1]) + 1)] if len(rows) else []
    ends += [_where(table, *pair) for pair in set(zip(new["negotiation"], new["actor"], strict=True))]
    return min(first for first, _ in ends), max(last for _, last in ends)


def _where(table: pd.DataFrame, negotiation: str, actor: str) -> tuple[int, int]:
    """Where the rows of an actor begin and end, or would."""
    negotiations, actors = table["negotiation"].cat, table["actor"].cat
    before, upto = (np.searchsorted(negotiations.categories, negotiation, side) for side in ("left", "right"))
    first, last = (np.searchsorted(actors.categories, actor, side) for side in ("left", "right"))
    codes = negotiations.codes.to_numpy()
    earlier, here = codes < before, (codes >= before) & (codes < upto)
    begins, ends = (earlier | (here & (actors.codes.to_numpy() < each)) for each in (first, last))
    return int(begins.sum()), int(ends.sum())


def _same_words(parts: Sequence[pd.DataFrame], columns: Sequence[Column]) -> list[pd.DataFrame]:
    """The same tables, in which a word has one number everywhere."""
    words = {}
    for each in columns:
        if each.kind == "word":
            every = sorted(set().union(*(part[each.name].cat.categories for part in parts)))
            words[each.name] = pd.CategoricalDtype(pd.Index(every, dtype="str"))
    return [part.astype(words) for part in parts]


def _tidy(column: pd.Series[Any], kind: str) -> pd.Series[Any]:
    """Words that no longer occur are gone, and text in many small pieces is put together."""
    if kind == "word":
        return column.cat.remove_unused_categories()
    return arrow.one_piece(column, MOST_PIECES) if kind == "text" else column
