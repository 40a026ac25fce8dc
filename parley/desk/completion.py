"""The schemas of one negotiation: as those of any (see schemas), with the ids of its registers to complete from.

Issues, actors, proposals and articles are those of the registers, each with its title. The words of a stance are those of
the issue beside it, and a `value` says its unit. What a file says of itself (its sources, the topics and blocs of a
register) stays free, because it changes while it is written. In the schema of one actor's files its speakers are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from parley import schema
from parley.desk import schemas
from parley.desk.nameable import Registers
from parley.desk.schemas import Schema, as_editors_see

_REFERS_TO = {
    "issue": "issue",
    "proposal": "proposal",
    **dict.fromkeys(("actor", "about", "principals", "applies_to", "authors"), "actor"),
}
"""Which register a field names something of."""


def enumerated(kind: str, registers: Registers) -> Schema:
    """The schema of a file kind in one negotiation. Where a register is missing or unsound, any id will do."""
    whole = schemas.plain(kind)
    defined = {name: each for name, each in _definitions(registers).items() if each}
    named: set[str] = set()
    for entry in list(_entries(whole)):
        fields = entry["properties"]
        for name in fields.keys() & _REFERS_TO.keys():
            if _REFERS_TO[name] in defined:
                named.add(_REFERS_TO[name])
                _refer(fields[name], _REFERS_TO[name])
        rules = [name for name, (field, hanging) in _RULES.items() if name in defined and field in fields and hanging in fields]
        if rules:
            named.update(rules)
            entry["allOf"] = [{"$ref": f"#/definitions/{name}"} for name in rules]
    definitions = {name: each for name, each in defined.items() if name in named}
    return {**whole, "title": f"{whole['title']} of {registers.title}"} | ({"definitions": definitions} if definitions else {})


def of_actor(actor: Mapping[str, Any], position: str) -> Schema:
    """The schema of one actor's files: that of `position` (a relative path), with its speakers, and no claims about itself."""
    names = [_choice(each["name"], ", ".join(filter(None, (each.get("role"), _years(each))))) for each in actor.get("speakers", ())]
    speaker = _choices("who said it", names) or {"not": {}, "errorMessage": "this actor has no speakers in actors.yaml yet"}
    if all(isinstance(each, str) for each in speaker.get("enum", [0])):
        speaker["type"] = "string"  # else an editor that completes the field forgets its colon
    about = {"not": {"enum": as_editors_see(actor["id"])}, "errorMessage": "what an actor says of itself is a statement, not a claim"}
    said = {name: {"items": {"properties": {"speaker": speaker}}} for name in ("statements", "claims")}
    said["claims"]["items"]["properties"]["about"] = about
    return {
        "$schema": schemas.DRAFT,
        "title": f"Parley: what {actor['name']} said",
        "allOf": [{"$ref": position}, {"properties": said}],
    }


_RULES = {"of-the-issue": ("issue", "stance"), "of-the-proposal": ("proposal", "article")}
"""Rules of an entry that has both fields: what the second can be hangs on the first."""


def _definitions(registers: Registers) -> dict[str, Schema]:
    """What is listed once and referred to; empty where a register says nothing."""
    actors = [_choice(each["id"], each["name"]) for each in registers.actors]
    issues = [_choice(each["id"], _issue_in_words(each)) for each in registers.issues]
    proposals = [_choice(each["id"], f"{each['title']} ({each['date']})") for each in registers.proposals]
    return {
        "actor": _choices("an actor of actors.yaml", actors),
        "issue": _choices("an issue of issues.yaml", issues),
        "proposal": _choices("a proposal of proposals.yaml", proposals),
        "of-the-issue": _cases("issue", {each["id"]: _of_issue(each) for each in registers.issues}),
        "of-the-proposal": _cases("proposal", {each["id"]: _of_proposal(each) for each in registers.proposals}),
    }


def _choice(word: str, meaning: str) -> tuple[str, str]:
    return word, " ".join(meaning.split())


def _choices(description: str, listed: Iterable[tuple[str, str]]) -> Schema:
    """An enumeration with a meaning for each of its words; empty for none."""
    seen = [(value, meaning) for word, meaning in listed for value in as_editors_see(word)]
    if not seen:
        return {}
    return {"description": description, "enum": [value for value, _ in seen], "enumDescriptions": [meaning for _, meaning in seen]}


def _cases(field: str, of_each: Mapping[str, Schema]) -> Schema:
    """What other fields are, by the word of one field."""
    return {
        "allOf": [
            {"if": {"required": [field], "properties": {field: {"enum": as_editors_see(word)}}}, "then": {"properties": properties}}
            for word, properties in of_each.items()
        ]
    } if of_each else {}  # fmt: skip


def _issue_in_words(issue: Mapping[str, Any]) -> str:
    return f"{issue['title']}: {issue['question']}" if "question" in issue else issue["title"]


def _of_issue(issue: Mapping[str, Any]) -> Schema:
    """What each stance means on this issue, and what a value counts."""
    said = issue.get("stances", {})
    meanings = [_choice(word, said.get(word, meaning)) for word, meaning in schema.STANCES.items()]
    value = {"description": f"in {issue['unit']}"} if "unit" in issue else False
    return {**({"stance": _choices("where the actor stands", meanings)} if said else {}), "value": value}


def _of_proposal(proposal: Mapping[str, Any]) -> Schema:
    articles = [_choice(each["id"], each["summary"]) for each in proposal["articles"]]
    return {"article": _choices("an article of that proposal", articles)}


def _years(speaker: Mapping[str, Any]) -> str:
    start, end = speaker.get("start", ""), speaker.get("end", "")
    return f"{start}–{end}" if start or end else ""


def _entries(part: Any) -> Iterator[Schema]:
    """Every description of an entry's fields, at any depth; not the rules that only add to one."""
    if isinstance(part, dict):
        if part.get("additionalProperties") is False:
            yield part
        for each in part.values():
            yield from _entries(each)
    elif isinstance(part, list):
        for each in part:
            yield from _entries(each)


def _refer(part: Schema, target: str) -> None:
    """Replace what a field (or each item of its list) can be by what a register names."""
    place = part.get("items", part)
    place.clear()
    place["$ref"] = f"#/definitions/{target}"
