"""The pages that everything rests on, and how many voices they really are."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parley import days, descriptions, headlines, matrix, questions, sentence
from parley.analysis import carried
from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import address, paging, sheet
from parley.ui.sheet import Cell, Markup
from parley.ui.text import html, web_link
from parley.view import View, pinned

WARNINGS = 7
"""So many positions and origins are told at once; the others stand folded below them."""
MOST = 100
"""So many are told at all."""
PAGE_HEAD = ("Page", "Published", "Archived copy", "Whose report", "Statements and claims", "Whose words", "Said")
ORIGIN_HEAD = ("Origin", "Pages", "Statements and claims", "Said")


@once
def description(view: View, snapshot: Snapshot) -> str:
    """The paragraph below the title."""
    cited = questions.cited(view, snapshot)
    return descriptions.sources(sentence.records(view, snapshot), cited, int(questions.by_origin(view, snapshot)["elsewhere"].sum()))


@once
def pages(view: View, snapshot: Snapshot) -> Markup:
    """The bibliography, the rows of the view's page of it."""
    rows = paging.shown(questions.cited(view, snapshot), view)
    rows = rows.assign(own=~carried.elsewhere(rows))
    return sheet.sheet(PAGE_HEAD, [_page(row) for row in rows_of(rows)], "Pages, and what rests on them")


@once
def origins(view: View, snapshot: Snapshot) -> Markup:
    """What has only one origin, beside what rests on each origin."""
    return Markup(f'<div class="front">{_warnings(view, snapshot)}{_by_origin(view, snapshot)}</div>')


def _warnings(view: View, snapshot: Snapshot) -> Markup:
    """The positions of the view's day that rest on one origin; those that more than one page carries first, for they look like more."""
    found = _looks_like_more_first(questions.on_one_origin(view, snapshot))
    standing, day = matrix.standing(view.but(q=""), snapshot), questions.day(view, snapshot)
    many, reported = int((found["outlets"] > 1).sum()), int((~found["on_record"]).sum())
    note = (
        f"As of {sentence.in_words(day)}, {len(found):,} of {len(standing):,} positions rest on one origin: {many:,} of them on more than "
        f"one page that carries it, {reported:,} on reports alone."
    )
    lines = [_warning(row, view) for row in rows_of(found[:MOST])]
    csv = address.link("api/origins.csv", pinned(view, snapshot))
    told = f'{_folded(lines, len(found))}<p class="more"><a href="{html(csv)}">CSV of positions with one origin</a></p>'
    return sheet.section("What rests on one origin", Markup(told), how=note)


def _by_origin(view: View, snapshot: Snapshot) -> Markup:
    told = questions.by_origin(view, snapshot)
    note = f"{len(told):,} origins. However many pages carry one, it counts once."
    first, others = (
        sheet.sheet(ORIGIN_HEAD, [_origin(row) for row in rows_of(part)], caption)
        for part, caption in ((told[:WARNINGS], "Origins with most statements"), (told[WARNINGS:MOST], "Further origins"))
    )
    more = f"<details><summary>{_further(len(told), 'origins')}</summary>{others}</details>" if len(told) > WARNINGS else ""
    csv = address.link("api/by_origin.csv", pinned(view, snapshot))
    told_of = Markup(f'{first}{more}<p class="more"><a href="{html(csv)}">CSV of origins</a></p>')
    return sheet.section("By origin", told_of, how=note)


def _looks_like_more_first(found: pd.DataFrame) -> pd.DataFrame:
    """More than one page first, then what is known from reports alone, then as they lay."""
    places = pd.DataFrame({"one_page": found["outlets"] == 1, "record": found["on_record"]})
    return found.loc[places.sort_values(["one_page", "record"], kind="stable").index]


def _warning(row: Any, view: View) -> Markup:
    line = headlines.single(row)
    cell = view.but(cell=f"{row.actor}|{row.issue}", statement="", page=1)
    return sheet.below(sheet.inside("matrix", cell, line.headline), line.detail)


def _folded(lines: list[Markup], count: int) -> str:
    shown = sheet.bullets(lines[:WARNINGS]) if lines else ""
    if count <= WARNINGS:
        return shown
    return f"{shown}<details><summary>{_further(count, 'positions')}</summary>{sheet.bullets(lines[WARNINGS:])}</details>"


def _further(count: int, what: str) -> str:
    rest = f"{min(count, MOST) - WARNINGS:,} more {what}"
    return f"{rest}; {count - MOST:,} besides are not listed" if count > MOST else rest


def _page(row: Any) -> tuple[Cell, ...]:
    archived = Markup(web_link(row.archive, f"archived copy of “{row.title}”")) if row.archive else "no archived copy"
    return (
        sheet.below(Markup(web_link(row.url, row.title or row.url)), row.publisher),
        days.in_words(row.date) if row.date else "no date",
        archived,
        "its own" if row.own else f"carries {row.origin}",
        _resting(row),
        row.actors,
        _said(row),
    )


def _origin(row: Any) -> tuple[Cell, ...]:
    pages = sheet.below(f"{row.pages:,}", f"{row.elsewhere:,} of {row.pages:,} somebody else’s" if row.elsewhere else "")
    return row.origin, pages, _resting(row), _said(row)


def _resting(row: Any) -> Markup:
    return sheet.below(f"{row.statements:,}", f"{row.on_record:,} of {row.statements:,} on the record")


def _said(row: Any) -> str:
    first, last = days.in_words(row.first), days.in_words(row.last)
    return first if row.first == row.last else f"{first} to {last}"
