"""Entries become files: one an actor and day, in the order of the rows, each source once.

A day that is filed already is not written anew. What it holds already is passed over, what contradicts it is a mistake, and what
it lacks is left for its editor to add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from parley.desk.entries import SOURCE_FIELDS, Entry, ordered
from parley.desk.intake import Intake, RowMistake
from parley.desk.names import slug_of
from parley.reading import Reading

PARTS = ("statements", "claims")
_LONGEST_SOURCE = 24


@dataclass
class Filing:
    """One file to be.

    path : below the positions folder; empty when actor or day are not known, and then it holds one entry and is never written.
    value : as it will be written. entries : by part, in the order of the lists in `value`.
    held : how many rows it was found to hold already; then nothing is written.
    """

    path: str
    actor: str
    date: str
    value: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    held: int = 0

    @property
    def count(self) -> int:
        """How many statements and claims are to be written."""
        return sum(map(len, self.entries.values()))


def file(negotiation: str, entries: Iterable[Entry], recorded: Callable[[Sequence[Entry]], str]) -> list[Filing]:
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

    def __init__(self) -> None:
        self.listed: list[dict[str, str]] = []
        self._ids: dict[tuple[tuple[str, str], ...], str] = {}

    def id(self, source: Mapping[str, str]) -> str:
        """The id of a source; the same for the same."""
        same = tuple(source.items())
        if same not in self._ids:
            self._ids[same] = name = self._new(source)
            self.listed.append({"id": name, **source})
        return self._ids[same]

    def _new(self, source: Mapping[str, str]) -> str:
        host = source.get("url", "").partition("://")[2].partition("/")[0].removeprefix("www.")
        words = (source.get("publisher", ""), host.rpartition(".")[0].replace(".", "-"), source["title"])
        base = next(filter(None, (slug_of(each, _LONGEST_SOURCE) for each in words)), "source")
        name, number = base, 2
        while name in self._ids.values():
            name, number = f"{base}-{number}", number + 1
        return name


# A day that is there already


def held_against(filing: Filing, reading: Reading, intake: Intake) -> Iterator[RowMistake]:
    """What is wrong with bringing these entries into a file that is there. What it holds already goes out of the filing.

    Only what a row says is compared: what an editor has added since contradicts nothing.
    """
    if reading.problems:
        rows = [entry for part in filing.entries.values() for entry in part]
        message = f"`{filing.path}` is there already and has mistakes; mend it first: python -m parley validate"
        yield intake.mistake(rows[0].row, "date", "unsound-day", message)
        return
    value = reading.file.value
    sources = {each["id"]: each for each in value.get("sources", ())}
    only = next(iter(sources)) if len(sources) == 1 else ""
    for part, entries in list(filing.entries.items()):
        there = {_said(each): each for each in value.get(part, ())}
        for entry in list(entries):
            found = there.get(entry.said)
            if found is None:
                yield intake.mistake(entry.row, "date", "day-is-there", _ADD.format(path=filing.path, part=part))
                continue
            for name, says, holds in _differences(entry, found, sources.get(found.get("source", only), {})):
                message = f"`{filing.path}` says {_shown(holds)}, and this row {_shown(says)}; correct one of the two"
                yield intake.mistake(entry.row, name, "says-otherwise", message)
            filing.held += 1
            entries.remove(entry)


def _said(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    return entry.get("about", ""), entry["issue"], entry.get("key", "")


def _differences(entry: Entry, found: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Field of the row, what it says, what the file holds."""
    for name, says in entry.value.items():
        holds = found.get(name, "")
        if name == "value":
            says, holds = _number(says), _number(holds)
        if says != holds:
            yield name, says, holds
    if "voice" in entry.row.cells and "voice" not in entry.value and found.get("voice", "own") != "own":
        yield "voice", "own", found["voice"]
    for name, says in entry.source.items():
        if says != source.get(name, ""):
            yield SOURCE_FIELDS[name], says, source.get(name, "")


def _number(told: Any) -> Any:
    try:
        return float(told)
    except (TypeError, ValueError):
        return told


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    return f"`{value}`" if value != "" else "nothing"


_ADD = "`{path}` is there already and does not hold this; add it to its `{part}` in an editor, for an import writes no file anew"
