"""Generated data of any size: 60 actors, 60 issues, so many files of six statements and 4 kB. Seeded, so always the same.

write(folder, files)     a negotiation as files
statements(rows)         the table that files would make, at once
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from parley import arrow, days, tables
from parley.columns import COLUMNS
from parley.schema import ON_RECORD, SCORES

ACTORS, ISSUES, STATEMENTS = 60, 60, 6
STANCES = ("supports", "leans-support", "neutral", "leans-oppose", "opposes", "unclear")
FIRMNESSES = ("red-line", "demand", "preference", "open", "concession")
VOICES = ("own", "own", "spokesperson", "document", "reported")
WORDS = ("terms", "troops", "borders", "guarantees", "talks", "trade", "relief", "withdrawal", "monitoring", "reconstruction")
SPEAKERS = 4
FIRST = date(2015, 1, 1)


def write(folder: Path, files: int, seed: int = 1, name: str = "made") -> Path:
    """Write `files` position files and their registers below `folder`, as a negotiation `name`. returns : the folder."""
    chance = random.Random(seed)
    home = folder / name
    home.mkdir(parents=True)
    (home / "negotiation.yaml").write_text("title: A made negotiation\nstale_after_days: 400\nprincipals: [actor-0, actor-1, actor-2]\n")
    (home / "actors.yaml").write_text(
        "actors:\n" + "".join(f"  - id: actor-{n}\n    name: Actor {n}\n{_bloc(n)}" for n in range(ACTORS)) + _blocs()
    )
    (home / "issues.yaml").write_text(
        "issues:\n" + "".join(f"  - id: issue-{n}\n    title: Issue {n}\n    topic: topic-{n % 6}\n" for n in range(ISSUES))
        + "topics:\n" + "".join(f"  - id: topic-{n}\n    title: Topic {n}\n" for n in range(6))
    )  # fmt: skip
    days = [FIRST + timedelta(days=each) for each in range(4000)]
    for actor in range(ACTORS):
        (home / f"actor-{actor}").mkdir()
        for day in chance.sample(days, files // ACTORS + (actor < files % ACTORS)):
            (home / f"actor-{actor}" / f"{day}.yaml").write_text(_file(actor, day, chance))
    return folder


def _bloc(actor: int) -> str:
    names = "".join(f"      - {{name: Speaker {number}, role: minister}}\n" for number in range(SPEAKERS))
    return f"    memberships:\n      - bloc: bloc-{actor % 5}\n    speakers:\n{names}"


def _blocs() -> str:
    return "blocs:\n" + "".join(f"  - id: bloc-{n}\n    name: Bloc {n}\n" for n in range(5))


def _file(actor: int, day: date, chance: random.Random) -> str:
    said = "".join(_statement(issue, chance) for issue in chance.sample(range(ISSUES), STATEMENTS))
    about = f"about: actor-{(actor + 1) % ACTORS}\n    issue: issue-{chance.randrange(ISSUES)}"
    claims = f"claims:\n  - {about}\n    stance: supports\n    summary: They agree.\n" if chance.random() < 0.1 else ""
    page = f"title: A report of {day}\n    publisher: Paper {chance.randrange(80)}\n    url: https://example.org/{actor}/{day}"
    source = f"sources:\n  - id: paper\n    {page}\n"
    return f"recorded: {day}\n{source}statements:\n{said}{claims}"


def _statement(issue: int, chance: random.Random) -> str:
    told, spoken, noted = (" ".join(chance.choices(WORDS, k=many)) for many in (26, 9, 22))
    return (
        f"  - issue: issue-{issue}\n    stance: {chance.choice(STANCES)}\n    firmness: {chance.choice(FIRMNESSES)}\n"
        f"    voice: {chance.choice(VOICES)}\n    speaker: Speaker {chance.randrange(SPEAKERS)}\n    confidence: high\n"
        f"    summary: They speak of {told}.\n    quote: we want {spoken}\n    language: en\n    note: Said that {noted}.\n"
        + (
            f"    conditions:\n      - text: in exchange\n        issue: issue-{chance.randrange(ISSUES)}\n"
            if chance.random() < 0.2
            else ""
        )
    )


def statements(rows: int, seed: int = 1) -> pd.DataFrame:
    """The statements table of one negotiation with so many statements, in table order."""
    chance = np.random.default_rng(seed)

    def some(words: Any) -> Any:
        return np.array(words, dtype=object)[chance.integers(len(words), size=rows)]

    actor, issue = some([f"actor-{n}" for n in range(ACTORS)]), some([f"issue-{n}" for n in range(ISSUES)])
    day = chance.integers(days.number(FIRST), days.number(FIRST) + 4000, size=rows)
    date_of = {each: days.from_number(each).isoformat() for each in np.unique(day).tolist()}
    dates = [date_of[each] for each in day.tolist()]
    stances, voices = some(STANCES), some(VOICES)
    told = [" ".join(random.Random(seed + each).choices(WORDS, k=26)) for each in range(2000)]
    filled: dict[str, Any] = {
        "id": [f"made/{who}/{when}/{what}/{n}" for n, (who, when, what) in enumerate(zip(actor, dates, issue, strict=True))],
        "negotiation": ["made"] * rows,
        "actor": actor,
        "actor_name": [each.replace("a", "A", 1) for each in actor],
        "date": dates,
        "precision": ["day"] * rows,
        "issue": issue,
        "issue_title": [each.replace("i", "I", 1) for each in issue],
        "topic": [f"topic-{int(each[6:]) % 6}" for each in issue],
        "stance": stances,
        "score": [SCORES.get(each) for each in stances],
        "firmness": some(FIRMNESSES),
        "voice": voices,
        "on_record": [each in ON_RECORD for each in voices],
        "speaker": some([f"Speaker {n}" for n in range(SPEAKERS)]),
        "summary": some(told),
        "quote": some([each[:60] for each in told]),
        "note": some([each[40:] for each in told]),
        "confidence": ["high"] * rows,
        "value": [None] * rows,
        "recorded": dates,
        "line": chance.integers(1, 80, size=rows),
        "day": day,
        "recorded_day": day,
        "order": chance.integers(0, 6, size=rows),
    }
    columns = COLUMNS["statements"]
    return tables.settled("statements", arrow.table({each.name: filled.get(each.name, [""] * rows) for each in columns}, columns))
