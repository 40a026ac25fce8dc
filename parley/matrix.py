"""The matrix of a view: its actors, its issues, and for every pair a position or the kind of blank that is there.

A blank never means neutral, so each says why it is one. The screen, the printed page and the CSV draw from this one
model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from parley import days, selection
from parley.analysis import asof
from parley.columns import EVER, NEVER, Column
from parley.frames import rows_of
from parley.store import Snapshot
from parley.view import View, day_of

NOT_RESEARCHED, NOT_FOUND, NOT_APPLICABLE, FILTERED = "not researched", "not found", "not applicable", "filtered"

Pair = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """A row or column: an actor or an issue. group : the heading it stands under, or empty."""

    id: str
    name: str
    group: str = ""
    title: str = ""


@dataclass(frozen=True)
class Matrix:
    """actors, issues : in the order of the screen. positions : one row per filled cell, as analysis.asof.positions gives them.

    blanks : kind of every blank that is not simply `not researched`. claimed : pairs of whom others claim something.
    changed : pairs whose stance or firmness is not what it was on the view's `since`.
    """

    day: date
    actors: tuple[Line, ...]
    issues: tuple[Line, ...]
    positions: pd.DataFrame
    blanks: Mapping[Pair, str]
    claimed: frozenset[Pair]
    changed: frozenset[Pair]
    scored: frozenset[str]

    def issues_run_down(self, view: View) -> bool:
        """Which list runs down the page: the chosen one, else the longer."""
        return view.rows == "issue" or (view.rows != "actor" and len(self.issues) >= len(self.actors))


def standing(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Positions of the view's actors on its issues as of its day; `q` hides positions, it never changes which one stands."""
    return selection.holding(_all_standing(view, snapshot, _day(view, snapshot)), view, snapshot)


def matrix(view: View, snapshot: Snapshot) -> Matrix:
    """The whole matrix as of the view's day. With `q`, only the lines in which some position holds the words."""
    here = snapshot.of(view.negotiation)
    day = _day(view, snapshot)
    shown = standing(view, snapshot)
    actor_ids, issue_ids = selection.actors(view, snapshot), selection.issues(view, snapshot)
    if view.q:
        actor_ids = [each for each in actor_ids if each in set(shown["actor"])]
        issue_ids = [each for each in issue_ids if each in set(shown["issue"])]
    blanks = _not_applicable(here.issues, actor_ids) | _not_found(here.not_found, day)
    blanks |= dict.fromkeys(_pairs(_unfiltered(view, snapshot, day)) - _pairs(shown), FILTERED)
    claims = selection.claims(view, snapshot)
    claims = claims[(claims["day"] <= days.number(day)).to_numpy()]
    return Matrix(
        day=day,
        actors=tuple(_sorted(_actor_lines(actor_ids, view, snapshot), "actor", shown, view)),
        issues=tuple(_sorted(_issue_lines(issue_ids, view, snapshot), "issue", shown, view)),
        positions=shown,
        blanks=blanks,
        claimed=frozenset(zip(claims["about"], claims["issue"], strict=True)),
        changed=_changed(view, snapshot, shown),
        scored=frozenset(here.issues.loc[(here.issues["kind"] == "policy").to_numpy(), "id"]),
    )


