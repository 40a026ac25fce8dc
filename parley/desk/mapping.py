"""Which column of a spreadsheet is which field: guessed from the header, shown to the editor, and changed with --map.

Our own names come first, then what desks call such columns. A column that nothing is known of is not read, and that is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parley.desk.intake import Column, letter
from parley.problems import did_you_mean

SYNONYMS: dict[str, tuple[str, ...]] = {
    "actor": ("country", "party", "state", "organisation", "organization", "org", "side", "delegation", "who", "akteur", "land", "partei"),
    "date": ("when", "day", "said on", "date said", "statement date", "datum", "tag"),
    "issue": ("question", "topic of statement", "concept", "subject", "question id", "issue id", "what", "thema", "frage"),
    "stance": ("position", "agreement", "attitude", "pro contra", "for against", "haltung", "zustimmung"),
    "summary": ("text", "statement", "description", "what was said", "paraphrase", "zusammenfassung", "aussage"),
    "about": ("about actor", "claim about", "said about", "subject actor", "uber"),
    "firmness": ("strength", "force", "festigkeit"),
    "voice": ("channel", "attribution", "how we know"),
    "speaker": ("person", "said by", "spokesperson", "name of speaker", "sprecher", "sprecherin"),
    "quote": ("quotation", "verbatim", "exact words", "wortlaut", "zitat"),
    "language": ("lang", "language of quote", "sprache"),
    "translation": ("quote in english", "ubersetzung"),
    "conditions": ("condition", "if", "on condition", "bedingung", "bedingungen"),
    "value": ("number", "figure", "amount", "zahl"),
    "confidence": ("certainty", "how sure", "sicherheit"),
    "coder": ("coded by", "entered by", "annotator", "kodiert von"),
    "reviewer": ("reviewed by", "second reader", "checked by", "gepruft von"),
    "proposal": ("proposal id",),
    "article": ("article of proposal", "artikel"),
    "key": (),
    "disputed_by": ("disputed by", "disputed"),
    "note": ("notes", "comment", "comments", "remark", "remarks", "anmerkung", "kommentar", "bemerkung"),
    "corrections": ("correction",),
    "recorded": ("entered", "entered on", "recorded on", "date entered", "erfasst", "erfasst am"),
    "source_title": ("source", "headline", "title", "title of source", "article title", "quelle", "titel", "uberschrift"),
    "publisher": ("outlet", "newspaper", "medium", "media", "published by", "zeitung"),
    "source_url": ("url", "link", "web", "web address", "href", "source link", "address"),
    "archive": ("archive url", "archived", "archived copy", "archiv"),
    "source_date": ("published", "publication date", "published on", "date of source", "erschienen"),
    "origin": ("carrying", "agency", "original report", "agentur"),
    "source_note": ("note on source",),
    "actor_name": ("name of actor",),
    "about_name": (),
    "issue_title": ("title of issue",),
    "topic": ("theme", "policy area", "themenfeld"),
    "role": ("office", "function", "amt", "funktion"),
    "unit": ("units", "einheit"),
}
"""Every field a column can be, with what else its header may say."""

REQUIRED = ("actor", "date", "issue", "stance", "summary")
WORKED_OUT = ("id", "negotiation", "precision", "score", "on_record", "file", "line", "verdict", "view", "data_version")
"""Columns of our own exports that follow from the others."""
OWN = frozenset(("view", "data_version"))
"""Every download of Parley's ends with these two."""


@dataclass(frozen=True)
class Guess:
    """columns : by field. unread : those nothing is made of, each with the reason in words. wrong : why it cannot be used, a sentence each.

    own : the table is an export of ours. line : the column of our exports that tells the order within a file; 0 without one.
    """

    columns: Mapping[str, Column]
    unread: tuple[tuple[Column, str], ...]
    wrong: tuple[str, ...]
    own: bool
    line: int

    def told(self) -> Iterator[str]:
        """A line a column, in the order of the columns."""
        fields = {column.place: f"{column.header} → {name}" for name, column in self.columns.items() if column.place}
        others = {column.place: f"{column.header or '(no name)'}: not read, {why}" for column, why in self.unread}
        for place, words in sorted((fields | others).items()):
            yield f"{letter(place)}  {words}"


def guess(header: Sequence[str], asked: Sequence[str] = (), given: Sequence[str] = ()) -> Guess:
    """The field of every column.

    asked : `COLUMN=FIELD` of the command line; a column by its header or its letter, a FIELD of `-` leaves it out.
    given : fields that have one value for all rows, and so need no column.
    """
    columns = [Column(place, name) for place, name in enumerate(header, start=1)]
    own = set(header) >= OWN
    told, wrong = _asked(columns, asked)
    found: dict[str, Column] = {field: column for column, field in told.items() if field != "-"}
    unread = [(column, "as you say") for column, field in told.items() if field == "-"]
    for exact in (True, False):
        for column in columns:
            field = "" if column in told or column in found.values() or (own and not exact) else _field(column.header, exact)
            if field and field not in found and field not in given:
                found[field] = column
    for column in columns:
        if column in told or column in found.values():
            continue
        unread.append((column, _why(column.header, found)))
    wrong += [
        f"no column holds `{field}`; name it: --map COLUMN={field}" for field in REQUIRED if field not in found and field not in given
    ]
    line = next((column.place for column in columns if own and column.header == "line"), 0)
    return Guess(found, tuple(unread), tuple(wrong), own, line)


def _asked(columns: Sequence[Column], asked: Sequence[str]) -> tuple[dict[Column, str], list[str]]:
    told: dict[Column, str] = {}
    wrong = []
    for each in asked:
        name, _, field = each.rpartition("=")
        field = field.strip()
        found = [column for column in columns if column.header == name.strip()] or [
            column for column in columns if letter(column.place) == name.strip().upper()
        ]
        if field not in SYNONYMS and field != "-":
            wrong.append(f"--map {each}: there is no field `{field}`{did_you_mean(field, list(SYNONYMS)) or _fields()}")
        elif len(found) != 1:
            why = "there is no such column" if not found else f"{len(found)} columns have this name; use the letter"
            wrong.append(f"--map {each}: {why}{did_you_mean(name, [column.header for column in columns if column.header])}")
        elif field in told.values() and field != "-":
            wrong.append(f"--map {each}: another column is already `{field}`")
        else:
            told[found[0]] = field
    return told, wrong


def _fields() -> str:
    return f"; there are {', '.join(SYNONYMS)}"


def _why(header: str, found: Mapping[str, Column]) -> str:
    if not header:
        return "it has no name"
    if header in WORKED_OUT:
        return "it follows from the others"
    field = _field(header, exact=False)
    if field in found:
        return f"`{field}` is column {letter(found[field].place)} already"
    return f"no field is known by this name; say which with --map {header}=FIELD"


def _field(header: str, exact: bool) -> str:
    name = _plain(header)
    if exact:
        return next((field for field in SYNONYMS if field.replace("_", " ") == name), "")
    return next((field for field, words in SYNONYMS.items() if name in words), "")


def _plain(header: str) -> str:
    """`Source-URL `, `source_url` and `Source URL:` are one name; accents are no matter."""
    apart = unicodedata.normalize("NFKD", header.casefold())
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return re.sub(r"[^\w]+|_+", " ", kept).strip()
