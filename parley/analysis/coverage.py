"""What is known of whom, and what is still to be found: the work list of a desk.

A cell is one actor on one issue that concerns it. Each is in one state; a filled one may besides rest on a single origin, or be
stale. Nothing is weighed: what to do first is for people to say.

    on the record   the actor itself, its spokesperson or its document said where it stands
    reported only   so far others report it
    declined        asked, it would not say
    not found       looked for, and nothing there
    not researched  nobody has looked yet
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from parley import days, schema
from parley.analysis.sources import Cell, origins_by_cell
from parley.columns import Column
from parley.frames import rows_of, typed

*STATES, SINGLE_ORIGIN, STALE = schema.COVERAGE
ON_THE_RECORD, REPORTED_ONLY, DECLINED, NOT_FOUND, NOT_RESEARCHED = STATES
FLAGS = (SINGLE_ORIGIN, STALE)

COLUMNS = (
    Column("negotiation", "word", "id of the negotiation"),
    Column("actor", "word", "id of the actor"),
    Column("actor_name", "text", "the actor as shown on screen"),
    Column("issue", "word", "id of the issue"),
    Column("issue_title", "text", "the issue as shown on screen"),
    Column("topic", "word", "id of the issue's topic"),
    Column("state", "word", "on the record, reported only, declined, not found or not researched"),
    Column("single_origin", "flag", "everything the actor is known to have said on the issue by that day has one origin"),
    Column("stale", "flag", "the position is older than the issue's stale_after_days"),
    Column("since", "text", "date of the standing statement, as written"),
    Column("origins", "whole", "how many origins all its statements on the issue have"),
    Column("looked", "text", "when it was last looked for and not found"),
    Column("look_for", "text", "what is wanted, in words; empty when nothing is"),
    Column("file", "text", "the file to write it in, once the day is known"),
)
SUMMARY = (
    Column("what", "word", "a state, or single_origin or stale, which come on top of a state"),
    Column("cells", "whole", "cells of which it is true"),
    Column("of", "whole", "all cells: actors times the issues that concern them"),
)


def coverage(
    actors: pd.DataFrame,
    issues: pd.DataFrame,
    statements: pd.DataFrame,
    positions: pd.DataFrame,
    not_found: pd.DataFrame,
    day: date,
    origins: pd.Series,
) -> pd.DataFrame:
    """The state of every actor on every issue that concerns it, as of `day`.

    actors, issues : the registers, narrowed to whom and what is asked about.
    positions : as analysis.asof gives them as of `day`, of these `statements`. A filter on voices or words would make researched
        cells look blank: leave it out.
    origins : analysis.sources.origins of these statements.
    returns : COLUMNS, one row a cell, in the order of `actors`, then of `issues`.
    """
    standing = {(each.negotiation, each.actor, each.issue): each for each in rows_of(positions[_STANDING])}
    looked = _last_looked_for(not_found, day)
    by_cell = origins_by_cell(statements, origins, day)
    cells = _cells(actors, issues)
    return typed((_row(*pair, standing.get(cell), looked.get(cell), by_cell.get(cell, set())) for cell, pair in cells), COLUMNS)


def summary(coverage: pd.DataFrame) -> pd.DataFrame:
    """How many cells are in each state and carry each flag. returns : SUMMARY, every state in the order of STATES, then FLAGS."""
    counts = {state: int((coverage["state"] == state).sum()) for state in STATES}
    counts |= {flag: int(coverage[flag].sum()) for flag in FLAGS}
    return typed(({"what": what, "cells": cells, "of": len(coverage)} for what, cells in counts.items()), SUMMARY)


_STANDING = ["negotiation", "actor", "issue", "stance", "on_record", "stale", "date"]


def _cells(actors: pd.DataFrame, issues: pd.DataFrame) -> Iterator[tuple[Cell, tuple[Any, Any]]]:
    concerning = [(issue, frozenset(filter(None, issue.applies_to.split("~")))) for issue in rows_of(issues)]
    for actor in rows_of(actors):
        for issue, only in concerning:
            if issue.negotiation == actor.negotiation and (not only or actor.id in only):
                yield (actor.negotiation, actor.id, issue.id), (actor, issue)


def _last_looked_for(not_found: pd.DataFrame, day: date) -> dict[Cell, Any]:
    by = [each for each in rows_of(not_found) if each.on <= day.isoformat()]
    return {(each.negotiation, each.actor, each.issue): each for each in sorted(by, key=lambda each: each.on)}


def _row(actor: Any, issue: Any, position: Any, looked: Any, origins: set[str]) -> Mapping[str, Any]:
    state = _state(position, looked)
    return {
        "negotiation": actor.negotiation,
        "actor": actor.id,
        "actor_name": actor.name,
        "issue": issue.id,
        "issue_title": issue.title,
        "topic": issue.topic,
        "state": state,
        "single_origin": len(origins) == 1,
        "stale": position is not None and position.stale,
        "since": position.date if position else "",
        "origins": len(origins),
        "looked": looked.on if looked else "",
        "look_for": " ".join(_wanted(state, actor.name, issue, position, looked, origins)),
        "file": f"{actor.negotiation}/{actor.id}/YYYY-MM-DD.yaml",
    }


def _state(position: Any, looked: Any) -> str:
    if position is None:
        return NOT_FOUND if looked else NOT_RESEARCHED
    if position.stance == "declines":
        return DECLINED
    return ON_THE_RECORD if position.on_record else REPORTED_ONLY


def _wanted(state: str, name: str, issue: Any, position: Any, looked: Any, origins: set[str]) -> Iterator[str]:
    """The sentences that say what to look for."""
    on = f"{name} on “{issue.title}”"
    if position is None:
        yield f"A statement by {on}{f': {issue.question}' if issue.question else '.'}"
        if looked:
            yield f"Looked for on {days.in_words(looked.on)} in {looked.where}."
        return
    if state == REPORTED_ONLY:
        yield f"Words on the record by {on}: so far only reported, by {', '.join(sorted(origins))}."
    elif len(origins) == 1:
        yield f"A second origin for {on}: so far only {min(origins)}."
    if position.stale:
        yield f"Newer words by {on}: the last are of {days.in_words(position.date)}."
