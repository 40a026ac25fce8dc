"""Texts on the table beside the positions of the parties, article by article. A text is nobody's statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from parley import days, descriptions, matrix, questions, sentence
from parley.analysis import proposals
from parley.charts.marks import Look
from parley.frames import rows_of
from parley.looks import looks
from parley.matrix import Pair
from parley.remembered import once
from parley.store import Snapshot
from parley.ui import address, controls
from parley.ui.compare_cells import PAGE, marked, opening, part, source, told, when
from parley.ui.sheet import Cell, Markup, below, bullets, inside, joined, sheet
from parley.ui.text import literal
from parley.view import View

TABLE = "proposals"
_NOBODYS = (
    "A text on the table is nobody's statement: it moves nobody's position, and its authors are compared with it like everybody else."
)
_UNSAID = Look(stance=matrix.NOT_RESEARCHED)


def shown(view: View, snapshot: Snapshot) -> View:
    """The view that is drawn: of the chosen texts, else of the latest, beside the parties a comparison puts side by side."""
    texts = _texts(view.negotiation, snapshot)
    latest = [max(texts.values(), key=lambda text: days.last_day(text.date)).proposal] if texts else []
    return view.but(actor=questions.principals(view, snapshot), bloc=(), q="", since=None, proposal=view.proposal or tuple(latest))


def title(view: View, snapshot: Snapshot) -> str:
    """What is compared, in one sentence."""
    drawn, texts = shown(view, snapshot), _texts(view.negotiation, snapshot)
    beside = sentence.positions(drawn, snapshot)
    titles = [texts[each].title for each in drawn.proposal]
    if not titles:
        return beside
    return f"{sentence.listed(titles) if len(titles) <= sentence.FEW else f'{len(titles)} texts'} beside {beside}"


def choose(view: View, snapshot: Snapshot) -> None:
    """The day, and which texts."""
    controls.as_of_day()
    titles = {each: text.title for each, text in _texts(view.negotiation, snapshot).items()}
    st.multiselect(
        "Texts",
        list(titles),
        format_func=lambda each: titles.get(each, each),
        key=address.widget("proposal"),
        placeholder="the latest",
        width=420,
    )


def description(view: View, snapshot: Snapshot) -> str:
    """What is on the screen; each text has a description of its own."""
    return f"{title(view, snapshot)}. {_NOBODYS}"


def draw(view: View, snapshot: Snapshot) -> None:
    """Draw it."""
    texts = _made(view.closed, snapshot)
    if not texts:
        st.info("No article of a text on the table fits this selection.")
    for text in texts:
        st.header(literal(text.title), anchor=False)
        st.caption(literal(text.description))
        st.html(text.body)


@dataclass(frozen=True)
class _Text:
    """A text as it is drawn."""

    title: str
    description: str
    body: Markup


@dataclass(frozen=True)
class _Rows:
    """What the rows are made of. view : as the reader chose it."""

    view: View
    articles: Mapping[tuple[str, str], Any]
    kinds: Mapping[str, str]
    looks: Mapping[Pair, Look]


@once
def _made(view: View, snapshot: Snapshot) -> list[_Text]:
    here, drawn = snapshot.of(view.negotiation), shown(view, snapshot)
    compared = questions.proposed(drawn, snapshot)
    rows = _Rows(
        view=view,
        articles={(row.proposal, row.article): row for row in rows_of(here.proposals)},
        kinds=dict(zip(here.issues["id"], here.issues["kind"], strict=True)),
        looks=looks(matrix.matrix(drawn.but(issue=(), topic=()), snapshot)),
    )
    return [
        _text(rows, text, compared) for each, text in _texts(view.negotiation, snapshot).items() if (compared["proposal"] == each).any()
    ]


def _text(rows: _Rows, text: Any, compared: pd.DataFrame) -> _Text:
    compared = compared[(compared["proposal"] == text.proposal).to_numpy()]
    tallies = proposals.tally(compared)
    dated = compared.loc[(compared["date"] != "").to_numpy(), "date"]
    of = sum(proposal == text.proposal for proposal, _ in rows.articles)
    lines = bullets(_tally(rows.view.but(proposal=(text.proposal,)), each) for each in rows_of(tallies))
    described = descriptions.article_by_article(text, tallies, dated, of)
    return _Text(text.title, described, joined(lines, part("Article by article", _sheet(rows, compared), "texts", level=3), by=""))


def _tally(view: View, tally: Any) -> Markup:
    link = inside(PAGE, view.but(actor=(tally.actor,), bloc=()), tally.actor_name)
    return joined(link, descriptions.tally_of_articles(tally))


def _sheet(rows: _Rows, compared: pd.DataFrame) -> Markup:
    articles = [list(beside) for _, beside in groupby(rows_of(compared), lambda row: str(row.article))]
    head = ["Article", "What the text says", *(row.actor_name for row in articles[0])]
    return sheet(head, (_row(rows, beside) for beside in articles), f"{articles[0][0].title}, article by article")


def _row(rows: _Rows, beside: list[Any]) -> list[Cell]:
    first = beside[0]
    article = rows.articles[first.proposal, first.article]
    return [below(first.article, first.issue_title), _says(rows, article), *(_party(rows, row) for row in beside)]


def _says(rows: _Rows, article: Any) -> Markup:
    """Where the text stands: nobody's position, so nothing opens behind it but its source."""
    scored = rows.kinds.get(article.issue, "policy") == "policy"
    stands = marked(Look(stance=article.stance, scored=scored)) if article.stance else Markup("no stance on an issue listed here")
    return told(stands, article.summary, small=source(article.source_url, article.source_title, article.publisher))


def _party(rows: _Rows, row: Any) -> Cell:
    if not row.issue:
        return below(row.verdict, "no issue to compare on")
    look = rows.looks.get((row.actor, row.issue), _UNSAID)
    words = opening(look, rows.view.but(cell=f"{row.actor}|{row.issue}"), f"{row.actor_name} on {row.issue_title}, {row.verdict}")
    return below(Markup(f"<strong>{row.verdict}</strong><br>{words}"), when(look))


@once
def _texts(negotiation: str, snapshot: Snapshot) -> Mapping[str, Any]:
    """The first row of every text, by its id, in the order of the file."""
    return {row.proposal: row for row in rows_of(snapshot.of(negotiation).proposals.drop_duplicates("proposal"))}
