"""A positions folder in which every text that a person may write is a payload, and every address as bad as an address can be.

    poisoned(folder)   writes it: the negotiations of NEGOTIATIONS, which together hold every writable payload in every field of
                       every kind of file; one that is only a title for each further payload; and files that are wrong

What is filled in comes from the codebook's own types, so a field that is added to `schema.PARTS` is poisoned too; one that names
something must be told here what it names.
"""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired, get_args, get_origin

from typing_extensions import is_typeddict

from parley import schema
from parley.movedfile import NameMove, RecordMove
from tests.payloads import ADDRESSES, PAYLOADS, WRITABLE

MANY = 4
NEGOTIATIONS = tuple(f"bad-{number}" for number in range(MANY))
SHARED = "i0"
"""The issue on which every actor says something, so that a picture through time has all of them."""
_EARLY, _LATE = "2025-08-01", "2026-01-01"
_LATER = {"end", "recorded"}

_IDS: dict[tuple[str, str], str] = {
    ("Actor", "id"): "a{n}",
    ("Article", "id"): "1",
    ("Article", "issue"): "i{n}",
    ("Article", "source"): "s{n}",
    ("Bloc", "id"): "b{n}",
    ("Claim", "about"): "a{next}",
    ("Claim", "article"): "1",
    ("Claim", "issue"): "i{n}",
    ("Claim", "key"): "k{n}",
    ("Claim", "proposal"): "p{n}",
    ("Claim", "source"): "s{n}",
    ("Condition", "actor"): "a{next}",
    ("Condition", "issue"): "i{next}",
    ("Event", "id"): "e{n}",
    ("Event", "source"): "s{n}",
    ("Issue", "applies_to"): "a{n}",
    ("Issue", "id"): "i{n}",
    ("Issue", "topic"): "t{n}",
    ("Membership", "bloc"): "b{n}",
    ("NameMove", "from"): "old-a{n}",
    ("NameMove", "to"): "a{n}",
    ("Negotiation", "principals"): "a{n}",
    ("NotFound", "issue"): "i{next}",
    ("Proposal", "authors"): "a{n}",
    ("Proposal", "id"): "p{n}",
    ("Proposal", "source"): "s{n}",
    ("Proposal", "supersedes"): "p{next}",
    ("Source", "id"): "s{n}",
    ("Statement", "article"): "1",
    ("Statement", "issue"): "i{n}",
    ("Statement", "key"): "k{n}",
    ("Statement", "proposal"): "p{n}",
    ("Statement", "source"): "s{n}",
    ("Topic", "id"): "t{n}",
}
"""What each field that names something names: `{n}` is the number of its entry, `{next}` that of the one after it."""


@dataclass(frozen=True)
class Poison:
    """The payloads of one negotiation, one an entry of every list. filled : the fields that were given one so far, as (part, field)."""

    payloads: tuple[str, ...]
    filled: set[tuple[str, str]] = dataclasses.field(default_factory=set)

    def text(self, part: str, field: str, n: int) -> str:
        """Every payload stands once in every field; which entry has which differs from field to field."""
        self.filled.add((part, field))
        return self.payloads[(n + sum(map(ord, part + field))) % len(self.payloads)]

    def of(self, part: Any, n: int) -> dict[str, Any]:
        """The n-th entry of one of schema.PARTS, with each of its fields."""
        hints = typing.get_type_hints(part, include_extras=True)
        return {field: self._value(part.__name__, field, hint, n) for field, hint in hints.items()}

    def every(self, part: Any) -> list[dict[str, Any]]:
        return [self.of(part, n) for n in range(len(self.payloads))]

    def _value(self, part: str, field: str, hint: Any, n: int) -> Any:
        metadata: tuple[Any, ...] = ()
        while get_origin(hint) in (NotRequired, Annotated):
            hint, *more = get_args(hint)
            metadata += tuple(more)
        if get_origin(hint) is Literal:
            return get_args(hint)[n % len(get_args(hint))]
        if get_origin(hint) is list:
            return [self._value(part, field, get_args(hint)[0], n)]
        if is_typeddict(hint):
            return self.of(hint, n)
        return self._scalar(part, field, _kind(metadata), n)

    def _scalar(self, part: str, field: str, kind: str, n: int) -> str:
        if kind == "text" and field == "speaker":
            return self.text("Speaker", "name", n)
        if kind == "statement-id":
            return f"{{negotiation}}/a0/2025-08-01/i0/{'k0' if field == 'to' else 'old'}"
        if kind == "id":
            return _IDS[part, field].format(n=n, next=(n + 1) % len(self.payloads))
        return {
            "text": self.text(part, field, n),
            "url": ADDRESSES[n % len(ADDRESSES)],
            "day": _LATE if field in _LATER else _EARLY,
            "whole-day": _LATE if field in _LATER else _EARLY,
            "language": "en",
            "number": "1.5",
            "whole-number": "90",
        }[kind]


