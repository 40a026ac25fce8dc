"""Actors side by side, issue by issue: where each stands, in which words, and how far apart they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any

import pandas as pd
import streamlit as st

from parley import descriptions, matrix, questions, sentence
from parley.charts.marks import Look
from parley.frames import rows_of
from parley.looks import looks
from parley.matrix import FILTERED, Line, Matrix, Pair
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import controls
from parley.ui.compare_cells import PAGE, folded, opening, part, source, told, when
from parley.ui.sheet import Cell, Markup, below, bullets, inside, joined, sheet
from parley.view import View

TABLE = "gaps"
MOST = 6
"""So many actors stand side by side at most: more cannot be read."""
_NAMED = 40
"""A link names so many issues at most."""
_UNSCORED = "Assessments and disputed facts, not scored"


def shown(view: View, snapshot: Snapshot) -> View:
    """The view that is drawn: of the actors put side by side. A search would hide positions and so make silence where there is none."""
    return view.but(actor=questions.principals(view, snapshot)[:MOST], bloc=(), q="", since=None)


def title(view: View, snapshot: Snapshot) -> str:
    """What is compared, in one sentence."""
    return sentence.positions(shown(view, snapshot), snapshot)


def choose(_: View, __: Snapshot) -> None:
    """The day."""
    controls.as_of_day()


def description(view: View, snapshot: Snapshot) -> str:
    """What is on the screen, from its rows."""
    return _described(view.closed, snapshot)


@once
def _described(view: View, snapshot: Snapshot) -> str:
    whole = _whole(view, snapshot)
    pairs = questions.paired(shown(view, snapshot), snapshot)
    return descriptions.side_by_side(title(view, snapshot), pairs, len(whole.actors), len(_spoken(whole)), len(whole.issues))


def draw(view: View, snapshot: Snapshot) -> None:
    """Draw it."""
    every = len(questions.principals(view, snapshot))
    if every > MOST:
        st.caption(f"The first {MOST} of {every} actors are shown. Choose up to {MOST} under Filters to see others.")
    if not len(_whole(view.closed, snapshot).positions):
        st.info("None of these actors has said anything here by that day that fits this selection.")
        return
    if every == 1:
        st.caption("One actor stands alone here. Choose another under Filters to compare the two.")
    st.html(_made(view.closed, snapshot))


@once
def _whole(view: View, snapshot: Snapshot) -> Matrix:
    return matrix.matrix(shown(view, snapshot).but(group="topic", sort=""), snapshot)


def _spoken(whole: Matrix) -> list[Line]:
    """The issues on which somebody here has a position."""
    spoken = set(whole.positions["issue"])
    return [line for line in whole.issues if line.id in spoken]


@dataclass(frozen=True)
class _Rows:
    """What the rows are made of. view : as the reader chose it; by pair of actor and issue: looks and positions; by issue: gaps, kind."""

    view: View
    actors: Sequence[Line]
    looks: Mapping[Pair, Look]
    positions: Mapping[Pair, Any]
    gaps: Mapping[str, Sequence[Any]]
    kinds: Mapping[str, str]

    def scored(self, issue: Line) -> bool:
        return self.kinds.get(issue.id, "policy") == "policy"

    def red_line(self, actor: Line, issue: Line) -> bool:
        position = self.positions.get((actor.id, issue.id))
        return position is not None and bool(position.firmness == "red-line")


@once
def _made(view: View, snapshot: Snapshot) -> Markup:
    whole, drawn = _whole(view, snapshot), shown(view, snapshot)
    issues = snapshot.of(view.negotiation).issues
    rows = _Rows(
        view=view,
        actors=whole.actors,
        looks=looks(whole),
        positions={(row.actor, row.issue): row for row in rows_of(whole.positions)},
        gaps={issue: list(those) for issue, those in groupby(rows_of(questions.gapped(drawn, snapshot)), lambda row: str(row.issue))},
        kinds=dict(zip(issues["id"], issues["kind"], strict=True)),
    )
    spoken = _spoken(whole)
    silent = [line for line in whole.issues if line not in spoken]
    pairs = _pairs(view, whole.actors, questions.paired(drawn, snapshot))
    return Markup(pairs + _topics(rows, spoken) + _silent(drawn, whole, silent))


def _topics(rows: _Rows, issues: list[Line]) -> str:
    """Policy issues under their topics, then what is never scored."""
    policy = [line for line in issues if rows.scored(line)]
    others = [line for line in issues if not rows.scored(line)]
    parts = [(topic or "Issues", list(lines)) for topic, lines in groupby(policy, lambda line: line.group)]
    return "".join(part(heading, _sheet(rows, heading, lines), "actors") for heading, lines in [*parts, (_UNSCORED, others)] if lines)


def _sheet(rows: _Rows, heading: str, issues: list[Line]) -> Markup:
    names = [actor.name for actor in rows.actors]
    head = ["Issue", *names, *(["Gap"] if len(names) > 1 else [])]
    return sheet(head, (_row(rows, issue) for issue in issues), f"{heading}: {sentence.listed(names)}")


def _row(rows: _Rows, issue: Line) -> list[Cell]:
    gap = [_gap(rows, issue)] if len(rows.actors) > 1 else []
    return [below(issue.name, issue.title), *(_position(rows, actor, issue) for actor in rows.actors), *gap]


def _position(rows: _Rows, actor: Line, issue: Line) -> Markup:
    pair = (actor.id, issue.id)
    look, row = rows.looks.get(pair, Look(stance=matrix.NOT_RESEARCHED)), rows.positions.get(pair)
    words = opening(look, rows.view.but(cell="|".join(pair)), f"{actor.name} on {issue.name}")
    if row is None:
        return below(words, when(look))
    read = source(row.source_url, row.source_title, row.publisher)
    return told(words, row.summary, small=joined(when(look), read, by="; "))


def _gap(rows: _Rows, issue: Line) -> Markup:
    """How far apart they are, and whose red lines these are."""
    if not rows.scored(issue):
        return below("not scored")
    holders = [actor.name for actor in rows.actors if rows.red_line(actor, issue)]
    return below(descriptions.widest_gap(rows.gaps.get(issue.id, ()), len(rows.actors)), descriptions.red_lines(holders, len(rows.actors)))


def _pairs(view: View, actors: Sequence[Line], pairs: pd.DataFrame) -> str:
    """A line a pair. It links to the comparison of the two; when they are alone already, to their part of the matrix."""
    if len(actors) < 2:
        return ""
    every = list(combinations(actors, 2))
    found = {(row.actor, row.other): row for row in rows_of(pairs)}
    met = [(one, two) for one, two in every if (one.id, two.id) in found] if len(every) > 1 else every
    behind = "matrix" if len(every) == 1 else PAGE
    none = [f"{len(every) - len(met):,} of {len(every):,} pairs: no issue can be compared"] if len(met) < len(every) else []
    return part("Pair by pair", bullets([*(_pair(view, behind, each, found) for each in met), *none]), "actors")


def _pair(view: View, behind: str, pair: tuple[Line, Line], found: Mapping[Pair, Any]) -> Markup:
    one, two = pair
    link = inside(behind, view.but(actor=(one.id, two.id), bloc=()), f"{one.name} and {two.name}")
    return joined(link, descriptions.pair_of_actors(found.get((one.id, two.id))), by=": ")


def _silent(view: View, whole: Matrix, issues: list[Line]) -> str:
    """What is left out: nothing was said, or the filters hide what was."""
    hidden = {issue for (_, issue), kind in whole.blanks.items() if kind == FILTERED}
    parts = {
        "on which none of them has said anything here by this day": [line for line in issues if line.id not in hidden],
        "on which the filters hide what they have said": [line for line in issues if line.id in hidden],
    }
    return "".join(_left_out(view, words, lines) for words, lines in parts.items() if lines)


def _left_out(view: View, words: str, issues: list[Line]) -> str:
    """view : of the actors that are drawn, so that the matrix shows these blanks and no others."""
    many = "1 issue" if len(issues) == 1 else f"{len(issues):,} issues"
    names = f"{sentence.listed([line.name for line in issues])}. A blank is not a neutral position."
    link = inside("matrix", view.closed.but(issue=tuple(line.id for line in issues)), "These blanks in the matrix")
    return folded(f"{many} {words}", bullets([joined(names, link if len(issues) <= _NAMED else "")]), "actors")
