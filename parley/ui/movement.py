"""Whether the pair has come closer, on the screen: the line, what it rests on in full, and what moved on which issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from parley import days, questions, sentence
from parley.charts import convergence
from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import downloads
from parley.ui.flow import Part, Picture
from parley.ui.sheet import Cell, Markup, inside, joined, note, section, sheet
from parley.ui.text import html
from parley.view import View


def parts(view: View, snapshot: Snapshot, who: list[str], *, narrow: bool) -> Iterator[Part]:
    """Heading, picture and issues, or why there is no picture. view : of the pair; who : the names of the two."""
    yield _opening(view.closed, snapshot, tuple(who))
    if questions.converged(view, snapshot).empty:
        return
    figure, words = _picture(view.closed, snapshot, tuple(who), st.context.theme.type == "dark", narrow)
    yield Picture(figure, "movement")
    yield note(words)
    yield _issues(view.closed, snapshot)


@once
def _opening(view: View, snapshot: Snapshot, who: tuple[str, ...]) -> Markup:
    """The heading, and below it why there is no line where there is none."""
    why = [Markup(f"<p>{html(_none(view, snapshot, who))}</p>")] if questions.converged(view, snapshot).empty else []
    out = downloads.further("convergence", view, snapshot, "CSV of the line")
    return section(f"Have {sentence.listed(who)} come closer?", *why, out=out)


def _none(view: View, snapshot: Snapshot, who: Sequence[str]) -> str:
    looked = questions.dates(view, snapshot)
    if len(who) < 2:
        return "It takes two actors to compare."
    span = f"from {sentence.in_words(looked[0])} to {sentence.in_words(looked[-1])}"
    return f"On no policy issue did {sentence.listed(who)} both stand on the scale on each of the {len(looked)} days looked at {span}."


@once
def _picture(view: View, snapshot: Snapshot, who: tuple[str, ...], dark: bool, narrow: bool) -> tuple[Any, str]:
    told = questions.converged(view, snapshot), questions.converged_by_issue(view, snapshot)
    return convergence.convergence(*told, *who, dark=dark, narrow=narrow), convergence.describe(*told, *who)


@once
def _issues(view: View, snapshot: Snapshot) -> Markup:
    """The fixed set of issues: the gap on the first and on the last day looked at, and when it changed between them."""
    each = list(rows_of(questions.converged_by_issue(view, snapshot)))
    first, last = each[0].date, each[-1].date
    head = ("Issue", f"Apart on {days.in_words(first)}", f"Apart on {days.in_words(last)}", "Changed")
    rows = [_row(list(part), view) for _, part in groupby(each, key=lambda row: row.issue)]
    return sheet(head, rows, f"The {len(rows)} issues the line adds up")


def _row(days_of: list[Any], view: View) -> tuple[Cell, ...]:
    first, last = days_of[0], days_of[-1]
    moves = [each for each in days_of[1:] if each.change]
    told = [f"{abs(each.change)} {'closer' if each.change < 0 else 'farther apart'} by {days.in_words(each.date)}" for each in moves]
    link = inside("timeline", view.but(issue=(first.issue,), topic=()), first.issue_title)
    return link, f"{first.gap} of 4 steps", f"{last.gap} of 4 steps", joined("; ".join(told) or "no change")
