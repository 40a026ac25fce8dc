"""The files of a negotiation beside its pages: its tables as CSV and JSON, and every document there is by name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from parley import sentence
from parley.columns import rows_of
from parley.export import csv, licences, named, standalone, table_json
from parley.export.documents import DOCUMENTS, Document
from parley.export.occasion import Occasion
from parley.publication import addresses
from parley.publication.folder import Folder
from parley.publication.frame import Page, Site, drawn
from parley.publication.shelf import Shelf
from parley.view import View

TABLES = ("statements", "positions", "matrix", "claims", "shifts", "bibliography", "issues", "actors", "events")
"""The tables that everybody asks for; the package holds the others."""
FEED, CARD, TIMELINE = "feed.atom", "card.png", "timeline.svg"
_ELSEWHERE = (FEED, CARD)
"""Documents that have a place of their own in a publication."""
MOST_PICTURES = 150
"""So many actors and issues get cards and timelines of their own: each takes a moment to draw."""
_TEXT = ("text/", "application/atom+xml", "application/json", "application/vnd.citationstyles", "application/x-bibtex", "image/svg")


@dataclass(frozen=True)
class Download:
    """name : of its file in the folder `data`; meaning : what it holds."""

    name: str
    meaning: str


def offered() -> tuple[list[Download], list[Download]]:
    """The tables, each without its form, and the documents."""
    tables = [Download(name, named.NAMES[name].meaning) for name in TABLES]
    return tables, [Download(each.name, each.meaning) for each in DOCUMENTS.values() if each.name not in _ELSEWHERE]


def tables(shelf: Shelf) -> Iterator[tuple[str, bytes]]:
    """Each table of the view as CSV and as JSON."""
    for name in TABLES:
        yield addresses.download(shelf.negotiation, f"{name}.csv"), csv.csv(named.table(name, shelf.view, shelf.snapshot))
        yield addresses.download(shelf.negotiation, f"{name}.json"), table_json.table_json(name, shelf.view, shelf.snapshot)


def page(of: Shelf, site: Site) -> Page:
    """Everything to take away, under which licence, and what its columns mean."""
    path = addresses.data(of.negotiation)
    tables, documents = offered()
    register = next(rows_of(of.snapshot.of(of.negotiation).negotiations), None)
    title = sentence.records(of.view, of.snapshot)
    return drawn(
        "site_data.html",
        path,
        site,
        title=f"{of.title}: data",
        description=f"{of.title}: every table as CSV and JSON, and the whole as files to keep. {title}.",
        shelf=of,
        tables=tables,
        documents=documents,
        licence=licences.licence(register.licence if register else ""),
        citation=standalone.cited(title, of.view, of.snapshot),
        version=site.version,
        columns={each: named.NAMES[each].columns for each in TABLES if named.NAMES[each].columns},
        last=named.FROM,
    )


@dataclass(frozen=True)
class Errand:
    """The making of one negotiation's documents. same : the last publication is of the same state, view and address."""

    shelf: Shelf
    occasion: Occasion
    into: Folder
    same: bool

    def put(self, made: Document, path: str, view: View, published: Container[str] = ()) -> None:
        """Write a document of a view. One that says the day it was made is not made anew while all else is the same.

        Links to pages of the app become links to pages here; a file that is no text is told no address, so that it has no links.
        """
        if made.dated and self.same and self.into.keep(path):
            return
        base = self.occasion.base if made.media.startswith(_TEXT) else ""
        content = made.make(view, self.shelf.snapshot, Occasion(base, self.occasion.today))
        self.into.put(path, addresses.rehoused(content, base, self.shelf.negotiation, published) if base else content)


def pictures(errand: Errand, site: Site) -> None:
    """A card for whoever shares a page, and the timeline of each actor and issue, where documents draw them; noted in `site`."""
    of, view = errand.shelf, errand.shelf.view
    matrix = addresses.matrix(of.negotiation)
    of_actors = {addresses.actor(of.negotiation, each): view.but(actor=(each,), bloc=(), lane="issue") for each in of.said_by}
    of_issues = {addresses.issue(of.negotiation, each): view.but(issue=(each,), topic=(), lane="actor") for each in of.said_on}
    single = of_actors | of_issues if len(of.actors) + len(of.issues) <= MOST_PICTURES else {}
    if CARD in DOCUMENTS and site.base:
        for about, alone in ({matrix: view} | single).items():
            site.cards[about] = addresses.picture(about, "png")
            errand.put(DOCUMENTS[CARD], site.cards[about], alone)
    if TIMELINE in DOCUMENTS:
        for about, alone in single.items():
            site.timelines[about] = addresses.picture(about, "svg")
            errand.put(DOCUMENTS[TIMELINE], site.timelines[about], alone)


def documents(errand: Errand, pages: Iterable[str]) -> None:
    """Every document of the view, and the feed, where the whole address is known. pages : paths that links in them may lead to."""
    negotiation, view = errand.shelf.negotiation, errand.shelf.view
    there = {each.name: addresses.download(negotiation, each.name) for each in DOCUMENTS.values() if each.name not in _ELSEWHERE}
    if FEED in DOCUMENTS and errand.occasion.base:
        there[FEED] = addresses.feed(negotiation)
    published = {*pages, *there.values(), addresses.data(negotiation)}
    for name, path in there.items():
        errand.put(DOCUMENTS[name], path, view, published)
