"""Every mark with its word, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from parley.charts import marks, palette
from parley.charts.marks import Look

_ONLY_IN_CELLS = ("Firmness", "In the corner", "No position")


@cache
def legend(*, changes: bool = False, cells: bool = True) -> str:
    """The legend as HTML, a list that wraps. changes : also the ring around what changed; cells : also what only a matrix has."""
    shown = _entries() | ({"Around it": [(_sample("changed"), palette.CHANGED)]} if changes else {})
    headings = [heading for heading in shown if cells or heading not in _ONLY_IN_CELLS]
    return f'<dl class="marks-legend">{"".join(_group(heading, shown[heading]) for heading in headings)}</dl>'


@cache
def stylesheet() -> str:
    """The CSS that the legend needs besides that of the marks."""
    return Path(__file__).with_name("legend.css").read_text(encoding="utf-8")


def _entries() -> dict[str, list[tuple[str, str]]]:
    return {
        "Stance": [(marks.drawn(Look(stance=stance)), mark.word) for stance, mark in palette.STANCES.items()],
        "Firmness": [(_sample(firmness), edge.word) for firmness, edge in palette.EDGES.items() if edge.width],
        "How we know": [
            (marks.drawn(Look(stance="supports", reported=True)), "only reported"),
            (marks.drawn(Look(stance="supports", stale=True)), "stale: said long ago"),
            (marks.drawn(Look(stance="supports", scored=False)), "not scored: assessment or fact"),
        ],
        "In the corner": [(_sample(sign=sign), mark.word) for sign, mark in palette.SIGNS.items()],
        "No position": [(marks.drawn(Look(stance=kind)), blank.word) for kind, blank in palette.BLANKS.items()],
    }


def _group(heading: str, entries: Iterable[tuple[str, str]]) -> str:
    return f"<div><dt>{heading}</dt>{''.join(f'<dd>{mark}<span>{escape(words)}</span></dd>' for mark, words in entries)}</div>"


def _sample(extra: str = "", sign: str = "") -> str:
    """A mark without a stance, to show an edge or a sign alone."""
    inner = f'<span class="{marks.sign_class(sign)}">{palette.SIGNS[sign].glyph}</span>' if sign else ""
    return f'<span class="mark sample {extra}" aria-hidden="true">{inner}</span>'
