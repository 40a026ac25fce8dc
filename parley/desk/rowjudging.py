"""Files to be, judged by the very same rules as files that are there; every mistake led back to its row and column."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from parley import references, rules, shape
from parley.desk.entries import SOURCE_FIELDS, Entry
from parley.desk.filing import Filing
from parley.desk.intake import Intake, RowMistake
from parley.problems import Mistake, Problem, Steps
from parley.reading import File, Reading
from parley.rules import Contents

_AT_HOME_IN_ROWS = frozenset(("no-source", "which-source", "unknown-source", "doubled-source"))
"""Rules that the filing keeps by itself; a row without a source is told so when it is read."""


def judge(filings: Sequence[Filing], others: Sequence[Reading], intake: Intake, negotiation: str) -> Iterator[RowMistake]:
    """Every mistake in the files to be.

    others : all files of the negotiation that are there and stay, its registers among them; their own mistakes are not told.
    """
    judged = {}
    for number, filing in enumerate(filings):
        value, mistakes = _alone(filing)
        path = filing.path or f"{negotiation}/{number}"  # of none that could be written
        file = File(path, "position", negotiation, filing.actor, filing.date if filing.path else "", value, {}, "")
        judged[path] = (filing, Reading(file, ()))
        yield from _told(filing, mistakes, intake)
    for found in references.broken([*others, *(reading for _, reading in judged.values())]):
        if not isinstance(found, Problem) and found[0].file.path in judged:
            yield from _told(judged[found[0].file.path][0], found[1], intake)


def _alone(filing: Filing) -> tuple[Any, list[Mistake]]:
    """Shape and rules of one file; its value comes back with holes."""
    unsure = [
        step
        for part, entries in filing.entries.items()
        for place, entry in enumerate(entries)
        for step in _holes(filing, part, place, entry)
    ]
    value, mistakes = shape.judge("position", copy.deepcopy(filing.value), unsure)
    mistakes += rules.broken("position", Contents(value, filing.actor, filing.date))
    return value, mistakes


def _holes(filing: Filing, part: str, place: int, entry: Entry) -> Iterator[Steps]:
    place += filing.behind.get(part, 0)
    for name in entry.holes:
        yield part, place, name
    # a required field that is empty is reported by its row; to the shape of the file it must be there
    for name in ("issue", "stance", "summary"):
        if name in entry.holes:
            filing.value[part][place].setdefault(name, "?")


def _told(filing: Filing, mistakes: Sequence[Mistake], intake: Intake) -> Iterator[RowMistake]:
    for mistake in mistakes:
        if mistake.rule in _AT_HOME_IN_ROWS:
            continue
        match mistake.at:
            case (("statements" | "claims") as part, int(place), *rest):
                place -= filing.behind.get(part, 0)
                if place >= 0 and part in filing.entries:  # what was there before is not this import's matter
                    entry, name = filing.entries[part][place], str(rest[0]) if rest else ""
                    yield intake.mistake(entry.row, name, mistake.rule, _message(filing, entry, mistake))
            case ("sources", int(place), *rest):
                yield from _of_source(filing, filing.value["sources"][place], str(rest[0]) if rest else "", mistake, intake)
            case _:
                name = "recorded" if mistake.at == ("recorded",) else "actor"
                yield intake.mistake(_all(filing)[0].row, name, mistake.rule, mistake.message)


def _of_source(filing: Filing, source: dict[str, str], name: str, mistake: Mistake, intake: Intake) -> Iterator[RowMistake]:
    """In every row that names it: each of their cells has to be mended."""
    for entry in _all(filing):
        if all(source.get(field) == text for field, text in entry.source.items()) and len(entry.source) == len(source) - 1:
            yield intake.mistake(entry.row, SOURCE_FIELDS.get(name, name), mistake.rule, mistake.message)


def _message(filing: Filing, entry: Entry, mistake: Mistake) -> str:
    """The rule's own sentence, unless its way out is of files and not of rows."""
    if mistake.rule == "claim-about-self":
        return f"`{filing.actor}` says this about itself; empty the cell, so that it is a statement"
    if mistake.rule != "doubled-statement":
        return mistake.message
    first = next(other for other in filing.entries[entry.part] if other.said == entry.said)
    if first.value == entry.value and first.source == entry.source:
        return f"the same as row {first.row.number}; delete one of the two"
    what = f"a claim about `{entry.value['about']}`" if entry.part == "claims" else "a statement"
    there = f"row {first.row.number} already holds {what} of `{filing.actor}` on `{entry.value['issue']}` that day"
    return f"{there}; tell this one apart by a `key`"


def _all(filing: Filing) -> list[Entry]:
    return [entry for entries in filing.entries.values() for entry in entries]
