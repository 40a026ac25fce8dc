"""What is traded for what, on the screen: the picture of the ties between issues, and every tie as a line to read."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from parley import days, descriptions, questions, sentence
from parley.charts import linkage
from parley.columns import rows_of
from parley.store import Snapshot
from parley.ui.sheet import Cell, Markup, below, inside, sheet
from parley.ui.text import literal
from parley.view import View

_HEAD = ("Who ties", "What depends", "On what", "How often", "In these words")
_OPEN = 15
"""So many ties stand open; the others are folded away."""


def draw(view: View, snapshot: Snapshot, *, narrow: bool) -> None:
    """The picture where there is room for it, and the list. There must be a tie to show."""
    edges = questions.linked(view, snapshot)
    st.caption(literal(descriptions.linkage(edges)))
    if narrow:
        st.caption("The picture of these ties needs a wider screen; the list below holds all of them.")
    elif (edges["hangs_on"] != "").any():
        figure, words = _picture(view.closed, snapshot, st.context.theme.type == "dark")
        st.plotly_chart(figure, width="stretch", key="ties", theme=None, config={"displayModeBar": False})
        st.caption(literal(f"{words} Wider: more statements. Solid: tied by two actors or more; dashed: by one."))
    st.html(_list(view.closed, snapshot))


@lru_cache(maxsize=32)
def _picture(view: View, snapshot: Snapshot, dark: bool) -> tuple[Any, str]:
    edges = questions.linked(view, snapshot)
    order = snapshot.of(view.negotiation).issues["title"].tolist()
    title = f"What hangs on what: {sentence.records(view, snapshot)}"
    return linkage.linkage(edges, order, title, dark=dark), linkage.describe(edges)


@lru_cache(maxsize=32)
def _list(view: View, snapshot: Snapshot) -> Markup:
    rows = [_row(row, view) for row in rows_of(questions.linked(view, snapshot))]
    caption = f"Every tie: {sentence.records(view, snapshot)}"
    shown = sheet(_HEAD, rows[:_OPEN], caption)
    if len(rows) <= _OPEN:
        return shown
    others = sheet(_HEAD, rows[_OPEN:], f"{caption}, the others")
    return Markup(f"{shown}<details><summary>The other {len(rows) - _OPEN} of {len(rows)} ties</summary>{others}</details>")


def _row(row: Any, view: View) -> tuple[Cell, ...]:
    said = row.ids.split("~")
    count = f"{row.n} statement{'' if row.n == 1 else 's'}"
    span = days.in_words(row.first) if row.first == row.last else f"{days.in_words(row.first)} to {days.in_words(row.last)}"
    return (
        row.actor_name,
        inside("statements", view.but(actor=(row.actor,), issue=(row.issue,), bloc=(), topic=()), row.issue_title),
        row.hangs_on_title + (f" ({row.hangs_on_actor_name})" if row.hangs_on and row.hangs_on_actor else "")
        or row.hangs_on_actor_name
        or "in words only",
        below(inside("gaps", view.but(statement=said[-1]), f"{count}, {span}")),
        row.texts,
    )
