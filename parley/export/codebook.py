"""The codebook of a package: every word, field, column and issue, from the definitions that check files and build tables."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from parley import schema
from parley.columns import Column
from parley.export import markdown
from parley.export.markdown import plain

SHIFTS = {
    "new": "the first statement of its track",
    "reaffirmed": "the same stance, and no change of firmness that both statements tell",
    "moved": "another stance, on the same side or with an end off the scale",
    "reversed": "the stance changed sign",
    "hardened": "the same stance, held more firmly",
    "softened": "the same stance, held less firmly",
}
"""Kinds of analysis.shifts."""
VOCABULARIES: dict[str, Mapping[str, str]] = {
    "stance": schema.STANCES,
    "firmness": schema.FIRMNESSES,
    "voice": schema.VOICES,
    "confidence": schema.CONFIDENCES,
    "blank": schema.BLANKS,
    "kind of issue": schema.KINDS,
    "verdict on a claim": schema.VERDICTS,
    "coverage": schema.COVERAGE,
    "shift": SHIFTS,
}
RULES = (
    "A position as of a day is the last thing an actor said on an issue by that day, on the record.",
    "Only where an actor has said nothing on the record does a report stand there, marked as one. A report never overrides the record.",
    "A claim is what one actor says another's position is. It has a table of its own and never moves the position of the one it is about.",
    "A blank is not neutral. Neutral is something an actor has said.",
    "Only issues of kind policy are scored. Off the scale (unclear, declines) there is no score.",
    "A date known only by month or year counts from its last day.",
)


def as_json(columns: Mapping[str, Sequence[Column]], issues: Sequence[Mapping[Any, Any]]) -> bytes:
    """The codebook for programs. columns : of every table, by its name; issues : rows of the issues table."""
    told = {
        "rules": RULES,
        "vocabularies": VOCABULARIES,
        "scores": schema.SCORES,
        "issues": [_issue(issue) for issue in issues],
        "tables": {name: [{"name": c.name, "kind": c.kind, "meaning": c.meaning} for c in each] for name, each in columns.items()},
        "files": {part.__name__: _part(part) for part in schema.PARTS},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def as_markdown(columns: Mapping[str, Sequence[Column]], issues: Sequence[Mapping[Any, Any]]) -> bytes:
    """The same for people."""
    return "\n".join(
        [
            "# Codebook\n",
            *(f"- {rule}" for rule in RULES),
            "\n## Words\n",
            *(_section(name.capitalize(), ("word", "meaning"), _coded(words.items())) for name, words in VOCABULARIES.items()),
            "## Issues\n",
            *map(_told, issues),
            "## Tables and their columns\n",
            *(_section(name, ("column", "meaning"), _coded((c.name, c.meaning) for c in each)) for name, each in columns.items()),
            "## Files and their fields\n",
            *(_section(f"{part.__name__}: {plain(_sentence(part))}", ("field", "", "meaning"), _rows(part)) for part in schema.PARTS),
        ]
    ).encode()


def _issue(issue: Mapping[Any, Any]) -> dict[str, Any]:
    stances = {stance: issue[stance] for stance in schema.SCORES if issue[stance]}
    return {name: issue[name] for name in ("id", "title", "question", "topic", "topic_title", "kind", "unit", "note")} | {
        "stances": stances
    }


def _told(issue: Mapping[Any, Any]) -> str:
    facts = [issue["question"], f"Topic: {issue['topic_title']}" * bool(issue["topic"]), f"Unit: {issue['unit']}" * bool(issue["unit"])]
    head = f"### {plain(issue['title'])}\n\n`{issue['id']}`, {issue['kind']}. {plain(' '.join(filter(None, facts)))}\n"
    meant = [(f"`{stance}`", plain(issue[stance])) for stance in schema.SCORES if issue[stance]]
    return f"{head}\n{markdown.table(('stance', 'means here'), meant)}"


def _section(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return f"### {title}\n\n{markdown.table(head, rows)}"


def _coded(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((f"`{word}`", plain(meaning)) for word, meaning in pairs)


def _sentence(part: Any) -> str:
    return str(part.__doc__).splitlines()[0]


def _part(part: Any) -> dict[str, Any]:
    fields = [{"name": name, "required": required, "meaning": told} for name, required, told in _fields(part)]
    return {"meaning": _sentence(part), "fields": fields}


def _fields(part: Any) -> Iterator[tuple[str, bool, str]]:
    for name, hint in typing.get_type_hints(part, include_extras=True).items():
        yield name, schema.required(hint), schema.meaning(hint)


def _rows(part: Any) -> Iterator[tuple[str, str, str]]:
    return ((f"`{name}`", "required" if required else "", plain(told)) for name, required, told in _fields(part))
