"""The codebook on the About page, made from the same definitions that check files and build tables."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from parley import schema
from parley.columns import Column, rows_of
from parley.store import Snapshot
from parley.ui.text import html, literal
from parley.view import Parameter, View

_METHOD = """
- **A position as of a day** is the last thing an actor said on an issue by that day, on the record. Only where it has said
  nothing on the record does a report fill the cell, drawn hollow. A report never overrides the record; a later one that
  differs is marked.
- **A claim** is what one actor says another's position is. It is shown beside that actor's own words and never moves them.
- **A blank is not neutral.** It says whether nobody has looked yet, somebody looked and found nothing, or the issue does not
  concern the actor. *Neutral* is something an actor has said.
- A date known only by month or year counts from its last day. Where one day holds two stances, the last one stands and is marked.
- Assessments and disputed facts are shown without colour and never scored.
- **Files for spreadsheets**: a CSV cell that a spreadsheet would run as a formula gets one leading apostrophe, and so does one
  that begins with apostrophes before such a sign; take one off to have the words back. Add `exact=1` to the link of a CSV
  to have every byte as it is. The last two columns say which view and which state of the data the rows are.
"""


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
    st.markdown(_METHOD)


def vocabularies() -> None:
    """Every closed vocabulary with its meaning."""
    for title, words in (
        ("Stance", schema.STANCES),
        ("Firmness", schema.FIRMNESSES),
        ("Voice", schema.VOICES),
        ("Confidence", schema.CONFIDENCES),
        ("Blank", schema.BLANKS),
        ("Kind of issue", schema.KINDS),
    ):
        st.subheader(title)
        _table(("word", "meaning"), words.items(), f"{title}: words and their meaning")


def issues(table: pd.DataFrame) -> None:
    """The questions, with what each stance means on them."""
    stances = list(schema.SCORES)
    rows = [(row["title"], row["question"], row["kind"], *(row[stance] for stance in stances)) for row in table.to_dict("records")]
    _table(("issue", "question", "kind", *stances), rows, "Issues and what each stance means")


def columns(title: str, of: Iterable[Column]) -> None:
    """Columns of a table and what they mean."""
    with st.expander(title):
        _table(("column", "meaning"), [(each.name, each.meaning) for each in of], title)


def parameters(of: Iterable[Parameter]) -> None:
    """What a link, a route and the command line take."""
    with st.expander("Parameters"):
        _table(("parameter", "form", "meaning"), [(each.name, each.form, each.meaning) for each in of], "Parameters of a link")


def files() -> None:
    """Every field of every file kind."""
    for part in schema.PARTS:
        hints = typing.get_type_hints(part, include_extras=True)
        rows = [(name, "required" if name in part.__required_keys__ else "", schema.meaning(hint)) for name, hint in hints.items()]
        title = f"{part.__name__}: {(part.__doc__ or '').splitlines()[0]}"
        with st.expander(literal(title)):
            _table(("field", "", "meaning"), rows, title)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]] | Iterable[tuple[str, str]], caption: str) -> None:
    top = "".join(f'<th scope="col">{html(each)}</th>' for each in head)
    body = "".join(f"<tr>{''.join(_cell(place, each) for place, each in enumerate(row))}</tr>" for row in rows)
    table = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    st.html(f'<div class="codebook" tabindex="0" role="region" aria-label="{html(caption)}">{table}</div>')


def _cell(place: int, text: str) -> str:
    return f'<th scope="row">{html(text)}</th>' if place == 0 else f"<td>{html(text)}</td>"
