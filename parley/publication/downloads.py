"""The files of a negotiation beside its pages: its tables as CSV and JSON, and every document there is by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from parley import sentence
from parley.export import attribution, citation, csv, licences, named, table_json
from parley.export.documents import DOCUMENTS, Document
from parley.export.occasion import Occasion
from parley.publication import addresses
from parley.publication.folder import Folder
from parley.publication.frame import Page, Site, drawn
from parley.publication.shelf import Shelf
from parley.view import View

TABLES = ("statements", "positions", "matrix", "claims", "shifts", "bibliography", "issues", "actors", "events")
"""The tables that everybody asks for; the package holds the others."""
FEED, CARD, TIMELINE, BY_NIGHT = "feed.atom", "card.png", "timeline.svg", "timeline-dark.svg"
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


def page(of: Shelf, site: Site, occasion: Occasion) -> Page:
    """Everything to take away, under which licence, and what its columns mean."""
    path = addresses.data(of.negotiation)
    tables, documents = offered()
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
        licence=licences.licence(attribution.licence(of.view, of.snapshot)),
        citation=citation.short("statements", of.view, of.snapshot, occasion),
        version=site.version,
        columns={each: named.NAMES[each].columns for each in TABLES if named.NAMES[each].columns},
        last=named.FROM,
    )


@dataclass(frozen=True)
class Errand:
    """The making of one negotiation's documents.

    same : the last publication is of the same state, view and address. step : called after each.
    """

    shelf: Shelf
    occasion: Occasion
    into: Folder
    same: bool
    step: Callable[[], None]

    def put(self, made: Document, path: str, view: View) -> None:
        """Write a document of a view. One that says the day it was made is not made anew while all else is the same.

        Links to pages of the app become links to pages here; a file that is no text is told no address, so that it has no links.
        """
        self.step()
        if made.dated and self.same and self.into.keep(path):
            return
        base = self.occasion.base if made.media.startswith(_TEXT) else ""
        content = made.make(view, self.shelf.snapshot, Occasion(base, self.occasion.today))
        self.into.put(path, addresses.rehoused(content, base, self.shelf.negotiation, self._there) if base else content)

    @property
    def _there(self) -> Set[str]:
        """Where a link may lead."""
        return self.shelf.paths | set(places(self.shelf, self.occasion).values())


def places(of: Shelf, occasion: Occasion) -> dict[str, str]:
    """The path of every document of the view, by its name; of the feed only where the whole address is known."""
    there = {each.name: addresses.download(of.negotiation, each.name) for each in DOCUMENTS.values() if each.name not in _ELSEWHERE}
    return there | ({FEED: addresses.feed(of.negotiation)} if FEED in DOCUMENTS and occasion.base else {})


def singles(of: Shelf) -> dict[str, View]:
    """The pages of actors and issues that get pictures of their own, each with the view of it alone."""
    view = of.view
    if len(of.actors) + len(of.issues) > MOST_PICTURES:
        return {}
    of_actors = {addresses.actor(of.negotiation, each): view.but(actor=(each,), bloc=(), lane="issue") for each in of.said_by}
    return of_actors | {addresses.issue(of.negotiation, each): view.but(issue=(each,), topic=(), lane="actor") for each in of.said_on}


def pictures(errand: Errand, site: Site) -> None:
    """A card for whoever shares a page, and the timeline of each actor and issue, where documents draw them; noted in `site`."""
    of = errand.shelf
    single = singles(of)
    if CARD in DOCUMENTS and site.base:
        for page, alone in ({addresses.matrix(of.negotiation): of.view} | single).items():
            site.cards[page] = addresses.picture(page, "png")
            errand.put(DOCUMENTS[CARD], site.cards[page], alone)
    grounds = ((TIMELINE, "svg", site.timelines), (BY_NIGHT, "dark.svg", site.by_night))
    for page, alone in single.items():  # by day and by night one after the other: they are of one scene
        for name, kind, noted in grounds:
            if name in DOCUMENTS:
                noted[page] = addresses.picture(page, kind)
                errand.put(DOCUMENTS[name], noted[page], alone)


def documents(errand: Errand) -> None:
    """Every document of the view, and the feed."""
    for name, path in places(errand.shelf, errand.occasion).items():
        errand.put(DOCUMENTS[name], path, errand.shelf.view)


def steps(of: Shelf, occasion: Occasion) -> int:
    """How many documents there will be."""
    cards = len(singles(of)) + 1 if CARD in DOCUMENTS and occasion.base else 0
    return len(places(of, occasion)) + cards + len(singles(of)) * len({TIMELINE, BY_NIGHT} & DOCUMENTS.keys())
