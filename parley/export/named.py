"""The tables that have a name: one definition for the command line, the routes and the pages' downloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import pandas as pd

from parley import columns, matrix, questions, selection, sentence
from parley.analysis import blocs, carried, changes, claims, convergence, coverage, diff, gaps, linkage, proposals, review, shifts
from parley.analysis import sources as citations
from parley.columns import Column
from parley.frames import public
from parley.store import Snapshot
from parley.view import View, day_of, encode, pinned

CLAIMS = (*columns.CLAIMS, *claims.COLUMNS)
SHIFTS = shifts.COLUMNS

FROM = (
    Column("view", "text", "the filters these rows come from, as the query of a link; days that would move on are pinned"),
    Column("data_version", "text", "which state of the position files: a hash over all of them"),
)
"""The last columns of every download: a file that has lost its name still says what it holds."""


@dataclass(frozen=True)
class Named:
    """A table under its name. rows : the rows of a view; columns : their documentation, or None where they follow the data."""

    name: str
    meaning: str
    rows: Callable[[View, Snapshot], pd.DataFrame]
    columns: Sequence[Column] | None


def table(name: str, view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The rows of a view under one of NAMES, ready to leave: documented columns, then where they come from."""
    return rows(name, view, snapshot).reset_index(drop=True).assign(**origin(view, snapshot))


def rows(name: str, view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The same without saying where they come from."""
    named = NAMES[name]
    found = named.rows(view, snapshot)
    return found if named.columns is None else public(found, named.columns)


def documented(name: str, view: View, snapshot: Snapshot) -> tuple[Column, ...]:
    """The columns of `table(name, view, snapshot)`, in order, with what each means."""
    fixed = NAMES[name].columns
    return (*(matrix.wide_columns(view, snapshot) if fixed is None else fixed), *FROM)


def origin(view: View, snapshot: Snapshot) -> dict[str, str]:
    """What the columns FROM say of a view."""
    return {"view": urlencode(encode(pinned(view, snapshot).but(data=""))), "data_version": snapshot.version}


def title(name: str, view: View, snapshot: Snapshot) -> str:
    """The sentence of a view over one of NAMES: some are of a day, some lie in a range of days."""
    return (sentence.records if name in _IN_A_RANGE else sentence.positions)(_followed(name, view, snapshot), snapshot)


def filename(name: str, view: View, snapshot: Snapshot, form: str) -> str:
    """`ukraine-peace-positions-2025-08-24-data-3f2a91c04b7d.csv`: what it holds, without a path or a space."""
    day = day_of(view, snapshot)
    parts = (view.negotiation or "parley", name, day.isoformat() if day else "", "data", snapshot.version)
    return "-".join(part for part in parts if part) + f".{form}"


def statements(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Every statement of the view from `from` to `to`, in the view's order."""
    return snapshot.of(view.negotiation).statements.take(selection.listed(view, snapshot))


def _followed(name: str, view: View, snapshot: Snapshot) -> View:
    """The view as far as a table follows it, and with what the table chose for itself: a title says neither more nor less."""
    if name == "diff" and day_of(view, snapshot):
        return view.but(since=questions.since(view, snapshot))
    if name in ("sticking", "proposals") and not view.bloc:
        view = view.but(actor=questions.principals(view, snapshot))
    if name == "convergence":
        view = view.but(actor=questions.pair(view, snapshot), bloc=())
    unheeded = {field: getattr(View(), field) for field in _UNHEEDED.get(name, ())}
    return view.but(**unheeded)


def _sources(view: View, snapshot: Snapshot) -> pd.DataFrame:
    used = pd.concat([statements(view, snapshot), questions.claimed(view, snapshot)])
    keys = set(zip(used["file"], used["source_url"], used["source_title"], strict=True))
    sources = snapshot.of(view.negotiation).sources
    return sources.loc[[key in keys for key in zip(sources["file"], sources["url"], sources["title"], strict=True)]]


def _issues(view: View, snapshot: Snapshot) -> pd.DataFrame:
    issues = snapshot.of(view.negotiation).issues
    return issues[issues["id"].isin(selection.issues(view, snapshot)).to_numpy()]


def _actors(view: View, snapshot: Snapshot) -> pd.DataFrame:
    actors = snapshot.of(view.negotiation).actors
    return actors[actors["id"].isin(selection.actors(view, snapshot)).to_numpy()]


def _events(view: View, snapshot: Snapshot) -> pd.DataFrame:
    return selection.within(snapshot.of(view.negotiation).events, view)


_UNHEEDED = {
    **dict.fromkeys(("gaps", "pairs", "sticking", "convergence", "proposals"), ("q", "since")),
    "coverage": ("q", "since", "voice", "confidence"),
    "cohesion": ("q", "since", "actor"),
    "origins": ("since",),
    "issues": ("actor", "bloc", "voice", "confidence", "known", "q", "since"),
    "actors": ("issue", "topic", "voice", "confidence", "known", "q", "since"),
    "events": ("actor", "bloc", "issue", "topic", "voice", "confidence", "known", "q"),
}
"""What a table does not follow: fields of a view."""
_IN_A_RANGE = ("statements", "claims", "shifts", "sources", "bibliography", "by_origin", "linkage", "events", "changes", "review")
NAMES: dict[str, Named] = {
    each.name: each
    for each in (
        Named("statements", "every statement, one row each", statements, columns.STATEMENTS),
        Named("positions", "one row per actor and issue as of a day", matrix.standing, columns.POSITIONS),
        Named("matrix", "actors down, issues across, as of a day; blanks say which kind", matrix.wide, None),
        Named("claims", "what one actor says another's position is, beside that actor's own words", questions.claimed, CLAIMS),
        Named("shifts", "what each statement changed against the one before it", questions.shifted, SHIFTS),
        Named("diff", "whose position is another on the day than on `since`", questions.changed, diff.COLUMNS),
        Named("gaps", "the gap of every two actors on every policy issue where both are on the scale", questions.gapped, gaps.COLUMNS),
        Named("pairs", "for every two actors on how many issues they are near and apart, of how many", questions.paired, gaps.PAIRS),
        Named("sticking", "where it sticks: red lines on both sides first, then the widest gaps", questions.sticking, gaps.COLUMNS),
        Named("convergence", "how far apart two actors are, day by day, over one set of issues", questions.converged, convergence.COLUMNS),
        Named("coverage", "the state of every actor on every issue, and what to look for", questions.covered, coverage.COLUMNS),
        Named("cohesion", "where the members of each bloc stand, with n of N", questions.united, blocs.COLUMNS),
        Named("linkage", "which issue is tied to which, by whom", questions.linked, linkage.COLUMNS),
        Named("proposals", "every article beside the position of every party", questions.proposed, proposals.COLUMNS),
        Named("bibliography", "every page, with how many statements rest on it", questions.cited, citations.COLUMNS),
        Named("by_origin", "every origin, with how many pages carry it and what rests on it", questions.by_origin, carried.BY_ORIGIN),
        Named("origins", "positions for which everything said has one origin", questions.on_one_origin, citations.SINGLE_ORIGIN),
        Named("changes", "what was entered, corrected and committed, newest first", questions.data_changes, changes.COLUMNS),
        Named("review", "what waits for a second reader, first what needs one most", questions.to_review, review.QUEUE),
        Named("sources", "the sources these statements and claims rest on", _sources, columns.SOURCES),
        Named("issues", "the questions and what each stance means", _issues, columns.ISSUES),
        Named("actors", "who takes part", _actors, columns.ACTORS),
        Named("events", "dated happenings", _events, columns.EVENTS[:-2]),
    )
}
