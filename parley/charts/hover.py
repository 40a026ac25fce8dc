"""What a mark of the timeline says when the pointer rests on it: the words, who said them, when, and where they can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from parley import days
from parley.charts.canvas import Lane
from parley.charts.marks import VOICE_WORDS
from parley.charts.palette import EDGES, STANCES
from parley.charts.words import wrapped
from parley.frames import rows_of

WIDTH = 60

_TOLD = (
    *("actor_name", "stance", "firmness", "issue_title", "date", "voice", "speaker", "role", "summary", "conditions"),
    *("source_title", "publisher", "kind", "steps", "before_stance", "before_firmness", "before_date"),
)


def of_marks(marks: pd.DataFrame) -> list[str]:
    """One text per statement. marks : the statements' columns and those of their shift."""
    return ["<br>".join(_lines(row)) for row in rows_of(marks[list(_TOLD)])]


def of_bars(pieces: pd.DataFrame, lanes: Sequence[Lane]) -> list[str]:
    """One text per piece: who has stood where since when."""
    since = [days.in_words(date) for date in pieces["date"]]
    told = zip(pieces["lane"], pieces["stance"], pieces["reported"], since, pieces["stale"], strict=True)
    return [
        wrapped(
            f"{lanes[lane].name}: {STANCES[stance].word} since {day}{', reported' if reported else ''}{', stale' if stale else ''}", WIDTH
        )
        for lane, stance, reported, day, stale in told
    ]


def of_events(events: pd.DataFrame) -> list[str]:
    """One text per event."""
    return ["<br>".join(filter(None, _event(row))) for row in rows_of(events)]


def _lines(row: Any) -> Iterator[str]:
    firmness = f", {EDGES[row.firmness].word}" if row.firmness else ""
    yield f"<b>{wrapped(f'{row.actor_name}: {STANCES[row.stance].word}{firmness}', WIDTH)}</b>"
    yield wrapped(row.issue_title, WIDTH)
    who = f"{row.speaker}, {row.role}" if row.speaker and row.role else row.speaker
    yield wrapped(" · ".join(filter(None, (days.in_words(row.date), VOICE_WORDS[row.voice], who))), WIDTH)
    yield wrapped(row.summary, WIDTH)
    if row.conditions:
        yield wrapped(f"On condition: {row.conditions}", WIDTH)
    yield from _shift(row)
    source = ", ".join(filter(None, (row.source_title, row.publisher)))
    if source:
        yield wrapped(f"Source: {source}", WIDTH)


def _shift(row: Any) -> Iterator[str]:
    if row.kind in ("new", "reaffirmed"):
        return
    was = EDGES[row.before_firmness].word if row.kind in ("hardened", "softened") else STANCES[row.before_stance].word
    yield f"<i>{row.kind.capitalize()}{_how_far(row.steps)}: was {was}, {days.in_words(row.before_date)}</i>"


def _how_far(steps: Any) -> str:
    if steps is pd.NA or not steps:
        return ""
    return f" {abs(steps)} step{'s' if abs(steps) > 1 else ''} towards {'support' if steps > 0 else 'opposition'}"


def _event(row: Any) -> Iterator[str]:
    until = f" to {days.in_words(row.end)}" if row.end else ""
    yield f"<b>{wrapped(row.title, WIDTH)}</b>"
    yield wrapped(", ".join(filter(None, (f"{days.in_words(row.date)}{until}", row.place))), WIDTH)
    if row.participants:
        yield wrapped(row.participants, WIDTH)
