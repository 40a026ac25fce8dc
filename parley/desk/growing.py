"""A day that is filed already: what it holds is passed over, what contradicts it is a mistake, what it lacks goes behind the rest.

Nothing a person wrote there changes. Only where a file with one source gets a second, its entries are made to say which is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parley import yamlfile
from parley.desk import edit
from parley.desk.entries import SOURCE_FIELDS, Entry, ordered
from parley.desk.filing import PARTS, Filing, Sources
from parley.desk.intake import Intake, RowMistake
from parley.reading import Reading

Value = dict[str, Any]


def hold_against(filing: Filing, reading: Reading, content: bytes, intake: Intake) -> Iterator[RowMistake]:
    """Every contradiction between the entries and the file that is there; the filing is left with what the file lacks.

    reading, content : of the file. Only what a row says is compared: what an editor has added since contradicts nothing.
    """
    if reading.problems:
        first = next(entry for part in PARTS for entry in filing.entries.get(part, ()))
        message = f"`{filing.path}` is there already and has mistakes; mend it first: python -m parley validate"
        yield intake.mistake(first.row, "date", "unsound-day", message)
        filing.entries = {}
        return
    there: Value = yamlfile.read(content).value
    sources = {each["id"]: each for each in there.get("sources", ())}
    only = next(iter(sources)) if len(sources) == 1 else ""
    for part, entries in filing.entries.items():
        held = {_said(each): each for each in there.get(part, ())}
        seen: dict[tuple[str, str, str], int] = {}
        for entry in [each for each in entries if each.said in held]:
            found = held[entry.said]
            if (earlier := seen.setdefault(entry.said, entry.row.number)) != entry.row.number:
                message = f"the same record as {intake.what} {earlier}; delete one of the two, or tell this one apart by a `key`"
                yield intake.mistake(entry.row, "key", "doubled-statement", message)
            for name, says, holds in _differences(entry, found, sources.get(found.get("source", only), {})):
                message = f"`{filing.path}` says {_shown(holds)}, and this {intake.what} {_shown(says)}; correct one of the two"
                yield intake.mistake(entry.row, name, "says-otherwise", message)
            entries.remove(entry)
            filing.held += 1
    filing.entries = {part: entries for part, entries in filing.entries.items() if entries}
    filing.before = content
    filing.behind = {part: len(there.get(part, ())) for part in filing.entries}
    filing.value = _grown(filing, there)


def _grown(filing: Filing, there: Value) -> Value:
    """What the file will say."""
    if not filing.entries:
        return there
    sources, alone = Sources(there.get("sources", ())), len(there.get("sources", ())) == 1
    ids = {id(entry): sources.id(entry.source) for entries in filing.entries.values() for entry in entries if entry.source}
    several = len(sources.listed) > 1
    grown = {**there, "sources": sources.listed}
    for part in PARTS:
        old = there.get(part, [])
        if several and alone:
            old = [each if "source" in each else {**each, "source": sources.listed[0]["id"]} for each in old]
        new = [
            ordered({**entry.value, **({"source": ids[id(entry)]} if several and entry.source else {})})
            for entry in filing.entries.get(part, ())
        ]
        if old or new:
            grown[part] = [*old, *new]
    return grown


def write_into(filing: Filing) -> None:
    """Work out the bytes of a file that grows. raises : CannotEditError when it is written in a way that only an editor can add to."""
    there, content = yamlfile.read(filing.before).value, filing.before
    for source in filing.value["sources"][len(there.get("sources", ())) :]:
        content = edit.append(content, ("sources",), source)
    for part in PARTS:
        old = there.get(part, [])
        for place, entry in enumerate(old):
            if "source" not in entry and "source" in filing.value[part][place]:
                content = edit.put(content, (part, place, "source"), filing.value[part][place]["source"])
        for entry in filing.value.get(part, [])[len(old) :]:
            content = edit.append(content, (part,), entry)
    filing.after = content


def _said(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    return entry.get("about", ""), entry["issue"], entry.get("key", "")


def _differences(entry: Entry, found: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Field of the row, what it says, what the file holds. A hole says nothing."""
    for name, says in entry.value.items():
        holds = found.get(name, "")
        if name not in entry.holes and (_number(says) != _number(holds) if name == "value" else says != holds):
            yield name, says, holds
    if entry.row.cells.get("voice") and "voice" not in entry.value and found.get("voice", "own") != "own":
        yield "voice", "own", found["voice"]
    for name, says in entry.source.items():
        if says != source.get(name, ""):
            yield SOURCE_FIELDS[name], says, source.get(name, "")


def _number(told: str) -> float | str:
    try:
        return float(told)
    except ValueError:
        return told


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    return f"`{value}`" if value != "" else "nothing"
