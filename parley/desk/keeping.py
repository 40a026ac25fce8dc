"""A draft as text, for the browser to keep. What comes back is trusted in nothing: it is read field by field."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from parley.desk.draft import FIELDS, MOST, PARTS, ROWS, Draft, Entry

LARGEST = 200_000
"""Characters; no browser needs to keep a longer draft."""

_UID = re.compile(r"[a-z0-9]{1,12}", re.ASCII)


def to_text(draft: Draft) -> str:
    """The draft as JSON, for the browser to keep."""
    return json.dumps(asdict(draft), ensure_ascii=False, separators=(",", ":"))


def from_text(text: Any, negotiation: str) -> Draft | None:
    """A draft that a browser kept; None for anything that is none, or is of another negotiation."""
    if not isinstance(text, str) or len(text) > LARGEST:
        return None
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("negotiation") != negotiation or not isinstance(told.get("entries"), list):
        return None
    entries = [_entry_from(each) for each in told["entries"][:MOST]]
    kept = {each.uid: each for each in entries if each}
    base = told.get("base")
    return Draft(
        negotiation, _text(told.get("actor")), _text(told.get("day")), tuple(kept.values()), base if isinstance(base, str) else None
    )


def _entry_from(told: Any) -> Entry | None:
    if not isinstance(told, dict) or told.get("part") not in PARTS or not _UID.fullmatch(_text(told.get("uid"))):
        return None
    given = told.get("fields")
    given = given if isinstance(given, dict) else {}
    fields = {name: value for name in FIELDS[told["part"]] if (value := plain(name, given.get(name)))}
    return Entry(told["uid"], told["part"], fields, _text(told.get("of")), _text(told.get("why")))


def plain(name: str, value: Any) -> Any:
    """A field's value as a draft may hold it, whatever was sent: a text, or rows of texts; else nothing."""
    if name in ROWS:
        rows = [each for each in value if isinstance(each, dict)][:MOST] if isinstance(value, list) else []
        return [{each: _text(row.get(each)) for each in ROWS[name]} for row in rows]
    if name == "where":
        return [each for each in value if isinstance(each, str)][:MOST] if isinstance(value, list) else []
    return _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
