"""Records become typed tables, and how their rows lie.

Statements and claims lie sorted by (negotiation, actor, issue, day, order of the day): one actor's words on one issue
are neighbours in time order, so "the last by day D" is a binary search and a shift is a look at the row above.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from parley import days
from parley.columns import COLUMNS, EVER, IN_TIME_ORDER, NEVER, typed
from parley.load import File, Tree, statement_id
from parley.schema import ON_RECORD, SCORES


@dataclass(frozen=True)
class Tables:
    """Every table of one reading of the positions folder. Shared by all sessions: never changed, copy before you do."""

    negotiations: pd.DataFrame
    actors: pd.DataFrame
    speakers: pd.DataFrame
    memberships: pd.DataFrame
    issues: pd.DataFrame
    events: pd.DataFrame
    proposals: pd.DataFrame
    sources: pd.DataFrame
    statements: pd.DataFrame
    claims: pd.DataFrame
    not_found: pd.DataFrame
    conditions: pd.DataFrame
    answers: pd.DataFrame
    corrections: pd.DataFrame

    def of(self, negotiation: str) -> Tables:
        """The same tables with the rows of one negotiation only."""
        return Tables(**{each.name: _only(getattr(self, each.name), negotiation) for each in fields(self)})


def build(tree: Tree) -> Tables:
    """Every table of a reading. Only sound files are in the tree, so nothing here can fail on their content."""
    registers = _Registers(tree.files)
    frames = {name: frame(name, rows) for name, rows in registers.rows().items()}
    positions = [each for each in tree.files if each.kind == "position"]
    said = list(_records(positions, registers))
    frames["statements"] = in_time_order(frame("statements", (row for row in said if not row["about"])))
    frames["claims"] = in_time_order(frame("claims", (row for row in said if row["about"])))
    frames["conditions"] = frame("conditions", (each for row in said for each in row["_conditions"]))
    frames["answers"] = frame("answers", (each for row in said for each in row["_answers"]))
    frames["corrections"] = frame("corrections", (each for row in said for each in row["_corrections"]))
    frames["not_found"] = frame("not_found", _not_found(positions))
    frames["sources"] = frame("sources", _sources(tree.files))
    return Tables(**frames)


def frame(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The table `name` from rows that hold at least its columns; columns and types are those of COLUMNS, also without a row."""
    return typed(rows, COLUMNS[name])


