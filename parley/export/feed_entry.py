"""One entry of a feed: its lasting name, its title, and its words as XHTML. Text from files is put in as text, so it is never markup."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from parley import days
from parley.export import attribution
from parley.export.xml import legal

STATEMENT, CLAIM, CORRECTION = "statement", "claim", "correction"
UNCHANGED = ("new", "reaffirmed")
"""Kinds of analysis.shifts that are no shift."""


@dataclass(frozen=True)
class Entry:
    """What happened to a record: it was entered, or corrected.

    row : of the statements table, or of questions.claimed. published, updated : whole days as written.
    shift : of a statement, its row of questions.shifted. correction : of a correction, its row of the corrections table.
    """

    row: Any
    published: str
    updated: str
    shift: Any = None
    correction: Any = None

    @property
    def kind(self) -> str:
        if self.correction is not None:
            return CORRECTION
        return CLAIM if attribution.is_claim(self.row) else STATEMENT

    @property
    def id(self) -> str:
        """Made of what the entry is, never of where it stands or when it was made."""
        if self.correction is None:
            return tag(self.kind, self.row.id)
        told = "\0".join((self.correction.was, self.correction.now))
        return tag(self.kind, f"{self.row.id}/{self.correction.date}/{hashlib.sha256(told.encode()).hexdigest()[:8]}")

    @property
    def order(self) -> tuple[str, int, str]:
        """Later is newer: when it was entered, then when it was said."""
        return self.updated, self.row.day, self.id

    @property
    def shifted(self) -> bool:
        return self.shift is not None and self.shift.kind not in UNCHANGED


def tag(kind: str, what: str) -> str:
    """A name that needs no host. The authority is one that nobody can own; the year is that of the first release."""
    return f"tag:parley.invalid,2026:{kind}/{what}"


def drawn(entry: Entry, base: str) -> ET.Element:
    """The entry as an element. Its links lead to the record's own page, and to where the words can be read."""
    row, element = entry.row, ET.Element("entry")
    under(element, "id", entry.id)
    under(element, "title", title(entry))
    under(element, "published", f"{entry.published}T00:00:00Z")
    under(element, "updated", f"{entry.updated}T00:00:00Z")
    under(element, "link", rel="alternate", type="text/html", href=attribution.permalink(base, row.id))
    if row.source_url:
        under(element, "link", rel="via", href=row.source_url, title=row.source_title or row.source_url)
    for scheme, term, label in _categories(entry):
        under(element, "category", scheme=tag("category", scheme), term=term, label=label)
    content = under(element, "content", type="xhtml")
    body = ET.SubElement(content, "div", {"xmlns": "http://www.w3.org/1999/xhtml"})
    body.extend(_correction(entry) if entry.correction is not None else _record(entry))
    return element


def title(entry: Entry) -> str:
    """`Russia on Permanent neutrality: from supports, red line to supports, demand (softened)`."""
    row, topic = entry.row, attribution.topic(entry.row)
    if entry.correction is not None:
        return f"Correction: {topic}, {days.in_words(row.date)}"
    told = attribution.stands(row)
    if entry.shifted:
        told = f"from {attribution.held(entry.shift.before_stance, entry.shift.before_firmness)} to {told} ({entry.shift.kind})"
    elif entry.shift is not None and entry.shift.kind == "reaffirmed":
        told += " (reaffirmed)"
    return f"{topic}: {told}{'' if row.on_record else ', as reported'}"


def under(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """A new element below `parent`."""
    element = ET.SubElement(parent, name, {key: legal(value) for key, value in attributes.items()})
    element.text = legal(text) or None
    return element


def _categories(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """What feed readers filter by: scheme, term, label."""
    row = entry.row
    yield "kind", entry.kind, entry.kind
    if entry.shifted:
        yield "shift", entry.shift.kind, f"shift: {entry.shift.kind}"
    yield "actor", row.actor, row.actor_name
    if attribution.is_claim(row):
        yield "about", row.about, f"about {row.about_name}"
    yield "issue", row.issue, row.issue_title


def _record(entry: Entry) -> Iterator[ET.Element]:
    row = entry.row
    if attribution.is_claim(row):
        yield _p(attribution.caution(row))
    yield _p(row.summary)
    yield from _quote(row)
    yield _p(f"{attribution.who(row)}, {days.in_words(row.date)}. How we know: {attribution.voice(row)}.")
    yield _p(f"Stance: {attribution.stands(row)}.")
    if entry.shifted:
        before = attribution.held(entry.shift.before_stance, entry.shift.before_firmness)
        yield _p(f"Before: {before}, {days.in_words(entry.shift.before_date)}.")
    for label, told in (("On condition", row.conditions), ("Number", attribution.number(row)), ("Note", row.note)):
        if told:
            yield _p(f"{label}: {told}")
    if attribution.is_claim(row):
        yield _p(f"Beside the own words of {row.about_name}: {row.verdict}. {row.reason}")
    if row.corrections:
        yield _p(f"Corrected: {row.corrections}")
    yield _source(row)


def _correction(entry: Entry) -> Iterator[ET.Element]:
    row, made = entry.row, entry.correction
    if attribution.is_claim(row):
        yield _p(attribution.caution(row))
    yield _p(f"Corrected on {days.in_words(made.date)}: {made.why}")
    yield _p(f"Was: {made.was}")
    yield _p(f"Now: {made.now}")
    yield _p(f"The record: {row.summary}")
    yield _p(f"{attribution.who(row)}, {days.in_words(row.date)}. How we know: {attribution.voice(row)}.")
    yield _source(row)


def _quote(row: Any) -> Iterator[ET.Element]:
    if row.quote:
        quote = ET.Element("blockquote", {"dir": "auto"} | ({"lang": row.language} if row.language else {}))
        quote.append(_p(f"“{row.quote}”"))
        yield quote
    if row.translation:
        yield _p(f"In English: “{row.translation}”")


def _source(row: Any) -> ET.Element:
    """Where it can be read, and under which id it is kept."""
    source = ET.Element("p")
    if row.source_url:
        source.text = "Source: "
        under(source, "a", attribution.source(row).removesuffix(f", {row.source_url}"), href=row.source_url).tail = f". Record {row.id}."
    else:
        named = f"Source: {attribution.source(row)}. " if attribution.source(row) else ""
        source.text = legal(f"{named}Record {row.id}.")
    return source


def _p(text: str) -> ET.Element:
    element = ET.Element("p")
    element.text = legal(text)
    return element
