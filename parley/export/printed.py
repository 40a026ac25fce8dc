"""The matrix as one plain page for paper: no script, nothing scrolls, header rows repeat, every mark keeps its word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from parley import sentence
from parley.charts import legend, marks
from parley.charts.marks import Look
from parley.looks import looks
from parley.matrix import Line, Matrix, matrix
from parley.store import Snapshot
from parley.view import View, day_of, encode, pinned


def matrix_page(view: View, snapshot: Snapshot) -> str:
    """A whole HTML document. With nobody's words in the view it says so."""
    title = sentence.positions(view, snapshot)
    spoken = day_of(view, snapshot) is not None
    body = _drawn(view, snapshot, title) if spoken else "<p>Nobody has said anything yet.</p>"
    link = f"/matrix?{urlencode(encode(pinned(view, snapshot)))}"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title><style>{_style()}</style></head>'
        f"<body><h1>Who stands where</h1><p>{escape(title)}</p>{body}"
        f"<p>Data version {snapshot.version}; the link: {escape(link)}</p></body></html>"
    )


def _drawn(view: View, snapshot: Snapshot, title: str) -> str:
    return legend.legend(changes=view.since is not None, whole=True) + _table(matrix(view, snapshot), view, title)


@cache
def _style() -> str:
    return marks.stylesheet() + legend.stylesheet() + Path(__file__).with_name("printed.css").read_text(encoding="utf-8")


def _table(whole: Matrix, view: View, title: str) -> str:
    down = whole.issues_run_down(view)
    rows, across = (whole.issues, whole.actors) if down else (whole.actors, whole.issues)
    found = looks(whole)
    silent = Look(stance="not researched")
    head = "".join(f'<th scope="col">{escape(line.name)}</th>' for line in across)
    body = []
    for line, heading in zip(rows, _headings(rows), strict=True):
        if heading:
            body.append(f'<tr><th class="head" colspan="{len(across) + 1}" scope="rowgroup">{escape(heading)}</th></tr>')
        pairs = [(other.id, line.id) if down else (line.id, other.id) for other in across]
        cells = "".join(f"<td>{marks.html(found.get(pair, silent))}</td>" for pair in pairs)
        body.append(f'<tr><th scope="row">{escape(line.name)}</th>{cells}</tr>')
    return f"<table><caption>{escape(title)}</caption><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _headings(lines: tuple[Line, ...]) -> Iterator[str]:
    """For each line its heading where a new one begins, else nothing."""
    before = ""
    for line in lines:
        yield line.group if line.group != before else ""
        before = line.group
