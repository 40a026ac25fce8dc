"""A generated negotiation of any size: 60 actors, 60 issues, so many files of six statements and 4 kB. Seeded, so always the same."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

ACTORS, ISSUES, STATEMENTS = 60, 60, 6
STANCES = ("supports", "leans-support", "neutral", "leans-oppose", "opposes", "unclear")
FIRMNESSES = ("red-line", "demand", "preference", "open", "concession")
VOICES = ("own", "own", "spokesperson", "document", "reported")
WORDS = ("terms", "troops", "borders", "guarantees", "talks", "trade", "relief", "withdrawal", "monitoring", "reconstruction")
SPEAKERS = 4
FIRST = date(2015, 1, 1)


def write(folder: Path, files: int, seed: int = 1) -> Path:
    """Write `files` position files and their registers below `folder`. returns : the folder."""
    chance = random.Random(seed)
    home = folder / "made"
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
