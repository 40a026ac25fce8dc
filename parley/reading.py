"""One file, from its path and its bytes alone: what it says and what is wrong with it.

What it refers to is another matter (see references).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

from parley import days, rules, shape, yamlfile
from parley.fieldtypes import ID
from parley.problems import MOST_MISTAKES, Mistake, Problem, Steps, did_you_mean, many, one_line

REGISTERS = {f"{kind}.yaml": kind for kind in ("negotiation", "actors", "issues", "events", "proposals", "moved")}


@dataclass(frozen=True)
class File:
    """One YAML file.

    path : below the positions folder, with `/`: "ukraine-peace/russia/2025-08-24.yaml".
    kind : "negotiation", "actors", "issues", "events", "proposals", "moved" or "position".
    negotiation, actor, date : from the path; actor and date are empty for all but positions.
    value : as the TypedDict of its kind (schema).
    lines : 1-based line of each item of each top-level list: {"statements": [12, 20]}.
    digest : SHA-256 of its bytes, as hexadecimal text; empty when they could not be had.
    """

    path: str
    kind: str
    negotiation: str
    actor: str
    date: str
    value: Any
    lines: dict[str, list[int]]
    digest: str


@dataclass(frozen=True)
class Reading:
    """A file as read on its own.

    file : its `value` is None when nothing could be read; with problems, it has holes (None) where they are.
    problems : in order of their places; empty when the file is sound as far as it can be judged alone.
    """

    file: File
    problems: tuple[Problem, ...]


class Belongs(NamedTuple):
    """What a file is by its path.

    kind : empty where no YAML file belongs.
    actor, date : empty where the path names none.
    wrong : what is wrong with the name, in words; else empty.
    """

    kind: str
    negotiation: str = ""
    actor: str = ""
    date: str = ""
    wrong: str = ""


def read_file(path: str, content: bytes) -> Reading:
    """Read and judge one file. Never raises, and depends on nothing but its arguments."""
    belongs = by_path(path)
    problems = [Problem(path, 1, 1, "wrong-name", one_line(belongs.wrong))] if belongs.wrong else []
    value, lines, found = _judge(path, content, belongs) if belongs.kind else (None, {}, [])
    file = _file(path, belongs, value, lines, hashlib.sha256(content).hexdigest())
    return Reading(file, tuple(sorted(problems + found)))


def not_read(problem: Problem) -> Reading:
    """A file that is there and cannot be had: what refers to it is then no mistake."""
    belongs = by_path(f"{problem.file.rpartition('.')[0]}.yaml")
    return Reading(_file(problem.file, belongs, None, {}, ""), (problem,))


def _file(path: str, belongs: Belongs, value: Any, lines: dict[str, list[int]], digest: str) -> File:
    return File(path, belongs.kind, belongs.negotiation, belongs.actor, belongs.date, value, lines, digest)


def _judge(path: str, content: bytes, belongs: Belongs) -> tuple[Any, dict[str, list[int]], list[Problem]]:
    problems: list[Problem] = []
    unsure: frozenset[Steps] = frozenset()
    value: Any
    try:
        value, lines = (read := yamlfile.read(content)).value, read.lines
    except yamlfile.UnreadableError as error:
        survey = error.survey
        value, lines, unsure = survey.value, survey.lines, survey.unsure
        problems = [Problem(path, each.line, each.column, each.rule, one_line(each.message)) for each in survey.problems[:MOST_MISTAKES]]
        if len(survey.problems) > MOST_MISTAKES:
            problems += placed(path, b"", [many()])
    if value is None:
        return None, lines, problems
    value, mistakes = shape.judge(belongs.kind, value, unsure)
    broken = rules.broken(belongs.kind, rules.Contents(value, belongs.actor, belongs.date))
    return value, lines, problems + placed(path, content, chain(mistakes, broken))


def placed(path: str, content: bytes, mistakes: Iterable[Mistake]) -> list[Problem]:
    """Mistakes with the line and the column where the editor should look; beyond MOST_MISTAKES only that there are more."""
    mistakes = list(islice(mistakes, MOST_MISTAKES + 1))
    mistakes[MOST_MISTAKES:] = [many() for _ in mistakes[MOST_MISTAKES:]]
    places = yamlfile.places(content) if mistakes else {}
    return [Problem(path, *_spot(mistake, places), mistake.rule, one_line(mistake.message)) for mistake in mistakes]


def _spot(mistake: Mistake, places: dict[Steps, yamlfile.Place]) -> tuple[int, int]:
    """Of the value or its key; of the nearest thing around it that was written."""
    for length in range(len(mistake.at), -1, -1):
        if place := places.get(mistake.at[:length]):
            return (place.key_line, place.key_column) if mistake.on_key else (place.line, place.column)
    return 1, 1


def by_path(path: str) -> Belongs:
    """What a file is by its path: `<negotiation>/<register>.yaml` or `<negotiation>/<actor>/<day>.yaml`."""
    match path.split("/"):
        case [negotiation, name]:
            return _register(negotiation, name)
        case [negotiation, actor, name]:
            return _position(negotiation, actor, name)
    return Belongs("", wrong="no YAML file belongs here; positions are <negotiation>/<actor>/<day>.yaml")


def _register(negotiation: str, name: str) -> Belongs:
    if name in REGISTERS:
        return Belongs(REGISTERS[name], negotiation, wrong=_no_id(negotiation))
    near = did_you_mean(name, list(REGISTERS)) or f"; there are {', '.join(REGISTERS)}, and positions go into their actor's folder"
    return Belongs("", negotiation, wrong=f"`{name}` is no file of a negotiation{near}")


def _position(negotiation: str, actor: str, name: str) -> Belongs:
    date = name.removesuffix(".yaml")
    no_day = days.problem_with(date)
    no_actor = _no_id(actor)
    wrong = _no_id(negotiation) or no_actor or (f"the name of the file is its day: {no_day}" if no_day else "")
    return Belongs("position", negotiation, "" if no_actor else actor, "" if no_day else date, wrong)


@lru_cache(4096)
def _no_id(folder: str) -> str:
    if ID.fullmatch(folder):
        return ""
    return f"the name of the folder is an id, and `{folder}` is none; use letters, digits, `-` and `_`, starting with a letter or digit"
