"""Who says what, in plain words: one record as a feed, a citation and a list of events tell it.

A claim is told as a claim by one actor about another, never as the other's words. Nothing here is markup.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd

from parley import days
from parley.charts import palette
from parley.charts.marks import VOICE_WORDS
from parley.frames import rows_of
from parley.store import Snapshot
from parley.view import View, encode, pinned

TOOL = "Parley"
"""Who publishes what leaves the house, where nobody else is named."""


def opened(view: View, snapshot: Snapshot) -> Any:
    """The row of the statement or claim that a view opens by its id; None when it opens none."""
    here = snapshot.of(view.negotiation)
    found = (table[(table["id"] == view.statement).to_numpy()] for table in (here.statements, here.claims))
    return next((row for table in found for row in rows_of(table)), None) if view.statement else None


def negotiation(view: View, snapshot: Snapshot) -> str:
    """The title of the view's negotiation; the name of the tool when there is none."""
    return next(iter(snapshot.of(view.negotiation).negotiations["title"]), TOOL)


def licence(view: View, snapshot: Snapshot) -> str:
    """The licence of the view's negotiation, as its file names it; empty when it names none."""
    return next(iter(snapshot.of(view.negotiation).negotiations["licence"]), "")


def link(base: str, page: str, view: View, snapshot: Snapshot) -> str:
    """Where a view can be seen, with its days pinned; a path without a host when nobody knows the host."""
    return f"{base}/{page}?{urlencode(encode(pinned(view, snapshot)))}"


def permalink(base: str, record: str) -> str:
    """Where one record can be read: made of its id alone, so that it is the same in every view and on every day."""
    return f"{base}/statements?{urlencode({'negotiation': record.partition('/')[0], 'statement': record})}"


def topic(row: Any) -> str:
    """`Russia on Permanent neutrality`; of a claim `Claim by United States about Russia on Permanent neutrality`."""
    whose = f"Claim by {row.actor_name} about {row.about_name}" if is_claim(row) else row.actor_name
    return f"{whose} on {row.issue_title}"


def is_claim(row: Any) -> bool:
    """Does this record tell somebody else's position?"""
    return bool(getattr(row, "about", ""))


def stands(row: Any) -> str:
    """`supports, red line`."""
    return held(row.stance, row.firmness)


def held(stance: str, firmness: str) -> str:
    """A stance and how firmly it is held, in words: `leans support, demand`."""
    return palette.STANCES[stance].word + (f", {palette.EDGES[firmness].word}" if firmness else "")


def who(row: Any) -> str:
    """`Sergei Lavrov, Foreign minister`; `Russia` where no speaker is named."""
    return ", ".join(filter(None, (row.speaker, row.role))) or str(row.actor_name)


def voice(row: Any) -> str:
    """`own words`; `reported, not on the record`."""
    return VOICE_WORDS[row.voice] + ("" if row.on_record else ", not on the record")


def caution(row: Any) -> str:
    """What a claim must never be read without; empty for a statement."""
    return f"A claim by {row.actor_name} about {row.about_name}, not the words of {row.about_name}." if is_claim(row) else ""


def source(row: Any) -> str:
    """`NBC News, “Interview”, 24 Aug 2025, carrying Reuters, https://…`; empty where no source is named."""
    title = f"“{row.source_title}”" if row.source_title else ""
    when = days.in_words(row.source_date) if row.source_date else ""
    return ", ".join(filter(None, (row.publisher, title, when, f"carrying {row.origin}" if row.origin else "", row.source_url)))


def number(row: Any) -> str:
    """`900,000 soldiers`; empty where no number was said."""
    if pd.isna(row.value):
        return ""
    value = f"{row.value:,.0f}" if float(row.value).is_integer() else f"{row.value:,.9f}".rstrip("0")
    return f"{value} {row.unit}".strip()
