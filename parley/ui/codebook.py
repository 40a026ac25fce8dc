"""The codebook on the About page, made from the same definitions that check files and build tables."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from parley import schema
from parley.columns import Column
from parley.export import named
from parley.frames import rows_of
from parley.method import METHOD
from parley.remembered import once
from parley.store import Snapshot
from parley.ui.sheet import Markup, bullets, joined, section
from parley.ui.text import html
from parley.view import PARAMETERS, View

_VOCABULARIES: dict[str, Mapping[str, str]] = {
    "Stance": schema.STANCES,
    "Firmness": schema.FIRMNESSES,
    "Voice": schema.VOICES,
    "Confidence": schema.CONFIDENCES,
    "Blank": schema.BLANKS,
    "Kind of issue": schema.KINDS,
}


@once
def opening(view: View, snapshot: Snapshot) -> Markup:
    """Which negotiation, how much of it, from which state of the files; and how to read it."""
    return joined(*_state_of_the_data(view, snapshot), section("How to read it", _method(), _vocabularies()))


@once
def reference(view: View, snapshot: Snapshot) -> Markup:
    """The questions of the view, with what each stance means on them; and every column, parameter and field there is."""
    return joined(
        _issues(view, snapshot),
        section("The columns of every table", _columns()),
        section("The parameters of a link", _parameters()),
        section("The fields of a file", _files()),
    )


def _state_of_the_data(view: View, snapshot: Snapshot) -> Iterator[Markup]:
    here = snapshot.of(view.negotiation)
    for row in rows_of(here.negotiations):
        licence = f" Licence of the data: {html(row.licence)}." if row.licence else ""
        yield Markup(f"<p><b>{html(row.title)}</b>. {html(row.summary)}{licence}</p>")
    counts = {
        "statements": len(here.statements), "claims": len(here.claims), "actors": len(here.actors), "issues": len(here.issues),
        "events": len(here.events), "looked for and not found": len(here.not_found), "problems": len(snapshot.problems),
    }  # fmt: skip
    told = ", ".join(f"{number:,} {what}" for what, number in counts.items())
    yield Markup(f"<p>{told}. Data version <code>{html(snapshot.version)}</code>.</p>")


def _method() -> Markup:
    """The rules, in a reader's words."""
    return bullets(Markup(f"<b>{html(known_by)}</b> {html(rest)}") for known_by, rest in METHOD.items())


@cache
def _vocabularies() -> Markup:
    return Markup("".join(f"<h3>{title}</h3>{_table(('word', 'meaning'), words.items(), title)}" for title, words in _VOCABULARIES.items()))


def _issues(view: View, snapshot: Snapshot) -> Markup:
    stances = list(schema.SCORES)
    told = named.table("issues", view, snapshot).to_dict("records")
    rows = [(row["title"], row["question"], row["kind"], *(row[stance] for stance in stances)) for row in told]
    return _table(("issue", "question", "kind", *stances), rows, "Issues and what each stance means")


@cache
def _columns() -> Markup:
    parts = {each.name: each.columns for each in named.NAMES.values() if each.columns}
    return Markup("".join(_columns_of(name, each) for name, each in {**parts, "every download, last": named.FROM}.items()))


def _columns_of(name: str, of: Iterable[Column]) -> str:
    return _folded(name, _table(("column", "meaning"), [(each.name, each.meaning) for each in of], f"Columns: {name}"))


@cache
def _parameters() -> Markup:
    rows = [(each.name, each.form, each.meaning) for each in PARAMETERS.values()]
    return _table(("parameter", "form", "meaning"), rows, "Parameters of a link")


@cache
def _files() -> Markup:
    return Markup("".join(_fields(part) for part in schema.PARTS))


def _fields(part: typing.Any) -> str:
    hints = typing.get_type_hints(part, include_extras=True)
    rows = [(name, "required" if schema.required(hint) else "", schema.meaning(hint)) for name, hint in hints.items()]
    return _folded(f"{part.__name__}: {part.__doc__.splitlines()[0]}", _table(("field", "", "meaning"), rows, part.__name__))


def _folded(title: str, inside: str) -> str:
    return f"<details><summary>{html(title)}</summary>{inside}</details>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> Markup:
    top = "".join(f'<th scope="col">{html(each)}</th>' for each in head)
    body = "".join(f"<tr>{''.join(_cell(place, each) for place, each in enumerate(row))}</tr>" for row in rows)
    table = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return Markup(f'<div class="codebook" tabindex="0" role="region" aria-label="{html(caption)}">{table}</div>')


def _cell(place: int, text: str) -> str:
    return f'<th scope="row">{html(text)}</th>' if place == 0 else f"<td>{html(text)}</td>"
