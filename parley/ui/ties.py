"""What is traded for what, on the screen: the picture of the ties between issues, and every tie as a line to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st

from parley import days, descriptions, questions, sentence
from parley.charts import linkage
from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import downloads
from parley.ui.flow import Part, Picture
from parley.ui.sheet import Cell, Markup, below, inside, note, section, sheet
from parley.view import View

_HEAD = ("Who ties", "What depends", "On what", "How often", "In these words")
_OPEN = 15
"""So many ties stand open; the others are folded away."""
_LAST = 60
"""So many ties are on the page at all; the rest are counted, and in the CSV."""


def parts(view: View, snapshot: Snapshot, *, narrow: bool) -> Iterator[Part]:
    """Heading, the picture where there is room for it, and the list. There must be a tie to show."""
    yield _opening(view.closed, snapshot)
    if narrow:
        yield note("The picture of these ties needs a wider screen; the list below holds all of them.")
    elif _drawable(view.closed, snapshot):
        figure, words = _picture(view.closed, snapshot, st.context.theme.type == "dark")
        yield Picture(figure, "ties")
        yield note(f"{words} Wider: more statements. Solid: tied by two actors or more; dashed: by one.")
    yield _list(view.closed, snapshot)


@once
def _opening(view: View, snapshot: Snapshot) -> Markup:
    out = downloads.further("linkage", view, snapshot, "CSV of all ties")
    return section("What hangs on what", out=out, how=descriptions.linkage(questions.linked(view, snapshot)))


@once
def _drawable(view: View, snapshot: Snapshot) -> bool:
    """Is there a tie between two issues?"""
    return bool((questions.linked(view, snapshot)["hangs_on"] != "").any())


@once
def _picture(view: View, snapshot: Snapshot, dark: bool) -> tuple[Any, str]:
    every = linkage.ties(questions.linked(view, snapshot))
    order = snapshot.of(view.negotiation).issues["title"].tolist()
    title = f"What hangs on what: {sentence.records(view, snapshot)}"
    return linkage.linkage(every, order, title, dark=dark), linkage.describe(every)


@once
def _list(view: View, snapshot: Snapshot) -> Markup:
    every = questions.linked(view, snapshot)
    rows, count = [_row(row, view) for row in rows_of(every.iloc[:_LAST])], len(every)
    caption = f"Every tie: {sentence.records(view, snapshot)}"
    shown = sheet(_HEAD, rows[:_OPEN], caption)
    if count <= _OPEN:
        return shown
    others = sheet(_HEAD, rows[_OPEN:], f"{caption}, the others")
    folded = f"The other {count - _OPEN}" if count <= _LAST else f"{_LAST - _OPEN} more"
    rest = f"<p>Another {count - _LAST:,} are in the CSV.</p>" if count > _LAST else ""
    return Markup(f"{shown}<details><summary>{folded} of {count:,} ties</summary>{others}{rest}</details>")


def _row(row: Any, view: View) -> tuple[Cell, ...]:
    return (
        row.actor_name,
        inside("statements", view.but(actor=(row.actor,), issue=(row.issue,), bloc=(), topic=()), row.issue_title),
        _on_what(row),
        _how_often(row, view),
        row.texts,
    )


def _on_what(row: Any) -> str:
    if row.hangs_on and row.hangs_on_actor:
        return f"{row.hangs_on_title} ({row.hangs_on_actor_name})"
    return row.hangs_on_title or row.hangs_on_actor_name or "in words only"


def _how_often(row: Any, view: View) -> Cell:
    """How many statements, since when, and the latest of them beside this page."""
    latest, first, last = row.ids.split("~")[-1], days.in_words(row.first), days.in_words(row.last)
    heard, opened = f"{row.actor_name}, {row.issue_title}:", view.but(statement=latest)
    if row.n == 1:
        return inside("gaps", opened, f"1 statement, {last}", heard=heard)
    return below(f"{row.n} statements since {first}", inside("gaps", opened, f"the latest, {last}", heard=heard))
