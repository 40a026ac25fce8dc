"""One view as one HTML file that needs nothing else: for a CMS, an archive, a mail.

matrix.html, statements.html, timeline.html, claims.html. Each shows the rows of its page as a table that reads without scripts;
with them the matrix opens the evidence behind a cell, and lists are searched and sorted. A file asks no network for anything, and says
what it is: the sentence of the view, its days, the licence, how to cite it, the state of the data, and the link back.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from parley import days, descriptions, questions, sentence, wording
from parley.charts import palette
from parley.export import attribution, citation, licences, named, templating
from parley.export.crossing import crossing
from parley.export.evidence import evidence
from parley.export.occasion import Occasion
from parley.export.ways import NOWHERE, Ways
from parley.frames import rows_of
from parley.matrix import Matrix, matrix
from parley.store import Snapshot
from parley.view import LANES, Known, View, encode, pinned
from parley.wording import Register

PICTURES = ("timeline.svg", "timeline-dark.svg")
"""The documents that draw the timeline, for a light and for a dark ground."""


Maker = Callable[[View, Snapshot, Occasion], bytes]
Makers = tuple[Maker | None, Maker | None]
Page = Callable[[View, Snapshot, Occasion, Makers], bytes]


@dataclass(frozen=True)
class Of:
    """What templates need to tell a record."""

    known: Register
    ways: Ways = NOWHERE


def matrix_page(view: View, snapshot: Snapshot, occasion: Occasion, _: Makers) -> bytes:
    """The matrix, and below it the words behind every cell, which a cell leads to where no script runs."""
    view = view.closed
    whole = matrix(view, snapshot)
    cells = _cells(whole, view, snapshot)
    told = {pair for pair, *_ in cells}
    return templating.render(
        "standalone_matrix.html",
        frame=_frame("matrix", "Who stands where", sentence.positions(view, snapshot), view, snapshot, occasion),
        description=descriptions.overview(sentence.positions(view, snapshot), whole.positions),
        table=crossing(whole, view, words_of=lambda actor, issue: f"#{quote(pair)}" if (pair := f"{actor}|{issue}") in told else ""),
        cells=cells,
        changes=view.since is not None,
        evidence=evidence(view, snapshot, whole),
        of=Of(wording.register(view, snapshot)),
        day=whole.day,
    )


def statements_page(view: View, snapshot: Snapshot, occasion: Occasion, _: Makers) -> bytes:
    """Every statement of the view from `from` to `to`, in its order."""
    rows = list(rows_of(named.statements(view, snapshot)))
    title = sentence.records(view, snapshot)
    return templating.render(
        "standalone_statements.html",
        frame=_frame("statements", "What was said", title, view.closed, snapshot, occasion),
        description=f"{title}. {_counted(len(rows), 'statement')}.",
        rows=rows,
        of=Of(wording.register(view, snapshot)),
    )


def claims_page(view: View, snapshot: Snapshot, occasion: Occasion, _: Makers) -> bytes:
    """Every claim of the view beside its subject's own words."""
    claimed, title = questions.claimed(view, snapshot), sentence.records(view, snapshot)
    return templating.render(
        "standalone_claims.html",
        frame=_frame("claims", "What others say they hold", title, view.closed, snapshot, occasion),
        description=descriptions.claims(title, claimed),
        rows=list(rows_of(claimed)),
        of=Of(wording.register(view, snapshot)),
    )


def timeline_page(view: View, snapshot: Snapshot, occasion: Occasion, draw: Makers) -> bytes:
    """Every statement from `from` to `to` in its lane, oldest first, with what it changed; above them the picture."""
    title = sentence.records(view, snapshot)
    lanes = lanes_of(view, snapshot)
    return templating.render(
        "standalone_timeline.html",
        frame=_frame("timeline", "How positions came about", title, view.closed, snapshot, occasion),
        description=f"{title}. {_counted(sum(map(len, lanes.values())), 'statement')} in {_counted(len(lanes), 'lane')}.",
        picture=tuple(_picture(make(view.closed, snapshot, occasion)) if make else "" for make in draw),
        lanes=lanes,
        kinds=kinds(view, snapshot),
        columns=("issue",) if view.lane == "actor" else ("who",),
        what=LANES[view.lane],
        events=list(rows_of(named.table("events", view, snapshot))),
        of=Of(wording.register(view, snapshot)),
    )


