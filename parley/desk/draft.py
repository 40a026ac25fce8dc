"""What an editor has typed so far: one actor, one day, sources and entries, and the file of that day as it was when they began.

A draft is a value: `with_` makes another one. `composing` makes the file it stands for, `keeping` lets a browser keep it, `judging`
holds it against the rules, `effect` says what it would change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from parley import days, shape, yamlfile
from parley.fieldtypes import ID

SOURCES, STATEMENTS, CLAIMS, NOT_FOUND = PARTS = ("sources", "statements", "claims", "not_found")
ROWS = {"conditions": ("text", "issue", "actor"), "answers": ("to", "how")}
"""Fields that hold several rows, each of a few texts."""
FIELDS = {
    SOURCES: ("id", "title", "publisher", "date", "url", "archive", "origin", "note"),
    STATEMENTS: (
        *("about", "issue", "key", "stance", "firmness", "voice", "speaker", "summary", "quote", "language", "translation", "conditions"),
        *("value", "confidence", "proposal", "article", "answers", "disputed_by", "source", "note"),
    ),
    NOT_FOUND: ("issue", "on", "where", "note"),
}
FIELDS[CLAIMS] = FIELDS[STATEMENTS]
"""What an entry of each part can say, in the order in which it is written."""
AS_TYPED = frozenset(("quote", "translation"))
"""Texts of others, kept byte for byte; around all other texts blanks are taken off."""
MOST = 200
"""So many entries, or rows of an entry, a draft can have."""

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One entry: a source, a statement, a claim, or where somebody looked in vain.

    uid : tells it apart inside the draft. part : one of PARTS.
    fields : its texts by field; `conditions` and `answers` are lists of rows, `where` a list of texts. Empty ones are not written.
    of : the entry of the file that this one changes, as `identity` gives it; empty for a new one.
    why : for a changed one, why: with it the change is told as a dated correction.
    """

    uid: str
    part: str
    fields: Fields = field(default_factory=dict)
    of: str = ""
    why: str = ""

    def said(self) -> dict[str, Any]:
        """Its fields as a file would hold them: nothing empty, in their order, the usual voice left out."""
        told = {name: tidy(name, self.fields.get(name)) for name in FIELDS[self.part]}
        return {name: value for name, value in told.items() if value and not (name == "voice" and value == "own" and not self.of)}


@dataclass(frozen=True)
class Draft:
    """base : the file of that day as text when the draft began; None when there was none."""

    negotiation: str
    actor: str = ""
    day: str = ""
    entries: tuple[Entry, ...] = ()
    base: str | None = None

    @property
    def path(self) -> str:
        """Where it goes; empty while actor or day are not known."""
        known = ID.fullmatch(self.negotiation) and ID.fullmatch(self.actor) and days.problem_with(self.day) is None
        return f"{self.negotiation}/{self.actor}/{self.day}.yaml" if known else ""

    @property
    def empty(self) -> bool:
        """Nothing typed that would be missed."""
        return not any(each.said() for each in self.entries)

    def of(self, *parts: str) -> tuple[Entry, ...]:
        """Its entries of these parts, in their order."""
        return tuple(each for each in self.entries if each.part in parts)

    def told(self, *parts: str) -> tuple[Entry, ...]:
        """Those of them that say something: only they come into the file."""
        return tuple(each for each in self.of(*parts) if each.said())

    def with_(self, entry: Entry) -> Draft:
        """With this entry in the place of the one of its uid, or at the end."""
        if any(each.uid == entry.uid for each in self.entries):
            return replace(self, entries=tuple(entry if each.uid == entry.uid else each for each in self.entries))
        return replace(self, entries=(*self.entries, entry))

    def without(self, uid: str) -> Draft:
        """Without the entry of this uid; statements that rest on a source that goes no longer name it."""
        rest = tuple(each for each in self.entries if each.uid != uid)
        freed = (replace(each, fields=dict(each.fields) | {"source": ""}) if each.fields.get("source") == uid else each for each in rest)
        return replace(self, entries=tuple(freed))

    def new_uid(self) -> str:
        """One that no entry has."""
        taken = {each.uid for each in self.entries}
        return next(uid for number in range(1, MOST * 2) if (uid := f"e{number}") not in taken)


def described(draft: Draft) -> str:
    """What it does, in a few words: `2 statements and 1 claim added, 1 record changed`."""
    new = [each for each in draft.told(STATEMENTS, CLAIMS, NOT_FOUND) if not each.of]
    names = ((STATEMENTS, "statement", "statements"), (CLAIMS, "claim", "claims"), (NOT_FOUND, "search in vain", "searches in vain"))
    counts = [(sum(each.part == part for each in new), one, more) for part, one, more in names]
    added = " and ".join(f"{count} {one if count == 1 else more}" for count, one, more in counts if count)
    changed = sum(bool(each.of) for each in draft.entries)
    told = [f"{added} added"] if added else []
    told += [f"{changed} {'record' if changed == 1 else 'records'} changed"] if changed else []
    return ", ".join(told) or "nothing yet"


def base_value(draft: Draft) -> Mapping[str, Any]:
    """What the file of that day said when the draft began; nothing when there was none, or when it is no sound file. Never change it."""
    return _value(draft.base) if draft.base else {}


@lru_cache(maxsize=64)
def _value(base: str) -> Mapping[str, Any]:
    try:
        value = yamlfile.read(base.encode("utf-8", "replace")).value
    except yamlfile.UnreadableError:
        return {}
    return {} if shape.judge("position", deepcopy(value))[1] else value


def identity(part: str, entry: Fields) -> str:
    """What an entry of a file is known by, wherever it stands in it."""
    return "|".join((part, entry.get("about") or "", entry.get("issue") or "", entry.get("key") or ""))


def from_file(part: str, entry: Fields, uid: str) -> Entry:
    """The draft of a change to an entry that is there."""
    return Entry(uid, part, {name: entry[name] for name in FIELDS[part] if name in entry}, of=identity(part, entry))


def place_of(draft: Draft, entry: Entry) -> tuple[str, int] | None:
    """Where a changed entry stands in the file it was read from; None when it is no longer there, or new."""
    there: Sequence[Fields] = base_value(draft).get(entry.part) or ()
    return next(((entry.part, number) for number, each in enumerate(there) if identity(entry.part, each) == entry.of), None)


def tidy(name: str, value: Any) -> Any:
    """A field's value as it is written: without blanks around it, but for the words of others, and without what is empty."""
    if isinstance(value, str):
        return (value if name in AS_TYPED else value.strip()) if value.strip() else ""
    if name in ROWS:
        rows = ({each: row.get(each, "").strip() for each in ROWS[name]} for row in value or ())
        return [kept for row in rows if (kept := {each: text for each, text in row.items() if text})]
    return [text.strip() for text in value or () if text.strip()]
