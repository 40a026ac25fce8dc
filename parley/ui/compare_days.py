"""Two days: whose position rests on other words on the later one than on the earlier, both side by side."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import streamlit as st

from parley import descriptions, questions, sentence
from parley.charts.marks import Look
from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import controls
from parley.ui.compare_cells import folded, opening, part, source, told, when
from parley.ui.sheet import Cell, Markup, below, joined, sheet
from parley.view import View, day_of

TABLE = "diff"
MOST = 200
"""So many changes are drawn; the CSV holds them all."""
_REAFFIRMED = "reaffirmed"


def shown(view: View, snapshot: Snapshot) -> View:
    """The view that is drawn, its earlier day told even when it is the usual one. A search hides no change."""
    return view.but(q="", since=questions.since(view, snapshot) if day_of(view, snapshot) else None)


def title(view: View, snapshot: Snapshot) -> str:
    """What is compared, in one sentence."""
    told_since = shown(view, snapshot).since
    compared = f", compared with {sentence.in_words(told_since)}" if told_since else ""
    return sentence.positions(view.but(q="", since=None), snapshot) + compared


def choose(_: View, __: Snapshot) -> None:
    """The two days."""
    controls.day("since", "Earlier day", f"Empty: {questions.RECENT.days} days before the later day.")
    controls.day("asof", "Later day", controls.DAYS["asof"][1])


def description(view: View, snapshot: Snapshot) -> str:
    """What is on the screen, from its rows."""
    changes = questions.changed(view, snapshot)
    return descriptions.changed_positions(title(view, snapshot), changes, questions.since(view, snapshot), questions.day(view, snapshot))


def draw(view: View, snapshot: Snapshot) -> None:
    """Draw it."""
    count = len(questions.changed(view, snapshot))
    if not count:
        st.info("No position in this selection rests on other words on the later day than on the earlier.")
        return
    if count > MOST:
        st.caption(f"{MOST:,} of {count:,} changes are drawn; narrow the actors or the days to see the rest. The CSV holds them all.")
    st.html(_made(view.closed, snapshot))


@once
def _made(view: View, snapshot: Snapshot) -> Markup:
    rows = _in_register_order(view, snapshot)[:MOST]
    moved = [row for row in rows if row.kind != _REAFFIRMED]
    same = [row for row in rows if row.kind == _REAFFIRMED]
    by_actor = groupby(moved, lambda row: str(row.actor_name))
    body = "".join(part(name, _sheet(view, f"{name}: what changed", list(those)), "days") for name, those in by_actor)
    if same:
        many = "1 position was" if len(same) == 1 else f"{len(same):,} positions were"
        body += folded(f"{many} reaffirmed: other words, the same stance", _sheet(view, "Reaffirmed", same, whose=True), "days")
    return Markup(body)


def _in_register_order(view: View, snapshot: Snapshot) -> list[Any]:
    """What moved before what was reaffirmed; actors, then issues, as their registers have them, unknown ones last."""
    here = snapshot.of(view.negotiation)
    actors, issues = ({each: place for place, each in enumerate(table["id"])} for table in (here.actors, here.issues))

    def place(row: Any) -> tuple[bool, int, str, int, str]:
        return row.kind == _REAFFIRMED, actors.get(row.actor, len(actors)), row.actor, issues.get(row.issue, len(issues)), row.issue

    return sorted(rows_of(questions.changed(view, snapshot)), key=place)


def _sheet(view: View, caption: str, rows: list[Any], *, whose: bool = False) -> Markup:
    """whose : the rows are of several actors, so each names its own."""
    return sheet(["Issue", "Change", "Then", "Now"], (_row(view, row, whose) for row in rows), caption)


def _row(view: View, row: Any, whose: bool) -> list[Cell]:
    issue = below(row.issue_title, row.actor_name if whose else "")
    return [issue, descriptions.change_of_position(row), _then(view, row), _now(view, row)]


def _then(view: View, row: Any) -> Cell:
    if not row.before_id:
        return "no position here by that day"
    look = _look(row, row.before_stance, row.before_firmness, row.before_date, row.before_on_record)
    words = opening(look, view.but(statement=row.before_id), f"Then, {row.actor_name} on {row.issue_title}")
    read = source(row.before_source_url, row.before_source_title)
    return told(words, row.before_summary, quote=row.before_quote, small=joined(when(look), read, by="; "))


def _now(view: View, row: Any) -> Cell:
    look = _look(row, row.stance, row.firmness, row.date, row.on_record)
    words = opening(look, view.but(cell=f"{row.actor}|{row.issue}"), f"Now, {row.actor_name} on {row.issue_title}")
    read = source(row.source_url, row.source_title)
    return told(words, row.summary, quote=row.quote, small=joined(row.speaker, when(look), read, by="; "))


def _look(row: Any, stance: str, firmness: str, date: str, on_record: bool) -> Look:
    return Look(stance=stance, scored=row.issue_kind in ("policy", ""), firmness=firmness, date=date, reported=not on_record)
