"""The rows of a view: which actors, which issues, which records."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from parley import days
from parley.remembered import once
from parley.store import Snapshot
from parley.view import View, day_of

SEARCHED = (
    "summary",
    "quote",
    "translation",
    "speaker",
    "role",
    "conditions",
    "note",
    "actor_name",
    "issue_title",
    "source_title",
    "publisher",
)
"""Columns that `q` looks in."""

_SEPARATOR = re.compile(r"(?<=[0-9])[, ](?=[0-9]{3}(?![0-9]))")

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.int64]


def actors(view: View, snapshot: Snapshot) -> list[str]:
    """Ids of the actors a view is about, in register order; actors whom only files speak of come last."""
    here = snapshot.of(view.negotiation)
    ids = list(_all_actors(snapshot, view.negotiation))
    if view.bloc:
        members = set(_on(here.memberships, _day(view, snapshot), view.bloc)["actor"])
        ids = [actor for actor in ids if actor in members]
    return [actor for actor in ids if not view.actor or actor in view.actor]


def issues(view: View, snapshot: Snapshot) -> list[str]:
    """Ids of the issues a view is about, in register order; issues whom only files speak of come last."""
    here = snapshot.of(view.negotiation)
    ids = _all_issues(snapshot, view.negotiation)
    topics = dict(zip(here.issues["id"], here.issues["topic"], strict=True))
    return [issue for issue in ids if (not view.issue or issue in view.issue) and (not view.topic or topics.get(issue, "") in view.topic)]


def statements(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Statements of the view's actors on its issues, in its voices and confidence, entered by `known`. Table order."""
    table = snapshot.of(view.negotiation).statements
    return table.loc[_said(table, view, snapshot)]


def listed(view: View, snapshot: Snapshot) -> Rows:
    """Where the statements from `from` to `to` that hold `q` stand in the negotiation's table, in the view's order."""
    table = snapshot.of(view.negotiation).statements
    rows = np.flatnonzero(_said(table, view, snapshot) & _between(table, view))
    if view.q:
        rows = holding(table[["actor"]].take(rows), view, snapshot).index.to_numpy()
    if view.sort in ("", "oldest"):
        oldest = rows[np.argsort(_age(snapshot, view.negotiation)[rows])]
        return oldest if view.sort else oldest[::-1]
    return ordered(table.take(rows), view).index.to_numpy()


def claims(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Claims by or about the view's actors, else as `statements`."""
    table, wanted = snapshot.of(view.negotiation).claims, actors(view, snapshot)
    who = (table["actor"].isin(wanted) | table["about"].isin(wanted)).to_numpy()
    return table.loc[_chosen(table, view, snapshot) & who]


def first_bloc(view: View, snapshot: Snapshot) -> dict[str, str]:
    """For each actor the name of the bloc it is shown under: the first of the chosen ones, else the first in its register entry."""
    memberships = snapshot.of(view.negotiation).memberships
    then = _on(memberships, _day(view, snapshot), view.bloc or tuple(memberships["bloc"].unique()))
    return dict(zip(then["actor"][::-1], then["bloc_name"][::-1], strict=True))


def within(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Only what was said from `from` to `to`."""
    return table[_between(table, view)]


def holding(table: pd.DataFrame, view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Only records that hold every word of `q`, blind to case and accents. table : rows of the negotiation's own table, index kept."""
    words = fold(view.q).split()
    if not words:
        return table
    texts = _searchable(snapshot, view.negotiation, "about" in table)
    return table.loc[[all(word in texts[row] for word in words) for row in table.index]]


def ordered(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Records in the order the view asks for; usually newest first."""
    if view.sort == "name":
        return table.sort_values(["actor_name", "issue_title", "day", "date", "order"], kind="stable")
    if view.sort == "most":
        most = table["actor"].astype("str").map(table["actor"].astype("str").value_counts())
        return (
            table.assign(_most=-most).sort_values(["_most", "actor", "issue", "day", "date", "order"], kind="stable").drop(columns="_most")
        )
    oldest = _oldest_first(table)
    return table.take(oldest if view.sort == "oldest" else oldest[::-1])


def fold(text: str) -> str:
    """Text as the search compares it: no case, no accents, no separators inside numbers (`800,000` and `800 000` are `800000`)."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _SEPARATOR.sub("", plain)


def _said(table: pd.DataFrame, view: View, snapshot: Snapshot) -> Mask:
    keep = _chosen(table, view, snapshot)
    return keep & table["actor"].isin(actors(view, snapshot)).to_numpy() if view.actor or view.bloc else keep


def _between(table: pd.DataFrame, view: View) -> Mask:
    said = table["day"].to_numpy()
    keep = np.ones(len(table), dtype=bool)
    if view.from_:
        keep &= said >= days.number(view.from_)
    if view.to:
        keep &= said <= days.number(view.to)
    return keep


def _oldest_first(table: pd.DataFrame) -> Rows:
    """Positions of rows as they were said: by day, the vaguer date first, then by actor, then by their place in the file."""
    return np.lexsort((table["order"], table["actor"].cat.codes, table["date"].to_numpy("U10"), table["day"]))


def _chosen(table: pd.DataFrame, view: View, snapshot: Snapshot) -> Mask:
    keep = np.ones(len(table), dtype=bool)
    if view.issue or view.topic:
        keep = table["issue"].isin(issues(view, snapshot)).to_numpy()
    if view.voice:
        keep = keep & table["voice"].isin(view.voice).to_numpy()
    if view.confidence:
        keep = keep & table["confidence"].isin(view.confidence).to_numpy()
    if view.known:
        keep = keep & (table["recorded_day"].to_numpy() <= days.number(view.known))
    return np.asarray(keep)


def _day(view: View, snapshot: Snapshot) -> date:
    """The day that memberships are looked up for; before anybody has spoken, long ago."""
    return day_of(view, snapshot) or date.min


def _on(memberships: pd.DataFrame, day: date, blocs: tuple[str, ...]) -> pd.DataFrame:
    on = days.number(day)
    then = (memberships["start_day"] <= on) & (memberships["end_day"] >= on) & memberships["bloc"].isin(blocs)
    return memberships[then.to_numpy()]


@once
def _all_actors(snapshot: Snapshot, negotiation: str) -> tuple[str, ...]:
    here = snapshot.of(negotiation)
    return _in_order(here.actors["id"], here.statements["actor"], here.claims["about"])


@once
def _all_issues(snapshot: Snapshot, negotiation: str) -> tuple[str, ...]:
    here = snapshot.of(negotiation)
    return _in_order(here.issues["id"], here.statements["issue"], here.claims["issue"])


def _in_order(*columns: pd.Series) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for column in columns for name in column.astype("str").unique()))


@once
def _age(snapshot: Snapshot, negotiation: str) -> Rows:
    """The place of every statement among all of them, oldest first."""
    oldest = _oldest_first(snapshot.of(negotiation).statements)
    ages = np.empty_like(oldest)
    ages[oldest] = np.arange(len(oldest))
    return ages


@once
def _searchable(snapshot: Snapshot, negotiation: str, claimed: bool) -> list[str]:
    here = snapshot.of(negotiation)
    table = here.claims if claimed else here.statements
    return [fold(" ".join(row)) for row in table[list(SEARCHED)].itertuples(index=False)]
