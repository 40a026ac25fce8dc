"""The matrix as one plain page for paper: no script, nothing scrolls, header rows repeat, every mark keeps its word."""

from __future__ import annotations

from urllib.parse import urlencode

from parley import sentence
from parley.export import templating
from parley.export.crossing import crossing
from parley.matrix import matrix
from parley.store import Snapshot
from parley.view import View, day_of, encode, pinned


def matrix_page(view: View, snapshot: Snapshot) -> str:
    """A whole HTML document. With nobody's words in the view it says so."""
    return templating.render(
        "printed.html",
        title=sentence.positions(view, snapshot),
        table=crossing(matrix(view, snapshot), view) if day_of(view, snapshot) else None,
        changes=view.since is not None,
        version=snapshot.version,
        link=f"/matrix?{urlencode(encode(pinned(view, snapshot)))}",
    ).decode()
