"""What sound files say, as rows in Arrow: names, titles, units and sources filled in, in the order of files and entries.

Where they lie in a table is another matter (see tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from parley import arrow, days
from parley.columns import COLUMNS, NEVER
from parley.load import File, statement_id
from parley.registers import Registers, by_id, in_brackets, last_number, source_of, texts
from parley.schema import ON_RECORD, SCORES

IN_TIME = ("statements", "claims")
POSITIONAL = (*IN_TIME, "not_found", "sources", "conditions", "answers", "corrections")
"""The tables whose rows come a file at a time, mostly from position files; those of all others come from registers."""


def arrows(files: Sequence[File], registers: Registers) -> dict[str, pa.Table]:
    """What sound files say, as the tables POSITIONAL, of one or of many files. `registers` lend names, titles and units."""
    positions = [each for each in files if each.kind == "position"]
    said, claimed = _Entries.of(positions, "statements"), _Entries.of(positions, "claims")
    rows = {"statements": said.columns(registers), "claims": claimed.columns(registers)}
    both = [*zip(rows["statements"]["id"], said.entries, strict=True), *zip(rows["claims"]["id"], claimed.entries, strict=True)]
    rows |= {name: _turned(name, _hanging(name, both)) for name in ("conditions", "answers", "corrections")}
    rows |= {"not_found": _turned("not_found", _not_found(positions)), "sources": _turned("sources", _sources(files))}
    return {name: arrow.table(columns, COLUMNS[name]) for name, columns in rows.items()}


@dataclass(frozen=True)
class _Entries:
    """The statements or the claims of position files, side by side: `entries` in the order of files and days.

    files, lists : for each entry its file, and the sources listed there by their ids. orders, lines : its place in the file.
    """

    files: list[File]
    lists: list[Mapping[str, Any]]
    entries: list[Mapping[str, Any]]
    orders: list[int]
    lines: list[int]

    @classmethod
    def of(cls, positions: Iterable[File], part: str) -> _Entries:
        held = cls([], [], [], [], [])
        for file in positions:
            if entries := file.value.get(part):
                held.files.extend([file] * len(entries))
                held.lists.extend([by_id(file.value.get("sources", ()))] * len(entries))
                held.entries.extend(entries)
                held.orders.extend(range(len(entries)))
                held.lines.extend(file.lines[part])
        return held

    def texts(self, *names: str) -> dict[str, list[str]]:
        return {name: [entry.get(name, "") for entry in self.entries] for name in names}

    def columns(self, registers: Registers) -> dict[str, list[Any]]:
        """As the columns of the statements and the claims table."""
        files, entries = self.files, self.entries
        told = self.texts(*_AS_WRITTEN)
        where = [(file.negotiation, file.actor) for file in files]
        sources = [source_of(entry, listed) for entry, listed in zip(entries, self.lists, strict=True)]
        issues = [registers.issue(file.negotiation, entry["issue"]) for file, entry in zip(files, entries, strict=True)]
        voices = [entry.get("voice", "own") for entry in entries]
        recorded = [file.value.get("recorded", "") for file in files]
        return {
            **told,
            "id": [
                statement_id(file.negotiation, file.actor, file.date, issue, key=key, about=about)
                for file, issue, key, about in zip(files, told["issue"], told["key"], told["about"], strict=True)
            ],
            "negotiation": [negotiation for negotiation, _ in where],
            "actor": [actor for _, actor in where],
            "actor_name": [registers.name(*of) for of in where],
            "about_name": [registers.name(of[0], about) if about else "" for of, about in zip(where, told["about"], strict=True)],
            "date": [file.date for file in files],
            "precision": [days.precision(file.date) for file in files],
            "issue_title": [issue.title for issue in issues],
            "topic": [issue.topic for issue in issues],
            "score": [SCORES.get(stance) if issue.scored else None for stance, issue in zip(told["stance"], issues, strict=True)],
            "voice": voices,
            "on_record": [voice in ON_RECORD for voice in voices],
            "role": [registers.roles.get((*of, speaker), "") for of, speaker in zip(where, told["speaker"], strict=True)],
            "conditions": [
                _in_words(entry["conditions"], negotiation, registers) if "conditions" in entry else ""
                for entry, (negotiation, _) in zip(entries, where, strict=True)
            ],
            "value": [entry.get("value") for entry in entries],
            "unit": [issue.unit if "value" in entry else "" for entry, issue in zip(entries, issues, strict=True)],
            "source_title": [source.get("title", "") for source in sources],
            "publisher": [source.get("publisher", "") for source in sources],
            "source_url": [source.get("url", "") for source in sources],
            "source_date": [source.get("date", "") for source in sources],
            "origin": [source.get("origin", "") for source in sources],
            "recorded": recorded,
            "corrections": [_corrected(entry["corrections"]) if "corrections" in entry else "" for entry in entries],
            "note": [_noted(entry) for entry in entries],
            "file": [file.path for file in files],
            "line": self.lines,
            "day": [last_number(file.date) for file in files],
            "recorded_day": [last_number(each) if each else NEVER for each in recorded],
            "order": self.orders,
        }


_AS_WRITTEN = (
    *("issue", "stance", "about", "key", "firmness", "speaker", "summary", "quote", "language", "translation", "confidence"),
    *("proposal", "article", "coder", "reviewer"),
)
"""Columns that hold what the entry says under the same name."""


def _hanging(name: str, records: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Rows of a table that hangs on statements and claims: `conditions`, `answers` or `corrections`."""
    told = [column.name for column in COLUMNS[name][1:]]
    for statement, entry in records:
        for each in entry.get(name, ()):
            yield {"statement": statement, **texts(each, *told)}


