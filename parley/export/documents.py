"""What leaves the house besides tables: one definition for the routes, the command line, the pages and a publication.

A table has a name and takes many forms (`named`); a document is one file of its own: a package, a feed, a picture, a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from parley.charts.svg.card import SQUARE, WIDE
from parley.export import pictures
from parley.store import Snapshot
from parley.view import View


@dataclass(frozen=True)
class Occasion:
    """What a document needs to know besides its view.

    base : where the links in it lead, such as `https://desk.example.org`; no slash at its end; empty when nobody knows.
    today : the day it is made, for what must say when it was taken.
    """

    base: str
    today: date


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


SVG, PNG = "image/svg+xml", "image/png"

_ALL: tuple[Document, ...] = (
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
