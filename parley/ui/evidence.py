"""The evidence behind a cell: who said it, in which words, when, where to read it, and what others say about it.

It stands beside the page, or over its lower part where there is no room, and never scrolls away with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from parley import days, matrix
from parley.analysis import claims
from parley.charts import marks
from parley.charts.marks import VOICE_WORDS, Look
from parley.columns import rows_of
from parley.schema import CONFIDENCES, FIRMNESSES, SCORES
from parley.store import Snapshot
from parley.ui import address, sitemap
from parley.ui.records import records
from parley.ui.text import html, web_link
from parley.view import View, day_of, pinned

_SHORT_QUOTE = 300
"""A quote of so many characters surely fits its box without scrolling."""


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
    standing = _standing(only, snapshot)
    with _panel(_name(snapshot, view, actor), _issue(snapshot, view, issue)):
        if standing.empty:
            st.html(f"<p>{html(_blank(only, snapshot, actor, issue, day))}</p>")
        for row in rows_of(standing):
            _record(row, snapshot, view, day)
        _ways_on(view, actor, issue)
        _claimed(snapshot, view, actor, issue)
        _history(snapshot, view, actor, issue, standing["id"].iloc[0] if len(standing) else "")


def _of_record(view: View, snapshot: Snapshot) -> None:
    here = snapshot.of(view.negotiation)
    for table in (here.statements, here.claims):
        for row in rows_of(table[(table["id"] == view.statement).to_numpy()]):
            whose = getattr(row, "about", row.actor)
            with _panel(row.actor_name, _issue(snapshot, view, row.issue)):
                if view.opened:
                    st.button("Back to the position", on_click=_back_to_cell, type="tertiary")
                _record(row, snapshot, view, None)
                _ways_on(view, whose, row.issue)
                _claimed(snapshot, view, whose, row.issue)
                _history(snapshot, view, whose, row.issue, row.id)


@contextmanager
def _panel(who: str, issue: _Issue) -> Iterator[None]:
    """The box beside the page, with whose position on what it is about, and a way to close it."""
    with st.container(key="evidence"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(f'<p class="who">{html(who)}</p>', width="content")
            st.button("Close", on_click=_close, type="tertiary", key="close-evidence")
        st.html(f"<h2>{html(issue.title)}</h2>" + (f'<p class="question">{html(issue.question)}</p>' if issue.question else ""))
        yield


@dataclass(frozen=True)
class _Issue:
    """What the register says of an issue; of one it does not know, the id and nothing more."""

    title: str
    question: str = ""
    kind: str = "policy"
    words: Mapping[str, str] = field(default_factory=dict)


def _issue(snapshot: Snapshot, view: View, issue: str) -> _Issue:
    table = snapshot.of(view.negotiation).issues
    for row in table[(table["id"] == issue).to_numpy()].to_dict("records"):
        return _Issue(row["title"], row["question"], row["kind"], {stance: row[stance] for stance in SCORES if row[stance]})
    return _Issue(issue)


def _name(snapshot: Snapshot, view: View, actor: str) -> str:
    table = snapshot.of(view.negotiation).actors
    return next(iter(table.loc[(table["id"] == actor).to_numpy(), "name"]), actor)


def _record(row: Any, snapshot: Snapshot, view: View, day: date | None) -> None:
    """One record whole: stance in the issue's own words, summary, quote, speaker, date, source."""
    st.html(f'<div class="record">{"".join(_parts(row, snapshot, view, day))}</div>')


def _parts(row: Any, snapshot: Snapshot, view: View, day: date | None) -> Iterator[str]:
    issue = _issue(snapshot, view, row.issue)
    look = Look(stance=row.stance, scored=issue.kind == "policy", firmness=row.firmness, reported=not row.on_record, voice=row.voice)
    about = getattr(row, "about_name", "")
    if about:
        verdict = _verdict(row, snapshot, view)
        told = f"A claim by {row.actor_name} about {about}. A claim never moves the position of the one it is about. {verdict}"
        yield f'<p class="claim">{html(told)}</p>'
    yield f'<p class="stance">{marks.drawn(look)}<span><b>{html(row.stance)}</b>{_meaning(issue, row.stance)}</span></p>'
    yield f'<p class="summary">{html(row.summary)}</p>'
    if row.quote:
        scrolls = ' tabindex="0"' if len(row.quote) > _SHORT_QUOTE else ""  # then the keyboard must reach it
        yield f'<blockquote dir="auto"{scrolls}>“{html(row.quote)}”</blockquote>'
    if row.translation:
        yield f'<p class="translation">In English: “{html(row.translation)}”</p>'
    yield f"<dl>{''.join(f'<dt>{term}</dt><dd>{told}</dd>' for term, told in _facts(row, snapshot, view, day) if told)}</dl>"


def _facts(row: Any, snapshot: Snapshot, view: View, day: date | None) -> Iterator[tuple[str, str]]:
    yield "Who", html(", ".join(filter(None, (row.speaker, row.role))) or row.actor_name)
    yield "When", html(_when(row, day))
    yield "How we know", html(f"{VOICE_WORDS[row.voice]}{'' if row.on_record else ', not on the record'}")
    yield "Firmness", html(f"{row.firmness}: {FIRMNESSES[row.firmness]}") if row.firmness else ""
    yield "Conditions", "<br>".join(html(each) for each in _conditions(row, snapshot, view))
    yield "Number", html(f"{row.value:g} {row.unit}") if not pd.isna(row.value) else ""
    yield "Source", _source(row)
    yield "Confidence", html(f"{row.confidence}: {CONFIDENCES[row.confidence]}") if row.confidence else ""
    yield "About", html(" ".join(filter(None, (row.proposal, row.article and f"article {row.article}"))))
    yield "Answers", "<br>".join(html(f"{each.how} {each.to}") for each in _answers(row, snapshot))
    yield "Note", html(row.note)
    yield "Corrections", html(row.corrections)
    yield "Recorded", html(days.in_words(row.recorded)) if row.recorded else ""
    yield "Record", f"<code>{html(row.id)}</code><br><code>{html(row.file)}, line {row.line}</code>"