def _turned(name: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Rows as columns."""
    rows = list(rows)
    return {column.name: [row[column.name] for row in rows] for column in COLUMNS[name]}


def _not_found(files: Iterable[File]) -> Iterator[dict[str, Any]]:
    for file in files:
        for entry, line in zip(file.value.get("not_found", ()), file.lines.get("not_found", ()), strict=True):
            yield {
                "negotiation": file.negotiation,
                "actor": file.actor,
                "where": "; ".join(entry["where"]),
                "file": file.path,
                "line": line,
                **texts(entry, "issue", "on", "note"),
            }


def _sources(files: Iterable[File]) -> Iterator[dict[str, Any]]:
    for file in files:
        listed = file.value.get("sources", ())
        only = listed[0]["id"] if len(listed) == 1 else ""
        resting = [entry.get("source", only) for part in ("statements", "claims") for entry in file.value.get(part, ())]
        for source in listed:
            yield {
                "negotiation": file.negotiation,
                "file": file.path,
                "statements": resting.count(source["id"]),
                **texts(source, "id", "title", "publisher", "date", "url", "archive", "origin", "note"),
            }


def _in_words(conditions: Iterable[Mapping[str, Any]], negotiation: str, registers: Registers) -> str:
    return "; ".join(_condition(each, negotiation, registers) for each in conditions)


def _condition(condition: Mapping[str, Any], negotiation: str, registers: Registers) -> str:
    issue, actor = condition.get("issue", ""), condition.get("actor", "")
    hangs_on = filter(None, (registers.issue(negotiation, issue).title, registers.name(negotiation, actor)))
    return f"{condition['text']}{in_brackets(', '.join(hangs_on), '[]')}"


def _corrected(corrections: Iterable[Mapping[str, str]]) -> str:
    return "; ".join(f"{c['date']}: was {c['was']}, now {c['now']} ({c['why']})" for c in corrections)


def _noted(entry: Mapping[str, Any]) -> str:
    note, disputed = entry.get("note", ""), entry.get("disputed_by", "")
    return f"{note} Disputed: {disputed}".lstrip() if disputed else note
