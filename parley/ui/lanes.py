"""The lanes of the timeline: one issue with a lane an actor, or one actor with a lane an issue.

A bar carries a stance on one issue, so one side of the picture is always a single subject: the one chosen, else the one
most is known of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any, Literal

import pandas as pd
import streamlit as st

from parley import days, selection, sentence
from parley.charts.timeline import Lane, describe, legend_words, timeline
from parley.store import Snapshot
from parley.ui import address, evidence
from parley.ui.grid import legend
from parley.ui.text import literal, told_apart
from parley.view import View, day_of, usual_day

_KEY = "lanes"
_ROOM = timedelta(days=20)
_NAMED = 12
"""So many silent actors or issues are named; the rest are counted."""
_ONE = "lanes-subject"
_PICTURE = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "toImageButtonOptions": {"format": "svg"},
}


@lru_cache(maxsize=64)
def subjects(view: View, snapshot: Snapshot) -> Mapping[str, str]:
    """What the picture can be about, by id, most statements first: issues when a lane is an actor, and the other way round."""
    said = _said(view, snapshot)
    side = _other(view)
    here = snapshot.of(view.negotiation)
    register = here.issues.set_index("id")["title"] if side == "issue" else here.actors.set_index("id")["name"]
    most_first = said[side].astype("str").value_counts()
    return told_apart({each: register.get(each, each) for each in most_first.index})


def of_one(view: View, among: Mapping[str, str]) -> View:
    """The view of the single subject that is drawn: the first chosen one that has statements, else the one most is known of.

    It does not follow `q`: a bar runs until the next statement, and one that a search hides would let it run on wrongly.
    """
    view = view.but(q="")
    if not among:
        return view
    side = _other(view)
    chosen = next((each for each in getattr(view, side) if each in among), next(iter(among)))
    return view.but(**{side: (chosen,)}, **({"topic": ()} if side == "issue" else {"bloc": ()}))


def choose_one(view: View, among: Mapping[str, str]) -> None:
    """The choice of the subject."""
    if among:
        side = _other(view)
        st.session_state[_ONE] = getattr(of_one(view, among), side)[0]
        st.selectbox(
            side.capitalize(), list(among), format_func=lambda each: among[each], key=_ONE, on_change=_choose, args=(side,), width=360
        )


def draw(view: View, snapshot: Snapshot, title: str, *, narrow: bool) -> None:
    """The picture, what it leaves out, and its words. view : of one subject."""
    figure, words, silent = _picture(view.closed, snapshot, title, st.context.theme.type == "dark", narrow)
    legend(cells=False)
    st.caption(literal(f"Circles are for, squares against. A heavier outline is a firmer stance, a double one a concession. {_signs()}."))
    st.plotly_chart(figure, width="stretch", key=_KEY, on_select=_open, selection_mode="points", theme=None, config=_PICTURE)
    st.caption(literal(words))
    meta = figure.layout.meta
    if meta["shown"] < meta["of"]:
        st.caption(f"{meta['shown']:,} of {meta['of']:,} statements are drawn; narrow the days to see the rest. The CSV holds them all.")
    if silent:
        st.caption(literal(silent))


@lru_cache(maxsize=32)
def _picture(view: View, snapshot: Snapshot, title: str, dark: bool, narrow: bool) -> tuple[Any, str, str]:
    """The figure, the same in words, and who or what has no lane; made once for all who look at it."""
    here, said = snapshot.of(view.negotiation), _said(view, snapshot)
    rows = _lanes(view, snapshot, said)
    first = view.from_ or days.from_number(said["day"].min()) - _ROOM
    last = view.to or max(days.from_number(said["day"].max()), day_of(view, snapshot) or first) + _ROOM
    stale = {
        issue: int(after) for issue, after in zip(here.issues["id"], here.issues["stale_after_days"], strict=True) if not pd.isna(after)
    }
    figure = timeline(
        said, here.events, rows, _side(view), first, last,
        asof=day_of(view, snapshot) or last, stale_after=stale, dark=dark, title=title, narrow=narrow, until=usual_day(view, snapshot),
    )  # fmt: skip
    return figure, describe(said, here.events, rows, _side(view), first, last), _silent(view, snapshot, rows)


def _silent(view: View, snapshot: Snapshot, rows: list[Lane]) -> str:
    lanes = {lane.id for lane in rows}
    silent = [name for each, name in _every(view, snapshot).items() if each not in lanes]
    if not silent:
        return ""
    told = sentence.listed(silent) if len(silent) <= _NAMED else f"{', '.join(silent[:_NAMED])} and {len(silent) - _NAMED} others"
    return f"No statement here {'by' if _side(view) == 'actor' else 'on'} {told}. That is not a neutral position."


def _said(view: View, snapshot: Snapshot) -> pd.DataFrame:
    return selection.statements(view, snapshot)


def _lanes(view: View, snapshot: Snapshot, said: pd.DataFrame) -> list[Lane]:
    spoken = set(said[_side(view)].astype("str"))
    return [Lane(each, name) for each, name in _every(view, snapshot).items() if each in spoken]


def _every(view: View, snapshot: Snapshot) -> dict[str, str]:
    """Everything on the lanes' side of the view, by id, in register order."""
    here = snapshot.of(view.negotiation)
    if _side(view) == "actor":
        ids, register = selection.actors(view, snapshot), here.actors.set_index("id")["name"]
    else:
        ids, register = selection.issues(view, snapshot), here.issues.set_index("id")["title"]
    return {each: register.get(each, each) for each in ids}


def _side(view: View) -> Literal["actor", "issue"]:
    return "issue" if view.lane == "issue" else "actor"


def _other(view: View) -> str:
    return "issue" if view.lane == "actor" else "actor"


def _signs() -> str:
    return "; ".join(f"{sign} {words}" for sign, words in legend_words())


def _choose(side: str) -> None:
    address.change(**{side: (st.session_state[_ONE],)})


def _open() -> None:
    points = st.session_state[_KEY].selection.points
    told = next((point["customdata"] for point in points if point.get("customdata")), None)
    if told:
        evidence.open_record(told[0] if isinstance(told, list | tuple) else str(told))
