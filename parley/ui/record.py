"""One record whole, as HTML: the stance in the issue's own words, what was said, by whom, when, and where it can be read.

Every text from the files is escaped; nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from parley import days, wording
from parley.charts import marks, palette
from parley.store import Snapshot
from parley.ui.text import html, web_link
from parley.view import View
from parley.wording import Line

_SHORT_QUOTE = 300
"""A quote of so many characters surely fits its box without scrolling."""


def whole(row: Any, snapshot: Snapshot, view: View, day: date | None) -> str:
    """A row of the statements, positions or claims table. day : count its age from there; None: do not."""
    return f'<div class="record">{"".join(_parts(row, snapshot, view, day))}</div>'


def filing(row: Any) -> str:
    """Where the record is filed: for those who keep the files, not for those who read."""
    when = f"Entered {days.in_words(row.recorded)}. " if row.recorded else ""
    told = f"<p>{html(when)}Record <code>{html(row.id)}</code>, in <code>{html(row.file)}</code>, line {row.line}.</p>"
    return f"<details><summary>Where this is filed</summary>{told}</details>"


def _parts(row: Any, snapshot: Snapshot, view: View, day: date | None) -> Iterator[str]:
    known = wording.register(view, snapshot)
    if told := wording.claim(row, known):
        yield f'<p class="claim">{html(told)}</p>'
    meaning = wording.meaning(row, known)
    stance = f"<b>{html(palette.STANCES[row.stance].word)}</b>{f': {html(meaning)}' if meaning else ''}"
    mark = marks.drawn(replace(wording.look(row), conditions=False))  # they are told below, in words
    yield f'<p class="stance">{mark}<span>{stance}</span></p>'
    yield f'<p class="summary">{html(row.summary)}</p>'
    if row.quote:
        scrolls = ' tabindex="0"' if len(row.quote) > _SHORT_QUOTE else ""  # then the keyboard must reach it
        yield f'<blockquote dir="auto"{scrolls}>“{html(row.quote)}”</blockquote>'
    if row.translation:
        yield f'<p class="translation">In English: “{html(row.translation)}”</p>'
    yield f"<dl>{''.join(f'<dt>{term}</dt><dd>{_told(lines)}</dd>' for term, lines in wording.facts(row, known, day))}</dl>"


def _told(lines: tuple[Line, ...]) -> str:
    return "<br>".join(web_link(line.url, line.text) for line in lines)
