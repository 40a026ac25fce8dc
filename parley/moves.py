"""Names that were changed, and how an older one leads to the one of today.

A rename is written once, in `moved.yaml` of its negotiation, and never again: an actor that was renamed twice is two steps,
and a step is followed by the next. The id of a statement is made of names, so it follows every one of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from parley.problems import Steps

NAMES = ("actors", "blocs", "topics", "issues", "proposals")
"""Names that mean something in one negotiation only."""
NEGOTIATION, STATEMENTS = "negotiation", "statements"


class Move(NamedTuple):
    """One step. negotiation : whose moved.yaml says so; kind : of NAMES, or NEGOTIATION, or STATEMENTS; place : in its list."""

    negotiation: str
    kind: str
    place: int
    old: str
    new: str
    note: str

    @property
    def at_old(self) -> Steps:
        """Where in its file the older name stands."""
        return (self.kind, self.place) if self.kind == NEGOTIATION else (self.kind, self.place, "from")

    @property
    def at_new(self) -> Steps:
        """Where in its file the newer one stands."""
        return (self.kind, self.place, "to")


def steps(negotiation: str, value: Mapping[str, Any]) -> Iterator[Move]:
    """The steps of one moved.yaml, in its order; entries that hold something unreadable are passed over."""
    for place, name in enumerate(value.get(NEGOTIATION) or ()):
        if name:
            yield Move(negotiation, NEGOTIATION, place, name, negotiation, "")
    for kind in (*NAMES, STATEMENTS):
        for place, entry in enumerate(value.get(kind) or ()):
            if isinstance(entry, dict) and entry.get("from") and entry.get("to"):
                yield Move(negotiation, kind, place, entry["from"], entry["to"], entry.get("note") or "")


@dataclass(frozen=True)
class Moves:
    """Every step of every negotiation. A name that never moved, and one that moves in a circle, lead to themselves or anywhere in it."""

    _next: Mapping[tuple[str, str, str], str]

    @classmethod
    def of(cls, moves: Iterable[Move]) -> Moves:
        """Of several steps from one name the first counts."""
        found: dict[tuple[str, str, str], str] = {}
        for each in moves:
            found.setdefault((each.negotiation if each.kind in NAMES else "", each.kind, each.old), each.new)
        return cls(found)

    def __bool__(self) -> bool:
        return bool(self._next)

    def onward(self, move: Move) -> bool:
        """Whether what this step led to has moved on from there."""
        return (move.negotiation if move.kind in NAMES else "", move.kind, move.new) in self._next

    def name(self, negotiation: str, kind: str, name: str) -> str:
        """What this name of a kind is called today. negotiation : whose name it is, as that is called today."""
        return self._last(negotiation if kind in NAMES else "", kind, name)

    def statement(self, record: str, there: Container[str]) -> str:
        """The id of today of a statement or claim: by a step of its own, else by those of the names in it.

        there : the ids there are; one of them is never led away from.
        """
        seen: set[str] = set()
        while record not in there and record not in seen:
            seen.add(record)
            today = self._in_names_of_today(record)
            record = self._next.get(("", STATEMENTS, record)) or (today if today != record else self._in_any_names.get(record, record))
        return record

    @cached_property
    def _in_any_names(self) -> dict[str, str]:
        """The steps of statements, by their older id in the names of today: a link may mix names of any time."""
        return {self._in_names_of_today(old): new for (_, kind, old), new in self._next.items() if kind == STATEMENTS}

    def followed(
        self, link: Mapping[str, Sequence[str]], kinds: Mapping[str, str], there: Mapping[str, Container[str]], negotiation: str
    ) -> tuple[dict[str, list[str]], dict[str, str]]:
        """A link in the names of today, and which of its names were changed, each with what it is called now.

        kinds : of the names that each parameter takes; joined with `|` where its value is. there : the names there are, by their kind.
        A name that is there, or leads nowhere, stays as it is.
        """
        changed: dict[str, str] = {}

        def now(kind: str, name: str) -> str:
            if name in there[kind]:
                return name
            new = self.statement(name, there[kind]) if kind == STATEMENTS else self.name(negotiation, kind, name)
            return changed.setdefault(name, new) if new in there[kind] else name

        def value(kind: str, text: str) -> str:
            several, parts = kind.split("|"), text.split("|")
            if len(several) > 1:
                return "|".join(map(now, several, parts)) if len(parts) == len(several) else text
            return "~".join(now(kind, name) for name in text.split("~"))

        told = {name: [value(kinds[name], text) if name in kinds else text for text in texts] for name, texts in link.items()}
        return told, changed

    def _in_names_of_today(self, record: str) -> str:
        negotiation, *rest = record.split("/")
        here = self.name("", NEGOTIATION, negotiation)
        if len(rest) < 3:
            return record
        actor, day, *said = rest
        if said[0].startswith("about-"):
            about = self.name(here, "actors", said[0].removeprefix("about-"))
            said = [f"about-{about}", *(self.name(here, "issues", issue) for issue in said[1:2]), *said[2:]]
        else:
            said = [self.name(here, "issues", said[0]), *said[1:]]
        return "/".join((here, self.name(here, "actors", actor), day, *said))

    def _last(self, negotiation: str, kind: str, name: str) -> str:
        seen = {name}
        while (then := self._next.get((negotiation, kind, name))) and then not in seen:
            seen.add(then)
            name = then
        return name
