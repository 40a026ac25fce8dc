"""`python -m parley agreement`: a second coding of the same words held against the first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from parley import store
from parley.analysis import agreement
from parley.analysis.agreement import Paired
from parley.desk.files import RefusedError
from parley.export import csv
from parley.frames import rows_of
from parley.store import Snapshot
from parley.view import Known

MOST_DIFFERENCES = 200
_HOW = (
    "How it is counted: alpha is Krippendorff's, 1 for perfect agreement and 0 for what chance would give. Stance is ordinal and only",
    "counts where both are on the scale (not unclear, not declines); firmness is nominal and only counts where both have coded one; voice",
    f"is nominal. Pairs that cannot be compared are left out. Under {agreement.MINIMUM} pairs there is no alpha.",
)


def flags(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("other", metavar="OTHER_FOLDER", help="a positions folder with the second coding; it needs no registers")
    parser.add_argument("--negotiation", default="", help="which negotiation; the first when left out")
    parser.add_argument("--format", choices=("text", "csv"), default="text", help="the report, or a table of all pairs")


def run(asked: argparse.Namespace, folder: Path) -> tuple[bytes, str]:
    """Do what was asked. returns : the report or the table, and what must be said of files that were left out. raises : RefusedError."""
    if not Path(asked.other).is_dir():
        raise RefusedError(f"there is no folder {asked.other}")
    first, second = store.read(folder), store.read(Path(asked.other))
    negotiation = asked.negotiation or Known.of(first, "").negotiation
    complaint = "".join(map(_complaint, (first, second)))
    if asked.format == "csv":
        return csv.csv(paired(first, second, negotiation).pairs), complaint
    return report(first, second, negotiation).encode("utf-8", "replace"), complaint


def _complaint(snapshot: Snapshot) -> str:
    wrong = sum(each.rule not in ("missing-register", "missing-negotiation") for each in snapshot.problems)
    return f"{wrong} problems in {snapshot.folder}; the files that have them are left out\n" if wrong else ""


def paired(first: Snapshot, second: Snapshot, negotiation: str) -> Paired:
    """The records of both codings. raises : RefusedError when one of them does not hold the negotiation."""
    for which, snapshot in (("first", first), ("second", second)):
        names = sorted({*snapshot.tables.statements["negotiation"], *snapshot.tables.claims["negotiation"]})
        if negotiation not in names:
            there = f"there are {', '.join(names)}" if names else "there are no statements at all"
            raise RefusedError(f"the {which} coding holds no statement of `{negotiation}`; {there}")
    return agreement.pair(_records(first, negotiation), _records(second, negotiation))


def _records(snapshot: Snapshot, negotiation: str) -> pd.DataFrame:
    here = snapshot.of(negotiation)
    return pd.concat([here.statements.assign(about="", about_name=""), here.claims], ignore_index=True)


def report(first: Snapshot, second: Snapshot, negotiation: str) -> str:
    """Who coded, how many pairs there are, agreement in all and issue by issue, and every difference."""
    found = paired(first, second, negotiation)
    coders = [_coders(snapshot, negotiation) for snapshot in (first, second)]
    return "".join(f"{line}\n" for line in _lines(found, coders))


def _coders(snapshot: Snapshot, negotiation: str) -> str:
    names = [name for name in dict.fromkeys(_records(snapshot, negotiation)["coder"]) if name]
    return f"{snapshot.folder} ({', '.join(names) if names else 'coder not named'})"


def _lines(found: Paired, coders: list[str]) -> Iterator[str]:
    others = len(found.pairs) - found.by_id
    yield f"Two coders: {coders[0]} and {coders[1]}."
    yield f"{len(found.pairs):,} pairs: {found.by_id:,} by id, {others:,} by actor, issue and day where keys differ."
    yield f"Without a partner: {len(found.only_first):,} in the first coding, {len(found.only_second):,} in the second."
    yield ""
    told = list(rows_of(agreement.measures(found.pairs)))
    yield from (_measure(row) for row in told if not row.issue)
    yield ""
    yield from _HOW
    yield ""
    yield "Issue by issue"
    for issue in dict.fromkeys(row.issue for row in told if row.issue):
        rows = [row for row in told if row.issue == issue]
        yield f"  {rows[0].issue_title}"
        yield from (f"    {_measure(row)}" for row in rows)
    yield ""
    yield from _differences(found)


def _measure(row: Any) -> str:
    value = f"alpha {row.alpha:.3f}" if not pd.isna(row.alpha) else f"no alpha ({row.why_none})"
    left = f", {row.left_out:,} left out" if row.left_out else ""
    return f"{row.what} ({row.level}): {value}; {row.same:,} of {row.pairs:,} pairs the same{left}"


def _differences(found: Paired) -> Iterator[str]:
    told = [
        f"  {record}: {'; '.join(f'{what} {one or _NOT_CODED} / {other or _NOT_CODED}' for what, one, other in differing)}"
        for record, differing in agreement.differences(found.pairs)
    ]
    yield f"Where they differ: {len(told):,} of {len(found.pairs):,} pairs"
    yield from told[:MOST_DIFFERENCES]
    if len(told) > MOST_DIFFERENCES:
        yield f"  … and {len(told) - MOST_DIFFERENCES:,} more; --format csv has all pairs"
    for which, ids in (("first", found.only_first), ("second", found.only_second)):
        if ids:
            yield f"Only in the {which} coding: {', '.join(ids[:MOST_DIFFERENCES])}" + (" …" if len(ids) > MOST_DIFFERENCES else "")


_NOT_CODED = "not coded"
