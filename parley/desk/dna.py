"""A Discourse Network Analyzer database becomes an intake: organisations are actors, persons speakers, concepts issues.

Agreement is the stance. The selected text is the quote, to the last sign; the document is the source, and its day the day.
What has no place here is counted and named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from parley.desk.dnafile import Coded, Database, Document
from parley.desk.intake import Column, Intake, Row, RowMistake
from parley.rawtext import is_unreadable

_ACTOR = ("organization", "organisation", "actor", "country", "party")
_PERSON = ("person", "speaker", "name")
_CONCEPT = ("concept", "category", "claim", "issue", "idea")
_AGREEMENT = ("agreement", "stance", "position", "qualifier", "dis/agreement")
_NAMED = ("source_title", "quote", "date", "actor", "speaker", "issue", "stance", "coder")
_WEB = re.compile(r"https?://[^\s<>\"`{}|\\^]+", re.IGNORECASE)


class UnsureScaleError(Exception):
    """Agreement is a number, and there is no telling where its scale ends; says what to do."""


class Scale(NamedTuple):
    """The ends of an integer agreement: low is opposition, high support."""

    low: int
    high: int

    def stance(self, value: int) -> str | None:
        """The ends are full support and opposition, the exact middle is neutral, and what lies between leans; None off the scale."""
        if not self.low <= value <= self.high:
            return None
        if value in self:
            return "supports" if value == self.high else "opposes"
        twice = 2 * value - self.low - self.high
        return "neutral" if twice == 0 else "leans-support" if twice > 0 else "leans-oppose"


@dataclass(frozen=True)
class Roles:
    """Which variable of a statement type is what; empty where it has none."""

    actor: str
    person: str
    concept: str
    agreement: str


def intake(database: Database, scale: Scale | None = None, given: Mapping[str, str] | None = None) -> Intake:
    """Every statement that can be mapped, a row each, numbered as DNA numbers them; what cannot is told.

    scale : of an integer agreement, when the editor says so. given : a value for every row, by field. raises : UnsureScaleError.
    """
    roles = {kind: found for kind in {kind for kind, _ in database.kinds} if (found := _roles(database, kind))}
    ends = scale or _scale(database, roles)
    left: Counter[str] = Counter()
    rows: list[Row] = []
    mistakes: list[RowMistake] = []
    for coded, cells in _cells(database, roles, ends, left):
        wrong = {name for name in ("quote",) if is_unreadable(cells.get(name, ""))}
        mistakes += [RowMistake(coded.id, 0, name, "control-character", _INVISIBLE) for name in wrong]
        kept = {name: text for name, text in cells.items() if text.strip() and name not in wrong}
        rows.append(Row(coded.id, {**(given or {}), **kept}, frozenset(wrong)))
    columns = {name: Column(0, name) for name in (*_NAMED, *(given or {}))}
    return Intake(
        tuple(_told_apart(rows, database)),
        columns,
        tuple(_told(database, ends, len(rows), scale)),
        tuple(f"{_count(count, 'statement')} {why}" for why, count in left.items()),
        tuple(mistakes),
        what="statement",
        extra=_extra(database, roles.values()),
    )


def _roles(database: Database, kind: str) -> Roles | None:
    """Of a statement type with a concept and somebody who speaks; None for others, such as annotations."""
    named = {name.casefold(): name for of, name in database.kinds if of == kind}

    def first(words: Iterable[str], *kinds: str) -> str:
        return next((named[word] for word in words if word in named and database.kinds[kind, named[word]] in kinds), "")

    agreement = first(_AGREEMENT, "boolean", "integer")
    found = Roles(first(_ACTOR, "short text"), first(_PERSON, "short text"), first(_CONCEPT, "short text"), agreement)
    return found if found.concept and found.agreement and (found.actor or found.person) else None


def _scale(database: Database, roles: Mapping[str, Roles]) -> Scale | None:
    """None when agreement is yes or no everywhere."""
    whole = {kind: found.agreement for kind, found in roles.items() if database.kinds[kind, found.agreement] == "integer"}
    told = (each.values.get(whole[each.type]) for each in database.statements if each.type in whole)
    values = {value for value in told if isinstance(value, int)}
    if not values or values <= {0, 1}:
        return None
    most = max(map(abs, values))
    if min(values) < 0 and most <= 2:
        return Scale(-most, most)
    raise UnsureScaleError(
        f"agreement is a number from {min(values)} to {max(values)} here, and there is no telling where its scale ends; "
        f"say it, the number of opposition first: --scale {min(values)}..{max(values)}"
    )


def _cells(
    database: Database, roles: Mapping[str, Roles], scale: Scale | None, left: Counter[str]
) -> Iterator[tuple[Coded, dict[str, str]]]:
    """Of every statement that can be mapped, the cells; why the others cannot is counted in `left`."""
    for coded in database.statements:
        of, document = roles.get(coded.type), database.documents.get(coded.document)
        if of is None:
            left[f"of the type `{coded.type}`, which has no concept and agreement"] += 1
        elif document is None:
            left["in a document that is not there"] += 1
        elif not document.day:
            left[f"in the document `{document.title}`, whose date is no day"] += 1
        elif why := _unmapped(coded, of, scale):
            left[why] += 1
        else:
            yield coded, _mapped(coded, document, of, scale)


def _unmapped(coded: Coded, of: Roles, scale: Scale | None) -> str:
    value = coded.values.get(of.agreement)
    if not coded.values.get(of.actor) and not coded.values.get(of.person):
        return "without an organisation or a person"
    if not coded.values.get(of.concept):
        return "without a concept"
    if not isinstance(value, int):
        return "without agreement or disagreement"
    return "" if _stance(value, scale) else f"whose agreement, {value}, is off the scale"


def _stance(value: int, scale: Scale | None) -> str | None:
    return scale.stance(value) if scale else {0: "opposes", 1: "supports"}.get(value)


def _mapped(coded: Coded, document: Document, of: Roles, scale: Scale | None) -> dict[str, str]:
    concept, agreement = str(coded.values[of.concept]), int(coded.values[of.agreement])
    person = str(coded.values.get(of.person, ""))
    organisation = str(coded.values.get(of.actor, ""))
    stance = _stance(agreement, scale) or ""
    what = f"Agreement {agreement} on a scale from {scale.low} to {scale.high}" if scale else "Agreement" if agreement else "Disagreement"
    behind = (("Author", document.author), ("Section", document.section), ("Type", document.type), ("Notes", document.notes))
    address = _WEB.search(document.source) or _WEB.search(document.notes)
    return {
        "actor": organisation or person,
        "speaker": person if organisation else "",
        "issue": concept,
        "stance": stance,
        "summary": f"{what} with “{concept}”",
        "quote": coded.quote,
        "coder": coded.coder,
        "date": document.day,
        "source_title": document.title or "untitled",
        "publisher": document.source,
        "source_date": document.day,
        "source_url": address[0] if address else "",
        "source_note": "; ".join(f"{name}: {' '.join(told.split())}" for name, told in behind if told),
    }


def _told_apart(rows: list[Row], database: Database) -> list[Row]:
    """In the order of the day, by document and place in it; of several on one concept that day all but the oldest have a key.

    A key is the number that DNA gave, so a database that has grown gives the same ids again.
    """
    seen: set[tuple[str, str, str]] = set()
    keyed = []
    for row in rows:
        said = (row.cells["actor"], row.cells["date"], row.cells["issue"])
        keyed.append(Row(row.number, {**row.cells, "key": f"dna-{row.number}"}, row.wrong) if said in seen else row)
        seen.add(said)
    places = {each.id: (each.document, each.start) for each in database.statements}
    return sorted(keyed, key=lambda row: places[row.number])


def _extra(database: Database, roles: Iterable[Roles]) -> dict[str, dict[str, Any]]:
    """What is noted of organisations, for a new actors.yaml."""
    told: dict[str, dict[str, Any]] = {}
    for of in roles:
        for (variable, name), noted in database.about.items():
            if variable == of.actor:
                told[name] = {"kind": "organisation"}
                told[name] |= {"role": noted["Type"]} if "Type" in noted else {}
                told[name] |= {"aliases": [noted["Alias"]]} if "Alias" in noted else {}
                told[name] |= {"note": noted["Notes"]} if "Notes" in noted else {}
    return told


def _told(database: Database, scale: Scale | None, count: int, asked: Scale | None) -> Iterator[str]:
    documents, statements = _count(len(database.documents), "document"), _count(len(database.statements), "statement")
    yield (
        f"Database of DNA {database.version} with {documents}; {count:,} of {statements} can be brought in: "
        "organisation → actor, person → speaker, concept → issue, agreement → stance, selected text → quote, document → source."
    )
    if scale:
        how = "as you say" if asked else "the smallest that holds what occurs; --scale says otherwise"
        yield f"Agreement is a number, read on a scale from {scale.low} (opposes) to {scale.high} (supports), {how}."
    if moved := sum(each.moved for each in database.documents.values()):
        yield f"A time of day in the dates of {_count(moved, 'document')}: each is taken for the midnight nearest to it, as DNA 3 does."


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


_INVISIBLE = "the selected text holds an invisible character that no file may hold; delete it in DNA"
