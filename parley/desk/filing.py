"""Entries become files: one an actor and day, in the order of the rows, each source once.

What happens where such a day is filed already is said in `growing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parley.desk.entries import Entry, ordered
from parley.desk.names import slug_of

PARTS = ("statements", "claims")
_LONGEST_SOURCE = 24


@dataclass
class Filing:
    """One file to be.

    path : below the positions folder; empty when actor or day are not known, and then it holds one entry and is never written.
    value : as it will be read. entries : by part, in the order of the lists in `value`.
    behind : by part, how many entries stand before them because the file is there already.
    held : how many rows it was found to hold already.
    before, after : its bytes, where it is there already and grows.
    """

    path: str
    actor: str
    date: str
    value: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    behind: dict[str, int] = field(default_factory=dict)
    held: int = 0
    before: bytes = b""
    after: bytes = b""

    @property
    def count(self) -> int:
        """How many statements and claims are to be written."""
        return sum(map(len, self.entries.values()))


def into_files(negotiation: str, entries: Iterable[Entry], recorded: Callable[[Sequence[Entry]], str]) -> list[Filing]:
    """Every file, in order of the paths; entries without an actor or a day come last, each alone.

    recorded : the day to be noted in a file of these entries; empty for none.
    """
    days: dict[tuple[str, str], list[Entry]] = {}
    alone: list[Entry] = []
    for entry in entries:
        if entry.actor and entry.date:
            days.setdefault((entry.actor, entry.date), []).append(entry)
        else:
            alone.append(entry)
    filed = [_filing(f"{negotiation}/{actor}/{date}.yaml", actor, date, held, recorded) for (actor, date), held in sorted(days.items())]
    return filed + [_filing("", entry.actor, entry.date, [entry], recorded) for entry in alone]


def _filing(path: str, actor: str, date: str, entries: Sequence[Entry], recorded: Callable[[Sequence[Entry]], str]) -> Filing:
    sources = Sources()
    parts = {part: [entry for entry in entries if entry.part == part] for part in PARTS}
    ids = {id(entry): sources.id(entry.source) for entry in entries if entry.source}
    several = len(sources.listed) > 1
    value: dict[str, Any] = {}
    if when := recorded(entries):
        value["recorded"] = when
    if sources.listed:
        value["sources"] = sources.listed
    for part, held in parts.items():
        if held:
            value[part] = [ordered({**each.value, **({"source": ids[id(each)]} if several and each.source else {})}) for each in held]
    return Filing(path, actor, date, value, {part: held for part, held in parts.items() if held})


class Sources:
    """The sources of one file, each once, with a short id."""

    def __init__(self, there: Sequence[Mapping[str, str]] = ()) -> None:
        self.listed: list[dict[str, str]] = [dict(each) for each in there]
        self._ids: dict[tuple[tuple[str, str], ...], str] = {}

    def id(self, source: Mapping[str, str]) -> str:
        """The id of a source; the same for the same. One that is there already is the same when it says all that this one says."""
        same = tuple(source.items())
        if same not in self._ids:
            there = next((each["id"] for each in self.listed if source.items() <= each.items()), "")
            self._ids[same] = there or self._new(source)
            if not there:
                self.listed.append({"id": self._ids[same], **source})
        return self._ids[same]

    def _new(self, source: Mapping[str, str]) -> str:
        host = source.get("url", "").partition("://")[2].partition("/")[0].removeprefix("www.")
        words = (source.get("publisher", ""), host.rpartition(".")[0].replace(".", "-"), source["title"])
        base = next(filter(None, (slug_of(each, _LONGEST_SOURCE) for each in words)), "source")
        name, number = base, 2
        taken = {each["id"].casefold() for each in self.listed}
        while name.casefold() in taken:
            name, number = f"{base}-{number}", number + 1
        return name