def in_time_order(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of one actor on one issue together, in the order they were said."""
    return table.sort_values(IN_TIME_ORDER, kind="stable", ignore_index=True)


def _only(table: pd.DataFrame, negotiation: str) -> pd.DataFrame:
    if "negotiation" in table:
        return table[(table["negotiation"] == negotiation).to_numpy()].reset_index(drop=True)
    if "statement" in table:
        return table[table["statement"].str.startswith(f"{negotiation}/").to_numpy()].reset_index(drop=True)
    return table[(table["id"] == negotiation).to_numpy()].reset_index(drop=True)


class _Registers:
    """What the register files of all negotiations say, ready to be looked up. A missing register answers with the id itself."""

    def __init__(self, files: Iterable[File]) -> None:
        self._values: dict[tuple[str, str], File] = {(f.negotiation, f.kind): f for f in files if f.kind != "position"}
        self.negotiations = sorted({f.negotiation for f in files})
        self.actors = {(n, a["id"]): a for n in self.negotiations for a in self._list(n, "actors", "actors")}
        self.issues = {(n, i["id"]): i for n in self.negotiations for i in self._list(n, "issues", "issues")}
        self.topics = {(n, t["id"]): t["title"] for n in self.negotiations for t in self._list(n, "issues", "topics")}
        self.blocs = {(n, b["id"]): b["name"] for n in self.negotiations for b in self._list(n, "actors", "blocs")}
        self.roles = {(*of, s["name"]): s.get("role", "") for of, a in self.actors.items() for s in a.get("speakers", ())}

    def name(self, negotiation: str, actor: str) -> str:
        known = self.actors.get((negotiation, actor))
        return str(known["name"] if known else self.blocs.get((negotiation, actor), actor))

    def stale_after(self, negotiation: str, issue: Mapping[str, Any]) -> int | None:
        days_until_stale: int | None = issue.get("stale_after_days", self._value(negotiation, "negotiation").get("stale_after_days"))
        return days_until_stale

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Rows of every table that comes from registers."""
        return {
            "negotiations": [self._negotiation(n) for n in self.negotiations],
            "actors": [row for n in self.negotiations for row in self._actors(n)],
            "speakers": [row for of, actor in self.actors.items() for row in self._speakers(*of, actor)],
            "memberships": [row for of, actor in self.actors.items() for row in self._memberships(*of, actor)],
            "issues": [row for n in self.negotiations for row in self._issues(n)],
            "events": [row for n in self.negotiations for row in self._events(n)],
            "proposals": [row for n in self.negotiations for row in self._proposals(n)],
        }

    def _value(self, negotiation: str, kind: str) -> Mapping[str, Any]:
        file = self._values.get((negotiation, kind))
        return file.value if file else {}

    def _list(self, negotiation: str, kind: str, name: str) -> Sequence[Mapping[str, Any]]:
        found: Sequence[Mapping[str, Any]] = self._value(negotiation, kind).get(name, ())
        return found

    def _placed(self, negotiation: str, kind: str) -> Iterator[tuple[Mapping[str, Any], dict[str, Any]]]:
        file = self._values.get((negotiation, kind))
        for place, entry in enumerate(self._list(negotiation, kind, kind)):
            assert file is not None
            yield entry, {"negotiation": negotiation, "position": place, "file": file.path, "line": file.lines[kind][place]}

    def _negotiation(self, negotiation: str) -> dict[str, Any]:
        value = self._value(negotiation, "negotiation")
        return {
            "id": negotiation,
            "title": value.get("title", negotiation),
            "principals": "~".join(value.get("principals", ())),
            **_texts(value, "summary", "licence", "note"),
        }

    def _actors(self, negotiation: str) -> Iterator[dict[str, Any]]:
        for actor, place in self._placed(negotiation, "actors"):
            yield {
                **place,
                "id": actor["id"],
                "name": actor["name"],
                "aliases": "; ".join(actor.get("aliases", ())),
                **_texts(actor, "kind", "role", "note"),
            }

    def _speakers(self, negotiation: str, actor: str, entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for speaker in entry.get("speakers", ()):
            yield {"negotiation": negotiation, "actor": actor, **_texts(speaker, "name", "role", "rank", "start", "end", "note")}

    def _memberships(self, negotiation: str, actor: str, entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for membership in entry.get("memberships", ()):
            start, end = membership.get("start", ""), membership.get("end", "")
            yield {
                "negotiation": negotiation,
                "actor": actor,
                "bloc": membership["bloc"],
                "bloc_name": self.name(negotiation, membership["bloc"]),
                "start": start,
                "end": end,
                "start_day": days.number(days.first_day(start)) if start else EVER,
                "end_day": days.number(days.last_day(end)) if end else NEVER,
            }

    def _issues(self, negotiation: str) -> Iterator[dict[str, Any]]:
        for issue, place in self._placed(negotiation, "issues"):
            topic = issue.get("topic", "")
            yield {
                **place,
                "kind": issue.get("kind", "policy"),
                "topic": topic,
                "topic_title": self.topics.get((negotiation, topic), topic),
                "stale_after_days": self.stale_after(negotiation, issue),
                "applies_to": "~".join(issue.get("applies_to", ())),
                "status": "; ".join(f"{s['date']}: {s['status']}{_in_brackets(s.get('note', ''))}" for s in issue.get("status", ())),
                **_texts(issue, "id", "title", "question", "unit", "note"),
                **_texts(issue.get("stances", {}), *SCORES),
            }

    def _events(self, negotiation: str) -> Iterator[dict[str, Any]]:
        listed = _by_id(self._list(negotiation, "events", "sources"))
        for event in self._list(negotiation, "events", "events"):
            end = event.get("end", event["date"])
            yield {
                "negotiation": negotiation,
                "participants": "; ".join(event.get("participants", ())),
                "day": _number(event["date"]),
                "end_day": _number(end),
                **_texts(event, "id", "date", "end", "title", "place", "note"),
                **_source_line(_source_of(event, listed)),
            }

    def _proposals(self, negotiation: str) -> Iterator[dict[str, Any]]:
        listed = _by_id(self._list(negotiation, "proposals", "sources"))
        for proposal in self._list(negotiation, "proposals", "proposals"):
            for article in proposal["articles"]:
                yield {
                    "negotiation": negotiation,
                    "proposal": proposal["id"],
                    "authors": "~".join(proposal.get("authors", ())),
                    "article": article["id"],
                    "value": article.get("value"),
                    **_texts(proposal, "title", "date", "status", "supersedes"),
                    **_texts(article, "summary", "issue", "stance", "note"),
                    **_source_line(_source_of(article, listed) or _source_of(proposal, listed)),
                }


def _records(files: Iterable[File], registers: _Registers) -> Iterator[dict[str, Any]]:
    """Statements and claims of position files as rows; a statement's `about` is empty. Rows of other tables hang on, as `_answers`."""
    for file in files:
        listed = _by_id(file.value.get("sources", ()))
        for part in ("statements", "claims"):
            for order, entry in enumerate(file.value.get(part, ())):
                yield _record(file, entry, listed, registers, order, file.lines[part][order])


def _record(
    file: File, entry: Mapping[str, Any], listed: Mapping[str, Any], registers: _Registers, order: int, line: int
) -> dict[str, Any]:
    negotiation, about, key = file.negotiation, entry.get("about", ""), entry.get("key", "")
    issue = registers.issues.get((negotiation, entry["issue"]), {"kind": "policy"})
    name = statement_id(negotiation, file.actor, file.date, entry["issue"], key=key, about=about)
    source = _source_of(entry, listed)
    voice, recorded = entry.get("voice", "own"), file.value.get("recorded", "")
    return {
        "id": name,
        "negotiation": negotiation,
        "actor": file.actor,
        "actor_name": registers.name(negotiation, file.actor),
        "about": about,
        "about_name": registers.name(negotiation, about) if about else "",
        "date": file.date,
        "precision": days.precision(file.date),
        "issue": entry["issue"],
        "issue_title": issue.get("title", entry["issue"]),
        "topic": issue.get("topic", ""),
        "stance": entry["stance"],
        "score": SCORES.get(entry["stance"]) if issue.get("kind", "policy") == "policy" else None,
        "voice": voice,
        "on_record": voice in ON_RECORD,
        "role": registers.roles.get((negotiation, file.actor, entry.get("speaker", "")), ""),
        **_texts(entry, "firmness", "speaker", "summary", "quote", "language", "translation", "confidence", "proposal", "article", "key"),
        "conditions": "; ".join(_condition_in_words(each, negotiation, registers) for each in entry.get("conditions", ())),
        "value": entry.get("value"),
        "unit": issue.get("unit", "") if "value" in entry else "",
        **_source_line(source),
        "source_date": source.get("date", ""),
        "origin": source.get("origin", ""),
        "recorded": recorded,
        **_texts(entry, "coder", "reviewer"),
        "corrections": "; ".join(f"{c['date']}: was {c['was']}, now {c['now']} ({c['why']})" for c in entry.get("corrections", ())),
        "note": " ".join(filter(None, (entry.get("note", ""), _disputed(entry.get("disputed_by", ""))))),
        "file": file.path,
        "line": line,
        "day": _number(file.date),
        "recorded_day": _number(recorded) if recorded else NEVER,
        "order": order,
        "_conditions": [{"statement": name, **_texts(each, "text", "issue", "actor")} for each in entry.get("conditions", ())],
        "_answers": [{"statement": name, **each} for each in entry.get("answers", ())],
        "_corrections": [{"statement": name, **each} for each in entry.get("corrections", ())],
    }


def _not_found(files: Iterable[File]) -> Iterator[dict[str, Any]]:
    for file in files:
        for entry, line in zip(file.value.get("not_found", ()), file.lines.get("not_found", ()), strict=True):
            yield {
                "negotiation": file.negotiation,
                "actor": file.actor,
                "where": "; ".join(entry["where"]),
                "file": file.path,
                "line": line,
                **_texts(entry, "issue", "on", "note"),
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
                **_texts(source, "id", "title", "publisher", "date", "url", "archive", "origin", "note"),
            }


def _texts(entry: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: entry.get(name, "") for name in names}


def _by_id(entries: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {entry["id"]: entry for entry in entries}


def _source_of(entry: Mapping[str, Any], listed: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    if "source" in entry:
        return listed.get(entry["source"], {})
    return next(iter(listed.values())) if len(listed) == 1 else {}


def _source_line(source: Mapping[str, Any]) -> dict[str, str]:
    return {"source_title": source.get("title", ""), "publisher": source.get("publisher", ""), "source_url": source.get("url", "")}


def _condition_in_words(condition: Mapping[str, Any], negotiation: str, registers: _Registers) -> str:
    issue, actor = condition.get("issue", ""), condition.get("actor", "")
    title = registers.issues.get((negotiation, issue), {"title": issue})["title"]
    return f"{condition['text']}{_in_brackets(', '.join(filter(None, (title, registers.name(negotiation, actor)))), '[]')}"


def _disputed(by: str) -> str:
    return f"Disputed: {by}" if by else ""


def _in_brackets(text: str, brackets: str = "()") -> str:
    return f" {brackets[0]}{text}{brackets[1]}" if text else ""


def _number(day: str) -> int:
    return days.number(days.last_day(day))
