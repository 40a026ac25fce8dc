"""The timeline on the page: the choice of its subject, the figure, what it leaves out, and its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from parley import lanes
from parley.charts.timeline import legend_words, timeline
from parley.lanes import Lanes
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import address, evidence
from parley.ui.grid import legend
from parley.ui.text import literal, told_apart
from parley.view import View

_KEY = "lanes"
_ONE = "lanes-subject"
_PICTURE = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d"],
    "toImageButtonOptions": {"format": "svg"},
}


def choose_one(view: View, among: Mapping[str, str]) -> None:
    """The choice of the subject. among : lanes.subjects of the view."""
    if among:
        side, names = lanes.subject_side(view), told_apart(among)
        st.session_state[_ONE] = getattr(lanes.of_one(view, among), side)[0]
        st.selectbox(
            side.capitalize(), list(among), format_func=lambda each: names[each], key=_ONE, on_change=_choose, args=(side,), width=360
        )


def draw(view: View, snapshot: Snapshot, title: str, *, narrow: bool) -> None:
    """The picture, what it leaves out, and its words. view : of one subject that has statements."""
    figure, told = _picture(view.closed, snapshot, title, st.context.theme.type == "dark", narrow)
    how = f"Circles are for, squares against. A heavier outline is a firmer stance, a double one a concession. {_signs()}."
    legend(cells=False, how=how)
    st.plotly_chart(figure, width="stretch", key=_KEY, on_select=_open, selection_mode="points", theme=None, config=_PICTURE)
    st.caption("\n\n".join(_below(told, figure.layout.meta)))


def _below(told: Lanes, meta: Mapping[str, int]) -> Iterator[str]:
    """The words of the picture, and what it leaves out. meta : of the figure."""
    yield literal(told.words)
    if meta["shown"] < meta["of"]:
        yield f"{meta['shown']:,} of {meta['of']:,} statements are drawn; narrow the days to see the rest. The CSV holds them all."
    if told.silent:
        yield literal(told.silent)


@once
def _picture(view: View, snapshot: Snapshot, title: str, dark: bool, narrow: bool) -> tuple[Any, Lanes]:
    """The figure and what it is drawn of; made once for all who look at it."""
    of = lanes.of(view, snapshot)
    assert of is not None
    figure = timeline(
        of.statements, of.events, of.rows, of.by, of.first, of.last,
        asof=of.asof, stale_after=of.stale_after, dark=dark, title=title, narrow=narrow, until=of.until,
    )  # fmt: skip
    return figure, of


def _signs() -> str:
    return "; ".join(f"{sign} {words}" for sign, words in legend_words())


def _choose(side: str) -> None:
    address.change(**{side: (st.session_state[_ONE],)})


def _open() -> None:
    points = st.session_state[_KEY].selection.points
    told = next((point["customdata"] for point in points if point.get("customdata")), None)
    if told:
        evidence.open_record(told[0] if isinstance(told, list | tuple) else str(told))
