"""The file that a draft stands for: a new one, or that of the day with the changes in it and every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from parley import yamlfile
from parley.desk import edit
from parley.desk.draft import CLAIMS, FIELDS, MOST, PARTS, SOURCES, STATEMENTS, Draft, Entry, Fields, base_value, place_of


def source_ids(draft: Draft) -> dict[str, str]:
    """The id of each new source by its uid: made of publisher or title, and no other's in the file."""
    taken = {each.get("id") for each in base_value(draft).get(SOURCES) or ()}
    ids: dict[str, str] = {}
    for source in draft.of(SOURCES):
        told = source.said()
        name = _slug(told.get("publisher") or told.get("title") or "") or "source"
        ids[source.uid] = next(each for each in (name, *(f"{name}-{n}" for n in range(2, MOST * 2))) if each not in taken)
        taken.add(ids[source.uid])
    return ids


def written(draft: Draft, today: str) -> bytes:
    """The file that the draft stands for. today : becomes `recorded` of a new file, and the date of corrections.

    raises : edit.CannotWriteError for a text no file can hold; edit.CannotEditError when the file of that day cannot take it.
    """
    there, ids = base_value(draft), source_ids(draft)
    sources = [{"id": ids[each.uid]} | each.said() for each in draft.told(SOURCES)]
    several = len(there.get(SOURCES) or ()) + len(sources) > 1
    if draft.base is None:
        value = {part: [_entry(each, ids, several) for each in draft.told(part)] for part in PARTS[1:]}
        whole = {"recorded": today, SOURCES: sources} | value
        return edit.new_file({name: part for name, part in whole.items() if part})
    content = draft.base.encode("utf-8", "replace")
    for source in sources:
        content = edit.append(content, (SOURCES,), source)
    if several and len(there.get(SOURCES) or ()) == 1:
        content = _name_the_only_source(content, there)
    for entry in draft.told(*PARTS[1:]):
        content = _applied(content, draft, entry, _entry(entry, ids, several), today)
    return content


def _entry(entry: Entry, ids: Mapping[str, str], several: bool) -> dict[str, Any]:
    told = entry.said()
    source = told.get("source", "")
    if source:
        told["source"] = ids.get(source, source)
    return told if several or entry.of else {name: value for name, value in told.items() if name != "source"}


def _name_the_only_source(content: bytes, there: Fields) -> bytes:
    """A second source comes in: what rested on the first without saying so now says so."""
    for part in (STATEMENTS, CLAIMS):
        for number, each in enumerate(there.get(part) or ()):
            if "source" not in each:
                content = edit.put(content, (part, number, "source"), there[SOURCES][0]["id"])
    return content


def _applied(content: bytes, draft: Draft, entry: Entry, told: Fields, today: str) -> bytes:
    if not entry.of:
        return edit.append(content, (entry.part,), dict(told))
    place = place_of(draft, entry)
    if place is None:
        raise edit.CannotEditError("an entry that you changed is no longer in the file; take your change out, or make it a new entry")
    before: Fields = yamlfile.read(content).value[place[0]][place[1]]
    if "voice" not in before and told.get("voice") == "own":  # that is what it means when it is left out
        told = {name: value for name, value in told.items() if name != "voice"}
    kept = {name: value for name, value in before.items() if name not in FIELDS[entry.part] or (name == "source" and not told.get(name))}
    wanted = {name: told.get(name, kept.get(name)) for name in before if name in told or name in kept} | dict(told)
    content = edit.change(content, place, wanted)
    if entry.why.strip() and (changes := list(_changes(before, wanted))):
        was, now = ("; ".join(each) for each in zip(*changes, strict=True))
        content = edit.correct(content, place, {"date": today, "was": was, "now": now, "why": entry.why.strip()})
    return content


def _changes(before: Fields, after: Fields) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield _told(name, before.get(name)), _told(name, after.get(name))


def _told(name: str, value: Any) -> str:
    if value is None:
        return f"no {name}"
    return f"{name} {value}" if isinstance(value, str) else f"{name} {'; '.join(', '.join(each.values()) for each in value)}"


def _slug(text: str) -> str:
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return "-".join(words)[:40].strip("-")
