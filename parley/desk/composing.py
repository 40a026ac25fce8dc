"""The file that a draft stands for: a new one, or that of the day with the changes in it and every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from parley import yamlfile
from parley.desk import edit
from parley.desk.draft import CLAIMS, FIELDS, MOST, NOT_FOUND, PARTS, SOURCES, STATEMENTS, Draft, Entry, Fields, base_value, place_of, tidy


def source_ids(draft: Draft) -> dict[str, str]:
    """The id of each source of the draft by its uid: of the same page in the file, else made of publisher or title, and no other's."""
    there = base_value(draft).get(SOURCES) or ()
    pages = {each["url"]: each["id"] for each in there if "url" in each}
    taken = {each["id"] for each in there}
    ids: dict[str, str] = {}
    for source in draft.told(SOURCES):
        told = source.said()
        name = _slug(told.get("publisher", "")) or _slug(told.get("title", "")) or "source"
        new = next(each for each in (name, *(f"{name}-{n}" for n in range(2, MOST * 2))) if each not in taken)
        ids[source.uid] = pages.get(told.get("url", "")) or new
        taken.add(ids[source.uid])
    return ids


def written(draft: Draft, today: str) -> bytes:
    """The file that the draft stands for. today : becomes `recorded` of a new file, and the date of corrections.

    raises : edit.CannotWriteError for a text no file can hold; edit.CannotEditError when the file of that day cannot take it.
    """
    there, ids = base_value(draft), source_ids(draft)
    known = {each["id"] for each in there.get(SOURCES) or ()}
    sources = [{"id": ids[each.uid]} | each.said() for each in draft.told(SOURCES) if ids[each.uid] not in known]
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
    """As it stands in the file. Where it names no source, it rests on the only one of the draft."""
    told = entry.said()
    source = told.pop("source", "")
    if entry.part == NOT_FOUND or not (several or entry.of):
        return told
    only = next(iter(ids.values())) if len(ids) == 1 and not entry.of else ""
    named = ids.get(source, source) or only
    return told | ({"source": named} if named else {})


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
    wanted = _wanted(before, told, entry)
    content = edit.change(content, place, wanted)
    if entry.why.strip() and (changes := list(_changes(before, wanted))):
        was, now = ("; ".join(each) for each in zip(*changes, strict=True))
        content = edit.correct(content, place, {"date": today, "was": was, "now": now, "why": entry.why.strip()})
    return content


def _wanted(before: Fields, told: Fields, entry: Entry) -> dict[str, Any]:
    """The record as it shall be: what the form does not show stays, and so does what it shows unchanged, blanks and all."""
    same = {name for name, value in before.items() if name not in FIELDS[entry.part] or tidy(name, value) == told.get(name)}
    same |= {"source"} if "source" in before and not told.get("source") else set()
    kept = {name: before[name] if name in same else told[name] for name in before if name in same or name in told}
    usual = {"voice"} if told.get("voice") == "own" else set()  # what it means when it is left out
    return kept | {name: value for name, value in told.items() if name not in before and name not in usual}


def rebased(draft: Draft, base: str | None) -> Draft:
    """The draft on another state of the file: of a record that both changed, only what was changed in the draft goes over the other."""
    after = replace(draft, base=base)
    return replace(after, entries=tuple(_carried_over(each, draft, after) for each in draft.entries))


def _carried_over(entry: Entry, before: Draft, after: Draft) -> Entry:
    was, now = place_of(before, entry), place_of(after, entry)
    if not entry.of or was is None or now is None:
        return entry
    old, new = base_value(before)[was[0]][was[1]], base_value(after)[now[0]][now[1]]
    mine = {name: value for name, value in entry.said().items() if value != tidy(name, old.get(name, ""))}
    gone = {name for name in old if name in FIELDS[entry.part] and name not in entry.said()}
    fields = {name: new[name] for name in FIELDS[entry.part] if name in new and name not in gone}
    return replace(entry, fields=fields | mine)


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
