"""The codebook on the About page, made from the same definitions that check files and build tables."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import streamlit as st

from parley import schema
from parley.columns import Column, rows_of
from parley.export import named
from parley.method import METHOD
from parley.remembered import once
from parley.store import Snapshot
from parley.ui.sheet import Markup
from parley.ui.text import html, literal
from parley.view import PARAMETERS, View

_VOCABULARIES: dict[str, Mapping[str, str]] = {
    "Stance": schema.STANCES,
    "Firmness": schema.FIRMNESSES,
    "Voice": schema.VOICES,
    "Confidence": schema.CONFIDENCES,
    "Blank": schema.BLANKS,
    "Kind of issue": schema.KINDS,
}


def state_of_the_data(view: View, snapshot: Snapshot) -> None:
    """Which negotiation, how much of it, from which state of the files."""
    here = snapshot.of(view.negotiation)
    for row in rows_of(here.negotiations):
        st.markdown(
            f"**{literal(row.title)}**. {literal(row.summary)}" + (f" Licence of the data: {literal(row.licence)}." if row.licence else "")
        )
    counts = {
        "statements": len(here.statements), "claims": len(here.claims), "actors": len(here.actors), "issues": len(here.issues),
        "events": len(here.events), "looked for and not found": len(here.not_found), "problems": len(snapshot.problems),
    }  # fmt: skip
    st.markdown(", ".join(f"{number:,} {what}" for what, number in counts.items()) + f". Data version `{snapshot.version}`.")


def method() -> None:
    """The rules, in a reader's words."""
    st.markdown("\n".join(f"- **{literal(known_by)}** {literal(rest)}" for known_by, rest in METHOD.items()))


def vocabularies() -> None:
    """Every closed vocabulary with its meaning."""
    st.html(_vocabularies())


def issues(view: View, snapshot: Snapshot) -> None:
    """The questions of the view, with what each stance means on them."""
    st.html(_issues(view.closed, snapshot))


def columns() -> None:
    """The columns of every table that leaves the house, and what they mean."""
    st.html(_columns())


def parameters() -> None:
    """What a link, a route and the command line take."""
    st.html(_parameters())


def files() -> None:
    """Every field of every file kind."""
    st.html(_files())


@cache
def _vocabularies() -> Markup:
    return Markup("".join(f"<h3>{title}</h3>{_table(('word', 'meaning'), words.items(), title)}" for title, words in _VOCABULARIES.items()))


@once
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