def _when(row: Any, day: date | None) -> str:
    told = days.in_words(row.date)
    if row.precision != "day":
        told += f" (only the {row.precision} is known)"
    if day is None:
        return told
    old = days.number(day) - row.day
    told += f", {old:,} days before {days.in_words(day.isoformat())}" if old else ", that day"
    remarks = [remark for remark, holds in (
        ("stale", row.stale),
        ("two stances that day, this is the last", row.mixed),
        ("a later report says otherwise", row.reported_otherwise),
    ) if holds]  # fmt: skip
    return "; ".join([told, *remarks])


def _source(row: Any) -> str:
    told = web_link(row.source_url, row.source_title or row.source_url)
    behind = ", ".join(
        filter(None, (row.publisher, f"carrying {row.origin}" if row.origin else "", row.source_date and days.in_words(row.source_date)))
    )
    return told + (f"<br>{html(behind)}" if behind else "")


def _conditions(row: Any, snapshot: Snapshot, view: View) -> Iterator[str]:
    table = snapshot.tables.conditions
    for each in rows_of(table[(table["statement"] == row.id).to_numpy()]):
        issue = _issue(snapshot, view, each.issue).title if each.issue else ""
        hangs = ", ".join(filter(None, (issue, _name(snapshot, view, each.actor) if each.actor else "")))
        yield f"{each.text} (hangs on: {hangs})" if hangs else each.text


def _answers(row: Any, snapshot: Snapshot) -> Iterator[Any]:
    table = snapshot.tables.answers
    return rows_of(table[(table["statement"] == row.id).to_numpy()])


def _meaning(issue: Any, stance: str) -> str:
    words = issue.words.get(stance, "")
    return f": {html(words)}" if words else ""


def _verdict(row: Any, snapshot: Snapshot, view: View) -> str:
    here = snapshot.of(view.negotiation)
    one = here.claims[(here.claims["id"] == row.id).to_numpy()]
    verdict = claims.verdicts(one, here.statements, here.answers).iloc[0]
    return f"Beside the own words of {row.about_name}: {verdict}."


@lru_cache(maxsize=256)
def _standing(only: View, snapshot: Snapshot) -> pd.DataFrame:
    return matrix.standing(only, snapshot)


@lru_cache(maxsize=256)
def _blank(only: View, snapshot: Snapshot, actor: str, issue: str, day: date) -> str:
    kind = matrix.matrix(only, snapshot).blanks.get((actor, issue), matrix.NOT_RESEARCHED)
    table = snapshot.of(only.negotiation).not_found
    looked = table[((table["actor"] == actor) & (table["issue"] == issue) & (table["on"] <= day.isoformat())).to_numpy()]
    where = "".join(f" Looked for on {days.in_words(each.on)} in {each.where}." for each in rows_of(looked))
    if kind == matrix.FILTERED:
        return "There is a position, but the filters hide it. That is not a neutral position."
    return f"No position on this day: {kind}.{where} That is not a neutral position."


def _ways_on(view: View, actor: str, issue: str) -> None:
    alone = view.but(actor=(actor,), issue=(issue,), bloc=(), topic=(), q="", statement="")
    with st.container(horizontal=True, gap="small"):
        st.page_link(
            sitemap.page("timeline"), label="Follow through time", query_params=dict(address.query(alone.but(cell=f"{actor}|{issue}")))
        )
        st.page_link(sitemap.page("statements"), label="All its statements", query_params=dict(address.query(alone.but(cell=""))))


def _claimed(snapshot: Snapshot, view: View, actor: str, issue: str) -> None:
    about = _claims_about(actor, issue, view.negotiation, snapshot)
    if about.empty:
        return
    st.html(f"<h3>What others say {html(_name(snapshot, view, actor))} holds</h3>")
    records(about, key="evidence-claims", address=_permalink(view, snapshot), label="Claims of others", compact=True, on_open=open_record)


def _history(snapshot: Snapshot, view: View, actor: str, issue: str, opened: str) -> None:
    said = _said_by(actor, issue, view.negotiation, snapshot)
    if said.empty:
        return
    st.html(f"<h3>Everything {html(_name(snapshot, view, actor))} said on it, newest first</h3>")
    records(
        said,
        key="evidence-history",
        address=_permalink(view, snapshot),
        selected=opened,
        label="History",
        compact=True,
        on_open=open_record,
    )


@lru_cache(maxsize=256)
def _claims_about(actor: str, issue: str, negotiation: str, snapshot: Snapshot) -> pd.DataFrame:
    """Oldest first, each with its verdict."""
    here = snapshot.of(negotiation)
    about = here.claims[((here.claims["about"] == actor) & (here.claims["issue"] == issue)).to_numpy()]
    told = about.assign(verdict=claims.verdicts(about, here.statements, here.answers))
    return told.sort_values(["day", "date", "order"], kind="stable")


@lru_cache(maxsize=256)
def _said_by(actor: str, issue: str, negotiation: str, snapshot: Snapshot) -> pd.DataFrame:
    """Newest first."""
    table = snapshot.of(negotiation).statements
    return table[((table["actor"] == actor) & (table["issue"] == issue)).to_numpy()].iloc[::-1]


def _permalink(view: View, snapshot: Snapshot) -> Callable[[str], str]:
    return lambda record: address.link("statements", pinned(View(negotiation=view.negotiation, statement=record), snapshot))
