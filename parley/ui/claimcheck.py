"""Claims beside their subject's own words: what A says B holds, what B says itself before and after, and what follows.

A claim is drawn hollow with the sign of a claim, so that it never passes for a position of the one it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from parley import days, descriptions, questions, sentence
from parley.charts import marks, palette
from parley.charts.marks import VOICE_WORDS, Look
from parley.frames import rows_of
from parley.remembered import once
from parley.schema import SCORES, VERDICTS
from parley.store import Snapshot
from parley.ui import controls, paging
from parley.ui.sheet import Cell, Markup, below, bullets, inside, joined, sheet
from parley.ui.text import html, web_link
from parley.view import View

_HEAD = ("Date", "Who claims", "About whom, on what", "As claimed", "Own words by then", "Own words after", "Verdict")


@once
def title(view: View, snapshot: Snapshot) -> str:
    """The sentence of the view, with what only claims can be narrowed by: `Russia on every issue, all days, claims about Ukraine`."""
    known = {**_claimants(view, snapshot), **_subjects(view, snapshot)}
    parts = [sentence.records(view, snapshot)]
    if view.by:
        parts.append(f"claims by {sentence.listed([known.get(each, each) for each in view.by])}")
    if view.about:
        parts.append(f"claims about {sentence.listed([known.get(each, each) for each in view.about])}")
    if view.verdict:
        parts.append(f"only {sentence.listed(view.verdict)}")
    return ", ".join(parts)


@once
def choices(view: View, snapshot: Snapshot) -> dict[str, controls.Words]:
    """Whom claims are about, and their verdicts, for `controls.filters`."""
    verdicts = {verdict: f"{verdict}: {meaning}" for verdict, meaning in VERDICTS.items()}
    return {
        "by": ("Claims by", _claimants(view, snapshot)),
        "about": ("Claims about", _subjects(view, snapshot)),
        "verdict": ("Verdicts", verdicts),
    }


@once
def described(view: View, snapshot: Snapshot) -> str:
    """The claims of the view in one paragraph."""
    return descriptions.claims(title(view, snapshot), questions.claimed(view, snapshot))


@once
def verdicts(view: View, snapshot: Snapshot) -> Markup:
    """How many of the view's claims have each verdict, and the way to them."""
    told = questions.claimed(view, snapshot)
    counts = told["verdict"].astype("str").value_counts()
    lines = []
    for verdict, meaning in VERDICTS.items():
        if verdict in counts:
            words = f"{counts[verdict]} of {len(told)} {verdict}"
            lines.append(joined(inside("claims", view.but(verdict=(verdict,)), words), f": {meaning}.", by=""))
    return bullets(lines)


@once
def beside(view: View, snapshot: Snapshot) -> Markup:
    """The table: a page of the view's claims, in its order."""
    rows = paging.shown(questions.claimed(view.closed, snapshot), view)
    return sheet(_HEAD, (_row(row, view) for row in rows_of(rows)), f"{title(view, snapshot)}: claims beside their subjects’ own words")


def _row(row: Any, view: View) -> tuple[Cell, ...]:
    return (
        _record(view, row.id, row.date, f"{row.actor_name} about {row.about_name} on {row.issue_title},"),
        below(row.actor_name, ", ".join(filter(None, (row.speaker, row.role))), VOICE_WORDS[row.voice]),
        below(row.about_name, row.issue_title, _cell(view, row)),
        below(
            _mark(row, row.stance, "as claimed", claim=True),
            row.summary,
            f"“{row.quote}”" if row.quote else "",
            _source(row),
            _corrected(row),
        ),
        _own(row, "before", view) or "no own words by then",
        _own(row, "after", view) or "no own words since",
        below(row.verdict.capitalize(), row.reason),
    )


def _corrected(row: Any) -> str:
    return "corrected" if row.corrections else ""


def _own(row: Any, when: str, view: View) -> Cell:
    """What the subject said itself; empty when it did not."""
    record, stance, date, summary = (getattr(row, f"{when}_{part}") for part in ("id", "stance", "date", "summary"))
    if not record:
        return ""
    return below(joined(_mark(row, stance), _record(view, record, date, f"{row.about_name} on {row.issue_title},"), by=", "), summary)


def _mark(row: Any, stance: str, how: str = "", *, claim: bool = False) -> Markup:
    scored = row.stance not in SCORES or not pd.isna(row.score)
    look = Look(stance=stance, scored=scored, reported=claim, claimed=claim)
    words = ", ".join(filter(None, (palette.STANCES[stance].word, how)))
    return Markup(f'<span class="marked">{marks.drawn(look)}</span>{html(words)}')


def _record(view: View, record: str, date: str, whose: str) -> Markup:
    """Opens a record beside this page."""
    return inside("claims", view.but(statement=record), days.in_words(date), heard=whose)


def _cell(view: View, row: Any) -> Markup:
    """The way to where the subject itself stands."""
    return inside("matrix", view.but(page=1, cell=f"{row.about}|{row.issue}"), f"Position of {row.about_name}", heard=f"{row.issue_title}:")


def _source(row: Any) -> Markup:
    publisher = row.publisher or row.source_title or row.source_url
    return Markup(web_link(row.source_url, publisher) + (f", carrying {html(row.origin)}" if row.origin else ""))


def _claimants(view: View, snapshot: Snapshot) -> dict[str, str]:
    """Everybody who claims, by id."""
    return controls.labels(snapshot.of(view.negotiation).claims, "actor", "actor_name", view.by)


def _subjects(view: View, snapshot: Snapshot) -> Mapping[str, str]:
    """Everybody a claim is about, by id."""
    return controls.labels(snapshot.of(view.negotiation).claims, "about", "about_name", view.about)
