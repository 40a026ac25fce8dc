"""What the card of a view says: the opened record or cell, else a few rows of its matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from parley import days, matrix, questions, sentence
from parley.charts.marks import VOICE_WORDS, Look
from parley.charts.palette import BLANKS, EDGES, STANCES
from parley.charts.svg.card import MOST_COLS, Card, Excerpt, Record, Size, rows_that_fit
from parley.frames import rows_of
from parley.looks import looks
from parley.matrix import NOT_RESEARCHED, Line, Matrix
from parley.store import Snapshot
from parley.view import View

_MOST_WITHOUT_CHOICE = 3
"""So many actors stand side by side when none is chosen and nobody is named as principal."""
_NOT_NEUTRAL = "That is not a neutral position."


def card(view: View, snapshot: Snapshot, base: str, size: Size) -> Card:
    """The card of a view for a picture of this size. base : as in documents.Occasion."""
    title, body = _opened(view, snapshot) or _excerpt(view, snapshot, size)
    negotiation = next(iter(snapshot.of(view.negotiation).negotiations["title"]), view.negotiation)
    return Card(negotiation, title, f"{title}. {_alt(body)}", f"Data version {snapshot.version}", urlsplit(base).netloc, body)


def _alt(body: Excerpt | Record) -> str:
    """The card in words."""
    if isinstance(body, Record):
        quote = f"“{body.quote}”" if body.quote else ""
        return " ".join(_stopped(each) for each in (body.told, body.words, quote, *body.lines) if each)
    cells = (
        f"{row}, {col}: {look.words()}" if len(body.cols) > 1 else f"{row}: {look.words()}"
        for row, row_looks in zip(body.rows, body.looks, strict=True)
        for col, look in zip(body.cols, row_looks, strict=True)
    )
    return f"{'; '.join(cells)}. {_stopped(body.note)}" if body.rows else _stopped(body.note)


def _stopped(told: str) -> str:
    return told if told.endswith((".", "?", "!", "…", "”")) else f"{told}."


def _opened(view: View, snapshot: Snapshot) -> tuple[str, Record] | None:
    """Title and body of the opened record, else of the opened cell; None when nothing is open."""
    if view.statement:
        here = snapshot.of(view.negotiation)
        for row in rows_of(here.statements[(here.statements["id"] == view.statement).to_numpy()]):
            return f"{row.actor_name} on {row.issue_title}", _statement(row, _scored(row.issue, snapshot, view))
        for row in rows_of(here.claims[(here.claims["id"] == view.statement).to_numpy()]):
            return f"{row.about_name} on {row.issue_title}, according to {row.actor_name}", _claim(row, view, snapshot)
    return _cell(view, snapshot, *view.opened) if view.opened else None


def _cell(view: View, snapshot: Snapshot, actor: str, issue: str) -> tuple[str, Record]:
    only = view.closed.but(actor=(actor,), issue=(issue,), bloc=(), topic=(), q="")
    title = sentence.positions(only, snapshot)
    whole = matrix.matrix(only, snapshot)
    look = looks(whole).get((actor, issue), Look(stance=NOT_RESEARCHED))
    for row in rows_of(whole.positions):
        return title, _statement(row, row.issue in whole.scored, look)
    told = (
        "There is a position, but the filters hide it."
        if look.stance == matrix.FILTERED
        else "Nothing is known here of a position by that day."
    )
    claims = "Others make claims about it; a claim is not a position." if look.claimed else ""
    return title, Record(look, BLANKS[look.stance].word, f"{told} {_NOT_NEUTRAL}", "", [claims])


def _statement(row: Any, scored: bool, look: Look | None = None) -> Record:
    """look : with what only the view's day tells, where the row is a position as of a day."""
    look = look or Look(stance=row.stance, scored=scored, firmness=row.firmness, reported=not row.on_record, voice=row.voice)
    told = [STANCES[row.stance].word, EDGES[row.firmness].word if row.firmness else "", "" if row.on_record else "only reported"]
    told += ["stale" if look.stale else "", "reported otherwise" if look.reported_otherwise else ""]
    return Record(look, ", ".join(filter(None, told)), row.summary, row.quote, [_who(row), _condition(row.conditions), _source(row)])


def _claim(row: Any, view: View, snapshot: Snapshot) -> Record:
    checked = questions.claimed(View(negotiation=view.negotiation, known=view.known), snapshot)
    beside = next(rows_of(checked[(checked["id"] == row.id).to_numpy()]), None)
    verdict = f"Beside the own words of {row.about_name}: {beside.verdict}." if beside else ""
    note = f"A claim never moves the position of the one it is about. {verdict}".strip()
    return Record(None, f"A claim: {STANCES[row.stance].word}", row.summary, row.quote, [_who(row), _source(row), note])


