"""Five thousand rows: fifty planted mistakes are all told by row and column and nothing is written; without them the matrix is right."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd

from parley import cli, store
from parley.desk.intake import letter
from parley.export import named
from parley.view import View
from tests.importing import Desk, desk
from tests.making import write

__all__ = ["desk"]
ROWS, ACTORS, ISSUES = 5000, 25, 20
STANCES = ("supports", "leans-support", "neutral", "leans-oppose", "opposes", "unclear", "declines")
HEADER = (
    *("date", "actor", "issue", "stance", "summary", "firmness", "voice", "confidence", "speaker", "quote", "language"),
    *("source_title", "source_url", "source_date", "value", "key", "recorded", "proposal", "note"),
)
Row = dict[str, str]


def registers() -> dict[str, str]:
    actors = "".join(f"  - {{id: actor-{n}, name: Actor {n}, speakers: [{{name: Speaker {n}}}]}}\n" for n in range(ACTORS))
    issues = "".join(f"  - {{id: issue-{n}, title: Issue {n}{', unit: men' if n % 2 else ''}}}\n" for n in range(ISSUES))
    return {"river/actors.yaml": f"actors:\n{actors}", "river/issues.yaml": f"issues:\n{issues}"}


def rows() -> list[Row]:
    """No two of one actor on one issue on one day."""
    pick = random.Random(7)
    told: list[Row] = []
    seen: set[tuple[int, int, int]] = set()
    while len(told) < ROWS:
        actor, issue, day = pick.randrange(ACTORS), pick.randrange(ISSUES), pick.randrange(900)
        if (actor, issue, day) in seen:
            continue
        seen.add((actor, issue, day))
        said = (date(2023, 1, 1) + timedelta(days=day)).isoformat()
        row = dict.fromkeys(HEADER, "") | {
            "date": said,
            "actor": f"actor-{actor}",
            "issue": f"issue-{issue}",
            "stance": pick.choice(STANCES),
            "summary": f"Row {len(told)}: says, among other things, “yes”; no #1.",
            "firmness": pick.choice(("", "demand", "red-line")),
            "confidence": pick.choice(("", "high", "low")),
            "source_title": f"Page {pick.randrange(400)}",
            "source_date": said,
            "recorded": "2026-01-01",
        }
        told.append(row)
    return told


def content(told: list[Row]) -> bytes:
    return pd.DataFrame(told, columns=list(HEADER)).to_csv(index=False).encode()


def sets(**change: str) -> Callable[[Row, Row], Row]:
    return lambda row, _: row | change


PLANTED: list[tuple[str, Callable[[Row, Row], Row], str]] = [
    ("date", sets(date="03/04/2025"), "ambiguous-date"),
    ("date", sets(date="2025-02-30"), "bad-date"),
    ("date", sets(date="last week"), "bad-date"),
    ("date", sets(date=""), "missing-field"),
    ("actor", sets(actor="actor-999x"), "unknown-actor"),
    ("actor", sets(actor=""), "missing-field"),
    ("issue", sets(issue="issu-3"), "unknown-issue"),
    ("issue", sets(issue=""), "missing-field"),
    ("issue", lambda _, before: before | {"summary": "Said again.", "stance": "neutral"}, "doubled-statement"),
    ("issue", lambda _, before: dict(before), "doubled-statement"),
    ("stance", sets(stance="suports"), "unknown-stance"),
    ("stance", sets(stance="+2"), "unknown-stance"),
    ("stance", sets(stance=""), "missing-field"),
    ("summary", sets(summary=""), "missing-field"),
    ("summary", sets(summary="bell\x07"), "control-character"),
    ("firmness", sets(firmness="firm"), "unknown-firmness"),
    ("voice", sets(voice="telephone"), "unknown-voice"),
    ("confidence", sets(confidence="99%"), "unknown-confidence"),
    ("speaker", sets(speaker="Nobody Known"), "unknown-speaker"),
    ("language", sets(language="en"), "language-without-quote"),
    ("source_title", sets(source_title="", source_date=""), "no-source"),
    ("source_url", sets(source_url="www.example.org"), "bad-url"),
    ("source_date", sets(source_date="32.13.2025"), "bad-date"),
    ("value", sets(value="1 000", issue="issue-1", key="x"), "bad-number"),
    ("key", sets(key="a key"), "bad-id"),
]
"""The column that is told, what is done to the row (and the one above it), and the rule. Each is planted twice."""


def test_fifty_planted_mistakes_are_all_told_by_row_and_column_and_nothing_is_written(desk: Desk) -> None:
    write(desk.folder, registers())
    told, expected = rows(), []
    for number, (column, change, rule) in enumerate(PLANTED * 2):
        place = 50 + number * 97  # far apart, the last in row 4805
        told[place] = change(told[place], told[place - 1])
        expected.append((place + 2, f"{letter(HEADER.index(column) + 1)} ({column})", rule))
    before = sorted(path for path in desk.folder.rglob("*"))
    lines = desk.mistakes(content(told), "--write")
    found = [re.fullmatch(r"row (\d+), column (\w+ \(\w+\)): ([a-z-]+): .+", line) for line in lines]
    assert [(int(each[1]), each[2], each[3]) for each in found if each] == expected
    assert len(lines) == 50
    assert sorted(path for path in desk.folder.rglob("*")) == before


def test_without_them_the_files_are_sound_and_the_matrix_is_that_of_plain_pandas(desk: Desk) -> None:
    write(desk.folder, registers())
    told = content(rows())
    assert desk.bring(told, "--write")[0] == cli.SOUND
    assert desk.problems() == cli.SOUND
    raw = pd.read_csv(io.BytesIO(told), dtype="str", keep_default_na=False)
    last = raw.sort_values("date").groupby(["actor", "issue"])["stance"].last()
    wide = named.table("matrix", View("river"), store.read(desk.folder)).set_index("actor")
    stances = {(actor, issue): wide.at[actor, issue] for actor, issue in last.index}
    assert len(stances) == ACTORS * ISSUES
    assert stances == last.to_dict()
    done, said = desk.bring(told, "--write")
    assert (done, "5,000 of 5,000 are there already" in said) == (cli.SOUND, True)