PAGES: dict[str, Page] = {"matrix": matrix_page, "timeline": timeline_page, "statements": statements_page, "claims": claims_page}
"""Every page by the name of its page in the app. The last argument draws PICTURES, where something does."""


def lanes_of(view: View, snapshot: Snapshot) -> dict[str, list[Any]]:
    """The view's statements by the name of their lane, oldest first in each; lanes in the order of the screen."""
    side, name = ("issue", "issue_title") if view.lane == "issue" else ("actor", "actor_name")
    rows = list(rows_of(named.statements(view.but(sort="oldest"), snapshot)))
    register = [line["id"] for line in named.table(f"{side}s", view.but(q=""), snapshot).to_dict("records")]
    order = {each: place for place, each in enumerate(register)}
    found: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: order.get(getattr(row, side), len(order))):
        found.setdefault(getattr(row, name), []).append(row)
    return found


def kinds(view: View, snapshot: Snapshot) -> Mapping[str, str]:
    """For the id of every statement of the view what it changed against the one before it, in words."""
    return {row.id: _kind(row) for row in rows_of(questions.shifted(view, snapshot))}


def _frame(page: str, heading: str, title: str, view: View, snapshot: Snapshot, occasion: Occasion) -> dict[str, Any]:
    """What stands around every standalone page."""
    query = urlencode(encode(pinned(view, snapshot)))
    recorded = Known.of(snapshot, view.negotiation).recorded
    return {
        "heading": heading,
        "title": title,
        "negotiation": attribution.negotiation(view, snapshot),
        "policy": templating.standalone_policy(),
        "rests_on": "Statements kept one by one, each with its speaker, its day and its source.",
        "entered": f"Records entered up to {sentence.in_words(recorded)}." if recorded else "",
        "licence": licences.licence(attribution.licence(view, snapshot)),
        "citation": citation.short(page, view, snapshot, occasion),
        "version": snapshot.version,
        "link": f"{occasion.base}/{page}?{query}" if occasion.base else "",
        "address": f"/{page}?{query}",
    }


def _cells(whole: Matrix, view: View, snapshot: Snapshot) -> list[tuple[str, str, str, Any, list[Any]]]:
    """For every cell with a position or with claims about it: `actor|issue`, both names, the position or None, the claims."""
    now = {(row.actor, row.issue): row for row in rows_of(whole.positions)}
    about: dict[tuple[str, str], list[Any]] = {}
    for row in rows_of(questions.claimed(view.but(q="", from_=None, to=None, by=(), about=(), verdict=(), sort="oldest"), snapshot)):
        about.setdefault((row.about, row.issue), []).append(row)
    pairs = [((actor.id, issue.id), actor.name, issue.name) for actor in whole.actors for issue in whole.issues]
    return [
        ("|".join(pair), who, what, now.get(pair), about.get(pair, []))
        for pair, who, what in pairs
        if pair in now or pair in about
    ]  # fmt: skip


def _picture(drawn: bytes) -> str:
    """An SVG as an address that holds its own bytes."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"


def _kind(row: Any) -> str:
    if row.kind == "new":
        return "first on it"
    before = f"before: {days.in_words(row.before_date)}"
    if row.kind in ("moved", "reversed"):
        return f"{row.kind} from {palette.STANCES[row.before_stance].word}; {before}"
    if row.kind in ("hardened", "softened"):
        return f"{row.kind} from {palette.EDGES[row.before_firmness].word}; {before}"
    return f"{row.kind}; {before}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
