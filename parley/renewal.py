"""A reading brought up to date after a few files changed, by reading those alone.

Position files say nothing of one another except what they answer, so the rows of a changed file can be taken out and put
in while all others stay. A change of a register touches every row, and asks for a whole reading.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import compress
from operator import ne
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from parley import frames, load
from parley.batch import Batch, Lent, judge_answers, lend, read
from parley.columns import COLUMNS, IN_TIME_ORDER
from parley.gather import Gathered
from parley.moves import STATEMENTS
from parley.problems import Problem
from parley.reading import by_path
from parley.rows import IN_TIME, POSITIONAL
from parley.scan import Found, Glance, plain_file, settled
from parley.tables import Rows, Tables, beginning_with, equal_to, in_time

FEW = 200
"""So many files at most are read one by one; with more, or with more that are wrong, the whole folder is."""
MOST_PIECES = 64
"""Text in so many pieces is put together: each change adds a few."""
_OF_FOLDERS = ("missing-register", "missing-negotiation")


def up_to_date(gathered: Gathered, told: Glance) -> Gathered | None:
    """`gathered` as if the folder had been read whole just now; None where only a whole reading will do.

    told : what a glance at the folder tells now. Only files whose gate differs are looked into.
    returns : with the same tables where nothing but gates changed: after a checkout or a clone all times are new.
    """
    differing = list(compress(told, map(ne, told.values(), map(gathered.glance.get, told))))
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
        lent = gathered.lent or _lent(gathered)
        batch = read(_found(gathered.folder, sorted(again)), lent)
        if batch.wanted:
            return None
        digests = {**gathered.digests, **batch.digests}
        for path in again - batch.digests.keys():
            digests.pop(path, None)
        judge_answers(batch, lent, _found(gathered.folder, digests), _ids_beside(gathered.tables, again))
        if digests.keys() != gathered.digests.keys():
            digests = dict(sorted(digests.items()))
        problems = [*(each for each in gathered.problems if each.file not in again), *batch.problems]
        made = _replaced(gathered.tables, again, batch)
        version = load.version(digests.items())
        return replace(gathered, digests=digests, problems=tuple(sorted(problems)), tables=made, version=version, lent=lent)


def _lent(gathered: Gathered) -> Lent:
    """Its registers are as they were, and none is missing that anything refers to: both would have been a reason to read the whole."""
    registers = _found(gathered.folder, (path for path in gathered.digests if path.count("/") == 1))
    return lend(registers, {path.partition("/")[0] for path in gathered.digests})[0]


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
    return titles <= gathered.digests.keys() and titles.isdisjoint(unsound)


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
        table, new = getattr(held, name), batch.rows[name]
        put = _in_time(table, new, again) if name in IN_TIME else _by_owner(table, new, again)
        if put is not None:
            made[name] = frames.spliced(table, put.at, put.picks, new, COLUMNS[name], most_pieces=MOST_PIECES)
    return held.but(made)


class _Put(NamedTuple):
    """Which rows are to stand where: see `frames.spliced`."""

    at: tuple[int, int]
    picks: Rows


def _in_time(table: pd.DataFrame, new: pa.Table, again: set[str]) -> _Put | None:
    """For a table in the order of time: between the first and the last row of the actors whose files these are."""
    places = [_where(table, *actor) for actor in {tuple(path.split("/")[:2]) for path in again}]
    at = min(first for first, _ in places), max(last for _, last in places)
    stays = ~table["file"].iloc[slice(*at)].isin(again).to_numpy()
    if stays.all() and not len(new):
        return None
    both = frames.stretch(table, at, new, [each for each in COLUMNS["statements"] if each.name in IN_TIME_ORDER])
    here = np.flatnonzero(np.append(stays, np.ones(len(new), dtype=bool)))
    return _Put(at, here[in_time(both.take(here))])


def _by_owner(table: pd.DataFrame, new: pa.Table, again: set[str]) -> _Put | None:
    """For a table in the order of its files, or of the statements in them."""
    owner = "file" if "file" in table else "statement"
    owners = new[owner].to_pylist()
    starts = sorted(again if owner == "file" else (f"{path.removesuffix('.yaml')}/" for path in again))
    places = [(beginning_with(table[owner].array, start), beginning_with(owners, start)) for start in starts]
    places = [((first, last), (begin, end)) for (first, last), (begin, end) in places if last > first or end > begin]
    if not places:
        return None
    at = places[0][0][0], places[-1][0][1]
    picks, upto = list[int](), at[0]
    for (first, last), (begin, end) in places:
        picks += [*range(upto - at[0], first - at[0]), *range(at[1] - at[0] + begin, at[1] - at[0] + end)]
        upto = last
    return _Put(at, np.array(picks, dtype=np.int64))


def _where(table: pd.DataFrame, negotiation: str, actor: str) -> tuple[int, int]:
    """Where the rows of an actor begin and end, or would."""
    begin, end = equal_to(table["negotiation"], negotiation)
    first, last = equal_to(table["actor"].iloc[begin:end], actor)
    return begin + first, begin + last
