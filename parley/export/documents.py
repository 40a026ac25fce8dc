"""What leaves the house besides tables: one definition for the routes, the command line, the pages and a publication.

A table has a name and takes many forms (`named`); a document is one file of its own: a package, a feed, a picture, a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from parley.export import citation, dna, feed, networks, package
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
)
DOCUMENTS: dict[str, Document] = {each.name: each for each in _ALL}
"""Every document by its name."""