def _who(row: Any) -> str:
    speaker = ", ".join(filter(None, (row.speaker, row.role))) or row.actor_name
    return f"{speaker}, {days.in_words(row.date)}, {VOICE_WORDS[row.voice]}"


def _source(row: Any) -> str:
    """Who published it first: a long title may be cut."""
    publisher = ", ".join(filter(None, (row.publisher, f"carrying {row.origin}" if row.origin else "")))
    behind = ": ".join(filter(None, (publisher, row.source_title)))
    return f"Source: {behind}" if behind else ""


def _condition(told: str) -> str:
    return f"On condition: {told}" if told else ""


def _scored(issue: str, snapshot: Snapshot, view: View) -> bool:
    issues = snapshot.of(view.negotiation).issues
    return bool(((issues["id"] == issue) & (issues["kind"] == "policy")).any())


def _excerpt(view: View, snapshot: Snapshot, size: Size) -> tuple[str, Excerpt]:
    view = view.closed
    title, whole = sentence.positions(view, snapshot), matrix.matrix(view, snapshot)
    if len(whole.issues) == 1 and len(whole.actors) > 1:
        return title, _who_stands_where(whole, title, size)
    shown = _actors(view, snapshot, whole)
    order, reason = _order(view, snapshot, whole, {actor.id for actor in shown})
    first = order[: rows_that_fit(title, size, len(shown))]
    found, silent = looks(whole), Look(stance=NOT_RESEARCHED)
    rows = [[found.get((actor.id, issue.id), silent) for actor in shown] for issue in first]
    return title, Excerpt([issue.name for issue in first], [actor.name for actor in shown], rows, _note(first, whole, shown, reason))


def _who_stands_where(whole: Matrix, title: str, size: Size) -> Excerpt:
    """One issue: those who have a position on it, in the order of the screen."""
    issue, found = whole.issues[0], looks(whole)
    spoken = [actor for actor in whole.actors if (actor.id, issue.id) in found and not found[actor.id, issue.id].blank]
    first = spoken[: rows_that_fit(title, size, 1)]
    shown = f"{len(first):,} of them shown; " if len(first) < len(spoken) else ""
    silent = "" if len(spoken) == len(whole.actors) else " The others are blank, not neutral."
    note = f"{len(spoken):,} of {len(whole.actors):,} actors have a position here.{silent}"
    rows = [[found[actor.id, issue.id]] for actor in first]
    return Excerpt([actor.name for actor in first], [issue.name], rows, shown[:1].upper() + shown[1:] + note)


def _actors(view: View, snapshot: Snapshot, whole: Matrix) -> list[Line]:
    """The chosen ones, else the principal parties, else the first few; at most so many as have room beside one another."""
    there = {actor.id: actor for actor in whole.actors}
    wanted = [there[each] for each in questions.principals(view, snapshot) if each in there]
    return (wanted or list(whole.actors))[: MOST_COLS if view.actor else _MOST_WITHOUT_CHOICE]


def _order(view: View, snapshot: Snapshot, whole: Matrix, shown: set[str]) -> tuple[list[Line], str]:
    """The issues with a position of those shown: where it sticks between them first, else the newest words first; and which it was."""
    said = whole.positions[whole.positions["actor"].isin(shown).to_numpy()]
    newest = said.groupby(said["issue"].astype("str"))["day"].max().to_dict()
    spoken = sorted((issue for issue in whole.issues if issue.id in newest), key=lambda issue: -newest[issue.id])
    gaps = questions.sticking(view.but(actor=tuple(shown)), snapshot) if len(shown) > 1 else pd.DataFrame({"issue": []})
    sticking = {issue: place for place, issue in enumerate(dict.fromkeys(gaps["issue"].astype("str")))}
    order = sorted(spoken, key=lambda issue: sticking.get(issue.id, len(sticking)))
    return order, "where it sticks first" if sticking else "newest words first"


def _note(first: Sequence[Line], whole: Matrix, shown: Sequence[Line], reason: str) -> str:
    if not first:
        return f"No position by that day. {_NOT_NEUTRAL}"
    issues = f"{len(first):,} of {len(whole.issues):,} issues, {reason}" if len(first) < len(whole.issues) else ""
    actors = f"{len(shown):,} of {len(whole.actors):,} actors" if len(shown) < len(whole.actors) else ""
    return "; ".join(filter(None, (issues, actors)))
