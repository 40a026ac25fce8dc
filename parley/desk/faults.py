"""What keeps a draft from being a sound file: the very rules of every reading, told of the field where an editor sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley import days, yamlfile
from parley.desk.composing import written
from parley.desk.draft import PARTS, Draft, base_value, place_of
from parley.desk.edit import CannotEditError, CannotWriteError
from parley.desk.judging import problems_of
from parley.desk.scalars import invisible
from parley.problems import Problem, Steps
from parley.yamlfile import Place


@dataclass(frozen=True)
class Fault:
    """What is wrong in a draft, where an editor sees it.

    uid : of its entry; empty for the draft as a whole. field : of the entry, or `actor`, `day`; empty for all of it.
    rule : as `validate` names it. missing : something that is still to be typed, rather than wrong.
    """

    uid: str
    field: str
    rule: str
    message: str
    missing: bool = False


def faults_of(draft: Draft, folder: Path, today: str) -> tuple[Fault, ...]:
    """Everything that keeps the draft from being a sound file in this folder, in the words of the form; empty when nothing does."""
    unready = [*_unready(draft), *_invisible(draft)]
    if unready:
        return tuple(unready)
    try:
        content = written(draft, today)
    except (CannotEditError, CannotWriteError) as error:
        return (Fault("", "", "cannot-edit", str(error)),)
    places = yamlfile.places(content)
    whose = _whose(draft)
    return tuple(_fault(problem, places, whose) for problem in problems_of(folder, draft.path, content))


def _unready(draft: Draft) -> Iterator[Fault]:
    if not draft.actor:
        yield Fault("", "actor", "no-actor", "Choose whose words these are.", missing=True)
    if not draft.day:
        yield Fault("", "day", "no-day", "Give the day on which it was said.", missing=True)
    elif wrong := days.problem_with(draft.day):
        yield Fault("", "day", "bad-date", wrong)
    if not draft.told(*PARTS[1:]):
        yield Fault("", "", "nothing-said", "Add a statement, a claim, or where you looked in vain.", missing=True)


def _invisible(draft: Draft) -> Iterator[Fault]:
    for entry in draft.entries:
        for name, value in entry.said().items():
            if wrong := next(filter(None, map(invisible, _texts(value))), ""):
                yield Fault(entry.uid, name, "control-character", wrong)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _whose(draft: Draft) -> dict[Steps, str]:
    """The uid of each entry of the draft by its way in the file."""
    there = base_value(draft)
    whose: dict[Steps, str] = {}
    for part in PARTS:
        number = len(there.get(part) or ())
        for entry in draft.told(part):
            if entry.of:
                whose[place_of(draft, entry) or ()] = entry.uid
            else:
                whose[part, number] = entry.uid
                number += 1
    return whose


def _fault(problem: Problem, places: Mapping[Steps, Place], whose: Mapping[Steps, str]) -> Fault:
    steps = _steps(problem, places)
    uid = whose.get(steps[:2], "")
    name = str(steps[2]) if uid and len(steps) > 2 else ""
    missing = re.match(r"`(\w+)` is missing", problem.message) if problem.rule == "missing-field" else None
    if missing and uid:
        told = _TO_TYPE.get(missing[1], f"{missing[1].capitalize()} is missing.")
        return Fault(uid, name or missing[1], problem.rule, told, missing=True)
    if problem.rule in _INSTEAD:
        field, told = _INSTEAD[problem.rule]
        return Fault(uid, field, problem.rule, told, missing=problem.rule != "doubled-statement")
    return Fault(uid, name, problem.rule, problem.message if uid or not steps else f"In what the file says already: {problem.message}")


def _steps(problem: Problem, places: Mapping[Steps, Place]) -> Steps:
    """The way to what a problem is about: to a value, else to the field whose name stands there."""
    spot = (problem.line, problem.column)
    values = [steps for steps, place in places.items() if (place.line, place.column) == spot]
    names = [steps for steps, place in places.items() if (place.key_line, place.key_column) == spot]
    found = [*values, *names] if problem.rule not in _ON_NAMES else [*reversed(names), *values]
    return found[0] if found else ()


_ON_NAMES = frozenset(
    (
        *("empty-value", "unknown-field", "no-source", "translation-without-quote", "language-without-quote"),
        *("article-without-proposal", "value-without-unit"),
    )
)
_TO_TYPE = {
    "issue": "Choose the issue.",
    "stance": "Choose the stance.",
    "summary": "Say in one sentence what was said.",
    "about": "Choose whose position it is said to be.",
    "title": "Give the title of the page or document.",
    "on": "Give the day of looking.",
    "where": "Say where you looked.",
    "text": "Say the condition in words.",
    "to": "Choose what it answers.",
    "how": "Say how it answers.",
}
_INSTEAD = {
    "no-source": ("source", "Give the source: at least its title."),
    "which-source": ("source", "Choose the source."),
    "doubled-statement": ("key", "This is the second one on this issue that day; give it a short key, such as `later-report`."),
}
