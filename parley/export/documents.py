"""What leaves the house besides tables: one definition for the routes, the command line, the pages and a publication.

A table has a name and takes many forms (`named`); a document is one file of its own: a package, a feed, a picture, a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from parley.charts.svg.card import SQUARE, WIDE
from parley.export import citation, dna, feed, networks, package, pictures
from parley.export.occasion import Occasion
from parley.store import Snapshot
from parley.view import View

__all__ = ["DOCUMENTS", "Document", "Maker", "Occasion"]

Maker = Callable[[View, Snapshot, Occasion], bytes]


@dataclass(frozen=True)
class Document:
    """One file. name : as in `/api/NAME` and `parley export NAME`; media : its media type; make : its bytes, of a view.

    dated : its bytes depend on the day it is made, not on view and data alone.
    """

    name: str
    meaning: str
    media: str
    make: Maker
    dated: bool = False


def _standalone(name: str) -> Maker:
    """The maker of a page of export.standalone, which is read when it is first asked for: the command line starts without templates."""

    def make(view: View, snapshot: Snapshot, occasion: Occasion) -> bytes:
        from parley.export import standalone

        light, dark = (DOCUMENTS[picture].make if picture in DOCUMENTS else None for picture in standalone.PICTURES)
        return standalone.PAGES[name](view, snapshot, occasion, (light, dark))

    return make


_HTML = "text/html; charset=utf-8"
SVG, PNG = "image/svg+xml", "image/png"

_ALL: tuple[Document, ...] = (
    Document("package.zip", "every table of the view as a data package, with codebook", "application/zip", package.package, dated=True),
    Document("feed.atom", "what is new in the view, for feed readers", "application/atom+xml; charset=utf-8", feed.feed, dated=True),
    Document("dna.csv", "its statements as an event list of Discourse Network Analyzer", "text/csv; charset=utf-8", dna.events),
    Document("actor-issue.graphml", "who stands where, as a network", "application/graphml+xml", networks.actor_issue),
    Document("linkage.graphml", "what hangs on what, as a network", "application/graphml+xml", networks.linkage),
    Document("cite.txt", "how to cite the view: short and long", "text/plain; charset=utf-8", citation.text_file, dated=True),
    Document("cite.bib", "the same for LaTeX", "application/x-bibtex; charset=utf-8", citation.bibtex_file, dated=True),
    Document(
        "cite.json", "the same for Zotero and word processors", "application/vnd.citationstyles.csl+json", citation.csl_file, dated=True
    ),
    Document("matrix.html", "the matrix as one file that needs no network", _HTML, _standalone("matrix")),
    Document("timeline.html", "the timeline as one such file", _HTML, _standalone("timeline")),
    Document("statements.html", "every statement as one such file", _HTML, _standalone("statements")),
    Document("claims.html", "claims beside their subjects’ own words as one such file", _HTML, _standalone("claims")),
    Document("matrix.svg", "the matrix as a picture", SVG, lambda *of: pictures.matrix_svg(*_based(*of))),
    Document("matrix.png", "the same in pixels", PNG, lambda *of: pictures.matrix_png(*_based(*of))),
    Document("matrix-dark.svg", "the same on a dark ground", SVG, lambda *of: pictures.matrix_svg(*_based(*of), "dark")),
    Document("matrix-dark.png", "the same on a dark ground, in pixels", PNG, lambda *of: pictures.matrix_png(*_based(*of), "dark")),
    Document("timeline.svg", "lanes through time as a picture", SVG, lambda *of: pictures.timeline_svg(*_based(*of))),
    Document("timeline.png", "the same in pixels", PNG, lambda *of: pictures.timeline_png(*_based(*of))),
    Document("timeline-dark.svg", "the same on a dark ground", SVG, lambda *of: pictures.timeline_svg(*_based(*of), "dark")),
    Document("timeline-dark.png", "the same on a dark ground, in pixels", PNG, lambda *of: pictures.timeline_png(*_based(*of), "dark")),
    Document("card.png", "a picture of 1200 by 630 for a shared link", PNG, lambda *of: pictures.card_png(*_based(*of), WIDE)),
    Document("card-square.png", "the same, 1080 by 1080", PNG, lambda *of: pictures.card_png(*_based(*of), SQUARE)),
)
DOCUMENTS: dict[str, Document] = {each.name: each for each in _ALL}
"""Every document by its name."""


def _based(view: View, snapshot: Snapshot, occasion: Occasion) -> tuple[View, Snapshot, str]:
    """What a picture depends on: not the day it is made."""
    return view, snapshot, occasion.base
