"""The tables of a data package: every named table of the view, and what its records and registers hold besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from parley import columns, selection
from parley.columns import Column
from parley.export import named
from parley.frames import public
from parley.store import Snapshot
from parley.view import View


@dataclass(frozen=True)
class Resource:
    """One table of the package. rows : ready to leave; columns : theirs, in their order; title : whose and which rows these are."""

    name: str
    meaning: str
    title: str
    rows: pd.DataFrame
    columns: Sequence[Column]

    @property
    def path(self) -> str:
        return f"data/{self.name}.csv"


def resources(view: View, snapshot: Snapshot) -> list[Resource]:
    """Every named table, as `/api/NAME.csv` gives it, then the others."""
    found = []
    for name, each in named.NAMES.items():
        rows = named.table(name, view, snapshot)
        kept = each.columns or _wide(rows, view, snapshot)
        found.append(Resource(name, each.meaning, named.title(name, view, snapshot), rows, (*kept, *named.FROM)))
    return [*found, *_others({each.name: each.rows for each in found}, view, snapshot)]


def _others(tables: Mapping[str, pd.DataFrame], view: View, snapshot: Snapshot) -> Iterator[Resource]:
    """Tables that have no name of their own elsewhere: parts of the view's records, registers of its actors and issues."""
    here, records = snapshot.of(view.negotiation), {*tables["statements"]["id"], *tables["claims"]["id"]}
    whose, on_what = selection.actors(view, snapshot), selection.issues(view, snapshot)
    for name, meaning, kept in _OTHERS:
        rows, title = getattr(here, _HELD_AS.get(name, name)), "The whole register"
        if "statement" in rows:
            rows, title = rows[rows["statement"].isin(records).to_numpy()], "Of the records in statements.csv and claims.csv"
        elif "actor" in rows:
            rows, title = rows[rows["actor"].isin(whose).to_numpy()], "Of the actors and issues of the view, whatever its days and voices"
            rows = rows[rows["issue"].isin(on_what).to_numpy()] if "issue" in rows else rows
        whole = public(rows, kept).reset_index(drop=True).assign(**named.origin(view, snapshot))
        yield Resource(name, meaning, title, whole, (*kept, *named.FROM))


def _wide(rows: pd.DataFrame, view: View, snapshot: Snapshot) -> list[Column]:
    """The columns of the matrix, which follow the data."""
    issues, own = snapshot.of(view.negotiation).issues, named.origin(view, snapshot)
    titles = dict(zip(issues["id"], issues["title"], strict=True))
    known = {"actor": "id of the actor", "actor_name": "that actor as shown on screen"}
    told = "{}: a stance, `reported: …` where nothing is on the record, or the kind of blank"
    cells = [str(name) for name in rows if name not in own]
    return [Column(name, "text", known.get(name) or told.format(titles.get(name, name))) for name in cells]


_OTHERS = tuple(
    (name, meaning, [column for column in every if column.kind != "day"])
    for name, meaning, every in (
        ("conditions", "what a stance is tied to, one row each", columns.CONDITIONS),
        ("answers", "which record answers which", columns.ANSWERS),
        ("corrections", "dated corrections of records", columns.CORRECTIONS),
        ("not_found", "looked for, and nothing there", columns.NOT_FOUND),
        ("speakers", "who speaks for the actors", columns.SPEAKERS),
        ("memberships", "which actor is in which bloc, and when", columns.MEMBERSHIPS),
        ("articles", "texts on the table, article by article", columns.PROPOSALS),
        ("negotiations", "the negotiation itself", columns.NEGOTIATIONS),
    )
)
_HELD_AS = {"articles": "proposals"}
"""`proposals` is the name of the articles beside the positions of the parties."""
