"""JSON Schemas that an editor's YAML extension checks and completes from, made from the models of schema.py.

They differ from the plain ones in three ways. They take a value as an editor sees it: to YAML, `value: 40` is a number and
`start: 2001` too, where our reader keeps the text. They say what every word means. And they hold the rules between fields of
one entry that a schema can say. They are written in draft 7 without references, which every extension understands.

A schema sees one file as values. What it cannot see (characters, indentation, doubled ids, other files) only `validate` says.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from parley import schema
from parley.fieldtypes import ID, STATEMENT_ID

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
KINDS = tuple(schema.MODELS)

_MONTHS = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9])"
_WHOLE_DAY = f"[0-9]{{4}}-(?:{_MONTHS})"
_NO_BOOLEAN = {"not": {"type": ["string", "number", "object", "array", "null"]}}
"""Takes `true` and `false`, which our reader keeps as words, and never offers them as completions, as `boolean` would."""


def _word(pattern: str, message: str, **more: Any) -> Schema:
    return {"pattern": f"^(?:{pattern})$", "patternErrorMessage": message, **more}


_A_DAY = "a day is written 2025-08-24, or 2025-08 or 2025 when no more is known, and stands in the calendar"
_AN_ID = "an id is made of letters, digits, - and _, starting with a letter or digit"
VALUES: dict[str, Schema] = {
    "text": {"anyOf": [{"type": ["string", "number"], "pattern": r"\S"}, _NO_BOOLEAN]},
    "id": {"anyOf": [{"type": ["string", "integer"], "minimum": 0, **_word(ID.pattern, _AN_ID)}, _NO_BOOLEAN]},
    "statement-id": _word(STATEMENT_ID.pattern, "the id of a statement: negotiation/actor/date/issue", type="string"),
    "day": _word(f"{_WHOLE_DAY}|[0-9]{{4}}(?:-(?:0[1-9]|1[0-2]))?", _A_DAY, type=["string", "integer"], minimum=1000, maximum=9999),
    "whole-day": _word(_WHOLE_DAY, "this needs a whole day of the calendar, like 2025-08-24", type="string"),
    "url": _word(r"[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"`{}|\\^]+", "a web address starts with https:// or http://", type="string"),
    "language": _word(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language is a code like en, ru, uk", type="string"),
    "number": _word(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?", "a plain number: 800000 or 1.5", type=["number", "string"]),
    "whole-number": _word("[0-9]{1,6}", "a whole number of days: 180", type=["integer", "string"], minimum=0, maximum=999999),
}
"""What a value can be, by the mark that fieldtypes.py puts on it."""

MEANINGS: tuple[Mapping[str, str], ...] = (
    *(schema.STANCES, schema.FIRMNESSES, schema.VOICES, schema.CONFIDENCES, schema.KINDS),
    {"state": "a country", "bloc": "an alliance or union that speaks for itself", "organisation": "a body with words of its own",
     "party": "a political party", "faction": "a part of one, a movement or an armed group"},
    {"open": "still talked about", "agreed": "settled between them", "dropped": "off the table",
     "superseded": "another issue took its place"},
    {"draft": "written, not yet put forward", "tabled": "put forward", "agreed": "accepted", "rejected": "turned down",
     "superseded": "another text took its place"},
    {"confirms": "says that it is so", "denies": "says that it is not so", "clarifies": "says what was meant",
     "withdraws": "takes it back"},
)  # fmt: skip
"""Every closed vocabulary in the order of its words, each with its meaning."""

_SAID = ("statements", "claims")
_NAMES_ITS_SOURCE: Schema = {"items": {"required": ["source"]}}
_OF_A_STATEMENT: Schema = {"dependencies": {"translation": ["quote"], "language": ["quote"], "article": ["proposal"]}}
RULES: dict[str, Schema] = {
    "PositionFile": {
        "anyOf": [{"required": [name]} for name in (*_SAID, "not_found")],
        "dependencies": {name: ["sources"] for name in _SAID},
        "if": {"required": ["sources"], "properties": {"sources": {"minItems": 2}}},
        "then": {"properties": dict.fromkeys(_SAID, _NAMES_ITS_SOURCE)},
    },
    "EventsFile": {
        "if": {"required": ["sources"], "properties": {"sources": {"minItems": 2}}},
        "then": {"properties": {"events": _NAMES_ITS_SOURCE}},
    },
    "ProposalsFile": {
        "if": {"required": ["sources"], "properties": {"sources": {"minItems": 2}}},
        "then": {
            "properties": {
                "proposals": {"items": {"anyOf": [{"required": ["source"]}, {"properties": {"articles": _NAMES_ITS_SOURCE}}]}},
            },
        },
    },
    "Statement": _OF_A_STATEMENT,
    "Claim": _OF_A_STATEMENT,
    "Article": {"dependencies": {"value": ["issue"]}},
}
"""The rules between the fields of one entry that a schema can say, by the model they belong to."""


def plain(kind: str) -> Schema:
    """The schema of a file kind of any negotiation: every field, every word, every meaning, and no ids. Yours to change."""
    made = _made(kind, _codebook(kind))
    return {"$schema": DRAFT, "title": f"Parley: {kind}", **made}


@cache
def _codebook(kind: str) -> Schema:
    return schema.json_schema(kind)


def _made(kind: str, part: Schema) -> Schema:
    """One part of the codebook as editors need it, with everything it refers to put in its place."""
    if "$ref" in part:
        part = {**_codebook(kind)["$defs"][part["$ref"].rpartition("/")[2]], **part}
    described = {"description": part["description"]} if "description" in part else {}
    if "properties" in part:
        return {**described, **_entry(kind, part)}
    if "items" in part:
        return {**described, "type": "array", "minItems": part.get("minItems", 0), "items": _made(kind, part["items"])}
    if "enum" in part:
        return {**described, **words(part["enum"])}
    return {**described, **VALUES[part["x-value"]]}


def _entry(kind: str, part: Schema) -> Schema:
    fields = {name: _made(kind, each) for name, each in part["properties"].items()}
    if part["title"] == "StanceWords":
        fields = {name: {"description": schema.STANCES[name], **each} for name, each in fields.items()}
    if part["title"] == "Issue":
        no_claim = {"not": {"pattern": "^about-"}, "errorMessage": "the id of an issue must not start with about-"}
        fields["id"] = {**fields["id"], **no_claim}
    needs = {"required": part["required"]} if part.get("required") else {}
    return {"type": "object", "additionalProperties": False, **needs, "properties": fields, **RULES.get(part["title"], {})}


def words(vocabulary: list[str]) -> Schema:
    """A closed vocabulary, each word with its meaning."""
    meanings = next(each for each in MEANINGS if list(each) == vocabulary)
    return {"enum": vocabulary, "enumDescriptions": list(meanings.values())}


_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_BASED = re.compile(r"0o([0-7]+)|0x([0-9a-fA-F]+)", re.ASCII)


def as_editors_see(word: str) -> list[Any]:
    """What a word of ours may be to YAML: itself in quotes, and without quotes perhaps a number or a truth."""
    if word.lower() in ("true", "false") and word in (word.lower(), word.upper(), word.title()):
        return [word.lower() == "true", word]
    if found := _BASED.fullmatch(word):
        return [int(found[1], 8) if found[1] else int(found[2], 16), word]
    if _NUMBER.fullmatch(word) and math.isfinite(number := float(word)):
        return [int(word) if re.fullmatch(r"[-+]?[0-9]+", word) else number, word]
    return [word]
