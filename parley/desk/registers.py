"""The registers of a negotiation that is not there yet, made of what the rows name; they are a start for an editor, no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from parley.desk.intake import Intake, Row
from parley.desk.names import slugs
from parley.fieldtypes import ID

Register = dict[str, Any]

_NAME = re.compile(r"[A-Z][a-z]")


def negotiation(name: str) -> Register:
    """negotiation.yaml, with the folder's name for a title."""
    return {"title": name.replace("-", " ").replace("_", " ").strip().capitalize() or name}


def actors(intake: Intake) -> Register:
    """actors.yaml: whoever speaks or is spoken about, in order of appearance, with the speakers the rows name."""
    made: dict[str, dict[str, Any]] = {}
    new_id = _ids(intake.rows, "actor", "about")
    for row in intake.rows:
        for field, shown in (("actor", "actor_name"), ("about", "about_name")):
            text = row.cells.get(field, "")
            if text and text not in made:
                made[text] = {"id": new_id(text), "name": row.cells.get(shown, text)} | dict(intake.extra.get(text, {}))
        speaker = row.cells.get("speaker", "")
        if speaker and "actor" in row.cells:
            _add_speaker(made[row.cells["actor"]], speaker, row.cells.get("role", ""))
    return {"actors": list(made.values())}


def issues(intake: Intake) -> Register:
    """issues.yaml: whatever is spoken of, in order of appearance, with the topics and units the rows name."""
    made: dict[str, dict[str, Any]] = {}
    topics: dict[str, dict[str, Any]] = {}
    new_id, new_topic = _ids(intake.rows, "issue"), _ids(intake.rows, "topic")
    for row in intake.rows:
        text, topic, unit = (row.cells.get(field, "") for field in ("issue", "topic", "unit"))
        if text and text not in made:
            made[text] = {"id": new_id(text), "title": row.cells.get("issue_title", text)}
        if topic and topic not in topics:
            topics[topic] = {"id": new_topic(topic), "title": topic}
        if text and topic:
            made[text].setdefault("topic", topics[topic]["id"])
        if text and unit:
            made[text].setdefault("unit", unit)
    return {**({"topics": list(topics.values())} if topics else {}), "issues": list(made.values())}


def _ids(rows: Iterable[Row], *fields: str) -> Callable[[str], str]:
    """Gives every name its id: the texts themselves where all of them are ids (`upland`, `NA`), else one made of the words of each.

    Words that begin like names (`Upland`) are names, unless another column says how they are shown.
    """
    texts = {row.cells[field] for row in rows for field in fields if field in row.cells}
    shown = any(each in row.cells for row in rows for each in (f"{fields[0]}_name", f"{fields[0]}_title"))
    if all(map(ID.fullmatch, texts)) and (shown or not any(map(_NAME.match, texts))):
        return str
    slug = slugs()
    return lambda text: slug(text, fields[0])


def _add_speaker(actor: dict[str, Any], name: str, role: str) -> None:
    speakers = actor.setdefault("speakers", [])
    if all(each["name"] != name for each in speakers):
        speakers.append({"name": name, **({"role": role} if role else {})})