def wide(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The matrix as a table for spreadsheets: a row an actor, a column an issue; a stance, `reported: …`, or the kind of blank."""
    whole = matrix(view, snapshot)
    told = {(p.actor, p.issue): p.stance if p.on_record else f"reported: {p.stance}" for p in rows_of(whole.positions)}
    rows = {"actor": [a.id for a in whole.actors], "actor_name": [a.name for a in whole.actors]}
    rows |= {i.id: [told.get((a.id, i.id), whole.blanks.get((a.id, i.id), NOT_RESEARCHED)) for a in whole.actors] for i in whole.issues}
    return pd.DataFrame(rows, dtype="str")


def wide_columns(view: View, snapshot: Snapshot) -> list[Column]:
    """The columns of `wide`, in order, with what each means."""
    actor = [Column("actor", "text", "id of the actor"), Column("actor_name", "text", "the actor as shown on screen")]
    return actor + [Column(i.id, "text", f"stance, or kind of blank: {i.name}") for i in matrix(view, snapshot).issues]


def _day(view: View, snapshot: Snapshot) -> date:
    """The day of the view; before anybody has spoken, long ago."""
    return day_of(view, snapshot) or date.min


def _all_standing(view: View, snapshot: Snapshot, day: date) -> pd.DataFrame:
    said = selection.statements(view, snapshot)
    return asof.positions(said, snapshot.of(view.negotiation).issues, day, view.known)


def _unfiltered(view: View, snapshot: Snapshot, day: date) -> pd.DataFrame:
    """What would stand there without search, voices and confidence: somebody has looked, so it is no blank of another kind."""
    return _all_standing(view.but(q="", voice=(), confidence=()), snapshot, day)


def _pairs(rows: pd.DataFrame) -> set[Pair]:
    return set(zip(rows["actor"], rows["issue"], strict=True))


def _changed(view: View, snapshot: Snapshot, shown: pd.DataFrame) -> frozenset[Pair]:
    if view.since is None:
        return frozenset()
    before = _all_standing(view, snapshot, view.since)
    was = {(p.actor, p.issue): (p.stance, p.firmness) for p in rows_of(before)}
    return frozenset((p.actor, p.issue) for p in rows_of(shown) if was.get((p.actor, p.issue)) != (p.stance, p.firmness))


def _not_applicable(issues: pd.DataFrame, actor_ids: Iterable[str]) -> dict[Pair, str]:
    limited = [(issue.id, issue.applies_to.split("~")) for issue in rows_of(issues) if issue.applies_to]
    return {(actor, issue): NOT_APPLICABLE for issue, only in limited for actor in actor_ids if actor not in only}


def _not_found(not_found: pd.DataFrame, day: date) -> dict[Pair, str]:
    looked = not_found[(not_found["on"] <= day.isoformat()).to_numpy()]
    return dict.fromkeys(zip(looked["actor"], looked["issue"], strict=True), NOT_FOUND)


def _actor_lines(ids: Iterable[str], view: View, snapshot: Snapshot) -> list[Line]:
    here = snapshot.of(view.negotiation)
    known = {actor.id: actor for actor in rows_of(here.actors)}
    bloc = selection.first_bloc(view, snapshot) if view.group == "bloc" else {}
    no_bloc = "in no bloc" if view.group == "bloc" else ""
    lines = [
        Line(each, known[each].name if each in known else each, bloc.get(each, no_bloc), known[each].role if each in known else "")
        for each in ids
    ]
    return _heads_together(lines)


def _issue_lines(ids: Iterable[str], view: View, snapshot: Snapshot) -> list[Line]:
    known = {issue.id: issue for issue in rows_of(snapshot.of(view.negotiation).issues)}
    by_topic = view.group == "topic"
    lines = [
        Line(each, known[each].title, known[each].topic_title if by_topic else "", known[each].question)
        if each in known
        else Line(each, each)
        for each in ids
    ]
    return _heads_together(lines)


def _heads_together(lines: list[Line]) -> list[Line]:
    """Lines of one heading side by side, headings in the order in which they first come up."""
    heads = list(dict.fromkeys(line.group for line in lines))
    return sorted(lines, key=lambda line: heads.index(line.group))


def _sorted(lines: list[Line], column: str, shown: pd.DataFrame, view: View) -> list[Line]:
    """The view's order inside each heading. Lines without a position come last by day and by number."""
    if not view.sort:
        return lines
    heads = list(dict.fromkeys(line.group for line in lines))
    by = shown.assign(_line=shown[column].astype("str")).groupby("_line")["day"]
    last, count = by.max().to_dict(), by.size().to_dict()
    keys: dict[str, Callable[[Line], Any]] = {
        "name": lambda line: selection.fold(line.name),
        "newest": lambda line: -last.get(line.id, EVER),
        "oldest": lambda line: last.get(line.id, NEVER),
        "most": lambda line: -count.get(line.id, 0),
    }
    return sorted(lines, key=lambda line: (heads.index(line.group), keys[view.sort](line)))
