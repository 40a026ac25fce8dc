"""The matrix as one plain page for paper: no script, nothing scrolls, header rows repeat, every mark keeps its word."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import urlencode

from parley import sentence
from parley.charts import marks
from parley.charts.marks import Look
from parley.looks import looks
from parley.matrix import Line, Matrix, matrix
from parley.store import Snapshot
from parley.view import View, day_of, encode, pinned

_STYLE = """
:root { color-scheme: light; }
body { font: 10pt/1.35 "Source Sans 3", "Source Sans Pro", sans-serif; margin: 1.2cm; color: #24262b; background: #fff; }
h1 { font-size: 16pt; margin: 0 0 .2em; } p { margin: 0 0 .8em; color: #55575c; }
table { border-collapse: collapse; } caption { position: absolute; left: -9999px; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th { font-weight: 500; text-align: left; padding: 2px 6px; vertical-align: bottom; font-size: 8.5pt; }
tbody th { max-width: 15em; } th.head { font-weight: 700; padding-top: .8em; }
thead th:not(:first-child) { writing-mode: vertical-rl; transform: rotate(180deg); }
td { padding: 1px; } td .mark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@page { size: A3 landscape; margin: 1cm; }
"""


def matrix_page(view: View, snapshot: Snapshot) -> str:
    """A whole HTML document. With nobody's words in the view it says so."""
    title = sentence.positions(view, snapshot)
    body = _table(matrix(view, snapshot), view, title) if day_of(view, snapshot) else "<p>Nobody has said anything yet.</p>"
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{marks.stylesheet()}{_STYLE}</style></head><body><h1>Who stands where</h1><p>{escape(title)}</p>{body}"
        f"<p>Data version {snapshot.version}; the link: /matrix?{escape(urlencode(encode(pinned(view, snapshot))))}</p></body></html>"
    )


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
