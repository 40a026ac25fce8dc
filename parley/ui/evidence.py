"""The evidence behind a cell: who said it, in which words, when, where to read it, and what others say about it.

It stands beside the page, or over its lower part where there is no room, and never scrolls away with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pandas as pd
import streamlit as st

from parley import days, matrix, questions, selection, wording
from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import address, sitemap
from parley.ui.record import filing, whole
from parley.ui.records import records
from parley.ui.text import html
from parley.view import View, day_of, pinned
from parley.wording import Issue, entered


def panel(view: View, snapshot: Snapshot) -> None:
    """The panel of the opened record, else of the opened cell; nothing when neither is open."""
    if view.statement:
        _of_record(view, snapshot)
    elif view.opened:
        _of_cell(view, snapshot, *view.opened)


def open_cell(actor: str, issue: str) -> None:
    """Open a cell. Only for callbacks."""
    address.change(cell=f"{actor}|{issue}", statement="")


def open_record(record: str) -> None:
    """Open a record. Only for callbacks."""
    address.change(statement=record)


def _close() -> None:
    address.change(cell="", statement="")


def _back_to_cell() -> None:
    address.change(statement="")


def _of_cell(view: View, snapshot: Snapshot, actor: str, issue: str) -> None:
    day = day_of(view, snapshot) or date.max
    only = view.closed.but(actor=(actor,), issue=(issue,), bloc=(), topic=(), q="")
    standing, known = _standing(only, snapshot), wording.register(view, snapshot)
    with _panel(known.name(actor), known.issue(issue)):
        if standing.empty:
            st.html(f"<p>{html(_blank(only, snapshot, actor, issue, day))}</p>")
        for row in rows_of(standing):
            st.html(whole(row, snapshot, view, day))
        _ways_on(view, actor, issue)
        _claimed(snapshot, view, actor, issue)
        _history(snapshot, view, actor, issue, standing["id"].iloc[0] if len(standing) else "")
        for row in rows_of(standing):
            st.html(filing(row))
            _to_desk(view, "Correct this record", statement=row.id)


def _of_record(view: View, snapshot: Snapshot) -> None:
    here = snapshot.of(view.negotiation)
    for table in (here.statements, here.claims):
        for row in rows_of(table[(table["id"] == view.statement).to_numpy()]):
            whose = getattr(row, "about", row.actor)
            with _panel(row.actor_name, wording.register(view, snapshot).issue(row.issue)):
                if view.opened:
                    st.button("Back to the position", on_click=_back_to_cell, type="tertiary")
                st.html(whole(row, snapshot, view, None))
                _ways_on(view, whose, row.issue)
                _claimed(snapshot, view, whose, row.issue)
                _history(snapshot, view, whose, row.issue, row.id)
                st.html(filing(row))
                _to_desk(view, "Correct this record", cell="", statement=row.id)


@contextmanager
def _panel(who: str, issue: Issue) -> Iterator[None]:
    """The box beside the page, with whose position on what it is about, and a way to close it."""
    with st.container(key="evidence"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(f'<p class="who">{html(who)}</p>', width="content")
            st.button("Close", on_click=_close, type="tertiary", key="close-evidence", shortcut="Escape")
        st.html(f"<h2>{html(issue.title)}</h2>" + (f'<p class="question">{html(issue.question)}</p>' if issue.question else ""))
        yield


@once
def _standing(only: View, snapshot: Snapshot) -> pd.DataFrame:
    return matrix.standing(only, snapshot)


@once
def _blank(only: View, snapshot: Snapshot, actor: str, issue: str, day: date) -> str:
    kind = matrix.matrix(only, snapshot).blanks.get((actor, issue), matrix.NOT_RESEARCHED)
    table = snapshot.of(only.negotiation).not_found
    looked = table[((table["actor"] == actor) & (table["issue"] == issue) & (table["on"] <= day.isoformat())).to_numpy()]
    later = _said_by(actor, issue, entered(only), snapshot)["date"]
    return wording.blank(kind, rows_of(looked), later.iloc[-1] if len(later) else "")


def _ways_on(view: View, actor: str, issue: str) -> None:
    alone = view.but(actor=(actor,), issue=(issue,), bloc=(), topic=(), q="", statement="")
    with st.container(horizontal=True, gap="small"):
        st.page_link(
            sitemap.target("timeline"), label="Follow through time", query_params=dict(address.query(alone.but(cell=f"{actor}|{issue}")))
        )
        st.page_link(sitemap.target("statements"), label="All its statements", query_params=dict(address.query(alone.but(cell=""))))
        _to_desk(view, "Draft a statement", cell=f"{actor}|{issue}", statement="")


def _to_desk(view: View, label: str, **opened: str) -> None:
    st.page_link(sitemap.target("draft"), label=label, query_params=dict(address.query(view.but(**opened))))


def _claimed(snapshot: Snapshot, view: View, actor: str, issue: str) -> None:
    about = _claims_about(actor, issue, view, snapshot)
    if about.empty:
        return
    st.html(f"<h3>What others say {html(wording.register(view, snapshot).name(actor))} holds</h3>")
    records(about, key="evidence-claims", address=_permalink(view, snapshot), label="Claims of others", compact=True, on_open=open_record)


def _history(snapshot: Snapshot, view: View, actor: str, issue: str, opened: str) -> None:
    said, day = _said_by(actor, issue, entered(view), snapshot), day_of(view, snapshot) or date.max
    by = (said["day"] <= days.number(day)).to_numpy()
    whom = wording.register(view, snapshot).name(actor)
    for key, heading, part in (
        ("evidence-history", f"{whom} on it by {days.in_words(day.isoformat())}, newest first", said[by]),
        ("evidence-later", f"{whom} on it later", said[~by]),
    ):
        if len(part):
            st.html(f"<h3>{html(heading)}</h3>")
            records(part, key=key, address=_permalink(view, snapshot), selected=opened, label=heading, compact=True, on_open=open_record)


def _claims_about(actor: str, issue: str, view: View, snapshot: Snapshot) -> pd.DataFrame:
    """Oldest first, each with its verdict and how it was reached; only what was entered by `known`."""
    told = questions.claimed(entered(view).but(sort="oldest"), snapshot)
    return told[((told["about"] == actor) & (told["issue"] == issue)).to_numpy()]


@once
def _said_by(actor: str, issue: str, everything: View, snapshot: Snapshot) -> pd.DataFrame:
    """Newest first."""
    table = selection.statements(everything, snapshot)
    return table[((table["actor"] == actor) & (table["issue"] == issue)).to_numpy()].iloc[::-1]


def _permalink(view: View, snapshot: Snapshot) -> Callable[[str], str]:
    return lambda record: address.link("statements", pinned(View(negotiation=view.negotiation, statement=record), snapshot))
