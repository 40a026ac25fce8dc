"""What waits for a second reader: how much, why, and the first of it."""

from __future__ import annotations

from typing import Any

from parley import days, questions
from parley.analysis.review import REASONS
from parley.charts import palette
from parley.frames import rows_of
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import downloads, sheet
from parley.ui.sheet import Cell, Markup, section
from parley.ui.text import html, web_link
from parley.view import View

HEAD = ("Record", "Why a second look", "What was entered", "Hold it against")


@once
def shown(view: View, snapshot: Snapshot) -> Markup:
    """The section of the Desk: how many records were read twice, how many wait for what, and the first of those."""
    out = downloads.further("review", view, snapshot, "CSV of the queue")
    return section("For a second reader", _shown(view, snapshot), out=out)


def _shown(view: View, snapshot: Snapshot) -> Markup:
    counts = {row.reason: row for row in rows_of(questions.reviewed(view, snapshot))}
    twice = counts.pop("reviewed")
    if not twice.of:
        return Markup("<p>There is no record to read in this selection.</p>")
    told = f"<p>{twice.records:,} of {twice.of:,} statements and claims name a second reader.</p>"
    if not counts:
        return Markup(told)
    why = sheet.bullets(f"{row.records:,} {_words(reason)}: {REASONS[reason]}." for reason, row in counts.items())
    first = questions.next_to_review(view, snapshot)
    rows = sheet.sheet(HEAD, [_row(row, view) for row in rows_of(first)], "Records that wait for a second reader")
    rest = twice.of - twice.records - len(first)
    how = "<p>Whoever has held a record against its source notes their name in its file: <code>reviewer: …</code></p>"
    return Markup(told + why + how + rows + (f"<p>… and {rest:,} more; the CSV has all of them.</p>" if rest > 0 else ""))


def _row(row: Any, view: View) -> tuple[Cell, ...]:
    about = f" about {row.about_name}" if row.about else ""
    record = sheet.inside("desk", view.but(statement=row.id), f"{row.actor_name}{about} on {row.issue_title}")
    return (
        sheet.below(record, f"said {days.in_words(row.date)}"),
        sheet.below(_words(row.reason).capitalize(), row.also),
        sheet.below(row.summary, palette.STANCES[row.stance].word, f"entered by {row.coder}" if row.coder else ""),
        sheet.below(Markup(web_link(row.source_url, row.source_title or row.source_url)), _code(f"{row.file}:{row.line}")),
    )


def _words(reason: str) -> str:
    return {"medium confidence": "of medium confidence", "low confidence": "of low confidence"}.get(reason, reason)


def _code(text: str) -> Markup:
    return Markup(f"<code>{html(text)}</code>")
