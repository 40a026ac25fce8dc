"""A row becomes a statement or a claim: what goes into the file, and every mistake in the row that no rule of files could see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from parley.desk import celldays, joined, mapping, vocabulary
from parley.desk.intake import Intake, Row, RowMistake
from parley.desk.names import Names

_SOURCE = {"source_title": "title", "publisher": "publisher", "source_date": "date", "source_url": "url", "archive": "archive"}
_SOURCE |= {"origin": "origin", "source_note": "note"}
_ORDER: tuple[str, ...] = (
    *("about", "issue", "key", "stance", "summary", "firmness", "voice", "speaker", "quote", "language", "translation", "conditions"),
    *("value", "confidence", "coder", "reviewer", "source", "proposal", "article", "disputed_by", "note", "corrections"),
)


@dataclass
class Entry:
    """One row as it will stand in a file.

    actor, date : empty where the row does not say, or says it wrongly. value : the fields of the statement, `source` not among them.
    source : the fields of its source, without an id; empty when the row names none. holes : fields reported already, not to be judged.
    """

    row: Row
    actor: str = ""
    date: str = ""
    recorded: str = ""
    value: dict[str, Any] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    holes: set[str] = field(default_factory=set)

    @property
    def part(self) -> str:
        """The list of the file in which it stands."""
        return "claims" if "about" in self.value else "statements"

    @property
    def said(self) -> tuple[str, str, str]:
        """What tells it apart from others of that actor and day."""
        return self.value.get("about", ""), self.value.get("issue", ""), self.value.get("key", "")


def ordered(value: dict[str, Any]) -> dict[str, Any]:
    """The fields of a statement in the order in which people write them."""
    return {name: value[name] for name in _ORDER if name in value}


class Reader:
    """Rows become entries. mistakes : in the rows read so far. read_as : words of the sheet that were taken for words of the codebook."""

    def __init__(self, intake: Intake, actors: Names, issues: Names, day_order: str = "") -> None:
        self.intake, self.actors, self.issues, self.day_order = intake, actors, issues, day_order
        self.mistakes: list[RowMistake] = []
        self.read_as: dict[tuple[str, str, str], int] = {}

    def entry(self, row: Row) -> Entry:
        """The entry of a row, with holes where it is wrong."""
        made = Entry(row, holes=set(row.wrong))
        for name in mapping.REQUIRED:
            if name not in row.cells and name not in row.wrong:
                self.wrong(made, name, "missing-field", f"`{name}` is empty; fill the cell")
        for name, text in row.cells.items():
            self._take(made, name, text)
        self._source(made)
        made.value = ordered(made.value)
        return made

    def wrong(self, entry: Entry, name: str, rule: str, message: str) -> None:
        """Note a mistake; its field is not judged again."""
        self.mistakes.append(self.intake.mistake(entry.row, name, rule, message))
        entry.holes.add(name)

    def _take(self, entry: Entry, name: str, text: str) -> None:
        if name in ("actor", "about"):
            self._name(entry, name, text, self.actors, "no actor of actors.yaml")
        elif name == "issue":
            self._name(entry, name, text, self.issues, "no issue of issues.yaml")
        elif name in ("date", "recorded", "source_date"):
            self._day(entry, name, text)
        elif name in vocabulary.FIELDS:
            word = vocabulary.read(name, text)
            if word != text:
                self.read_as[name, text, word] = self.read_as.get((name, text, word), 0) + 1
            if (name, word) != ("voice", "own"):  # what is usual is left out, as people do
                entry.value[name] = word
        elif name in _SOURCE:
            entry.source[_SOURCE[name]] = text
        elif name in ("conditions", "corrections", "note"):
            self._joined(entry, name, text)
        elif name in _ORDER:
            entry.value[name] = text

    def _name(self, entry: Entry, name: str, text: str, names: Names, what: str) -> None:
        found = names.id(text)
        if found is None:
            rule = "unknown-issue" if name == "issue" else "unknown-actor"
            self.wrong(entry, name, rule, f"`{text}` is {what}{names.near(text) or '; add it there'}")
        elif name == "actor":
            entry.actor = found
        if name != "actor":
            entry.value[name] = found or text

    def _day(self, entry: Entry, name: str, text: str) -> None:
        day, rule, wrong = celldays.read(text, self.day_order)
        if wrong:
            self.wrong(entry, name, rule, wrong)
        elif name == "source_date":
            entry.source["date"] = day
        else:
            setattr(entry, name, day)

    def _joined(self, entry: Entry, name: str, text: str) -> None:
        if name == "corrections":
            told = joined.corrections(text)
            if told is None:
                self.wrong(entry, name, "bad-correction", f"`{text}` is no list of corrections; write `2025-03-20: was …, now … (why)`")
            else:
                entry.value[name] = told
        elif not self.intake.own:
            entry.value[name] = text if name == "note" else [{"text": text}]
        elif name == "conditions":
            entry.value[name] = joined.conditions(text, self.issues, self.actors)
        else:
            entry.value |= {part: each for part, each in zip(("note", "disputed_by"), joined.note(text), strict=True) if each}

    def _source(self, entry: Entry) -> None:
        """A source has a title. A web address in its place is one; where there is only an address or a publisher, that must do."""
        source = entry.source
        if source.get("title", "").casefold().startswith(("https://", "http://")) and "url" not in source:
            source["url"] = source.pop("title")
        names = (source.get("title"), source.get("publisher"), source.get("url", "").partition("://")[2], source.get("origin"))
        title = next(filter(None, names), "")
        if title:
            source["title"] = title
        elif not entry.holes & _SOURCE.keys():
            self.wrong(
                entry, "source_title", "no-source", "nothing says where this can be read; fill in the title or the address of a source"
            )
        entry.source = {name: source[name] for name in _SOURCE.values() if name in source}


SOURCE_FIELDS = {written: name for name, written in _SOURCE.items()}
"""The field of a row by the field of the source in the file: `title` came from `source_title`."""
