"""A reading brought up to date after a few files changed, by reading those alone.

Position files say nothing of one another except what they answer, so the rows of a changed file can be taken out and put
in while all others stay. A change of a register touches every row, and asks for a whole reading.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from parley import arrow, frames, load
from parley.batch import Batch, judge_answers, lend, read
from parley.columns import COLUMNS, IN_TIME_ORDER, Column
from parley.gather import Gathered
from parley.moves import STATEMENTS
from parley.problems import Problem
from parley.reading import by_path
from parley.rows import IN_TIME, POSITIONAL
from parley.scan import Found, Glance, plain_file, settled
from parley.tables import Tables

FEW = 200
"""So many files at most are read one by one; with more, or with more that are wrong, the whole folder is."""
MOST_PIECES = 64
"""Text in so many pieces is put together: each change adds a few."""
Mask = npt.NDArray[np.bool_]
_OF_FOLDERS = ("missing-register", "missing-negotiation")


def up_to_date(gathered: Gathered, told: Glance) -> Gathered | None:
    """`gathered` as if the folder had been read whole just now; None where only a whole reading will do.

    told : what a glance at the folder tells now. Only files whose gate differs are looked into.
    returns : with the same tables where nothing but gates changed: after a checkout or a clone all times are new.
    """
    differing = [place for place, gate in told.items() if gathered.glance.get(place) != gate]
    gone = gathered.glance.keys() - told.keys()
    root = f"{os.path.realpath(gathered.folder)}/"
    found = {path: plain_file(gathered.folder, path) for path in (place.removeprefix(root) for place in differing)}
    lost = {place.removeprefix(root) for place in gone}
    if not all(found.values()) or not lost <= gathered.digests.keys():
        return None
    changed = {path for path, each in found.items() if each and not _same(gathered.digests.get(path), each)}
    now = replace(gathered, glance=settled(told, differing))
    return renewed(now, changed | lost) if changed | lost else now


def _same(then: str | None, now: Found) -> bool:
    content = load.content_of(now)
    return not isinstance(content, Problem) and sha256(content).hexdigest() == then


def renewed(gathered: Gathered, paths: set[str]) -> Gathered | None:
    """As `up_to_date`. paths : the files that changed, came or went."""
    again = _to_read(gathered, paths)
    if again is None:
        return None
    with load.collector_off():
        registers = _found(gathered.folder, (path for path in gathered.digests if path.count("/") == 1))
        lent, held = lend(registers, {path.partition("/")[0] for path in gathered.digests})
        batch = read(_found(gathered.folder, sorted(again)), lent)
        if held.wanted or batch.wanted:
            return None
        digests = {path: digest for path, digest in gathered.digests.items() if path not in again} | batch.digests
        judge_answers(batch, lent, _found(gathered.folder, digests), _ids_beside(gathered.tables, again))
        digests = dict(sorted(digests.items()))
        problems = [*(each for each in gathered.problems if each.file not in again), *batch.problems]
        made = _replaced(gathered.tables, again, batch)
        return replace(gathered, digests=digests, problems=tuple(sorted(problems)), tables=made, version=load.version(digests.items()))


def _found(folder: Path, paths: Iterable[str]) -> Iterator[Found]:
    """Those of the files that are there."""
    return filter(None, (plain_file(folder, path) for path in paths))


def _to_read(gathered: Gathered, paths: set[str]) -> set[str] | None:
    """The changed files, all that are wrong (what they lack may have come), and all that answer a changed one.

    Those whose bytes could not be had have no digest, and stay as they are: what is wrong with them depends on nothing else.
    """
    if any(by_path(path).kind != "position" or by_path(path).wrong for path in paths):
        return None
    if any(problem.rule in _OF_FOLDERS for problem in gathered.problems) or not _all_titled(gathered, paths):
        return None
    if (gathered.tables.moves["kind"] == STATEMENTS).any() or any(problem.file.endswith("/moved.yaml") for problem in gathered.problems):
        return None  # a register that speaks of single statements
    unsound = {problem.file for problem in gathered.problems if gathered.digests.get(problem.file) and problem.file.count("/") > 1}
    again = paths | unsound | _answering(gathered.tables, paths)
    return again if len(again) <= FEW and all(plain_file(gathered.folder, path) for path in unsound - paths) else None


def _all_titled(gathered: Gathered, paths: set[str]) -> bool:
    """Is each of their negotiations one whose first register is sound? Else it stands or falls with its position files."""
    unsound = {problem.file for problem in gathered.problems}
    titles = {f"{path.partition('/')[0]}/negotiation.yaml" for path in paths}
    return titles <= gathered.digests.keys() - unsound


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
        yield frames.texts(each.loc[~each["file"].isin(again).to_numpy(), "id"])


def _replaced(held: Tables, again: set[str], batch: Batch) -> Tables:
    """The tables with the rows of some files taken out and those of `batch` put in."""
    made = {}
    for name in POSITIONAL:
        table, columns = getattr(held, name), COLUMNS[name]
        if name in IN_TIME:
            gone = table["file"].isin(again).to_numpy()
            made[name] = _put_in_time(table, gone, frames.frame(batch.rows[name], columns), columns)
        else:
            rows = frames.back(table, columns)
            put = _put_in(rows, batch.rows[name], again)
            made[name] = table if put is rows else frames.frame(put, columns)
    return held.but(made)


def _put_in(table: pa.Table, new: pa.Table, again: set[str]) -> pa.Table:
    """A table in order of its files, with the rows of some taken out and those of `new` in their places."""
    for path in sorted(again):
        start = path if "file" in table.column_names else f"{path.removesuffix('.yaml')}/"
        first, last = _from_to(table, start)
        begin, end = _from_to(new, start)
        if last > first or end > begin:
            table = arrow.together([table.slice(0, first), new.slice(begin, end - begin), table.slice(last)])
    return table


def _from_to(table: pa.Table, start: str) -> tuple[int, int]:
    """From where to where the owners of a table's rows begin with this text. The table is in their order."""
    owners = table["file" if "file" in table.column_names else "statement"]
    first = bisect_left(range(len(owners)), start, key=lambda row: owners[row].as_py())
    return first, bisect_left(range(len(owners)), f"{start}\U0010ffff", first, key=lambda row: owners[row].as_py())


def _put_in_time(table: pd.DataFrame, gone: Mask, new: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """The table in its order, without some rows and with new ones. What lies before and after all of these is not copied."""
    if not gone.any() and new.empty:
        return table
    first, last = _stretch(table, gone, new)
    kept = first + np.flatnonzero(~gone[first:last])
    keys = frames.joined([table[IN_TIME_ORDER].take(kept), new], [each for each in columns if each.name in IN_TIME_ORDER])
    order = keys.sort_values(IN_TIME_ORDER, kind="stable").index.to_numpy()
    return frames.spliced(table, (first, last), kept, new, order, columns, most_pieces=MOST_PIECES)


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
