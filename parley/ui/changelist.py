"""What changed in the data, day by day: corrections, entries and commits, each with the way to its record."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parley import days, questions, sentence
from parley.analysis import changes
from parley.charts import palette
from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import paging, sheet
from parley.ui.sheet import Cell, Markup
from parley.ui.text import html
from parley.view import View

HEAD = ("Record", "Change", "What it says", "Why, and by whom")
MOST_FILES = 4
"""So many files of a commit are named; the CSV has all."""


def title(view: View, snapshot: Snapshot) -> str:
    """The sentence of the view: here its days are those of the desk."""
    return f"Entered, corrected and committed: {sentence.records(view, snapshot)}"


@once
def description(view: View, snapshot: Snapshot, head: str) -> str:  # noqa: ARG001 - another commit, another description
    """How much of each, and what cannot be placed. head : the commit that is checked out."""
    told = questions.data_changes(view, snapshot)
    kinds = told["kind"].astype("str")
    counts = (
        _count(int((kinds == changes.CORRECTED).sum()), "correction"),
        f"{_count(int((kinds == changes.ENTERED).sum()), 'record')} entered",
        _count(told.loc[(told["commit"] != "").to_numpy(), "commit"].nunique(), "commit"),
    )
    undated = questions.without_a_day_of_entry(view, snapshot)
    return f"{', '.join(counts)}." + (f" {_count(undated, 'record')} without a day of entry cannot be shown here." if undated else "")


@once
def lines(view: View, snapshot: Snapshot, head: str) -> pd.DataFrame:  # noqa: ARG001 - as above
    """What the page lists: every entry and correction, and a line a commit. Newest first."""
    told = questions.data_changes(view, snapshot)
    again = told["commit"].ne("") & told["commit"].duplicated()
    return told[~again.to_numpy()]


@once
def day_by_day(view: View, snapshot: Snapshot, head: str) -> Markup:
    """The lines of the view's page, under a heading a day."""
    told = questions.data_changes(view, snapshot)
    files = dict(iter(told[(told["commit"] != "").to_numpy()].groupby("commit", sort=False)))
    parts = []
    for day, rows in paging.shown(lines(view, snapshot, head), view).groupby("day", sort=False):
        when = days.in_words(str(day))
        table = sheet.sheet(HEAD, [_row(row, view, files.get(row.commit)) for row in rows_of(rows)], f"What changed on {when}")
        parts.append(f"<h2>{html(when)}</h2>{table}")
    return Markup(f'<div class="changes">{"".join(parts)}</div>')


def _row(row: Any, view: View, files: pd.DataFrame | None) -> tuple[Cell, ...]:
    if files is not None:
        return _commit(row, view, files)
    who = f"entered by {row.who}" if row.who else ""
    if row.kind == changes.CORRECTED:
        return _record(row, view), Markup("<b>Corrected</b>"), sheet.below(f"Now: {row.now}", f"was: {row.was}"), sheet.below(row.why)
    return _record(row, view), "Entered", sheet.below(row.summary, palette.STANCES[row.stance].word), who


def _record(row: Any, view: View) -> Markup:
    about = f" about {row.about_name}" if row.about else ""
    link = sheet.inside("changes", view.but(statement=row.statement, cell=""), f"{row.actor_name}{about} on {row.issue_title}")
    return sheet.below(link, f"said {days.in_words(row.date)}")


def _commit(row: Any, view: View, files: pd.DataFrame) -> tuple[Cell, ...]:
    counts = files["kind"].astype("str").value_counts()
    told = ", ".join(f"{_count(int(counts[kind]), 'file')} {kind.removeprefix('file ')}" for kind in counts.index)
    named = [_file(each, view) for each in rows_of(files.head(MOST_FILES))]
    rest = len(files) - len(named)
    links = sheet.below(*named, f"… and {rest:,} more" if rest else "")
    return links, "Committed", sheet.below(row.why, told), sheet.below(row.who, f"commit {row.commit}")


def _file(row: Any, view: View) -> Cell:
    """The way to what the file holds; of a register, or where nothing is left to be read, its name."""
    who = f"{row.actor_name}, {days.in_words(row.date)}" if row.date and not days.problem_with(row.date) else ""
    if row.statement:
        return sheet.inside("changes", view.but(statement=row.statement, cell=""), who)
    if who and row.kind != "file removed":
        there = View(negotiation=view.negotiation, actor=(row.actor,), from_=days.first_day(row.date), to=days.last_day(row.date))
        return sheet.inside("statements", there, who)
    return Markup(f"<code>{html(row.file)}</code>")


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
