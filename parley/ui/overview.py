"""The front page: what an editor with two minutes should know, a handful of lines a question, each a link to the view behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from parley import descriptions, headlines, matrix, questions, sentence
from parley.analysis import claims, diff, gaps, staleness
from parley.frames import rows_of
from parley.headlines import Line
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import address, sheet
from parley.ui.sheet import Markup
from parley.ui.text import html
from parley.view import View, pinned

SHOWN = 7
"""So many lines a question; the rest are a link away."""
SOON_DAYS = 30
WAITING = (claims.NO_OWN_WORDS, claims.CONTRADICTED)

_CSV = {"diff": "changes", "sticking": "sticking points", "origins": "positions with one origin"}

Way = tuple[str, View]
"""A page and the view to open on it."""


@dataclass(frozen=True)
class Section:
    """One question. note : what it counts, of how many; rows : every row of the answer; rest : where all of them stand."""

    title: str
    note: str
    rows: pd.DataFrame
    line: Callable[[Any], Line]
    way: Callable[[Any], Way]
    rest: Way
    rest_words: str
    csv: Way


def asked(view: View) -> View:
    """Of the view, what this page follows: no search, no range of days, no choice that belongs to another page."""
    usual = View()
    others = ("q", "from_", "to", "about", "verdict", "proposal", "state", "sort", "what", "cell", "statement", "page")
    return view.but(**{name: getattr(usual, name) for name in others})


@once
def description(view: View, snapshot: Snapshot) -> str:
    """The paragraph below the title."""
    return descriptions.overview(sentence.positions(view.but(since=None), snapshot), _standing(view, snapshot))


@once
def front(view: View, snapshot: Snapshot) -> Markup:
    """The sections as two columns of HTML. view : as `asked`."""
    left = (_moved(view, snapshot), _apart(view, snapshot))
    right = (_claims(view, snapshot), _single(view, snapshot), _fading(view, snapshot))
    columns = ("".join(_drawn(each, snapshot) for each in column) for column in (left, right))
    return Markup(f'<div class="front">{"".join(f"<div>{column}</div>" for column in columns)}</div>')


def _moved(view: View, snapshot: Snapshot) -> Section:
    rows, start = diff.lately(questions.changed(view, snapshot)), questions.since(view, snapshot)
    scored = _scored(view, snapshot)
    note = f"{len(rows):,} of {scored:,} positions on policy issues are not what they were {_on(start)}."
    compared = view.but(what="days", since=None if start == date.min else start)
    return Section(
        "What moved lately", note, rows, headlines.moved, lambda row: ("timeline", _one(view, row)),
        ("compare", compared), "All changes on Compare, then and now side by side", ("diff", compared),
    )  # fmt: skip


def _apart(view: View, snapshot: Snapshot) -> Section:
    rows, names = questions.sticking(view, snapshot), _principals(view, snapshot)
    issues, of = rows["issue"].nunique(), questions.policy_issues(view, snapshot)
    note = f"{names}: two of them stand {gaps.NEAR + 1} steps or more apart on {issues:,} of {of:,} policy issues."
    return Section(
        "Where they are furthest apart", note if names else "", rows, headlines.apart,
        lambda row: ("compare", _alone(view, actor=(row.actor, row.other), issue=(row.issue,))),
        ("gaps", view), "Every gap on Gaps", ("sticking", view),
    )  # fmt: skip


def _claims(view: View, snapshot: Snapshot) -> Section:
    by_now = view.but(to=questions.day(view, snapshot), sort="newest")
    waiting = by_now.but(verdict=WAITING)
    every = questions.claimed(by_now, snapshot)
    rows = every[every["verdict"].isin(WAITING).to_numpy()]
    note = f"{len(rows):,} of {len(every):,} claims about another’s position: its own words are missing, or stand on another side."
    note += " A verdict knows of words said after that day." if view.asof else ""
    return Section(
        "Claims waiting for an answer", note, rows, headlines.claimed,
        lambda row: ("claims", _alone(waiting, actor=(row.actor,), about=(row.about,), issue=(row.issue,), statement=row.id)),
        ("claims", waiting), "All of them on Claims", ("claims", waiting),
    )  # fmt: skip


def _single(view: View, snapshot: Snapshot) -> Section:
    found = questions.on_one_origin(view, snapshot)
    rows, standing = found[~found["on_record"].to_numpy(dtype=bool)], _standing(view, snapshot)
    note = f"{len(rows):,} of {len(standing):,} positions are known from reports alone, and the reports have one origin."
    return Section(
        "Only reported, and by one origin", note, rows, headlines.single,
        lambda row: ("matrix", view.but(cell=f"{row.actor}|{row.issue}")),
        ("sources", view), "Every position with one origin on Sources", ("origins", view),
    )  # fmt: skip


def _fading(view: View, snapshot: Snapshot) -> Section:
    of_them = view.but(actor=questions.principals(view, snapshot), bloc=(), sort="oldest")
    standing, names = _standing(of_them, snapshot), _principals(view, snapshot)
    rows = staleness.soon_stale(standing, snapshot.of(view.negotiation).issues, questions.day(view, snapshot), SOON_DAYS)
    stale, of = int(standing["stale"].sum()), len(standing)
    note = f"{names}: {len(rows):,} of {of:,} positions go stale within {SOON_DAYS} days, {stale:,} of {of:,} already are."
    return Section(
        "Soon stale", note if names else "", rows, headlines.fading,
        lambda row: ("matrix", view.but(cell=f"{row.actor}|{row.issue}")),
        ("matrix", of_them), "All their positions in the matrix, oldest words first", ("positions", of_them),
    )  # fmt: skip


def _drawn(section: Section, snapshot: Snapshot) -> Markup:
    lines = [_line(section.line(row), section.way(row)) for row in rows_of(section.rows[:SHOWN])]
    told = sheet.bullets(lines) if lines else Markup("<p>None.</p>")
    path, of = section.rest
    table, its = section.csv
    more = f"{len(section.rows) - SHOWN:,} more: " if len(section.rows) > SHOWN else ""
    csv = f'<a href="{html(address.link(f"api/{table}.csv", pinned(its, snapshot)))}">CSV of {_CSV.get(table, table)}</a>'
    ways = f"{more}{sheet.inside(path, of, section.rest_words)} · {csv}"
    return sheet.section(section.title, told, Markup(f'<p class="more">{ways}</p>'), how=section.note)


def _line(line: Line, way: Way) -> Markup:
    return sheet.below(sheet.inside(*way, line.headline), line.detail)


def _one(view: View, row: Any) -> View:
    """One actor on one issue, its cell open."""
    return _alone(view, actor=(row.actor,), issue=(row.issue,), cell=f"{row.actor}|{row.issue}", since=None)


def _alone(view: View, **only: Any) -> View:
    """The view of these alone: groups they were found in would say the same twice."""
    return view.but(bloc=(), topic=(), **only)


@once
def _standing(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The positions of the view's day; several sections count them."""
    return matrix.standing(view, snapshot)


def _scored(view: View, snapshot: Snapshot) -> int:
    """How many positions stand on policy issues."""
    issues, standing = snapshot.of(view.negotiation).issues, _standing(view, snapshot)
    return int(standing["issue"].isin(issues.loc[(issues["kind"] == "policy").to_numpy(), "id"]).sum())


def _principals(view: View, snapshot: Snapshot) -> str:
    here = snapshot.of(view.negotiation)
    names = dict(zip(here.actors["id"], here.actors["name"], strict=True))
    ids: Sequence[str] = questions.principals(view, snapshot)
    return sentence.listed([names.get(each, each) for each in ids]) if len(ids) <= SHOWN else f"{len(ids)} actors"


def _on(day: date) -> str:
    return f"on {sentence.in_words(day)}" if day > date.min else "before anybody spoke"
