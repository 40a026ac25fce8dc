"""One record whole, as HTML: the stance in the issue's own words, what was said, by whom, when, and where it can be read.

Every text from the files is escaped; nothing in it is markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from parley import days, questions
from parley.charts import marks, palette
from parley.charts.marks import VOICE_WORDS, Look
from parley.columns import rows_of
from parley.schema import CONFIDENCES, FIRMNESSES, SCORES
from parley.store import Snapshot
from parley.ui.text import html, web_link
from parley.view import View

_SHORT_QUOTE = 300
"""A quote of so many characters surely fits its box without scrolling."""


@dataclass(frozen=True)
class Issue:
    """What the register says of an issue; of one it does not know, the id and nothing more."""

    title: str
    question: str = ""
    kind: str = "policy"
    words: Mapping[str, str] = field(default_factory=dict)


def issue_of(snapshot: Snapshot, view: View, issue: str) -> Issue:
    table = snapshot.of(view.negotiation).issues
    for row in table[(table["id"] == issue).to_numpy()].to_dict("records"):
        return Issue(row["title"], row["question"], row["kind"], {stance: row[stance] for stance in SCORES if row[stance]})
    return Issue(issue)


def name_of(snapshot: Snapshot, view: View, actor: str) -> str:
    table = snapshot.of(view.negotiation).actors
    return next(iter(table.loc[(table["id"] == actor).to_numpy(), "name"]), actor)


def whole(row: Any, snapshot: Snapshot, view: View, day: date | None) -> str:
    """A row of the statements, positions or claims table. day : count its age from there; None: do not."""
    return f'<div class="record">{"".join(_parts(row, snapshot, view, day))}</div>'


def filing(row: Any) -> str:
    """Where the record is filed: for those who keep the files, not for those who read."""
    when = f"Entered {days.in_words(row.recorded)}. " if row.recorded else ""
    told = f"<p>{html(when)}Record <code>{html(row.id)}</code>, in <code>{html(row.file)}</code>, line {row.line}.</p>"
    return f"<details><summary>Where this is filed</summary>{told}</details>"


def _parts(row: Any, snapshot: Snapshot, view: View, day: date | None) -> Iterator[str]:
    issue = issue_of(snapshot, view, row.issue)
    look = Look(stance=row.stance, scored=issue.kind == "policy", firmness=row.firmness, reported=not row.on_record, voice=row.voice)
    about = getattr(row, "about_name", "")
    if about:
        verdict = _verdict(row, snapshot, view)
        told = f"A claim by {row.actor_name} about {about}. A claim never moves the position of the one it is about. {verdict}"
        yield f'<p class="claim">{html(told)}</p>'
    stance = f"<b>{html(palette.STANCES[row.stance].word)}</b>{_meaning(issue, row.stance)}"
    yield f'<p class="stance">{marks.drawn(look)}<span>{stance}</span></p>'
    yield f'<p class="summary">{html(row.summary)}</p>'
    if row.quote:
        scrolls = ' tabindex="0"' if len(row.quote) > _SHORT_QUOTE else ""  # then the keyboard must reach it
        yield f'<blockquote dir="auto"{scrolls}>“{html(row.quote)}”</blockquote>'
    if row.translation:
        yield f'<p class="translation">In English: “{html(row.translation)}”</p>'
    yield f"<dl>{''.join(f'<dt>{term}</dt><dd>{told}</dd>' for term, told in _facts(row, snapshot, view, day) if told)}</dl>"


def _facts(row: Any, snapshot: Snapshot, view: View, day: date | None) -> Iterator[tuple[str, str]]:
    yield "Who", html(", ".join(filter(None, (row.speaker, row.role))) or row.actor_name)
    yield "When", html(_when(row, day))
    yield "Voice", html(f"{VOICE_WORDS[row.voice]}{'' if row.on_record else ', not on the record'}")
    yield "Firmness", html(f"{palette.EDGES[row.firmness].word}: {FIRMNESSES[row.firmness]}") if row.firmness else ""
    yield "Conditions", "<br>".join(html(each) for each in _conditions(row, snapshot, view))
    yield "Number", html(f"{number(row.value)} {row.unit}") if not pd.isna(row.value) else ""
    yield "Source", _source(row)
    yield "Confidence", html(f"{row.confidence}: {CONFIDENCES[row.confidence]}") if row.confidence else ""
    yield "Readers", html(_readers(row))
    yield "About", html(_proposal(row, snapshot, view))
    yield "Answers", "<br>".join(html(f"{each.how} {each.to}") for each in _answers("statement", row, snapshot))
    yield "Answered", "<br>".join(html(f"{each.statement} {each.how} it") for each in _answers("to", row, snapshot))
    yield "Note", html(row.note)
    yield "Corrections", "<br>".join(html(each) for each in _corrections(row, snapshot))


def _when(row: Any, day: date | None) -> str:
    told = days.in_words(row.date)
    if row.precision != "day":
        told += f" (only the {row.precision} is known)"
    if day is None:
        return told
    old = days.number(day) - row.day
    told += f", {old:,} days before {days.in_words(day.isoformat())}" if old else ", that day"
    remarks = [remark for remark, holds in (
        ("stale", row.stale),
        ("two stances that day, this is the last", row.mixed),
        ("a later report says otherwise", row.reported_otherwise),
    ) if holds]  # fmt: skip
    return "; ".join([told, *remarks])


def _source(row: Any) -> str:
    told = web_link(row.source_url, row.source_title or row.source_url)
    behind = ", ".join(
        filter(None, (row.publisher, f"carrying {row.origin}" if row.origin else "", row.source_date and days.in_words(row.source_date)))
    )
    return told + (f"<br>{html(behind)}" if behind else "")


def _conditions(row: Any, snapshot: Snapshot, view: View) -> Iterator[str]:
    table = snapshot.tables.conditions
    for each in rows_of(table[(table["statement"] == row.id).to_numpy()]):
        issue = issue_of(snapshot, view, each.issue).title if each.issue else ""
        hangs = ", ".join(filter(None, (issue, name_of(snapshot, view, each.actor) if each.actor else "")))
        yield f"{each.text} (hangs on: {hangs})" if hangs else each.text


def _answers(side: str, row: Any, snapshot: Snapshot) -> Iterator[Any]:
    table = snapshot.tables.answers
    return rows_of(table[(table[side] == row.id).to_numpy()])


def _corrections(row: Any, snapshot: Snapshot) -> Iterator[str]:
    table = snapshot.tables.corrections
    for each in rows_of(table[(table["statement"] == row.id).to_numpy()]):
        yield f"{days.in_words(each.date)}: was {each.was}, now {each.now} ({each.why})"


def _readers(row: Any) -> str:
    told = (f"entered by {row.coder}" if row.coder else "", f"held against its source by {row.reviewer}" if row.reviewer else "")
    return "; ".join(filter(None, told))


def _proposal(row: Any, snapshot: Snapshot, view: View) -> str:
    table = snapshot.of(view.negotiation).proposals
    title = next(iter(table.loc[(table["proposal"] == row.proposal).to_numpy(), "title"]), row.proposal)
    return f"{title}, article {row.article}" if row.article else title


def _meaning(issue: Any, stance: str) -> str:
    words = issue.words.get(stance, "")
    return f": {html(words)}" if words else ""


def entered(view: View) -> View:
    """Everything of the view's negotiation that was entered by its `known`, whatever else it narrows."""
    return View(negotiation=view.negotiation, known=view.known)


def _verdict(row: Any, snapshot: Snapshot, view: View) -> str:
    told = questions.claimed(entered(view).but(sort="oldest"), snapshot)
    return "".join(
        f"Beside the own words of {row.about_name}: {each.verdict}. {each.reason}"
        for each in rows_of(told[(told["id"] == row.id).to_numpy()])
    )


def number(value: float) -> str:
    """`800,000`, `1.25`: with separators, without noughts that say nothing."""
    return f"{value:,.0f}" if float(value).is_integer() else np.format_float_positional(value, trim="-")