def poison(negotiation: str) -> Poison:
    """The payloads of one of NEGOTIATIONS."""
    return Poison(WRITABLE[NEGOTIATIONS.index(negotiation) :: MANY])


def poisoned(folder: Path) -> Path:
    """Write them all below `folder`. returns : `folder`."""
    for negotiation in NEGOTIATIONS:
        for path, value in files(poison(negotiation)):
            _put(folder / negotiation / path, json.loads(json.dumps(value).replace("{negotiation}", negotiation)))
        _put(folder / negotiation / "a0" / "2025-12-01.yaml", _wrong())
    for number, payload in enumerate(WRITABLE):
        _put(folder / f"title-{number}" / "negotiation.yaml", {"title": payload, "summary": payload})
    return folder


def texts() -> set[tuple[str, str]]:
    """Every field of the codebook that takes a text that nothing else decides, as (part, field)."""
    return {
        (part.__name__, field)
        for part in schema.PARTS
        for field, hint in typing.get_type_hints(part, include_extras=True).items()
        if _marks(hint)[-1:] == ["text"]
    } - {("Statement", "speaker"), ("Claim", "speaker")}  # a name of actors.yaml


def files(of: Poison) -> Iterator[tuple[str, Any]]:
    """Every file of one negotiation that is sound, by its path."""
    sources = of.every(schema.Source)
    yield "negotiation.yaml", of.of(schema.Negotiation, 0)
    yield "actors.yaml", {"actors": of.every(schema.Actor), "blocs": of.every(schema.Bloc)}
    issues = [issue | ({"applies_to": [f"a{n}" for n in range(len(of.payloads))]} if issue["id"] == SHARED else {})
              for issue in of.every(schema.Issue)]  # fmt: skip
    yield "issues.yaml", {"issues": issues, "topics": of.every(schema.Topic)}
    yield "events.yaml", {"sources": sources, "events": of.every(schema.Event)}
    yield "moved.yaml", {"actors": of.every(NameMove), "statements": [of.of(RecordMove, 0)]}
    yield "proposals.yaml", {"sources": sources, "proposals": of.every(schema.Proposal)}
    for n in range(len(of.payloads)):
        file = of.of(schema.PositionFile, n)
        also = [of.of(schema.Statement, n) | {"issue": SHARED, "key": "shared"}] if n else []
        file["statements"] += also
        day = f"2025-08-{1 + n % 28:02}"
        yield f"a{n}/{day}.yaml", file


def _wrong() -> dict[str, Any]:
    """A file in which every payload stands where it may not."""
    return {"statements": [{"issue": each, "stance": each, each: each} for each in PAYLOADS]}


def _put(path: Path, value: Any) -> None:
    """JSON is YAML too, with every text in quotes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=0), encoding="utf-8")


def _kind(metadata: tuple[Any, ...]) -> str:
    """What kind of value it is, as fieldtypes marks it; the last mark is the narrowest."""
    marks = [(getattr(each, "json_schema_extra", None) or {}).get("x-value") for each in metadata]
    return str([mark for mark in marks if mark][-1])


def _marks(hint: Any) -> list[str]:
    """The marks of a field's type, or of what its list holds."""
    metadata: tuple[Any, ...] = ()
    while get_origin(hint) in (NotRequired, Annotated, list):
        hint, *more = get_args(hint)
        metadata = (*metadata, *more)
    return [str(_kind((each,))) for each in metadata if (getattr(each, "json_schema_extra", None) or {}).get("x-value")]
