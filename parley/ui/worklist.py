"""The desk's work: mistakes in the files, and what is still to be found of whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from parley import days, descriptions, questions, schema, selection, sentence
from parley.analysis import coverage
from parley.frames import rows_of
from parley.problems import MANY, Kind, Problem, legible
from parley.problems import kinds as problem_kinds
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import paging, sheet
from parley.ui.sheet import Cell, Markup
from parley.ui.text import html
from parley.view import View

FLAGS = {"single_origin": "one origin only", "stale": "stale"}
STATES: Mapping[str, str] = {word: FLAGS.get(word, word) for word in schema.COVERAGE}
"""The words of the `state` filter, as shown."""
ORDERS = {"": "as in the registers", "name": "by name"}
MOST = 500
"""So many problems are shown; `validate` lists them all."""
HEAD = ("Actor and issue", "State", "Last words", "What to look for", "File to write")
KIND_HEAD = ("Rule", "How many", "The first", "What is wrong there")
PROBLEM_HEAD = ("Where", "Rule", "What is wrong")


def asked(view: View) -> View:
    """Of the view, what this page follows: what is known does not depend on voices, search or a range of days."""
    usual = View()
    others = ("voice", "confidence", "q", "from_", "to", "since", "about", "verdict", "proposal", "what")
    return view.but(**{name: getattr(usual, name) for name in others}, sort=view.sort if view.sort in ORDERS else "")


@once
def description(view: View, snapshot: Snapshot) -> str:
    """The paragraph below the title."""
    return descriptions.desk(sentence.positions(view, snapshot), questions.coverage_summary(view, snapshot), len(snapshot.problems))


@once
def cells(view: View, snapshot: Snapshot) -> pd.DataFrame:
    """The work list in its order."""
    told = questions.covered(view, snapshot)
    if view.sort != "name":
        return told
    names = told[["actor_name", "issue_title"]].map(selection.fold)
    return told.loc[names.sort_values(["actor_name", "issue_title"], kind="stable").index]


@once
def known(view: View, snapshot: Snapshot) -> Markup:
    """How much is known, and the rows of the view's page of the work list."""
    whole = view.closed
    listed = sheet_of(view, snapshot) if len(cells(whole, snapshot)) else Markup("<p>No cell fits this selection.</p>")
    told = Markup(f"<p>{html(shown(whole, snapshot))}</p>")
    return sheet.section("What is known, and what to look for", states(whole, snapshot), told, listed)


def sheet_of(view: View, snapshot: Snapshot) -> Markup:
    """The rows of the view's page of the work list."""
    rows = paging.shown(cells(view.closed, snapshot), view)
    return sheet.sheet(HEAD, [_row(row, view) for row in rows_of(rows)], "What is known of whom, and what to look for")


def states(view: View, snapshot: Snapshot) -> Markup:
    """How many cells are in each state, each a link to them."""
    rows = rows_of(questions.coverage_summary(view, snapshot))
    return sheet.bullets(_state(row, view) for row in rows if row.of)


def shown(view: View, snapshot: Snapshot) -> str:
    """`79 of 1,012 cells: one origin only`: what the list is narrowed to."""
    of = len(cells(view.but(state=()), snapshot))
    only = f": {' or '.join(STATES[state] for state in view.state)}" if view.state else ""
    return f"{len(cells(view, snapshot)):,} of {of:,} cells{only}."


@once
def problems(snapshot: Snapshot) -> Markup:
    """Every mistake in the files, with its place."""
    return sheet.section("Mistakes in the files", _problems(snapshot))


def _problems(snapshot: Snapshot) -> Markup:
    if not snapshot.problems:
        return Markup("<p>Every file was read; no mistake was found.</p>")
    told = problem_kinds(snapshot.problems) if len(snapshot.problems) > MANY else []
    kinds = sheet.sheet(KIND_HEAD, map(_kind, told), "Kinds of mistakes in the files") if told else ""
    shown = sheet.sheet(PROBLEM_HEAD, map(_problem, snapshot.problems[:MOST]), "Mistakes in the files")
    rest = len(snapshot.problems) - MOST
    more = f"<p>… and {rest:,} more: <code>python -m parley validate</code></p>" if rest > 0 else ""
    return Markup(f"<p>A file with a mistake is left out whole; all others are read.</p>{kinds}{shown}{more}")


def _kind(kind: Kind) -> tuple[Cell, ...]:
    first = kind.first
    return _code(kind.rule), f"{kind.many:,} in {kind.files:,} files", _code(f"{first.file}:{first.line}:{first.column}"), first.message


def _problem(problem: Problem) -> tuple[Cell, ...]:
    return _code(f"{legible(problem.file)}:{problem.line}:{problem.column}"), _code(problem.rule), problem.message


def _state(row: Any, view: View) -> Markup:
    word, meaning = STATES[row.what], schema.COVERAGE[row.what]
    link = sheet.inside("desk", view.but(state=(row.what,), page=1), word)
    return sheet.joined(link, f"{row.cells:,} of {row.of:,} cells ({meaning})", by=": ")


def _row(row: Any, view: View) -> tuple[Cell, ...]:
    cell = view.but(state=(), sort="", page=1, cell=f"{row.actor}|{row.issue}", statement="")
    flags = "; ".join(FLAGS[flag] for flag in coverage.FLAGS if getattr(row, flag))
    last = days.in_words(row.since) if row.since else "none"
    return (
        sheet.inside("matrix", cell, f"{row.actor_name} on {row.issue_title}"),
        sheet.below(row.state, flags),
        last,
        row.look_for or "nothing is missing",
        sheet.below(sheet.inside("draft", cell, "Draft it", heard=f"{row.actor_name} on {row.issue_title}:"), _code(row.file)),
    )


def _code(text: str) -> Markup:
    return Markup(f"<code>{html(text)}</code>")
