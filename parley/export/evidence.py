"""What a click on the matrix opens, for a page that asks no server: every record behind every cell, as plain values for JSON.

The script fills the panel with text only. Words that the script itself needs come from here too, so that it has no vocabulary.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from parley import days, matrix, questions, selection, sentence, wording
from parley.charts import marks, palette
from parley.charts.marks import Look
from parley.export.ways import NOWHERE, Ways
from parley.frames import rows_of
from parley.matrix import Matrix, Pair
from parley.store import Snapshot
from parley.view import View
from parley.wording import Register

HISTORY = 40
"""So many statements of one actor on one issue are told before and after the day, newest first; the others are counted."""


def evidence(view: View, snapshot: Snapshot, whole: Matrix, ways: Ways = NOWHERE, only: Container[str] | None = None) -> dict[str, Any]:
    """What stands behind every cell of `whole`, the matrix of the view, in the voices of the view: a file holds what its title says.

    only : ids of the records that may be told besides those that stand; None: all.
    `cells` gives of each `actor|issue` that has something to tell the id of the record that stands there (`now`), why it is blank, the
    claims about it, and what the actor said by the day and later. `records` holds each record once, `looks` each mark once.
    """
    said, claimed = _said(view, snapshot, only), _claimed(view, snapshot, only)
    looked = _looked(view, snapshot, whole.day)
    known, book = wording.register(view, snapshot), _Book(wording.register(view, snapshot), ways)
    now = {(row.actor, row.issue): row for row in rows_of(whole.positions)}
    cells: dict[str, Any] = {}
    for actor in whole.actors:
        for issue in whole.issues:
            pair = (actor.id, issue.id)
            if pair in now or pair in said or pair in claimed or pair in whole.blanks:
                cells["|".join(pair)] = _cell(pair, now.get(pair), said[pair], claimed[pair], looked[pair], whole, book)
    return {
        "cells": cells,
        "records": book.records,
        "looks": book.looks,
        "actors": {line.id: line.name for line in whole.actors},
        "issues": {line.id: [known.issue(line.id).title, known.issue(line.id).question] for line in whole.issues},
        "words": _words(whole.day),
    }


class _Book:
    """Records and marks as they come up, each once."""

    def __init__(self, known: Register, ways: Ways) -> None:
        self.records: dict[str, dict[str, Any]] = {}
        self.looks: list[Any] = []
        self._known, self._ways = known, ways
        self._places: dict[Any, int] = {}

    def enter(self, row: Any, day: date | None = None) -> str:
        """The id under which the record is told."""
        if row.id not in self.records:
            self.records[row.id] = self._told(row, day)
        return str(row.id)

    def _told(self, row: Any, day: date | None) -> dict[str, Any]:
        told = {
            "href": self._ways.record(row.id),
            "date": days.in_words(row.date),
            "look": self._look(wording.claim_look(row)),
            "who": row.actor_name,
            "stance": palette.STANCES[row.stance].word,
            "meaning": wording.meaning(row, self._known),
            "how": ", ".join(_cautions(row)),
            "summary": row.summary,
            "quote": row.quote,
            "language": row.language,
            "translation": row.translation,
            "claim": wording.claim(row, self._known),
            "facts": [(term, [(line.text, line.url) for line in lines]) for term, lines in wording.facts(row, self._known, day)],
        }
        return {name: value for name, value in told.items() if value != ""}

    def _look(self, look: Look) -> int:
        drawn = look.classes(), look.glyph(), tuple((marks.sign_class(sign), palette.SIGNS[sign].glyph) for sign in look.signs())
        if drawn not in self._places:
            self._places[drawn] = len(self.looks)
            self.looks.append(drawn)
        return self._places[drawn]


def _cautions(row: Any) -> Iterator[str]:
    """What may not be left out of one line: that it is only claimed, that it is only reported."""
    if getattr(row, "about", ""):
        yield "as claimed"
    if not row.on_record:
        yield wording.voice(row)


def _cell(pair: Pair, now: Any, said: Sequence[Any], claimed: Iterable[Any], looked: Sequence[Any], whole: Matrix, book: _Book) -> Any:
    by = [row for row in said if row.day <= days.number(whole.day)]
    later = [row for row in said if row.day > days.number(whole.day)]
    blank = "" if now else wording.blank(whole.blanks.get(pair, matrix.NOT_RESEARCHED), looked, said[-1].date if said else "")
    told = {
        "now": book.enter(now, whole.day) if now else "",
        "blank": blank,
        "claims": [book.enter(row) for row in claimed],
        "by": [book.enter(row) for row in by[:HISTORY]],
        "later": [book.enter(row) for row in later[:HISTORY]],
        "more": len(by[HISTORY:]) + len(later[HISTORY:]),
    }
    return {name: value for name, value in told.items() if value}


def _said(view: View, snapshot: Snapshot, only: Container[str] | None) -> dict[Pair, list[Any]]:
    """Newest first, also what lies outside of the view's range of days."""
    return _by_pair(selection.statements(view, snapshot).iloc[::-1], "actor", only)


def _claimed(view: View, snapshot: Snapshot, only: Container[str] | None) -> dict[Pair, list[Any]]:
    everything = view.but(q="", from_=None, to=None, by=(), about=(), verdict=(), sort="oldest")
    return _by_pair(questions.claimed(everything, snapshot), "about", only)


def _looked(view: View, snapshot: Snapshot, day: date) -> dict[Pair, list[Any]]:
    table = snapshot.of(view.negotiation).not_found
    return _by_pair(table[(table["on"] <= day.isoformat()).to_numpy()], "actor", None)


def _by_pair(table: pd.DataFrame, whose: str, only: Container[str] | None) -> dict[Pair, list[Any]]:
    found: defaultdict[Pair, list[Any]] = defaultdict(list)
    for row in rows_of(table):
        if only is None or row.id in only:
            found[getattr(row, whose), row.issue].append(row)
    return found


def _words(day: date) -> dict[str, str]:
    """What the script says itself; `{}` is the name of the actor."""
    return {
        "close": "Close",
        "claims": "What others say {} holds",
        "by": f"{{}} on it by {sentence.in_words(day)}, newest first",
        "later": "{} on it later",
        "more": "more are in the table of statements",
        "nothing": wording.blank(matrix.NOT_RESEARCHED, (), ""),
        "translation": "In English: ",
        "permalink": "The page of this record",
    }
