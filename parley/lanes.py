"""The lanes of a view's timeline: one issue with a lane an actor, or one actor with a lane an issue.

A bar carries a stance on one issue, so one side of the picture is always a single subject: the one chosen, else the one
most is known of. The page and the still picture both ask here, so that they cannot show different things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from parley import days, selection, sentence
from parley.charts.canvas import Lane
from parley.charts.scene import Side, describe
from parley.remembered import once
from parley.store import Snapshot
from parley.view import View, day_of, usual_day

_ROOM = timedelta(days=20)
_NAMED = 12
"""So many silent actors or issues are named; the rest are counted."""


@dataclass(frozen=True)
class Lanes:
    """What the timeline of a view is drawn of; the fields are arguments of charts.timeline.

    words : the picture as a paragraph. silent : who or what has no lane, as a sentence; empty when all have one.
    """

    statements: pd.DataFrame
    events: pd.DataFrame
    rows: tuple[Lane, ...]
    by: Side
    first: date
    last: date
    asof: date
    stale_after: Mapping[str, int]
    until: date | None
    words: str
    silent: str


@once
def subjects(view: View, snapshot: Snapshot) -> Mapping[str, str]:
    """What the picture can be about, by id, most statements first: issues when a lane is an actor, and the other way round."""
    said = selection.statements(view, snapshot)
    side = subject_side(view)
    here = snapshot.of(view.negotiation)
    register = here.issues.set_index("id")["title"] if side == "issue" else here.actors.set_index("id")["name"]
    most_first = said[side].astype("str").value_counts()
    return {each: register.get(each, each) for each in most_first.index}


def of_one(view: View, among: Mapping[str, str]) -> View:
    """The view of the single subject that is drawn: the first chosen one that has statements, else the one most is known of.

    It does not follow `q`: a bar runs until the next statement, and one that a search hides would let it run on wrongly.
    """
    view = view.but(q="")
    if not among:
        return view
    side = subject_side(view)
    chosen = next((each for each in getattr(view, side) if each in among), next(iter(among)))
    return view.but(**{side: (chosen,)}, **({"topic": ()} if side == "issue" else {"bloc": ()}))


@once
def of(view: View, snapshot: Snapshot) -> Lanes | None:
    """Everything the picture of one subject is drawn of; None where nobody has said anything. view : of `of_one`."""
    here, said = snapshot.of(view.negotiation), selection.statements(view, snapshot)
    if said.empty:
        return None
    rows = _rows(view, snapshot, said)
    first = view.from_ or days.from_number(said["day"].min()) - _ROOM
    last = view.to or max(days.from_number(said["day"].max()), day_of(view, snapshot) or first) + _ROOM
    stale = {
        issue: int(after) for issue, after in zip(here.issues["id"], here.issues["stale_after_days"], strict=True) if not pd.isna(after)
    }
    by = _side(view)
    words, silent = describe(said, here.events, rows, by, first, last), _silent(view, snapshot, rows)
    return Lanes(said, here.events, rows, by, first, last, day_of(view, snapshot) or last, stale, usual_day(view, snapshot), words, silent)


def subject_side(view: View) -> Side:
    """What the single subject is."""
    return "issue" if view.lane == "actor" else "actor"


def _side(view: View) -> Side:
    return "issue" if view.lane == "issue" else "actor"


def _silent(view: View, snapshot: Snapshot, rows: tuple[Lane, ...]) -> str:
    lanes = {lane.id for lane in rows}
    silent = [name for each, name in _every(view, snapshot).items() if each not in lanes]
    if not silent:
        return ""
    told = sentence.listed(silent) if len(silent) <= _NAMED else f"{', '.join(silent[:_NAMED])} and {len(silent) - _NAMED} others"
    return f"No statement here {'by' if _side(view) == 'actor' else 'on'} {told}. That is not a neutral position."


def _rows(view: View, snapshot: Snapshot, said: pd.DataFrame) -> tuple[Lane, ...]:
    spoken = set(said[_side(view)].astype("str"))
    return tuple(Lane(each, name) for each, name in _every(view, snapshot).items() if each in spoken)


def _every(view: View, snapshot: Snapshot) -> dict[str, str]:
    """Everything on the lanes' side of the view, by id, in register order."""
    here = snapshot.of(view.negotiation)
    if _side(view) == "actor":
        ids, register = selection.actors(view, snapshot), here.actors.set_index("id")["name"]
    else:
        ids, register = selection.issues(view, snapshot), here.issues.set_index("id")["title"]
    return {each: register.get(each, each) for each in ids}
